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
//! - `address_of_settings.rs`: an address that only the settings say.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(open_exposure, reason = "a public list that anybody may read"))]`. The reason has at least
//! 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::{Place, Reporter};
use crate::facts::{Facts, Holder, Name, What};
use crate::flow::{Argument, Known, Site, Traits, Use, Value};

const ORIGINS: &str = "name the origins: `.allow_origin([HeaderValue::from_static(\"https://..\")])`";
const EVERY_NETWORK: &str = "every network that this machine is in reaches this server";
const LISTEN: &str = "listen on `127.0.0.1`, or on an address that the operator gives";
const COOKIE: &str = "set both: `.secure(true).http_only(true)`, and `SameSite=Strict`";

const EVERY_PAGE: &str = "this lets every web page call in its visitor's name";
const READ_BY_OTHERS: &str = "this cookie can be read by scripts, or without TLS";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    let mut told: Vec<Place> = Vec::new();
    for fact in facts.iter() {
        match &fact.what {
            What::Function(function) => {
                let is_open = matches!(
                    (function.name.last(), function.name.parent()),
                    ("permissive" | "very_permissive", "CorsLayer" | "Cors" | "CorsMiddleware")
                        | ("any" | "mirror_request", "AllowOrigin")
                        | ("all", "AllowedOrigins")
                );
                if is_open {
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
                told.push(fact.place);
                report.deny(fact.place, EVERY_PAGE).help(ORIGINS);
            }
            _ => {}
        }
    }
    for site in facts.sites() {
        match &site.what {
            Use::Function { name, arguments } => {
                check_headers(facts, site, arguments, &mut told, report);
                check_function(facts, site, name, arguments, report);
            }
            Use::Method { name, receiver, arguments } => {
                check_headers(facts, site, arguments, &mut told, report);
                check_method(site, name, receiver, arguments, report);
            }
            Use::Returned(value) => {
                check_headers(facts, site, std::slice::from_ref(value), &mut told, report);
            }
            Use::Struct { name, fields } => {
                let of_rocket = name.last() == "Config" && name.parent() == "rocket";
                for (field, value) in fields {
                    let listens = ["bind", "listen"].iter().any(|start| field.starts_with(start));
                    if (listens && is_open_address(&value.value))
                        || (of_rocket && field == "address" && is_open_host(&value.value))
                    {
                        report.deny(value.place, EVERY_NETWORK).help(LISTEN);
                    }
                }
            }
            _ => {}
        }
    }
}

fn check_function(
    facts: &Facts,
    site: &Site,
    name: &Name,
    arguments: &[Argument],
    report: &mut Reporter<'_>,
) {
    match (name.last(), name.parent()) {
        ("predicate", "AllowOrigin") | ("exact" | "list" | "from", "AllowOrigin" | "Origin") => {
            if let Some(origin) = arguments.first().filter(|origin| is_everybody(&origin.value)) {
                report.deny(origin.place, EVERY_PAGE).help(ORIGINS);
            }
        }
        ("bind", "UdpSocket") if sends_only(facts, site) => {}
        (last, parent) if is_server(last) || matches!((last, parent), ("new", "Server" | "TcpListener")) => {
            listens(arguments, report);
        }
        ("from" | "new", "SocketAddr" | "SocketAddrV4" | "SocketAddrV6") if serves_nearby(facts, site) => {
            makes_address(arguments, report);
        }
        _ => {}
    }
}

