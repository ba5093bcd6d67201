//! One request to the shop, and what it says.

use std::future::pending;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body_util::{BodyExt, Limited};
use hyper::body::{Body, Frame, Incoming};
use hyper::header::{AUTHORIZATION, LOCATION};
use hyper::{Method, Request, Response, StatusCode};
use serde_json::{Value, json};

use super::books::{Books, NotPaid};
use super::{Asked, Mood, State, lock};

/// The most bytes of a request's body.
const MOST: usize = 4096;

type Said = Response<Words>;

/// What an answer consists of.
pub enum Words {
    /// This, and its end.
    All(Option<Bytes>),
    /// This, and then the connection breaks.
    Some(Option<Bytes>),
    /// No end.
    Endless,
}

pub async fn answer(request: Request<Incoming>, state: Arc<Mutex<State>>) -> io::Result<Said> {
    let mood = match receive(&request, &state) {
        Ok(mood) => mood,
        Err(refused) => return Ok(said(refused, &json!({}))),
    };
    match mood {
        None => Ok(obey(request, &state).await),
        Some(Mood::Slow(time)) => {
            let said = obey(request, &state).await;
            tokio::time::sleep(time).await;
            Ok(said)
        }
        Some(Mood::SilentAfterwards) => {
            obey(request, &state).await;
            pending().await
        }
        Some(Mood::BreaksOff) => {
            obey(request, &state).await;
            Ok(Response::new(Words::Some(Some(Bytes::from_static(b"{\"order\":")))))
        }
        Some(Mood::Silent) => pending().await,
        Some(Mood::Fails) => Ok(said(StatusCode::SERVICE_UNAVAILABLE, &json!({}))),
        Some(Mood::Endless) => Ok(Response::new(Words::Endless)),
        Some(Mood::Says(text)) => Ok(Response::new(Words::All(Some(text.into())))),
        Some(Mood::Redirects(to)) => {
            let moved = Response::builder().status(StatusCode::FOUND).header(LOCATION, to);
            moved.body(Words::All(None)).map_err(io::Error::other)
        }
    }
}

/// Writes down that it came, and says whether it has a good key, and in which mood it finds the shop.
fn receive(request: &Request<Incoming>, state: &Mutex<State>) -> Result<Option<Mood>, StatusCode> {
    let shown = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let shown = shown.and_then(|value| value.strip_prefix("Bearer "));
    let mut state = lock(state);
    let key = state.keys.iter().position(|key| Some(key.text()) == shown);
    let target = request.uri().path_and_query().map_or("", |target| target.as_str());
    let line = format!("{} {target}", request.method());
    state.asked.push(Asked { line, key: key.map(|at| at + 1) });
    match key {
        Some(at) if at >= state.revoked => Ok(state.moods.pop_front()),
        _ => Err(StatusCode::UNAUTHORIZED),
    }
}

/// Does what is asked.
async fn obey(request: Request<Incoming>, state: &Mutex<State>) -> Said {
    let (head, body) = request.into_parts();
    let Ok(body) = Limited::new(body, MOST).collect().await else {
        return said(StatusCode::PAYLOAD_TOO_LARGE, &json!({}));
    };
    let parts: Vec<&str> = head.uri.path().split('/').skip(1).collect();
    let books = &mut lock(state).books;
    match (&head.method, parts.as_slice()) {
        (&Method::GET, ["orders"]) => found(books, head.uri.query().unwrap_or_default()),
        (&Method::GET, ["orders", order]) => match books.order(order) {
            Some(order) => said(StatusCode::OK, order),
            None => said(StatusCode::NOT_FOUND, &json!({})),
        },
        (&Method::PUT, ["orders", order, "refund"]) => refunded(books, order, &body.to_bytes()),
        _ => said(StatusCode::NOT_FOUND, &json!({})),
    }
}

fn found(books: &Books, query: &str) -> Said {
    let value = |name: &str| {
        query.split('&').filter_map(|pair| pair.split_once('=')).find(|(known, _)| *known == name)
    };
    let customer = value("customer").map_or("", |(_, customer)| customer);
    let limit = value("limit").and_then(|(_, limit)| limit.parse().ok()).unwrap_or(usize::MAX);
    said(StatusCode::OK, &json!({ "orders": books.of_customer(customer, limit) }))
}

fn refunded(books: &mut Books, order: &str, body: &[u8]) -> Said {
    let wanted: Option<Value> = serde_json::from_slice(body).ok();
    let cents = wanted.and_then(|wanted| u32::try_from(wanted["cents"].as_u64()?).ok());
    let Some(cents) = cents else { return said(StatusCode::BAD_REQUEST, &json!({})) };
    match books.refund(order, cents) {
        Ok(paid) => said(StatusCode::OK, paid),
        Err(NotPaid::NoSuchOrder) => said(StatusCode::NOT_FOUND, &json!({})),
        Err(NotPaid::AnotherAmount) => said(StatusCode::CONFLICT, &json!({})),
        Err(NotPaid::MoreThanItCost) => said(StatusCode::UNPROCESSABLE_ENTITY, &json!({})),
    }
}

fn said(status: StatusCode, body: &Value) -> Said {
    let mut response = Response::new(Words::All(Some(body.to_string().into())));
    *response.status_mut() = status;
    response
}

impl Body for Words {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        Poll::Ready(match &mut *self {
            Words::All(bytes) => bytes.take().map(|bytes| Ok(Frame::data(bytes))),
            Words::Some(bytes) => Some(match bytes.take() {
                Some(bytes) => Ok(Frame::data(bytes)),
                None => Err(io::ErrorKind::BrokenPipe.into()),
            }),
            Words::Endless => Some(Ok(Frame::data(Bytes::from_static(&[b' '; 4096])))),
        })
    }
}
