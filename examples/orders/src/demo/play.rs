//! The script: every call of the demo, with what is expected of it.

use std::io;
use std::time::Duration;

use portcullis::{CallError, Code, Outcome};
use serde_json::{Value, json};

use super::show::Show;
use super::stage::Stage;
use super::step::{Played, Step};
use crate::shop::Mood;

/// How often a caller comes again for what is still running, beyond any need.
const MOST_WAITS: usize = 50;

fn status(what: &'static str, order: &str) -> Step {
    Step::new(what, "order_status", &json!({ "order": order }))
}

fn refund(what: &'static str, order: &str, cents: u32) -> Step {
    Step::new(what, "refund", &json!({ "order": order, "cents": cents }))
}

async fn all(stage: &Stage, show: &mut Show, steps: Vec<Step>) -> io::Result<()> {
    for step in steps {
        show.step(stage.play(step).await)?;
    }
    Ok(())
}

pub async fn good_calls(stage: &Stage, show: &mut Show) -> io::Result<()> {
    show.title("Orders and small refunds", "a refund happens once for its key, whatever is sent again")?;
    let find = |what, input: &Value| Step::new(what, "find_orders", input);
    let steps = vec![
        find("what ann has ordered", &json!({ "customer": "ann", "limit": 2 })).requests(1),
        status("how far an order is", "A-1002").requests(1),
        status("an order that the shop does not know", "A-9999").expect(Code::Failed).requests(1),
        refund("the nails, paid back", "A-1005", 800).key("nails").requests(1),
        refund("once more, since the answer was lost", "A-1005", 800).key("nails").requests(0),
        refund("the same key for another amount", "A-1005", 700)
            .key("nails")
            .expect(Code::IdempotencyConflict)
            .requests(0),
        refund("without a key, and with another amount", "A-1005", 700).expect(Code::Failed).requests(1),
        refund("more than the order cost", "A-1002", 1_500).expect(Code::Failed).requests(1),
        refund("nothing at all", "A-1002", 0).expect(Code::InvalidInput).requests(0),
    ];
    all(stage, show, steps).await
}

