//! What a body notes for the record of its call.

use super::Call;
use crate::disclose::Disclose;
use crate::json;
use crate::ledger::Note;
use crate::personal;

/// Notes that one call may make.
const NOTES: usize = 16;

/// Bytes of JSON of one note.
const NOTE_BYTES: usize = 256;

/// Bytes of the key of a note.
const KEY_BYTES: usize = 64;

impl Call {
    /// Notes something in the call's audit record. At most 16 notes, keys of at most 64 bytes, values of at most
    /// 256 bytes of JSON; what is more is counted there. The key is meant to be a literal. [`Personal`](crate::Personal) data
    /// is noted as `[personal]`.
    pub fn note(&self, key: &'static str, value: impl Disclose) {
        let value = personal::masked(|| json::encode(&value, NOTE_BYTES))
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok());
        self.add_note(key, value.map(|value| self.custody().mask_note(value)));
    }

    /// Notes that an error was dealt with: its type in the audit record, its text in the traces.
    pub fn note_error<E: std::error::Error + 'static>(&self, error: &E) {
        tracing::warn!(reference = %self.reference(), error = %self.custody().mask(&crate::failure::chain(error)), "a body dealt with an error");
        self.add_note("error", Some(std::any::type_name::<E>().into()));
    }

    fn add_note(&self, key: &'static str, value: Option<serde_json::Value>) {
        let mut log = self.log();
        match value {
            Some(value) if log.notes.len() < NOTES && key.len() <= KEY_BYTES => {
                log.notes.push(Note { key, value })
            }
            _ => log.dropped += 1,
        }
    }

    /// For the record of the call.
    pub(crate) fn take_notes(&self) -> (Vec<Note>, usize) {
        let before_abandoned = self.log().before_abandoned.take();
        before_abandoned.unwrap_or_else(|| self.take_late_notes())
    }

    /// For the record of a body that ended late.
    pub(crate) fn take_late_notes(&self) -> (Vec<Note>, usize) {
        let mut log = self.log();
        (std::mem::take(&mut log.notes), std::mem::take(&mut log.dropped))
    }
}
