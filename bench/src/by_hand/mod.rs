//! What a careful engineer would write round one tool by hand: the guards that a gate has, line by line.
//!
//! The numbered comments are the list. Where a guard can be had more cheaply because everything about this one tool
//! is known, it is: the point is to be as fast as possible by hand, with the same promises.

mod audit;
mod order;
mod output;
pub mod placement;

use std::collections::HashSet;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Instant, SystemTime};

use futures_util::FutureExt;
use governor::{DefaultKeyedRateLimiter, Quota as RateQuota, RateLimiter};
use tokio::sync::Semaphore;

use self::audit::{Audit, Record, Slot};
use self::order::Order;
use self::placement::Placement;
use crate::door::{Door, Limits};
use crate::order as tool;

/// A tool with hand-written guards, whose body runs where `P` puts it.
pub struct ByHand<P> {
    desk: Arc<Desk>,
    placement: P,
}

impl<P: Clone> Clone for ByHand<P> {
    fn clone(&self) -> Self {
        ByHand { desk: Arc::clone(&self.desk), placement: self.placement.clone() }
    }
}

/// Who calls: a number, so that nothing is allocated or compared letter by letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Caller(u32);

/// What the guards look at.
struct Desk {
    limits: Limits,
    caller: Caller,
    allowed: HashSet<(Caller, &'static str)>,
    rates: DefaultKeyedRateLimiter<Caller>,
    permits: Arc<Semaphore>,
    audit: Audit,
}

/// Why there is no answer: a code, and for fields their names and rules. Never a value that the caller sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    code: &'static str,
    fields: Vec<(&'static str, &'static str)>,
}

impl Refusal {
    fn new(code: &'static str) -> Refusal {
        Refusal { code, fields: Vec::new() }
    }

    fn of_fields(code: &'static str, fields: Vec<(&'static str, &'static str)>) -> Refusal {
        Refusal { code, fields }
    }
}

impl<P: Placement> ByHand<P> {
    /// A desk that serves one caller.
    pub fn new(limits: Limits, placement: P) -> Self {
        let caller = Caller(1);
        let rate = std::num::NonZeroU32::new(limits.rate).unwrap_or(std::num::NonZeroU32::MIN);
        let allowed = [tool::QUOTE, tool::PANICS, tool::WAITS, tool::BLOCKS]
            .map(|tool| (caller, tool))
            .into_iter()
            .collect();
        let desk = Desk {
            limits,
            allowed,
            rates: RateLimiter::keyed(RateQuota::per_second(rate)),
            permits: Arc::new(Semaphore::new(limits.concurrency)),
            audit: Audit::start(),
            caller,
        };
        ByHand { desk: Arc::new(desk), placement }
    }

    async fn guarded(
        &self,
        tool: &'static str,
        input: &[u8],
        output_bytes: &mut usize,
    ) -> Result<Vec<u8>, Refusal> {
        let desk = &*self.desk;
        // 3. Size, before anything is parsed.
        if input.len() > desk.limits.input {
            return Err(Refusal::new("input_too_large"));
        }
        // 4. Authorization: default deny; an unknown tool and a forbidden one look the same.
        if !desk.allowed.contains(&(desk.caller, tool)) {
            return Err(Refusal::new("not_authorized"));
        }
        // 5. Rate for each caller (GCRA).
        if desk.rates.check_key(&desk.caller).is_err() {
            return Err(Refusal::new("rate_limited"));
        }
        // 6. Concurrency: what waits beyond it is refused, not queued. The permit goes with the body.
        let permit = Arc::clone(&desk.permits).try_acquire_owned().map_err(|_| Refusal::new("overloaded"))?;
        // 7. Strict decoding: `order.rs` says what is refused and how.
        let order = Order::decode(input)?;
        // 8. Every field checked, all faults at once.
        order.validate()?;
        // 9. The body, where the row puts it. A panic is caught inside, so that it unwinds into nobody.
        let body = AssertUnwindSafe(async move {
            let _permit = permit;
            run(tool, order).await
        })
        .catch_unwind();
        // 10. Deadline: the caller has its answer in time. On time-out the body is cancelled.
        let quote = tokio::time::timeout(desk.limits.deadline, self.placement.place(body))
            .await
            .map_err(|_| Refusal::new("deadline_exceeded"))?
            // 11. Redaction: what the panic said goes nowhere.
            .map_err(|_| Refusal::new("panicked"))?;
        // 12. Output, bounded while it is encoded.
        let bytes = output::encode(&quote, desk.limits.output).ok_or(Refusal::new("output_too_large"))?;
        *output_bytes = bytes.len();
        Ok(bytes)
    }

    fn record(&self, slot: Slot, call: &Began, result: Result<usize, &'static str>) {
        slot.send(Record {
            sequence: 0,
            time: call.time,
            reference: call.reference,
            trace: call.trace,
            caller: self.desk.caller,
            tool: call.tool,
            result: result.map_or_else(|code| code, |_| "answered"),
            duration: call.instant.elapsed(),
            input_bytes: call.input_bytes,
            output_bytes: result.ok(),
        });
    }
}

/// What is known when a call comes in.
struct Began {
    tool: &'static str,
    time: SystemTime,
    instant: Instant,
    reference: u128,
    trace: u128,
    input_bytes: usize,
}

impl Began {
    fn now(tool: &'static str, input: &[u8]) -> Began {
        let time = SystemTime::now();
        let milliseconds = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_millis();
        Began {
            tool,
            time,
            instant: Instant::now(),
            // Ordered by time, like a ULID.
            reference: (milliseconds << 80) | (fastrand::u128(..) >> 48),
            trace: fastrand::u128(..),
            input_bytes: input.len(),
        }
    }
}

impl<P: Placement> Door for ByHand<P> {
    async fn call(&self, tool: &'static str, input: &[u8]) -> Result<Vec<u8>, String> {
        // 1. A reference and a trace for the call, by which the operator finds it.
        let call = Began::now(tool, input);
        // 2. Audit, outermost, so that refusals are recorded: without room for the record there is no call.
        let Ok(slot) = self.desk.audit.reserve() else {
            return Err(public(&Refusal::new("audit_unavailable"), call.reference));
        };
        let mut output_bytes = 0;
        let answer = self.guarded(tool, input, &mut output_bytes).await;
        // 13. The record: what was asked, by whom, what became of it, how long it took. A writer thread keeps it.
        self.record(slot, &call, answer.as_ref().map(|_| output_bytes).map_err(|refusal| refusal.code));
        // 14. What the caller reads of a refusal: a code, names of fields, the reference.
        answer.map_err(|refusal| public(&refusal, call.reference))
    }
}

async fn run(tool: &'static str, order: Order) -> tool::Quote {
    match tool {
        tool::PANICS => tool::panics(),
        tool::WAITS => tool::waits().await,
        tool::BLOCKS => tool::blocks(),
        _ => tool::quote(order.quantity, order.unit_price, order.shipping, order.gift, &order.note),
    }
}

fn public(refusal: &Refusal, reference: u128) -> String {
    let fields: Vec<_> = refusal
        .fields
        .iter()
        .map(|(field, rule)| serde_json::json!({ "path": field, "rule": rule }))
        .collect();
    serde_json::json!({ "code": refusal.code, "fields": fields, "reference": format!("{reference:032x}") })
        .to_string()
}
