//! Each stage by itself: what it lets through, what it refuses and in which words.

mod audit;
mod decode;
mod isolate;
mod limits;
mod once;
mod order;
mod outcomes;
mod policy_on_arguments;
mod resilience;

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use crate::ledger::{Ledger, Memory, Record};
use crate::prelude::*;
use crate::{CallError, GateBuilder};

/// Adds two numbers.
#[capability(read)]
pub(super) fn add(a: i32, b: i32) -> i64 {
    i64::from(a) + i64::from(b)
}

/// A gate with one capability that the local caller may call, and its ledger.
pub(super) fn gate<C: crate::Capability, R>(
    capability: impl Fn(crate::Admitted<C>) -> R + Copy,
) -> (Gate, Memory) {
    let ledger = Memory::new();
    let builder = builder(capability).ledger(OnDisk(ledger.clone()));
    (builder.build().unwrap(), ledger)
}

pub(super) fn builder<C: crate::Capability, R>(
    capability: impl Fn(crate::Admitted<C>) -> R + Copy,
) -> GateBuilder {
    Gate::builder().capability(capability).authorizer(Permits::none().permit(Caller::local(), capability))
}

/// A ledger in memory that says it is on disk, so that capabilities with effects can be tested.
pub(super) struct OnDisk(pub(super) Memory);

impl Ledger for OnDisk {
    fn append(&mut self, records: &[Record]) -> io::Result<()> {
        self.0.append(records)
    }

    fn sync(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn is_durable(&self) -> bool {
        true
    }
}

/// The records of one call, without those of the gate's start.
pub(super) async fn story(gate: &Gate, ledger: &Memory, error: &CallError) -> Vec<Record> {
    gate.flush().await.unwrap();
    ledger.records().into_iter().filter(|record| record.reference == Some(error.reference())).collect()
}

/// Counts how often something happened.
#[derive(Clone, Default)]
pub(super) struct Count(Arc<AtomicUsize>);

impl Count {
    pub(super) fn add(&self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }

    pub(super) fn get(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

/// What happened, in order.
pub(super) type Log = Arc<Mutex<Vec<&'static str>>>;
