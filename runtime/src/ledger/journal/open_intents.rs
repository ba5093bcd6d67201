//! Calls whose outcome is not known: their intent is in the ledger, and nothing that says how it ended.

use std::collections::HashMap;

use super::told::Told;
use crate::ledger::Event;
use crate::refusal::Outcome;

/// A call with an effect of which the ledger does not say what became of it.
///
/// Its process died, or its body panicked, or it still runs. A person can find out, and say so with
/// [`resolve`](super::resolve).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OpenIntent {
    /// The number of the intent.
    pub sequence: u64,
    /// When (UTC, RFC 3339).
    pub time: String,
    /// The call's reference.
    pub reference: String,
    /// Who asked.
    pub caller: String,
    /// For what.
    pub capability: String,
}

/// The intents that are open after the records that were seen.
#[derive(Debug, Default)]
pub(super) struct OpenIntents(HashMap<String, OpenIntent>);

impl OpenIntents {
    pub(super) fn see(&mut self, sequence: u64, record: &Told<'_>) {
        let Some(reference) = &record.reference else { return };
        if record.event == Event::CallIntent.as_str() {
            let intent = OpenIntent {
                sequence,
                time: record.time.to_string(),
                reference: reference.to_string(),
                caller: record.caller.to_string(),
                capability: record.capability.to_string(),
            };
            self.0.insert(reference.to_string(), intent);
        } else if record.outcome.as_ref().is_some_and(|outcome| *outcome != Outcome::Unknown.as_str()) {
            self.0.remove(reference.as_ref());
        }
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Oldest first.
    pub(super) fn into_list(self) -> Vec<OpenIntent> {
        let mut list: Vec<_> = self.0.into_values().collect();
        list.sort_unstable_by_key(|intent| intent.sequence);
        list
    }
}
