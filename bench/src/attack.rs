//! What becomes of a call that means harm, tried on every row: nothing in the table of the README is claimed.

use std::error::Error;
use std::panic::AssertUnwindSafe;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::runtime::{Builder, Runtime};

use crate::door::{Door, Limits, Opened};
use crate::order::{BLOCKS, HOLD, INPUT, PANIC_TEXT, PANICS, QUOTE, WAITS};
use crate::peers::Visit;

/// What the answer to [`CANARY_INPUT`] must not hold.
const CANARY: &str = "canary-7f3a";

/// How long past its deadline an answer still counts as in time.
const GRACE: Duration = Duration::from_millis(50);

/// The attacks, in the order of the table's columns.
pub const ATTACKS: [&str; 9] = [
    "unknown argument",
    "repeated key",
    "field out of bounds",
    "2 MB in one field",
    "type error echoes the value",
    "flood past the rate",
    "body panics",
    "body never ends",
    "body blocks its thread",
];

/// Makes every attack on every row.
#[derive(Default)]
pub struct Attacked {
    /// What the attacks came to on each row, in the order of [`ATTACKS`].
    pub rows: Vec<(&'static str, [&'static str; ATTACKS.len()])>,
}

impl Visit for Attacked {
    fn row<D: Door>(
        &mut self,
        label: &'static str,
        _wide: impl AsyncFn() -> Opened<D>,
        tight: impl AsyncFn() -> Opened<D> + Clone + Send + 'static,
    ) -> Opened<()> {
        self.rows.push((label, attack(tight)?));
        Ok(())
    }
}

/// Keeps the panics of the attacks off the terminal.
pub fn silence_panics() {
    std::panic::set_hook(Box::new(|_| {}));
}

/// Each attack meets a door of its own.
fn attack<D: Door>(
    open: impl AsyncFn() -> Opened<D> + Clone + Send + 'static,
) -> Opened<[&'static str; ATTACKS.len()]> {
    let text = String::from_utf8_lossy(INPUT).into_owned();
    let replaced = |from: &str, to: &str| text.replacen(from, to, 1);
    let refused = |input: String| {
        Ok::<_, Box<dyn Error + Send + Sync>>(match ask(open.clone(), QUOTE, input)? {
            Said::Answer => "**passes**",
            Said::Refusal(_) => "refused",
            Said::Unwound => "**unwinds**",
            Said::Nothing => "**no answer**",
        })
    };
    let type_error = replaced(r#""quantity":12"#, &format!(r#""quantity":"{CANARY}""#));
    Ok([
        refused(replaced("{", r#"{"discount":99,"#))?,
        refused(replaced("{", r#"{"quantity":1,"#))?,
        refused(replaced(r#""quantity":12"#, r#""quantity":0"#))?,
        refused(replaced("Please", &"x".repeat(2_000_000)))?,
        echo(&ask(open.clone(), QUOTE, type_error)?),
        flood(open.clone())?,
        panic(&ask(open.clone(), PANICS, text.clone())?),
        in_time(&ask(open.clone(), WAITS, text.clone())?),
        in_time(&ask(open, BLOCKS, text.clone())?),
    ])
}

enum Said {
    Answer,
    Refusal(String),
    /// The panic came out of the call.
    Unwound,
    /// No answer within the deadline and the grace.
    Nothing,
}

fn echo(said: &Said) -> &'static str {
    match said {
        Said::Refusal(text) if text.contains(CANARY) => "**echoed**",
        Said::Refusal(_) => "not echoed",
        _ => "**no refusal**",
    }
}

fn panic(said: &Said) -> &'static str {
    match said {
        Said::Refusal(text) if text.contains(PANIC_TEXT) => "**its text is told**",
        Said::Refusal(_) => "a refusal",
        Said::Unwound => "**unwinds into the caller**",
        Said::Nothing => "**hangs**",
        Said::Answer => "**an answer**",
    }
}

fn in_time(said: &Said) -> &'static str {
    match said {
        Said::Refusal(_) => "answer in time",
        Said::Nothing => "**none in time**",
        Said::Unwound => "**unwinds**",
        Said::Answer => "**an answer**",
    }
}

/// One call, on a thread and a `current_thread` runtime of its own; whoever asked waits as long as he was promised.
fn ask<D: Door>(
    open: impl AsyncFn() -> Opened<D> + Send + 'static,
    tool: &'static str,
    input: String,
) -> Opened<Said> {
    let (ready, opened) = mpsc::channel();
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let (runtime, door) = match start(open) {
            Ok(started) => started,
            Err(error) => return ready.send(Err(error)).unwrap_or_default(),
        };
        runtime.block_on(async {
            // The first call may have to start threads, which is not what is tried.
            let warm = door.call(QUOTE, INPUT).await.map(|_| ()).map_err(Into::into);
            let _ = ready.send(warm);
            let said = match AssertUnwindSafe(door.call(tool, input.as_bytes())).catch_unwind().await {
                Ok(Ok(_)) => Said::Answer,
                Ok(Err(refusal)) => Said::Refusal(refusal),
                Err(_) => Said::Unwound,
            };
            let _ = tell.send(said);
        });
        runtime.shutdown_background();
    });
    opened.recv()??;
    Ok(told.recv_timeout(Limits::TIGHT.deadline + GRACE).unwrap_or(Said::Nothing))
}

fn start<D: Door>(open: impl AsyncFn() -> Opened<D>) -> Opened<(Runtime, D)> {
    let runtime = Builder::new_current_thread().enable_time().build()?;
    let door = runtime.block_on(open())?;
    Ok((runtime, door))
}

/// More calls than two seconds allow, as fast as they go.
fn flood<D: Door>(open: impl AsyncFn() -> Opened<D>) -> Opened<&'static str> {
    let (runtime, door) = start(open)?;
    runtime.block_on(async {
        for _ in 0..Limits::TIGHT.rate * 2 + 2 {
            if door.call(QUOTE, INPUT).await.is_err() {
                return Ok("refused");
            }
        }
        Ok("**passes**")
    })
}

const _: () = assert!(HOLD.as_millis() > (Limits::TIGHT.deadline.as_millis() + GRACE.as_millis()) * 2);
