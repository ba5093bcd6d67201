//! What a record looks like as a line, and what a ledger in memory keeps.

use std::time::{Duration, SystemTime};

use super::{Event, Ledger, Memory, Note, Record, to_line};
use crate::authority::Effect;
use crate::caller::Caller;
use crate::refusal::Outcome;

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

fn record(event: Event) -> Record {
    Record::new(event, at(1))
}

#[test]
fn a_record_says_what_it_has_and_nothing_else() {
    let bare = r#"{"sequence":0,"time":"1970-01-01T00:00:01.000000000Z","event":"gate.started"}"#;
    assert_eq!(to_line(&record(Event::GateStarted)).unwrap(), bare);

    let full = Record {
        sequence: 7,
        caller: Some(Caller::local()),
        capability: Some("refund".into()),
        effect: Some(Effect::Write),
        result: Some("answered"),
        reason: Some("why".into()),
        outcome: Some(Outcome::Completed),
        duration: Some(Duration::from_micros(1_500)),
        input_bytes: Some(3),
        output_bytes: Some(4),
        secret: Some("ShopKey".into()),
        count: Some(5),
        attempts: Some(2),
        notes: vec![Note { key: "a", value: 1.into() }, Note { key: "a", value: "b".into() }],
        notes_dropped: 6,
        ..record(Event::CallFinished)
    };
    let expected = [
        r#"{"sequence":7,"time":"1970-01-01T00:00:01.000000000Z","event":"call.finished","caller":"local","#,
        r#""capability":"refund","effect":"write","result":"answered","reason":"why","outcome":"completed","#,
        r#""duration_us":1500,"input_bytes":3,"output_bytes":4,"secret":"ShopKey","count":5,"attempts":2,"#,
        r#""notes":[["a",1],["a","b"]],"notes_dropped":6}"#,
    ];
    assert_eq!(to_line(&full).unwrap(), expected.concat());
}

#[test]
fn a_time_that_has_no_form_is_the_nearest_that_has_one() {
    let time = |time| {
        let line: serde_json::Value =
            serde_json::from_str(&to_line(&Record::new(Event::GateStarted, time)).unwrap()).unwrap();
        line["time"].as_str().unwrap().to_owned()
    };
    assert_eq!(time(SystemTime::UNIX_EPOCH - Duration::from_secs(1)), "1970-01-01T00:00:00.000000000Z");
    assert_eq!(time(at(253_402_300_799)), "9999-12-31T23:59:59.000000000Z");
    assert_eq!(time(at(253_402_300_800)), "9999-12-31T23:59:59.000000000Z");
}

#[test]
fn what_cannot_be_seen_is_escaped_and_all_else_is_as_it_is() {
    let line = |reason: &str| {
        let reason = Some(reason.to_owned());
        to_line(&Record { reason, ..record(Event::CallRefused) }).unwrap()
    };
    for (text, written) in [
        ("plain é 日 🔑", "plain é 日 🔑"),
        ("a\u{202e}b\u{200b}", r"a\u202eb\u200b"),
        ("\u{e0041}!", r"\udb40\udc41!"),
        ("a\nb\t\"\\", r#"a\nb\t\"\\"#),
        ("\u{7f}\u{85}\u{feff}", r"\u007f\u0085\ufeff"),
    ] {
        assert!(line(text).ends_with(&format!("\"reason\":\"{written}\"}}")), "{}", line(text));
    }
}

#[test]
fn memory_keeps_the_last_records_and_counts_as_not_durable() {
    let mut ledger = Memory::with_capacity(3);
    let numbered = |sequence| Record { sequence, ..record(Event::CallFinished) };
    ledger.append(&[numbered(1), numbered(2)]).unwrap();
    ledger.append(&[numbered(3), numbered(4), numbered(5)]).unwrap();
    ledger.sync().unwrap();
    let kept: Vec<_> = ledger.records().iter().map(|record| record.sequence).collect();
    assert_eq!(kept, [3, 4, 5]);
    assert!(!ledger.is_durable());
    let mut usual = Memory::new();
    usual.append(&vec![numbered(1); 10_001]).unwrap();
    assert_eq!(usual.records().len(), 10_000);
}
