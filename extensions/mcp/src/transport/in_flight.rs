//! The requests that `rmcp` has and has not answered, each under an id of this server's own.
//!
//! A client's id never reaches `rmcp`. After a cancellation that id may be used again, and a late reply to the
//! cancelled request must not be taken for the reply to the new one.

use std::collections::HashMap;
use std::sync::Arc;

use rmcp::model::RequestId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::requests::ProtocolError;

pub(super) struct InFlight {
    by_own_id: HashMap<RequestId, Request>,
    places: Arc<Semaphore>,
    last_own_id: i64,
}

/// A request that is to be answered.
pub(super) struct Request {
    /// The client's id.
    pub(super) id: RequestId,
    /// Given back when the reply is written.
    pub(super) place: OwnedSemaphorePermit,
}

impl InFlight {
    pub(super) fn new(places: usize) -> Self {
        InFlight { by_own_id: HashMap::new(), places: Arc::new(Semaphore::new(places)), last_own_id: 0 }
    }

    /// Takes a request in, and gives the id under which it is passed on.
    pub(super) fn enter(&mut self, id: RequestId) -> Result<RequestId, ProtocolError> {
        if self.own_id(&id).is_some() {
            return Err(ProtocolError::RepeatedId);
        }
        let Ok(place) = self.places.clone().try_acquire_owned() else {
            return Err(ProtocolError::Overloaded(id));
        };
        self.last_own_id += 1;
        let own_id = RequestId::Number(self.last_own_id);
        self.by_own_id.insert(own_id.clone(), Request { id, place });
        Ok(own_id)
    }

    /// The client wants no reply any more. Gives the id under which the request was passed on.
    pub(super) fn cancel(&mut self, id: &RequestId) -> Option<RequestId> {
        let own_id = self.own_id(id)?;
        self.by_own_id.remove(&own_id);
        Some(own_id)
    }

    /// The client's id of a request that is not answered yet.
    pub(super) fn id(&self, own_id: &RequestId) -> Option<RequestId> {
        self.by_own_id.get(own_id).map(|request| request.id.clone())
    }

    /// There is a reply. Gives the request, unless it was cancelled.
    pub(super) fn answer(&mut self, own_id: &RequestId) -> Option<Request> {
        self.by_own_id.remove(own_id)
    }

    fn own_id(&self, id: &RequestId) -> Option<RequestId> {
        self.by_own_id.iter().find(|(_, request)| request.id == *id).map(|(own_id, _)| own_id.clone())
    }
}
