//! What a client may ask: the few methods that this server serves, and how everything else is refused.

use rmcp::RoleServer;
use rmcp::model::{ClientRequest, JsonRpcMessage, JsonRpcRequest, RequestId};
use rmcp::service::RxJsonRpcMessage;
use serde_json::{Value, json};

use super::envelope::{Envelope, NoEnvelope};

/// The methods that are passed on.
const METHODS: [&str; 6] =
    ["initialize", "server/discover", "ping", "tools/list", "tools/call", "subscriptions/listen"];

/// The arguments of a call, as the client wrote them. They travel beside the request, which has none.
#[derive(Clone)]
pub(crate) struct RawArguments(pub(crate) Vec<u8>);

/// A message that is to be passed on, or nothing.
pub(super) enum Message {
    Request(RequestId, Box<ClientRequest>),
    /// To what this server may have asked under this id.
    Reply(RequestId, Box<RxJsonRpcMessage<RoleServer>>),
    /// Of the request with this id.
    Cancellation(RequestId),
    /// An empty line, a reply that cannot be read, a notification that changes nothing here.
    Nothing,
}

impl Message {
    pub(super) fn read(line: &[u8]) -> Result<Self, ProtocolError> {
        if line.trim_ascii().is_empty() {
            return Ok(Message::Nothing);
        }
        let envelope = Envelope::read(line).map_err(|flaw| match flaw {
            NoEnvelope::NotJson => ProtocolError::NotJson,
            NoEnvelope::NotAnObject => ProtocolError::NoMessage(None),
        })?;
        let id = envelope.members.get("id").filter(|_| !envelope.repeats_id).and_then(request_id);
        if envelope.repeats {
            return Err(ProtocolError::RepeatedKey(id));
        }
        if envelope.members.get("jsonrpc") != Some(&Value::from("2.0")) {
            return Err(ProtocolError::NoMessage(id));
        }
        match (envelope.members.get("method"), envelope.members.contains_key("id"), id) {
            (Some(Value::String(_)), true, Some(id)) => Self::request(id, envelope),
            (Some(Value::String(method)), false, None) => Ok(Self::notification(method, &envelope)),
            (None, _, Some(id)) if is_reply(&envelope) => Ok(Self::reply(id, envelope)),
            (None, ..) if is_reply(&envelope) => Ok(Message::Nothing),
            (_, _, id) => Err(ProtocolError::NoMessage(id)),
        }
    }

    fn request(id: RequestId, envelope: Envelope) -> Result<Self, ProtocolError> {
        let Envelope { members, arguments, .. } = envelope;
        if !members.get("method").and_then(Value::as_str).is_some_and(|method| METHODS.contains(&method)) {
            return Err(ProtocolError::UnknownMethod(id));
        }
        let read = serde_json::from_value::<RxJsonRpcMessage<RoleServer>>(Value::Object(members));
        let Ok(JsonRpcMessage::Request(JsonRpcRequest { mut request, .. })) = read else {
            return Err(ProtocolError::WrongParams(id));
        };
        match &mut request {
            ClientRequest::CallToolRequest(call) => {
                arguments.and_then(|bytes| call.extensions.insert(RawArguments(bytes)));
            }
            // A method of ours with parameters that are not its own.
            ClientRequest::CustomRequest(_) => return Err(ProtocolError::WrongParams(id)),
            _ => {}
        }
        Ok(Message::Request(id, Box::new(request)))
    }

    fn reply(id: RequestId, envelope: Envelope) -> Self {
        let read = serde_json::from_value::<RxJsonRpcMessage<RoleServer>>(Value::Object(envelope.members));
        match read {
            Ok(reply @ (JsonRpcMessage::Response(_) | JsonRpcMessage::Error(_))) => {
                Message::Reply(id, Box::new(reply))
            }
            _ => Message::Nothing,
        }
    }

    fn notification(method: &str, envelope: &Envelope) -> Self {
        let of =
            envelope.members.get("params").and_then(|params| params.get("requestId")).and_then(request_id);
        match of {
            Some(of) if method == "notifications/cancelled" => Message::Cancellation(of),
            _ => Message::Nothing,
        }
    }
}

fn request_id(value: &Value) -> Option<RequestId> {
    match value {
        Value::String(id) => Some(RequestId::String(id.as_str().into())),
        Value::Number(id) => id.as_i64().map(RequestId::Number),
        _ => None,
    }
}

fn is_reply(envelope: &Envelope) -> bool {
    envelope.members.contains_key("result") || envelope.members.contains_key("error")
}

/// Why a message was not passed on. No variant holds more of it than its id.
#[derive(Debug, PartialEq)]
pub(super) enum ProtocolError {
    NotJson,
    NoMessage(Option<RequestId>),
    RepeatedKey(Option<RequestId>),
    /// Answered without the id, since the reply to the first request of that id is still to come.
    RepeatedId,
    TooLong(Option<RequestId>),
    UnknownMethod(RequestId),
    WrongParams(RequestId),
    Overloaded(RequestId),
}

impl ProtocolError {
    /// Fixed texts: nothing in them is the client's.
    pub(super) fn message(&self) -> &'static str {
        match self {
            ProtocolError::NotJson => "not JSON, or nested deeper than 128 levels",
            ProtocolError::NoMessage(_) => "not a JSON-RPC 2.0 message; batches are not accepted",
            ProtocolError::RepeatedKey(_) => "a key stands twice in one object",
            ProtocolError::RepeatedId => "a request with this id is not yet answered",
            ProtocolError::TooLong(_) => "the message is too long",
            ProtocolError::UnknownMethod(_) => "no such method",
            ProtocolError::WrongParams(_) => "the parameters do not fit the method",
            ProtocolError::Overloaded(_) => "too many requests are in flight; wait for a reply first",
        }
    }

    /// The reply.
    pub(super) fn to_line(&self) -> Vec<u8> {
        let error = match self {
            ProtocolError::Overloaded(_) => {
                let data = json!({ "code": "overloaded", "retryable": true, "outcome": "not_started" });
                json!({ "code": self.code(), "message": self.message(), "data": data })
            }
            _ => json!({ "code": self.code(), "message": self.message() }),
        };
        json!({ "jsonrpc": "2.0", "id": self.id(), "error": error }).to_string().into_bytes()
    }

    fn code(&self) -> i32 {
        match self {
            ProtocolError::NotJson => -32700,
            ProtocolError::NoMessage(_)
            | ProtocolError::RepeatedKey(_)
            | ProtocolError::RepeatedId
            | ProtocolError::TooLong(_) => -32600,
            ProtocolError::UnknownMethod(_) => -32601,
            ProtocolError::WrongParams(_) => -32602,
            // The first of the codes that JSON-RPC leaves to servers.
            ProtocolError::Overloaded(_) => -32000,
        }
    }

    fn id(&self) -> Option<&RequestId> {
        match self {
            ProtocolError::NotJson | ProtocolError::RepeatedId => None,
            ProtocolError::NoMessage(id) | ProtocolError::RepeatedKey(id) | ProtocolError::TooLong(id) => {
                id.as_ref()
            }
            ProtocolError::UnknownMethod(id)
            | ProtocolError::WrongParams(id)
            | ProtocolError::Overloaded(id) => Some(id),
        }
    }
}
