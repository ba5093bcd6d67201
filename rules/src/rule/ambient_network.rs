//! # P301: ambient_network
//!
//! Refuses a connection that is made without an authority: sockets of `std::net`, `tokio::net`, `async_std` and `smol`,
//! clients of `reqwest`, `hyper`, `ureq`, `isahc`, `surf`, `attohttpc`, `minreq`, `awc` and `curl`, web sockets, and
//! questions to the name service (`to_socket_addrs()`, `lookup_host`); and a port that is opened (`bind`).
//!
//! What only describes is left alone: addresses, methods, status codes, headers, and a stream that the body was given,
//! with the protocol that is spoken over it (`handshake`).
//!
//! Where P501 finds a socket of `std::net` in an `async fn`, that rule speaks; with an exception to it, this one does.
//!
//! ## Why
//!
//! A tool that opens connections of its own reaches all that the process reaches: the database, the metadata service of
//! the cloud, a machine of whoever wrote the prompt. A signature with an `Http<Host>` says which host it is, and the
//! owner grants it.
//!
//! CWE-918 (server-side request forgery), CWE-923 (improper restriction of a communication channel). OWASP Agentic Top 10
//! (2026): ASI02, tool misuse and exploitation.
//!
//! ## What kind of guarantee
//!
//! A lint: it reads tokens. That a granted `Http<Host>` reaches that host alone is sound.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//!
//! /// Says whether a mail server answers.
//! #[capability(read)]
//! fn answers(port: u16) -> bool {
//!     std::net::TcpStream::connect(("127.0.0.1", port)).is_ok()
//! }
//! ```
//!
//! ```text
//! error: `std::net::TcpStream::connect` reaches any host that the process may reach
//!        help: take one host as an authority, `#[grant] shop: Http<Shop>`, or `#[grant] web: PublicWeb`
//!        see: cargo portcullis explain P301
//!   |
//! 6 |     std::net::TcpStream::connect(("127.0.0.1", port)).is_ok()
//!   |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::State;
//! use portcullis::prelude::*;
//!
//! /// Made by the gate's owner, who asks the mail server now and then.
//! struct Health {
//!     answers: bool,
//! }
//!
//! /// Says whether a mail server answers.
//! #[capability(read)]
//! fn answers(#[grant] mail: State<Health>) -> bool {
//!     mail.answers
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `helper_function.rs`: a function outside the body that connects.
//! - `imported_function.rs`: a bare name that the file, not the body, imports.
//! - `renamed_import.rs`: a type under a name of the file's own.
//!
//! A module of your own that is called `reqwest` looks the same. Write the path in full (`crate::reqwest::get(..)`).
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(ambient_network, reason = "asks one fixed service on this machine"))]`. The reason has at
//! least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::{Facts, Function, Name, What};

const HELP: &str = "take one host as an authority, `#[grant] shop: Http<Shop>`, or `#[grant] web: PublicWeb`";
const PORT: &str = "open it in `main`, and grant what was opened, or what comes in there, as a `State`";

/// Types of sockets, and the modules that they are in.
const SOCKETS: &[&str] = &["TcpStream", "TcpListener", "TcpSocket", "UdpSocket"];
const MODULES: &[&str] =
    &["std::net", "tokio::net", "async_std::net", "smol::net", "async_net", "mio::net", "socket2"];

/// Crates whose functions ask for something, and those of their types that do.
const CLIENTS: &[(&str, &[&str])] = &[
    ("reqwest", &["Client", "ClientBuilder"]),
    ("reqwest::blocking", &["Client", "ClientBuilder"]),
    ("hyper", &["Client"]),
    ("hyper::client", &["Client"]),
    ("hyper_util::client::legacy", &["Client"]),
    ("ureq", &["Agent", "AgentBuilder"]),
    ("isahc", &["HttpClient", "HttpClientBuilder"]),
    ("surf", &["Client"]),
    ("attohttpc", &["Session", "RequestBuilder"]),
    ("awc", &["Client", "ClientBuilder"]),
    ("curl::easy", &["Easy", "Easy2"]),
    ("minreq", &["Request"]),
];

/// Functions by which such a crate asks.
const ASKS: &[&str] =
    &["get", "post", "put", "delete", "patch", "head", "request", "get_async", "post_async", "connect"];

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for fact in facts.iter() {
        let name = match &fact.what {
            What::Function(function) if opens_a_port(function) => {
                let message = format!("`{}` opens a port of this machine", function.name);
                report.deny(fact.place, message).help(PORT);
                continue;
            }
            What::Function(function) if reaches_the_network(function) => function.name.to_string(),
            What::Method(method) if method.name == "to_socket_addrs" && method.arguments == 0 => {
                ".to_socket_addrs()".to_owned()
            }
            _ => continue,
        };
        report.deny(fact.place, format!("`{name}` reaches any host that the process may reach")).help(HELP);
    }
}

fn opens_a_port(function: &Function) -> bool {
    let name = &function.name;
    name.last() == "bind"
        && SOCKETS.contains(&name.parent())
        && MODULES.iter().any(|module| is_type_of(name, module))
}

fn reaches_the_network(function: &Function) -> bool {
    let (name, parent) = (&function.name, function.name.parent());
    match name.last() {
        "connect" | "connect_timeout" | "new_v4" | "new_v6" if SOCKETS.contains(&parent) => {
            MODULES.iter().any(|module| is_type_of(name, module))
        }
        "lookup_host" => name.may_be_in("tokio::net"),
        "connect_async" | "connect_async_tls_with_config" | "client_async" => {
            name.may_be_in("tokio_tungstenite") || name.may_be_in("async_tungstenite")
        }
        "connect" if parent == "tungstenite" => true,
        "new" | "builder" | "default" | "build_http" | "new_with_defaults" => {
            CLIENTS.iter().any(|(module, types)| types.contains(&parent) && is_type_of(name, module))
        }
        last if ASKS.contains(&last) => CLIENTS.iter().any(|(module, _)| name.is_in(module)),
        "agent" => name.is_in("ureq"),
        _ => false,
    }
}

/// `module::Type::function`, or `Type::function` where that type is imported from there.
fn is_type_of(name: &Name, module: &str) -> bool {
    let is_written_so = |path: &str| name.within(path).is_some_and(|rest| rest.matches("::").count() == 1);
    is_written_so(module)
        // `TcpStream::connect`: no other type is called so; `Client::new` may be anything.
        || (SOCKETS.contains(&name.parent()) && name.may_be_in(&format!("{module}::{}", name.parent())))
}
