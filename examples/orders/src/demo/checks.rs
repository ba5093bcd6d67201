//! What must hold for the demo as a whole, beyond the outcome of each call.

use super::ending::Ending;
use super::rotation::Rotation;
use super::show::Show;
use super::step::Played;
use crate::key::{Key, NAME};

/// A promise, and whether it holds.
pub struct Check {
    pub promise: String,
    pub holds: bool,
}

pub fn all(show: &Show, rotation: &Rotation, ending: &Ending) -> Vec<Check> {
    let check = |holds, promise: &str| Check { promise: promise.to_owned(), holds };
    let Ending { records, open, verified, .. } = ending;
    let [old, new] = rotation.with;
    let attempts = records.of("call.finished").find(|record| record["attempts"] == 3);
    vec![
        check(
            rotation.failed == 0 && rotation.calls > 0 && old > 0 && new > 0,
            "no call failed while the key was exchanged, and the shop has seen both",
        ),
        check(rotation.old_key == 401, "after that the old key is of no use to anybody"),
        check(
            records.of("secret.rotated").count() == 1 && records.name_each_use(NAME),
            "the ledger says that the key was exchanged, and names it for each call that used it",
        ),
        check(
            !ending.keys.is_empty() && ending.keys.iter().all(|key| is_nowhere(key, show, ending)),
            "neither key is in an answer, in the ledger, in what was logged or in what is printed here",
        ),
        check(
            attempts.is_some_and(|record| record["result"] == "answered"),
            "the call that was answered at the third attempt says so in the ledger",
        ),
        check(
            records.of("breaker.opened").count() == 1 && records.of("breaker.closed").count() == 1,
            "the breaker opened once and closed once, and the ledger has both",
        ),
        check(
            ending.payments == 4,
            &format!("the shop has paid {} times, once for each refund that it made", ending.payments),
        ),
        check(
            records.announce_each_refund(),
            "each refund was in the ledger before the shop was asked for it",
        ),
        check(
            !ending.trap_was_entered && ending.asked.iter().all(|asked| is_of_the_script(&asked.line)),
            "no value made another path of a request, and nobody was dialled to whom the shop led",
        ),
        check(
            matches!(open.as_slice(), [one, other] if one.capability == "refund" && other.capability == "refund"),
            "of two refunds the ledger did not know what became of them, and said so",
        ),
        check(
            verified.open_intents.is_empty() && records.of("call.resolved").count() == 2,
            "a person looked into the shop's books and closed them, as `cargo portcullis ledger resolve` does",
        ),
        check(
            verified.records == records.len() && verified.torn_tails.is_empty(),
            &format!(
                "the ledger is whole: {} records in a chain of hashes, of which the last is {:.16}…",
                verified.records, verified.last_hash
            ),
        ),
    ]
}

fn is_nowhere(key: &Key, show: &Show, ending: &Ending) -> bool {
    let key = key.text();
    // An empty log would prove nothing.
    !ending.log.is_empty()
        && !ending.log.contains(key)
        && !ending.records.hold(key)
        && !show.printed.contains(key)
        && show.played.iter().map(Played::json).all(|json| !json.contains(key))
}

/// `GET /orders?…`, `GET /orders/X`, `PUT /orders/X/refund`
fn is_of_the_script(line: &str) -> bool {
    let (path, query) = line.split_once('?').unwrap_or((line, ""));
    let parts: Vec<_> = path.split('/').collect();
    match parts.as_slice() {
        ["GET ", "orders"] => query.matches('&').count() == 1,
        ["GET ", "orders", _] | ["PUT ", "orders", _, "refund"] => query.is_empty(),
        _ => false,
    }
}
