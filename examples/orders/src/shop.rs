//! The shop: a small HTTP service on loopback, with real sockets and books that are made up. It wants a key with each request,
//! and can be told to have a bad day.
//!
//! It is the other side, which no gate guards: a stand-in for a service that somebody else runs.

use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::key::Key;

mod answer;
mod books;

/// A shop that is open until this is dropped.
pub struct OpenShop {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    serving: JoinHandle<()>,
}

/// What the shop does with one request, instead of what it should.
#[derive(Debug, Clone)]
pub enum Mood {
    /// Answers with 503, and does nothing else.
    Fails,
    /// Does what is asked, and says so a little later.
    Slow(Duration),
    /// Never answers, and does nothing else.
    Silent,
    /// Does what is asked, and never says so.
    SilentAfterwards,
    /// Does what is asked, and breaks off in the middle of saying so.
    BreaksOff,
    /// Begins an answer that has no end.
    Endless,
    /// Answers with this text.
    Says(String),
    /// Leads to this URL.
    Redirects(String),
}

/// One request that came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Method, path and query, as they came.
    pub line: String,
    /// With which of the shop's keys, counted from 1; `None` for any that it does not know.
    pub key: Option<usize>,
}

struct State {
    /// Every key that it ever had.
    keys: Vec<Key>,
    /// How many of the first of them are good no more.
    revoked: usize,
    moods: VecDeque<Mood>,
    asked: Vec<Asked>,
    books: books::Books,
}

impl OpenShop {
    /// Opens it on a port that is free.
    ///
    /// # Errors
    ///
    /// If there is none.
    pub async fn open(key: Key) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let state = Arc::new(Mutex::new(State {
            keys: vec![key],
            revoked: 0,
            moods: VecDeque::new(),
            asked: Vec::new(),
            books: books::Books::of_this_year(),
        }));
        let serving = tokio::spawn(serve(listener, state.clone()));
        Ok(OpenShop { address, state, serving })
    }

    /// Where it is: `http://127.0.0.1:…`
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Closes it, as a crash would: its port refuses connections from now on.
    pub async fn close(&mut self) {
        self.serving.abort();
        // That it was aborted is what was asked for.
        let _ = (&mut self.serving).await;
    }

    /// Accepts one more key.
    pub fn accept(&self, key: Key) {
        self.state().keys.push(key);
    }

    /// From now on only the newest key is good.
    pub fn revoke_old_keys(&self) {
        let mut state = self.state();
        state.revoked = state.keys.len().saturating_sub(1);
    }

    /// Is in this mood for the next requests, after all that it was told before.
    pub fn next(&self, requests: usize, mood: &Mood) {
        self.state().moods.extend(std::iter::repeat_n(mood.clone(), requests));
    }

    /// Is in no mood any more.
    pub fn calm_down(&self) {
        self.state().moods.clear();
    }

    /// All requests so far, also those that it refused.
    pub fn asked(&self) -> Vec<Asked> {
        self.state().asked.clone()
    }

    /// How much of an order was paid back, by its books.
    pub fn refunded(&self, order: &str) -> Option<u32> {
        self.state().books.refunded(order)
    }

    /// How often it has paid.
    pub fn payments(&self) -> usize {
        self.state().books.payments()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }
}

/// And all its connections with it.
impl Drop for OpenShop {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn serve(listener: TcpListener, state: Arc<Mutex<State>>) {
    let mut connections = JoinSet::new();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => drop(connections.spawn(attend(stream, state.clone()))),
            // Such as too many open files: it passes.
            Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
        }
        while connections.try_join_next().is_some() {}
    }
}

async fn attend(stream: TcpStream, state: Arc<Mutex<State>>) {
    let service = service_fn(|request| answer::answer(request, state.clone()));
    // What a client does to its connection is its own affair.
    let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
