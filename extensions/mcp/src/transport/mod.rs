//! The lines between `rmcp` and one client: what comes in is read strictly, what goes out is written in order.
//!
//! `rmcp` is shown only requests that this server serves, without their arguments, cancellations, and replies to what
//! this server has asked. All
//! other messages are answered here with a fixed text, or dropped.

mod envelope;
mod in_flight;
mod line;
mod requests;
mod top_level_id;
mod writer;

use std::collections::VecDeque;
use std::future::Future;
use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use rmcp::RoleServer;
use rmcp::model::{
    CancelledNotification, CancelledNotificationParam, GetMeta, JsonRpcMessage, RequestId, ServerResult,
};
use rmcp::service::{RxJsonRpcMessage, TxJsonRpcMessage};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::OwnedSemaphorePermit;
use tokio_util::sync::CancellationToken;

use in_flight::InFlight;
use line::{Line, Lines};
use requests::{Message, ProtocolError};
use writer::Writer;

pub(crate) use requests::RawArguments;

/// Questions to the client of which the answer is still expected.
const MOST_ASKED: usize = 64;

/// What one client may have of this process.
#[derive(Debug, Clone)]
pub(crate) struct Limits {
    /// Bytes of one message.
    pub(crate) max_message: Arc<AtomicUsize>,
    /// Requests that are read and whose replies are not yet written.
    pub(crate) max_in_flight: usize,
}

/// One client's lines, as `rmcp` takes them.
pub(crate) struct Transport<R> {
    lines: Lines<R>,
    writer: Writer,
    in_flight: InFlight,
    /// Requests of this server's own that the client has not answered.
    asked: VecDeque<RequestId>,
    /// An error of this transport's own that is still to be written.
    refusal: Option<ProtocolError>,
    /// Cancelled when the client has gone, on whichever side that shows.
    gone: CancellationToken,
}

impl<R: AsyncRead + Unpin + Send> Transport<R> {
    pub(crate) fn new<W>(read: R, write: W, limits: Limits, gone: CancellationToken) -> Self
    where
        W: AsyncWrite + Unpin + Send + 'static,
    {
        Transport {
            lines: Lines::new(read, limits.max_message),
            writer: Writer::start(write, gone.clone()),
            in_flight: InFlight::new(limits.max_in_flight),
            asked: VecDeque::new(),
            refusal: None,
            gone,
        }
    }

    /// What becomes of one line: a message for `rmcp`, or none, and then perhaps an error for the client.
    fn take_in(&mut self, line: &[u8]) -> Result<Option<RxJsonRpcMessage<RoleServer>>, ProtocolError> {
        match Message::read(line)? {
            Message::Nothing => Ok(None),
            Message::Reply(id, reply) => {
                let place = self.asked.iter().position(|asked| *asked == id);
                Ok(place.and_then(|place| self.asked.remove(place)).map(|_| *reply))
            }
            Message::Cancellation(of) => Ok(self.in_flight.cancel(&of).map(cancellation)),
            Message::Request(id, request) => {
                let own_id = self.in_flight.enter(id)?;
                Ok(Some(JsonRpcMessage::request(*request, own_id)))
            }
        }
    }

    /// Puts the client's id back into a reply, and gives the place of its request. `None`: nobody waits for it.
    fn address(
        &mut self,
        message: &mut TxJsonRpcMessage<RoleServer>,
    ) -> Option<Option<OwnedSemaphorePermit>> {
        let id = match message {
            JsonRpcMessage::Response(response) => &mut response.id,
            JsonRpcMessage::Error(error) => error.id.as_mut()?,
            JsonRpcMessage::Request(request) => {
                // One that is never answered must not stay for ever.
                if self.asked.len() >= MOST_ASKED {
                    self.asked.pop_front();
                }
                self.asked.push_back(request.id.clone());
                return Some(None);
            }
            JsonRpcMessage::Notification(notification) => {
                let meta = notification.notification.get_meta_mut();
                if let Some(own_id) = meta.subscription_id() {
                    // One that came too late for its subscription goes nowhere.
                    meta.set_subscription_id(self.in_flight.id(&own_id)?);
                }
                return Some(None);
            }
        };
        let request = self.in_flight.answer(id)?;
        *id = request.id;
        if let JsonRpcMessage::Response(response) = message
            && let ServerResult::SubscriptionsListenResult(result) = &mut response.result
        {
            result.meta.set_subscription_id(response.id.clone());
        }
        Some(Some(request.place))
    }
}

/// The client's reason is left out: it is free text, and would go to the logs.
fn cancellation(of: RequestId) -> RxJsonRpcMessage<RoleServer> {
    JsonRpcMessage::notification(
        CancelledNotification::new(CancelledNotificationParam::new(Some(of), None)).into(),
    )
}

impl<R: AsyncRead + Unpin + Send> rmcp::transport::Transport<RoleServer> for Transport<R> {
    type Error = io::Error;

    fn send(
        &mut self,
        mut message: TxJsonRpcMessage<RoleServer>,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send + 'static {
        let addressed = self.address(&mut message);
        let out = self.writer.out();
        async move {
            let Some(place) = addressed else { return Ok(()) };
            let line = serde_json::to_vec(&message)?;
            drop(message);
            out.write(line).await?;
            drop(place);
            Ok(())
        }
    }

    // Dropped and started anew between any two messages: whatever must not get lost is in `self`.
    async fn receive(&mut self) -> Option<RxJsonRpcMessage<RoleServer>> {
        loop {
            // First, so that nothing more is read while the client does not read.
            if let Some(refusal) = &self.refusal {
                let room = self.writer.room().await?;
                room.write(refusal.to_line());
                self.refusal = None;
            }
            let line = tokio::select! {
                biased;
                () = self.gone.cancelled() => Line::End,
                line = self.lines.next() => line,
            };
            let taken = match line {
                Line::End => {
                    self.gone.cancel();
                    return None;
                }
                Line::TooLong(id) => Err(ProtocolError::TooLong(id)),
                Line::Whole(line) => self.take_in(&line),
            };
            match taken {
                Ok(Some(message)) => return Some(message),
                Ok(None) => {}
                Err(refusal) => {
                    tracing::info!(reason = refusal.message(), "a message was refused");
                    self.refusal = Some(refusal);
                }
            }
        }
    }

    async fn close(&mut self) -> Result<(), Self::Error> {
        self.writer.close().await;
        Ok(())
    }
}
