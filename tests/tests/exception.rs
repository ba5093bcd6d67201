//! An exception for a statement is as visible as one for a whole capability.

use portcullis::ledger::Event;
use portcullis::prelude::*;
use portcullis::testing;

/// Says what was sent, and once more.
#[capability(read, allow(print_in_body, reason = "the console is what this is for"))]
fn twice(number: Option<u32>) -> u32 {
    println!("{number:?}");
    #[exception(panic_in_body, reason = "its callers always send it")]
    let number = number.unwrap();
    #[exception(P203, reason = "a half of all numbers fit")]
    number.checked_mul(2).unwrap()
}

#[tokio::test]
async fn an_exception_for_a_statement_and_its_reason_are_on_record() {
    let gate = testing::Gate::new();
    assert_eq!(gate.call(twice, (Some(4),)).await, Ok(8));
    let records = gate.records().await;
    let exceptions: Vec<_> = records
        .iter()
        .filter(|record| record.event != Event::GateStarted)
        .filter_map(|record| record.exception)
        .map(|exception| (exception.code, exception.rule, exception.reason))
        .collect();
    assert_eq!(
        exceptions,
        [
            ("P401", "print_in_body", "the console is what this is for"),
            ("P203", "panic_in_body", "its callers always send it"),
            ("P203", "panic_in_body", "a half of all numbers fit"),
        ]
    );
}
