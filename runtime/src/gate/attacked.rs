//! What an attack needs of a gate besides calling it: its records, its clock, and a look at what it holds.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use super::{Gate, Shared};
use crate::bound::{Bounded, Faults, Path};
use crate::capability::Capability;
use crate::ledger::Record;
use crate::surface::Descriptor;

/// Whether these bytes are an input of `C`, by its type and all its checks. No body runs.
pub(super) fn accepts<C: Capability>(input: &[u8]) -> bool {
    let check = || {
        let Ok(decoded) = crate::json::decode::<C::Input>(input) else { return false };
        let mut faults = Faults::default();
        decoded.check(&Path::ROOT, &mut faults);
        faults.is_empty()
    };
    input.len() <= C::LIMITS.max_input && catch_unwind(AssertUnwindSafe(check)).unwrap_or(false)
}

/// A gate whose clock stands still and whose records are copied, until this is dropped.
pub(crate) struct Attacked {
    gate: Gate,
}

impl Attacked {
    pub(crate) fn advance(&self, by: Duration) {
        self.shared().held.advance(by);
    }

    pub(crate) fn surface(&self) -> Vec<Descriptor> {
        self.gate.descriptors().map(|descriptor| (*descriptor).clone()).collect()
    }

    pub(crate) fn accepts(&self, capability: &str, input: &[u8]) -> bool {
        self.shared().entry(capability).is_some_and(|entry| entry.accepts(input))
    }

    /// The name of a secret of the gate's that is in this text.
    pub(crate) fn secret_in(&self, text: &[u8]) -> Option<String> {
        self.shared().keeper.found_in(text)
    }

    fn shared(&self) -> &Shared {
        &self.gate.shared
    }
}

impl Drop for Attacked {
    fn drop(&mut self) {
        self.shared().held.hold(false);
        self.shared().ledger.tap(false);
    }
}

impl Gate {
    pub(crate) fn under_attack(&self) -> Attacked {
        self.shared.held.hold(true);
        self.shared.ledger.tap(true);
        Attacked { gate: self.clone() }
    }

    /// What the ledger took since this was asked last, while the gate is attacked.
    pub(crate) fn tapped(&self) -> Vec<Record> {
        self.shared.ledger.tapped()
    }

    pub(crate) fn free_permits_of(&self, capability: &str) -> Option<usize> {
        self.shared.entry(capability).map(|entry| entry.free())
    }
}
