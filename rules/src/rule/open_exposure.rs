//! # P312: open_exposure
//!
//! Refuses what opens a service wider than its author meant:
//!
//! - CORS for everybody: `CorsLayer::permissive()`, `Cors::permissive()`, `allow_any_origin()`, `allow_origin(Any)`,
//!   `AllowedOrigins::all()`, `Access-Control-Allow-Origin: *`;
//! - a server on every interface: `0.0.0.0`, `[::]` or `UNSPECIFIED` in what it listens on, with a port;
//! - a cookie that a script or a plain connection can read: `secure(false)`, `http_only(false)`, a session's cookie or a
//!   `Set-Cookie` header without both.
//!
//! ## Why
//!
//! With CORS for everybody, any page in a user's browser speaks to the service in his name. A tool on `0.0.0.0` is reached
//! by whoever shares the network, and by web pages that let a name point to this machine. A cookie without `HttpOnly` is
//! read by the first script that gets in.
//!
//! CWE-942 (permissive cross-domain policy), CWE-1327 (binding to an unrestricted address), CWE-614 (cookie without
//! Secure), CWE-1004 (cookie without HttpOnly). OWASP Top 10 (2021): A05, security misconfiguration.
//!
//! ## What kind of guarantee
//!
//! A lint: it follows values inside a function.
//!
//! ## Refused
//!
//! ```text,refused
//! use portcullis::prelude::*;
//!
//! /// Stands in for the crate.
//! mod tower_http {
//!     pub struct CorsLayer;
//!
//!     impl CorsLayer {
//!         pub fn permissive() -> usize {
//!             1
//!         }
//!     }
//! }
//!
//! /// Says how many may call.
//! #[capability(read)]
//! fn sharing(number: u32) -> usize {
//!     tower_http::CorsLayer::permissive() + number as usize
//! }
//! ```
//!
//! ```text
//! error: `tower_http::CorsLayer::permissive` lets every web page call in its visitor's name
//!        help: name the origins: `.allow_origin([HeaderValue::from_static("https://..")])`
//!        see: cargo portcullis explain P312
//!    |
//! 17 |     tower_http::CorsLayer::permissive() + number as usize
//!    |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! /// Stands in for the crate.
//! mod tower_http {
//!     pub struct CorsLayer(usize);
//!
//!     impl CorsLayer {
//!         pub fn new() -> Self {
//!             Self(0)
//!         }
//!         pub fn allow_origin(self, origins: &[&str]) -> usize {
//!             self.0 + origins.len()
//!         }
//!     }
//! }
//!
//! /// Says how many may call.
//! #[capability(read)]
//! fn sharing(number: u32) -> usize {
//!     tower_http::CorsLayer::new().allow_origin(&["https://console.orchard.app"]) + number as usize
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `helper_function.rs`: a function outside the body that opens it.
//! - `mirrored_origin.rs`: the caller's own origin, given back to it.
//! - `address_of_settings.rs`: an address that only the settings say.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(open_exposure, reason = "a public list that anybody may read"))]`. The reason has at least
//! 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::{Facts, Holder, What};
use crate::flow::{Argument, Known, Site, Use, Value};

