//! What a gate knows of its secrets, and what a call does with them: which are looked for, and who used which.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use arc_swap::ArcSwapOption;
use portcullis_patterns::{find_bytes, redact};
use serde_json::Value;

use super::scan::{MASK, Scan};
use super::{Credential, Rotated, SecretError};
use crate::authority::Effect;
use crate::call::Call;
use crate::clock::Clock;
use crate::ledger::queue::Queue;
use crate::ledger::{Event, Record};

/// The secrets of one gate.
pub(crate) struct Keeper {
    credentials: Mutex<Vec<Credential>>,
    /// `None` as long as there are none.
    scan: ArcSwapOption<Scan>,
    /// Not kept by it: it ends with the gate.
    ledger: Weak<Queue>,
    clock: Arc<dyn Clock>,
}

impl Keeper {
    pub(crate) fn new(credentials: Vec<Credential>, ledger: &Arc<Queue>, clock: Arc<dyn Clock>) -> Arc<Self> {
        let keeper = Arc::new(Keeper {
            credentials: Mutex::default(),
            scan: ArcSwapOption::empty(),
            ledger: Arc::downgrade(ledger),
            clock,
        });
        credentials.into_iter().for_each(|credential| keeper.adopt(&credential));
        keeper
    }

    /// Looks for this credential from now on.
    fn adopt(self: &Arc<Self>, credential: &Credential) {
        // Under the lock to the end: who finds it there may rely on it being looked for.
        let mut credentials = self.credentials();
        if credentials.iter().any(|known| known.is(credential)) {
            return;
        }
        credentials.push(credential.clone());
        // First, so that a rotation from now on is told; one before it is in its versions.
        credential.tell_keeper(self);
        self.look_for(&credentials);
    }

    /// Takes over the versions that its credentials have at this moment.
    pub(super) fn look_anew(&self) {
        // Under the lock, so that of two at the same time the later one stands.
        self.look_for(&self.credentials());
    }

    fn look_for(&self, credentials: &[Credential]) {
        let forms: Vec<_> = credentials.iter().flat_map(Credential::forms).collect();
        self.scan.store((!forms.is_empty()).then(|| Arc::new(Scan::new(&forms))));
    }

    /// The scan for all secrets of the gate; `None` if it has none.
    pub(crate) fn scan(&self) -> Option<Arc<Scan>> {
        self.scan.load_full()
    }

    /// The text without the gate's secrets, and without what looks like a credential of anybody's.
    pub(crate) fn mask<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.scan().map_or(Cow::Borrowed(text), |scan| scan.mask(text)) {
            Cow::Borrowed(text) => redact(text),
            Cow::Owned(text) => Cow::Owned(redact(&text).into_owned()),
        }
    }

    /// The text without secrets, in place if there are none.
    pub(crate) fn masked(&self, text: String) -> String {
        match self.mask(&text) {
            Cow::Owned(masked) => masked,
            Cow::Borrowed(_) => text,
        }
    }

    pub(super) fn record_rotation(&self, rotated: &Rotated) {
        let mut record = self.record(Event::SecretRotated, &rotated.name);
        record.count = Some(rotated.version);
        self.send(record);
    }

    pub(super) fn record_failed_rotation(&self, name: &str, said: &str) {
        let mut record = self.record(Event::SecretRotationFailed, name);
        record.reason = Some(said.to_owned());
        self.send(record);
    }

    /// The name of a secret that is in this text in one of its forms: looked for byte by byte, not as the scan does it.
    #[cfg(feature = "testing")]
    pub(crate) fn found_in(&self, text: &[u8]) -> Option<String> {
        let credentials = self.credentials();
        let forms = credentials.iter().flat_map(Credential::forms);
        forms.into_iter().find(|forms| forms.are_in(text)).map(|forms| forms.name.clone())
    }

    fn record(&self, event: Event, secret: &str) -> Record {
        let mut record = Record::new(event, self.clock.utc());
        record.secret = Some(secret.to_owned());
        record
    }

    /// Whether there was room for the record.
    fn send(&self, record: Record) -> bool {
        let slot = self.ledger.upgrade().and_then(|ledger| ledger.reserve().ok());
        let sent = slot.is_some_and(|slot| slot.send(record));
        if !sent {
            tracing::error!("no room in the ledger for what became of a secret");
        }
        sent
    }

    fn credentials(&self) -> std::sync::MutexGuard<'_, Vec<Credential>> {
        self.credentials.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What one call has used.
pub(crate) struct Custody {
    /// `None` for a call that a test has made without a gate.
    keeper: Option<Arc<Keeper>>,
    capability: Option<(&'static str, Effect)>,
    revealed: Mutex<Vec<Credential>>,
}

impl Custody {
    pub(crate) fn of(keeper: &Arc<Keeper>, capability: &'static str, effect: Effect) -> Self {
        Custody {
            keeper: Some(keeper.clone()),
            capability: Some((capability, effect)),
            revealed: Mutex::default(),
        }
    }

    /// Of a call without a gate, which records nothing.
    #[cfg(feature = "testing")]
    pub(crate) fn none() -> Self {
        Custody { keeper: None, capability: None, revealed: Mutex::default() }
    }

    /// The capability's name.
    pub(crate) fn capability(&self) -> Option<&'static str> {
        self.capability.map(|(name, _)| name)
    }

    /// Records that `call` uses this secret, once for the call.
    pub(crate) fn record_reveal(&self, call: &Call, credential: &Credential) -> Result<(), SecretError> {
        let Some(keeper) = &self.keeper else { return Ok(()) };
        let mut revealed = self.revealed.lock().unwrap_or_else(PoisonError::into_inner);
        if revealed.iter().any(|known| known.is(credential)) {
            return Ok(());
        }
        // One that came to the body otherwise than by a grant is looked for as well.
        keeper.adopt(credential);
        let mut record = keeper.record(Event::SecretRevealed, credential.name());
        record.reference = Some(call.reference());
        record.trace_id = Some(call.trace_id());
        record.caller = Some(call.caller().clone());
        record.capability = self.capability.map(|(name, _)| name.into());
        record.effect = self.capability.map(|(_, effect)| effect);
        if !keeper.send(record) {
            return Err(SecretError::Unrecorded { name: credential.name().to_owned() });
        }
        revealed.push(credential.clone());
        Ok(())
    }

    pub(crate) fn mask<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match &self.keeper {
            Some(keeper) => keeper.mask(text),
            None => redact(text),
        }
    }

    /// A note without secrets: a text is masked where they stand, anything else as a whole.
    pub(crate) fn mask_note(&self, note: Value) -> Value {
        let is_clean = |json: &[u8]| {
            find_bytes(json).next().is_none() && self.scan().is_none_or(|scan| scan.find(json).is_none())
        };
        match note {
            Value::String(text) => Value::String(self.mask(&text).into_owned()),
            other @ (Value::Null | Value::Bool(_)) => other,
            other => match serde_json::to_vec(&other) {
                Ok(json) if is_clean(&json) => other,
                _ => Value::String(MASK.to_owned()),
            },
        }
    }

    pub(crate) fn scan(&self) -> Option<Arc<Scan>> {
        self.keeper.as_ref()?.scan()
    }
}
