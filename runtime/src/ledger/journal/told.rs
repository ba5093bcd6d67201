//! What of a record's JSON the ledger itself needs to know when it is read back.

use std::borrow::Cow;

use serde::Deserialize;

use crate::ledger::Event;

/// The key of the note that says which damage is acknowledged.
pub(super) const DAMAGE: &str = "damage";

/// A part of a record.
#[derive(Deserialize)]
pub(super) struct Told<'a> {
    #[serde(borrow)]
    pub(super) event: Cow<'a, str>,
    #[serde(borrow, default)]
    pub(super) time: Cow<'a, str>,
    #[serde(borrow, default)]
    pub(super) reference: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub(super) caller: Cow<'a, str>,
    #[serde(borrow, default)]
    pub(super) capability: Cow<'a, str>,
    #[serde(borrow, default)]
    pub(super) outcome: Option<Cow<'a, str>>,
    #[serde(default)]
    notes: Vec<(String, serde_json::Value)>,
}

impl Told<'_> {
    /// Which damage this record acknowledges.
    pub(super) fn acknowledged_damage(&self) -> Option<String> {
        if self.event != Event::LedgerDamageAcknowledged.as_str() {
            return None;
        }
        let (_, id) = self.notes.iter().find(|(key, _)| key == DAMAGE)?;
        id.as_str().map(str::to_owned)
    }
}