const ORIGINS: &str = "name the origins: `.allow_origin([HeaderValue::from_static(\"https://..\")])`";
const LISTEN: &str = "listen on `127.0.0.1`, or on an address that the operator gives";
const COOKIE: &str = "set both: `.secure(true).http_only(true)`, and `SameSite=Strict`";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for fact in facts.iter() {
        match &fact.what {
            What::Function(function) => {
                if matches!(
                    (function.name.last(), function.name.parent()),
                    ("permissive" | "very_permissive", "CorsLayer" | "Cors" | "CorsMiddleware")
                        | ("any" | "mirror_request", "AllowOrigin")
                        | ("all", "AllowedOrigins")
                ) {
                    let message =
                        format!("`{}` lets every web page call in its visitor's name", function.name);
                    report.deny(fact.place, message).help(ORIGINS);
                }
            }
            What::Text(text)
                if text.text == "*"
                    && text.bound_to.as_ref().is_some_and(|bound| {
                        bound.by == Holder::Key
                            && bound.name.eq_ignore_ascii_case("access-control-allow-origin")
                    }) =>
            {
                report.deny(fact.place, "this lets every web page call in its visitor's name").help(ORIGINS);
            }
            _ => {}
        }
    }
    for site in facts.sites() {
        match &site.what {
            Use::Function { name, arguments } => match (name.last(), name.parent()) {
                ("new", "Header")
                    if let [header, value] = arguments.as_slice()
                        && is_header(header)
                        && value.value.whole_text() == Some("*") =>
                {
                    let message = "this lets every web page call in its visitor's name";
                    report.deny(value.place, message).help(ORIGINS);
                }
                (
                    "bind" | "bind_with_config" | "serve" | "run" | "listen" | "bind_rustls" | "http" | "new",
                    parent,
                ) if (name.last() != "new" || parent == "Server") && parent != "UdpSocket" => {
                    listens(arguments, report);
                }
                ("from" | "new", "SocketAddr" | "SocketAddrV4" | "SocketAddrV6")
                    if serves_nearby(facts, site) =>
                {
                    makes_address(arguments, report);
                }
                _ => {}
            },
            Use::Method { name, receiver, arguments } => {
                check_method(facts, site, name, receiver, arguments, report);
            }
            _ => {}
        }
    }
}

fn check_method(
    facts: &Facts,
    site: &Site,
    name: &str,
    receiver: &Argument,
    arguments: &[Argument],
    report: &mut Reporter<'_>,
) {
    match (name, arguments) {
        ("allow_any_origin", []) if is_made_as(receiver, &["Cors", "cors", "CorsLayer"]) => {
            report.deny(site.place, "this lets every web page call in its visitor's name").help(ORIGINS);
        }
        ("allow_origin" | "allow_origins", [origin])
            if is_path(&origin.value, "Any") || origin.name() == "Any" =>
        {
            report.deny(origin.place, "this lets every web page call in its visitor's name").help(ORIGINS);
        }
        (_, [header, value]) if value.value.whole_text() == Some("*") && is_header(header) => {
            report.deny(value.place, "this lets every web page call in its visitor's name").help(ORIGINS);
        }
        ("insert" | "append" | "header", [header, value])
            if is_set_cookie(header) && is_bare_cookie(facts, site) =>
        {
            report.deny(value.place, "this cookie can be read by scripts, or without TLS").help(COOKIE);
        }
        (
            "set_secure" | "set_http_only" | "cookie_secure" | "cookie_http_only" | "with_secure"
            | "with_http_only",
            [flag],
        ) if flag.value.known == Known::Bool(false) => {
            report.deny(site.place, format!("`{name}(false)` lets others read the cookie")).help(COOKIE);
        }
        ("secure" | "http_only", [flag])
            if flag.value.known == Known::Bool(false) && is_made_as(receiver, &["Cookie", "Session"]) =>
        {
            report.deny(site.place, format!("`{name}(false)` lets others read the cookie")).help(COOKIE);
        }
        ("add" | "cookie" | "add_cookie", [cookie]) if is_bare_session(&cookie.value) => {
            report.deny(cookie.place, "this cookie can be read by scripts, or without TLS").help(COOKIE);
        }
        ("bind" | "listen" | "run" | "serve" | "bind_rustls" | "try_bind", [_, ..]) => {
            listens(arguments, report)
        }
        _ => {}
    }
}

/// Whether what it is called on was made by a type whose name begins so, or is named so.
fn is_made_as(receiver: &Argument, types: &[&str]) -> bool {
    let is = |name: &str| types.iter().any(|ty| name.starts_with(ty));
    let by_maker =
        receiver.value.made_by.as_ref().map(|maker| is(maker.of()) || maker.short().ends_with("::cors"));
    by_maker
        .unwrap_or_else(|| receiver.names.split('.').any(|name| is(name) || name == "cookie" && is("Cookie")))
}

fn is_path(value: &Value, last: &str) -> bool {
    matches!(&value.known, Known::Path(path) if path.rsplit("::").next() == Some(last))
}

fn is_set_cookie(header: &Argument) -> bool {
    is_path(&header.value, "SET_COOKIE")
        || header.value.whole_text().is_some_and(|it| it.eq_ignore_ascii_case("set-cookie"))
}

