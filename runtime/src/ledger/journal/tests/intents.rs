//! Which calls have no outcome.

use super::faulty::Disk;
use super::{open, summary};
use crate::ledger::{Event, Ledger, Record};
use crate::refusal::{Outcome, Reference};

fn reference(number: u64) -> Reference {
    Reference::parse(&format!("{number:026}")).unwrap()
}

fn told(event: Event, number: u64, outcome: Option<Outcome>) -> Record {
    let mut record = Record::new(event, std::time::SystemTime::now());
    record.reference = Some(reference(number));
    record.outcome = outcome;
    record
}

#[test]
fn a_call_is_open_until_its_outcome_is_known() {
    let disk = Disk::default();
    let mut writer = open(&disk).unwrap();
    let mut records: Vec<_> = (1..=6).map(|number| told(Event::CallIntent, number, None)).collect();
    records.extend([
        told(Event::CallFinished, 1, Some(Outcome::Completed)),
        // At the deadline, and later.
        told(Event::CallFinished, 2, Some(Outcome::Unknown)),
        told(Event::BodyEndedLate, 2, Some(Outcome::Failed)),
        // At the deadline, and never again.
        told(Event::CallFinished, 3, Some(Outcome::Unknown)),
        told(Event::BodyStuck, 4, None),
        told(Event::CallResolved, 5, Some(Outcome::NoEffect)),
    ]);
    writer.append(&records).unwrap();
    let open: Vec<_> =
        summary(&disk).intents.into_list().into_iter().map(|intent| intent.reference).collect();
    assert_eq!(open, [3, 4, 6].map(|number| reference(number).to_string()));
}

#[test]
fn how_many_are_open_is_on_record_when_a_ledger_is_opened() {
    let disk = Disk::default();
    open(&disk).unwrap().append(&[1, 2].map(|number| told(Event::CallIntent, number, None))).unwrap();
    open(&disk).unwrap();
    let last: serde_json::Value = serde_json::from_str(super::entries(&disk).last().unwrap().json()).unwrap();
    assert_eq!((&last["event"], &last["count"]), (&"ledger.opened".into(), &2.into()));
}