fn check_method(
    site: &Site,
    name: &str,
    receiver: &Argument,
    arguments: &[Argument],
    report: &mut Reporter<'_>,
) {
    match (name, arguments) {
        ("allow_any_origin", []) if is_made_as(receiver, &["Cors", "cors", "CorsLayer"]) => {
            report.deny(site.place, EVERY_PAGE).help(ORIGINS);
        }
        (
            "allow_origin" | "allow_origins" | "allowed_origin" | "allow_origin_regex" | "allowed_origins",
            [origin],
        ) if is_everybody(&origin.value) && origin.value.known != Known::Bool(true)
            || origin.name() == "Any" =>
        {
            report.deny(origin.place, EVERY_PAGE).help(ORIGINS);
        }
        ("allowed_origin_fn" | "allow_origin_fn" | "allow_origins_fn", [origin])
            if is_everybody(&origin.value) =>
        {
            report.deny(origin.place, EVERY_PAGE).help(ORIGINS);
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
        ("add" | "cookie" | "add_cookie" | "add_private" | "set_cookie", [cookie])
            if is_bare_cookie(&cookie.value, name == "add_private" || is_sealed_jar(receiver)) =>
        {
            report.deny(cookie.place, READ_BY_OTHERS).help(COOKIE);
        }
        // What Rocket listens on.
        ("merge", [pair])
            if pair.value.field("0").and_then(Value::whole_text) == Some("address")
                && pair.value.field("1").is_some_and(is_open_host) =>
        {
            report.deny(pair.place, EVERY_NETWORK).help(LISTEN);
        }
        (name, [_, ..]) if is_server(name) => listens(arguments, report),
        _ => {}
    }
}

/// Functions and methods that are given the address to listen on.
fn is_server(name: &str) -> bool {
    matches!(
        name,
        "bind"
            | "try_bind"
            | "bind_with_config"
            | "bind_rustls"
            | "bind_openssl"
            | "bind_auto_h2c"
            | "bind_with_graceful_shutdown"
            | "try_bind_with_graceful_shutdown"
            | "bind_ephemeral"
            | "listen"
            | "run"
            | "serve"
            | "serve_with_shutdown"
            | "http"
            | "https"
            | "start"
            | "start_http"
            | "start_server"
            | "server"
            | "with_http_listener"
    )
}

/// Headers and their values, wherever they stand: `insert(NAME, value)`, `[(NAME, value)]`.
fn check_headers(
    facts: &Facts,
    site: &Site,
    arguments: &[Argument],
    told: &mut Vec<Place>,
    report: &mut Reporter<'_>,
) {
    let mut judge = |header: &Value, value: &Value, place: Place| {
        if told.iter().any(|before| place.contains(*before)) {
            return;
        }
        if is_header(header, "ACCESS_CONTROL_ALLOW_ORIGIN", "access-control-allow-origin") {
            if value.whole_text() == Some("*") {
                told.push(place);
                report.deny(place, EVERY_PAGE).help(ORIGINS);
            } else if value.could(Traits::URL) && value.could(Traits::REMOTE) {
                told.push(place);
                report.deny(place, "this gives every origin back to who sent it").help(ORIGINS);
            }
        } else if is_header(header, "SET_COOKIE", "set-cookie")
            && !value.whole_text().is_some_and(ends_cookie)
            && says_nothing_of_cookies(facts, site)
        {
            told.push(place);
            report.deny(place, READ_BY_OTHERS).help(COOKIE);
        }
    };
    for pair in arguments.windows(2) {
        if let [header, value] = pair {
            judge(&header.value, &value.value, value.place);
        }
    }
    for argument in arguments {
        each_pair(&argument.value, 3, &mut |header, value| judge(header, value, argument.place));
    }
}

/// The pairs in a tuple or a list.
fn each_pair(value: &Value, depth: usize, judge: &mut dyn FnMut(&Value, &Value)) {
    let Some(depth) = depth.checked_sub(1) else { return };
    if let (Some(header), Some(content)) = (value.field("0"), value.field("1")) {
        judge(header, content);
    }
    for part in value.fields() {
        each_pair(part, depth, judge);
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

/// `header::SET_COOKIE`, `"Set-Cookie"`
fn is_header(header: &Value, constant: &str, name: &str) -> bool {
    is_path(header, constant) || header.whole_text().is_some_and(|it| it.eq_ignore_ascii_case(name))
}

/// `Any`, `"*"`, a list with one of them, a closure that always says yes.
fn is_everybody(origin: &Value) -> bool {
    is_path(origin, "Any")
        || origin.known == Known::Bool(true)
        || matches!(origin.whole_text(), Some("*" | ".*" | "^.*$"))
        || origin.fields().any(is_everybody)
}

/// An address that every interface has, in what a server listens on.
fn listens(arguments: &[Argument], report: &mut Reporter<'_>) {
    for argument in arguments {
        if is_open_address(&argument.value) || is_open_pair(&argument.value) {
            report.deny(argument.place, EVERY_NETWORK).help(LISTEN);
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
        report.deny(first.place, EVERY_NETWORK).help(LISTEN);
    }
}

/// `("0.0.0.0", 8080)`
fn is_open_pair(value: &Value) -> bool {
    let (host, port) = (value.field("0"), value.field("1"));
    host.is_some_and(is_open_host) && port.is_some_and(|port| port.known != Known::Int(0))
}

fn is_open_host(host: &Value) -> bool {
    let is_zero = |value: &Value| value.known == Known::Int(0);
    is_path(host, "UNSPECIFIED")
        || host.possible_texts().any(|text| matches!(text, "0.0.0.0" | "::" | "[::]" | "\0\0\0\0"))
        || host.made_by.as_ref().is_some_and(|maker| match maker.of() {
            "Ipv4Addr" | "Ipv6Addr" => maker.arguments.len() >= 4 && maker.arguments.iter().all(is_zero),
            "IpAddr" => maker.arguments.first().is_some_and(is_open_host),
            _ => false,
        })
}

/// `"0.0.0.0:8080"`, `format!("0.0.0.0:{port}")`
fn is_open_address(value: &Value) -> bool {
    let is_open = |text: &str| {
        let open = text.rsplit_once(':').filter(|(host, _)| matches!(*host, "0.0.0.0" | "[::]"));
        open.is_some_and(|(_, port)| port != "0")
    };
    value.possible_texts().any(is_open)
        || (!value.is_constant() && value.start.as_deref().is_some_and(is_open))
}

/// Whether the function asks others by this socket, or hears what is said to all.
fn sends_only(facts: &Facts, site: &Site) -> bool {
    facts.function_at(site.place).is_some_and(|around| {
        facts.sites().any(|other| match &other.what {
            Use::Method { name, .. } => {
                (name.starts_with("join_multicast") || matches!(name.as_str(), "set_broadcast" | "connect"))
                    && around.extent.contains(other.place)
            }
            _ => false,
        })
    })
}

/// Whether the function serves anything: a client makes such an address as well, to send from.
fn serves_nearby(facts: &Facts, site: &Site) -> bool {
    !sends_only(facts, site)
        && facts.function_at(site.place).is_some_and(|around| {
            facts.sites().any(|other| {
                let is_server = match &other.what {
                    Use::Function { name, .. } => is_server(name.last()) && name.parent() != "UdpSocket",
                    Use::Method { name, .. } => is_server(name),
                    _ => false,
                };
                is_server && around.extent.contains(other.place)
            })
        })
}

/// `PrivateCookieJar`, `jar.signed(&key)`: what is worth sealing is worth hiding.
fn is_sealed_jar(jar: &Argument) -> bool {
    matches!(jar.value.type_name(), Some("PrivateCookieJar" | "SignedCookieJar"))
        || jar.is_named_like(&["private", "private_mut", "signed", "signed_mut"])
}

/// A cookie that says who somebody is, of which it was not said that it is kept from scripts and plain connections.
fn is_bare_cookie(value: &Value, is_sealed: bool) -> bool {
    let Some(maker) = &value.made_by else { return false };
    let says = |methods: &[&str]| methods.iter().any(|method| maker.has_called(method));
    if !matches!(
        maker.short(),
        "Cookie::new" | "Cookie::build" | "Cookie::new_with_str" | "ResponseCookie::new"
    ) || says(&["secure", "set_secure"]) && says(&["http_only", "set_http_only"])
    {
        return false;
    }
    let (name, content) = match maker.arguments.as_slice() {
        [name, content] => (Some(name), Some(content)),
        [pair] => match pair.field("0") {
            Some(name) => (Some(name), pair.field("1")),
            None => (Some(pair), None),
        },
        _ => (None, None),
    };
    if content.and_then(Value::whole_text) == Some("") {
        return false;
    }
    let name = name.and_then(Value::whole_text).map(str::to_ascii_lowercase);
    let has = |words: &[&str]| name.as_ref().is_some_and(|name| words.iter().any(|word| name.contains(word)));
    !has(&PREFERENCES) && (is_sealed || has(&IDENTITIES))
}

/// What is in the name of a cookie that says who somebody is.
const IDENTITIES: [&str; 9] =
    ["session", "token", "auth", "jwt", "sid", "login", "remember", "uid", "user_id"];

/// What is in the name of one that scripts may read.
const PREFERENCES: [&str; 12] =
    ["theme", "lang", "locale", "colo", "mode", "zone", "consent", "layout", "view", "csrf", "xsrf", "flash"];

/// A `Set-Cookie` header whose text says neither.
fn says_nothing_of_cookies(facts: &Facts, site: &Site) -> bool {
    let Some(around) = facts.function_at(site.place) else { return false };
    let (mut has_attributes, mut is_hidden, mut is_secure) = (false, false, false);
    for fact in facts.iter() {
        if let What::Text(text) = &fact.what
            && around.extent.contains(fact.place)
        {
            let lower = text.text.to_ascii_lowercase();
            has_attributes |=
                lower.contains("path=") || lower.contains("max-age=") || lower.contains("session=");
            is_hidden |= lower.contains("httponly");
            is_secure |= lower.contains("secure");
        }
    }
    has_attributes && !(is_hidden && is_secure)
}

/// A cookie that is taken back.
fn ends_cookie(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    lower.contains("max-age=0") || lower.contains("expires=thu, 01 jan 1970")
}