fn is_header(header: &Argument) -> bool {
    is_path(&header.value, "ACCESS_CONTROL_ALLOW_ORIGIN")
        || header.value.whole_text().is_some_and(|it| it.eq_ignore_ascii_case("access-control-allow-origin"))
}

/// An address that every interface has, in what a server listens on.
fn listens(arguments: &[Argument], report: &mut Reporter<'_>) {
    for argument in arguments {
        let value = &argument.value;
        let is_open = match value.whole_text() {
            Some(text) => is_open_address(text),
            None => is_open_pair(value),
        };
        if is_open {
            report
                .deny(argument.place, "every network that this machine is in reaches this server")
                .help(LISTEN);
        }
    }
}

fn makes_address(arguments: &[Argument], report: &mut Reporter<'_>) {
    let is_open = match arguments {
        [pair] => is_open_pair(&pair.value),
        [host, port] => is_open_host(&host.value) && port.value.known != Known::Int(0),
        _ => false,
    };
    if let (true, Some(first)) = (is_open, arguments.first()) {
        report.deny(first.place, "every network that this machine is in reaches this server").help(LISTEN);
    }
}

/// `("0.0.0.0", 8080)`
fn is_open_pair(value: &Value) -> bool {
    let (host, port) = (value.field("0"), value.field("1"));
    host.is_some_and(is_open_host) && port.is_some_and(|port| port.known != Known::Int(0))
}

fn is_open_host(host: &Value) -> bool {
    is_path(host, "UNSPECIFIED")
        || matches!(host.whole_text(), Some("0.0.0.0" | "::" | "[::]"))
        || host.whole_text() == Some("\0\0\0\0")
}

fn is_open_address(text: &str) -> bool {
    let Some((host, port)) = text.rsplit_once(':') else { return false };
    matches!(host, "0.0.0.0" | "[::]") && port != "0"
}

/// Whether the function serves anything: a client makes such an address as well, to send from, and so does multicast.
fn serves_nearby(facts: &Facts, site: &Site) -> bool {
    let Some(around) = facts.function_at(site.place) else { return false };
    let (mut serves, mut sends) = (false, false);
    for other in facts.sites() {
        let (is_server, is_socket) = match &other.what {
            Use::Function { name, .. } => (
                matches!(name.last(), "bind" | "serve" | "run"),
                matches!(name.parent(), "UdpSocket" | "Socket"),
            ),
            Use::Method { name, .. } => (
                matches!(name.as_str(), "bind" | "serve" | "run" | "listen"),
                name.contains("multicast") || name == "set_broadcast",
            ),
            _ => continue,
        };
        if (is_server || is_socket) && around.extent.contains(other.place) {
            serves |= is_server;
            sends |= is_socket;
        }
    }
    serves && !sends
}

/// A session's cookie that nothing was said about.
fn is_bare_session(value: &Value) -> bool {
    let Some(maker) = &value.made_by else { return false };
    let first = maker.arguments.first();
    let name =
        first.and_then(|first| first.whole_text().or_else(|| first.field("0").and_then(Value::whole_text)));
    let is_session = name.is_some_and(|name| {
        let name = name.to_ascii_lowercase();
        ["session", "token", "auth", "jwt", "sid"].iter().any(|word| name.contains(word))
    });
    let says = |methods: &[&str]| methods.iter().any(|method| maker.has_called(method));
    is_session
        && matches!(maker.short(), "Cookie::new" | "Cookie::build")
        && !(says(&["secure", "set_secure"]) && says(&["http_only", "set_http_only"]))
}

/// A `Set-Cookie` header whose text says neither.
fn is_bare_cookie(facts: &Facts, site: &Site) -> bool {
    let Some(around) = facts.function_at(site.place) else { return false };
    let mut has_attributes = false;
    let mut is_guarded = false;
    for fact in facts.iter() {
        if let What::Text(text) = &fact.what
            && around.extent.contains(fact.place)
        {
            let lower = text.text.to_ascii_lowercase();
            has_attributes |=
                lower.contains("path=") || lower.contains("max-age=") || lower.contains("session=");
            is_guarded |= lower.contains("httponly");
        }
    }
    has_attributes && !is_guarded
}
