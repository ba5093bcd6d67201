//! Intent: a call with an effect is on disk before its body starts, or the body does not start.

use crate::authority::Effect;
use crate::call::Call;
use crate::gate::Shared;
use crate::guard::audit::Audited;
use crate::guard::body;
use crate::guard::once::Fresh;
use crate::guard::stop::Stop;
use crate::ledger::queue::Slot;
use crate::ledger::{Event, Record};
use crate::surface::Descriptor;

/// The proof that the ledger holds what is about to happen.
pub(crate) struct Recorded<I>(pub(super) I);

/// The record of an intent and the room for it. A `read` has none.
pub(crate) struct Intent(Option<Box<(Slot, Record)>>);

/// Room for what is recorded of the call from here on.
pub(crate) fn reserve(
    capability: &Descriptor,
    gate: &Shared,
    audited: &mut Audited<'_>,
) -> Result<Intent, Stop> {
    audited.require_room()?;
    if capability.effect == Effect::Read {
        return Ok(Intent(None));
    }
    let slot = gate.ledger.reserve().map_err(Stop::audit_unavailable)?;
    Ok(Intent(Some(Box::new((slot, audited.record(Event::CallIntent))))))
}

pub(crate) async fn record<I>(fresh: Fresh<I>, intent: Intent, call: &Call) -> Result<Recorded<I>, Stop> {
    if let Some(intent) = intent.0 {
        // What nobody waits for any more is not begun.
        body::is_wanted(call)?;
        // The record must not become a part of this future, which every call pays for.
        let kept = {
            let (slot, mut record) = *intent;
            record.under(call);
            slot.send_durably(record)
        };
        kept.await.map_err(Stop::audit_unavailable)?;
    }
    Ok(Recorded(fresh.0))
}
