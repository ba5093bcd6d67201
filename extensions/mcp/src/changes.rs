//! Plugins come and go while a client is served: it is told that its tools have changed, and may send what a new one takes.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use portcullis::{Caller, CapabilityId, Changes, Gate};
use tokio_util::sync::CancellationToken;

/// Watches what one caller may call.
pub(crate) struct Watch {
    gate: Gate,
    caller: Caller,
    /// Cancelled when the client has gone.
    gone: CancellationToken,
    room: Option<Room>,
    changes: Changes,
    known: Vec<CapabilityId>,
}

/// How long a message may be, where nobody has said it: it grows when a plugin is loaded that takes more.
#[derive(Clone)]
pub(crate) struct Room {
    pub(crate) max_message: Arc<AtomicUsize>,
    /// What a message may need beside its arguments.
    pub(crate) envelope: usize,
}

impl Watch {
    /// Beginning with what there is now.
    pub(crate) fn new(gate: &Gate, caller: &Caller, gone: &CancellationToken, room: Option<Room>) -> Self {
        let changes = gate.changes();
        let known = offered(gate, caller);
        let watch =
            Watch { gate: gate.clone(), caller: caller.clone(), gone: gone.clone(), room, changes, known };
        watch.make_room();
        watch
    }

    /// Waits for the next change of what the caller may call; what he may not call is none. False when the client or the gate
    /// has gone.
    pub(crate) async fn changed(&mut self) -> bool {
        loop {
            let is_there = tokio::select! {
                () = self.gone.cancelled() => false,
                is_there = self.changes.changed() => is_there,
            };
            if !is_there {
                return false;
            }
            let now = offered(&self.gate, &self.caller);
            if now != self.known {
                self.known = now;
                self.make_room();
                return true;
            }
        }
    }

    /// Makes room for each change, also for a client that is not told of it.
    pub(crate) async fn watch_until_gone(mut self) {
        while self.changed().await {}
    }

    fn make_room(&self) {
        if let Some(room) = &self.room {
            let inputs = self.gate.capabilities(&self.caller).map(|descriptor| descriptor.limits.max_input);
            let longest = inputs.max().unwrap_or_default() + room.envelope;
            room.max_message.fetch_max(longest, Ordering::Relaxed);
        }
    }
}

fn offered(gate: &Gate, caller: &Caller) -> Vec<CapabilityId> {
    gate.capabilities(caller).map(|descriptor| descriptor.id).collect()
}