pub async fn bad_days(stage: &Stage, show: &mut Show) -> io::Result<()> {
    show.title("The shop has a bad day", "what only reads is tried again; what keeps failing is left alone")?;
    stage.shop.next(2, &Mood::Fails);
    show.step(stage.play(status("it fails twice, and then it works", "A-1001").requests(3)).await)?;
    // Three times three: as often as each of the next calls tries.
    stage.shop.next(9, &Mood::Fails);
    for what in ["it fails for longer", "once more", "and a third time"] {
        show.step(stage.play(status(what, "A-1001").expect(Code::Failed).requests(3)).await)?;
    }
    let open = status("the breaker is open, and the shop is left alone", "A-1001");
    let played = stage.play(open.expect(Code::CircuitOpen).requests(0)).await;
    let wait = retry_after(&played);
    show.step(played)?;
    show.say(&format!("the caller was told to wait for {} ms, and does\n", wait.as_millis()))?;
    tokio::time::sleep(wait).await;
    stage.shop.next(1, &Mood::Slow(Duration::from_millis(300)));
    let before = stage.shop.asked().len();
    let second = async {
        // By then the first is on its way.
        while stage.shop.asked().len() == before {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        stage
            .play(status("another one meanwhile is not let through", "A-1001").expect(Code::CircuitOpen))
            .await
    };
    let first = stage.play(status("one call tries whether it works again", "A-1001").requests(1));
    let (first, second) = tokio::join!(first, second);
    show.step(first)?;
    show.step(second)?;
    show.step(stage.play(status("it works, and the breaker is closed", "A-1001").requests(1)).await)
}

/// When the caller was told to come again.
fn retry_after(played: &Played) -> Duration {
    match &played.answer {
        Err(CallError::Refused(refusal)) => refusal.retry_after.unwrap_or_default(),
        _ => Duration::ZERO,
    }
}

pub async fn approvals(stage: &Stage, show: &mut Show) -> io::Result<()> {
    show.title(
        "Refunds above the limit",
        "above 20.00 the supervisor must agree, to this very refund; above 500.00 nobody can",
    )?;
    stage.supervisor.refuses_next();
    let steps = vec![
        refund("the supervisor says no, at once", "A-1003", 12_000).expect(Code::ApprovalInvalid).requests(0),
        refund("once more, and nobody is asked again", "A-1003", 12_000)
            .expect(Code::ApprovalInvalid)
            .requests(0),
        refund("another one, while the supervisor is away", "A-1001", 3_900)
            .expect(Code::ApprovalRequired)
            .requests(0),
    ];
    all(stage, show, steps).await?;
    stage.supervisor.grants();
    show.say("the supervisor comes back, and agrees\n")?;
    let steps = vec![
        refund("another amount, under that approval", "A-1001", 3_800)
            .expect(Code::ApprovalRequired)
            .requests(0),
        refund("the one that was approved", "A-1001", 3_900).requests(1),
        refund("once more, under the same approval", "A-1001", 3_900)
            .expect(Code::ApprovalRequired)
            .requests(0),
        refund("more than anybody may approve", "A-1004", 50_001).expect(Code::NotAuthorized).requests(0),
    ];
    all(stage, show, steps).await
}

pub async fn attacks(stage: &Stage, show: &mut Show) -> io::Result<()> {
    show.title("Attacks", "by whoever calls, and by whoever answers in the shop's place")?;
    let fails = |what, order: &str, requests| status(what, order).expect(Code::Failed).requests(requests);
    let steps = vec![
        fails("an order that climbs", "..", 0),
        fails("one that climbs for a server that decodes twice", "%252e%252e%252fkeys", 0),
        fails("one with a path in it", "A-1001/refund", 0),
        fails("one with a query in it stays one name", "A-1001?customer=bob#", 1),
        status("one with a header in it", "A-1001\r\nhost: evil.example")
            .expect(Code::InvalidInput)
            .requests(0),
        Step::new(
            "a customer with a parameter in the name",
            "find_orders",
            &json!({ "customer": "ann&limit=50" }),
        )
        .requests(1),
    ];
    all(stage, show, steps).await?;
    let trap = stage.trap.local_addr()?;
    stage.shop.next(1, &Mood::Redirects("http://169.254.169.254/latest/meta-data/iam".to_owned()));
    show.step(stage.play(fails("the shop leads to a cloud's metadata", "A-1001", 1)).await)?;
    stage.shop.next(1, &Mood::Redirects(format!("http://{trap}/")));
    show.step(stage.play(fails("and to another service on this machine", "A-1001", 1)).await)?;
    stage.shop.next(1, &Mood::Endless);
    show.step(stage.play(fails("an answer without an end", "A-1001", 1)).await)?;
    stage.shop.next(1, &Mood::BreaksOff);
    let broken = refund("the answer to a refund breaks off", "A-1004", 1_500);
    let broken = broken.key("bicycle").expect(Code::Failed).outcome(Outcome::Unknown).requests(1);
    show.step(stage.play(broken).await)?;
    let again = refund("the very same again, with its key", "A-1004", 1_500).key("bicycle");
    show.step(stage.play(again.expect(Code::OutcomeUnknown).requests(0)).await)
}

pub async fn silence(stage: &Stage, show: &mut Show) -> io::Result<()> {
    show.title("The shop says nothing", "a caller waits for a second, and learns what is known by then")?;
    let late = |step: Step, outcome| step.expect(Code::DeadlineExceeded).outcome(outcome).requests(1);
    stage.shop.next(1, &Mood::Silent);
    show.step(stage.play(late(status("to a question", "A-1001"), Outcome::NoEffect)).await)?;
    stage.shop.next(1, &Mood::SilentAfterwards);
    let bell = refund("to a refund, which it makes", "A-1002", 1_450).key("bell");
    show.step(stage.play(late(bell, Outcome::Unknown)).await)?;
    let again =
        || refund("with the same key again", "A-1002", 1_450).key("bell").expect(Code::OutcomeUnknown);
    let mut played = stage.play(again().requests(0)).await;
    // The body may take a moment to end, after its caller was answered; then the caller is told to come again, and does.
    for _ in 0..MOST_WAITS {
        if played.code() != Some(Code::IdempotencyPending) {
            break;
        }
        tokio::time::sleep(retry_after(&played)).await;
        played = stage.play(again().requests(0)).await;
    }
    show.step(played)
}

pub async fn gone(stage: &mut Stage, show: &mut Show) -> io::Result<()> {
    show.title("The shop is gone", "there is nobody to connect to, so nothing can have happened")?;
    stage.shop.close().await;
    let steps = vec![
        status("a question", "A-1001").expect(Code::Failed).outcome(Outcome::Failed),
        refund("a refund", "A-1002", 100).expect(Code::Failed).outcome(Outcome::Failed),
    ];
    all(stage, show, steps).await
}
