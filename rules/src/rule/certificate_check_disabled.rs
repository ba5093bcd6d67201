//! # P302: certificate_check_disabled
//!
//! Refuses TLS that does not know whom it talks to:
//!
//! - `danger_accept_invalid_certs(true)`, `danger_accept_invalid_hostnames(true)` and their kin in `reqwest`,
//!   `native-tls`, `lettre`, `mongodb`, `mysql`, `ureq`, `isahc`, `tiberius`, `curl`, also as a field or with a value that
//!   is not certainly `false`;
//! - `set_verify(SslVerifyMode::NONE)`, `verify_hostname(false)` and a callback that returns `true`, in `openssl`;
//! - a verifier of one's own for `rustls` that only says yes, and the configuration that is given one.
//!
//! ## Why
//!
//! Encryption to somebody unknown is encryption to whoever stands in between: he shows a certificate of his own, reads
//! along, and changes what he likes. A flag that was meant for tests is found in production soon enough.
//!
//! CWE-295 (improper certificate validation), CWE-297 (host name mismatch). OWASP Top 10 (2021): A07, identification
//! and authentication failures.
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
//! mod native_tls {
//!     #[derive(Default)]
//!     pub struct Builder;
//!
//!     impl Builder {
//!         pub fn danger_accept_invalid_certs(self, _: bool) -> Self {
//!             self
//!         }
//!     }
//! }
//!
//! /// Makes a client.
//! #[capability(read)]
//! fn client(number: u32) -> u32 {
//!     drop(native_tls::Builder::default().danger_accept_invalid_certs(true));
//!     number
//! }
//! ```
//!
//! ```text
//! error: `danger_accept_invalid_certs` turns off the check of whom it talks to
//!        help: add the authority's certificate instead: `.add_root_certificate(..)`
//!        see: cargo portcullis explain P302
//!    |
//! 18 |     drop(native_tls::Builder::default().danger_accept_invalid_certs(true));
//!    |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Made safe
//!
//! ```text,safe
//! use portcullis::prelude::*;
//!
//! /// Stands in for the crate.
//! mod native_tls {
//!     #[derive(Default)]
//!     pub struct Builder;
//!
//!     impl Builder {
//!         pub fn add_root_certificate(self, _: &str) -> Self {
//!             self
//!         }
//!     }
//! }
//!
//! /// Makes a client.
//! #[capability(read)]
//! fn client(number: u32) -> u32 {
//!     drop(native_tls::Builder::default().add_root_certificate("of our own authority"));
//!     number
//! }
//! ```
//!
//! ## What it cannot see
//!
//! - `helper_function.rs`: a function outside the body that makes the client.
//! - `logged_error.rs`: a verifier that asks another one, and does not heed the answer.
//! - `no_tls_at_all.rs`: a connection without TLS, as with `NoTls`.
//!
//! ## Making an exception
//!
//! `#[capability(read, allow(certificate_check_disabled, reason = "a device that signs itself, pinned below"))]`. The
//! reason has at least 15 characters, and stands with the capability in the gate and in its ledger.

use crate::diagnostics::Reporter;
use crate::facts::{Facts, Item, Outcome, What};
use crate::flow::{Argument, Known, Site, Use, Value};

const ROOT: &str = "add the authority's certificate instead: `.add_root_certificate(..)`";
const PEER: &str = "use `SslVerifyMode::PEER`, and add the authority's certificate with `set_ca_file(..)`";
const CONFIGURED: &str = "leave it on, and name the authority: `.set(\"ssl.ca.location\", path)`";
const VERIFIER: &str =
    "use `with_root_certificates(..)`, or hand each question on to a `WebPkiServerVerifier`";

/// Methods and fields that turn the check off if they are true.
const OFF: &[&str] = &[
    "danger_accept_invalid_certs",
    "danger_accept_invalid_hostnames",
    "tls_danger_accept_invalid_certs",
    "tls_danger_accept_invalid_hostnames",
    "dangerous_accept_invalid_certs",
    "dangerous_accept_invalid_hostnames",
    "with_danger_accept_invalid_certs",
    "with_danger_skip_domain_validation",
    "accept_invalid_certs",
    "accept_invalid_hostnames",
    "allow_invalid_certificates",
    "allow_invalid_hostnames",
    "tls_allow_invalid_certificates",
    "insecure_skip_verify",
    "skip_tls_verify",
    "disable_verification",
    "tls_insecure",
    "danger_skip_tls_verify",
    "set_no_tls_verify",
    "danger_accept_invalid_tls",
    "tls_danger_accept_invalid",
];

/// Methods and fields that turn it off if they are false.
const ON: &[&str] = &[
    "verify_hostname",
    "set_verify_hostname",
    "ssl_verify_peer",
    "ssl_verify_host",
    "tls_verify",
    "verify_tls",
    "verify_ssl",
    "ssl_verify",
    "verify_certs",
    "verify_certificates",
    "validate_certs",
    "validate_certificates",
    "enable_server_cert_auth",
];

/// Settings that are texts, with the value that turns the check off: of librdkafka, of programs that are started.
const TEXTS: &[(&str, &[&str])] = &[
    ("enable.ssl.certificate.verification", &["false"]),
    ("ssl.endpoint.identification.algorithm", &["none", ""]),
    ("NODE_TLS_REJECT_UNAUTHORIZED", &["0"]),
    ("GIT_SSL_NO_VERIFY", &["1", "true"]),
    ("PYTHONHTTPSVERIFY", &["0"]),
];

/// Settings in the address of a database.
const OPTIONS: [&str; 4] = [
    "tlsallowinvalidcertificates=true",
    "tlsallowinvalidhostnames=true",
    "tlsinsecure=true",
    "trustservercertificate=true",
];

/// Arguments of programs, with the program if it means something else to others.
const FLAGS: [(&str, &str); 7] = [
    ("-k", "curl"),
    ("--insecure", "curl"),
    ("--no-check-certificate", ""),
    ("--insecure-skip-tls-verify", ""),
    ("--insecure-skip-tls-verify=true", ""),
    ("http.sslVerify=false", "git"),
    ("--no-verify-ssl", ""),
];

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for site in facts.sites() {
        match &site.what {
            Use::Method { name, receiver, arguments } => {
                check_method(facts, site, name, receiver, arguments, report);
            }
            Use::Function { name, arguments } if name.last() == "set_var" => {
                check_setting(site, arguments, report);
            }
            Use::Bound { name, value } if is_turned_off(name, value, false) => {
                report
                    .deny(site.place, format!("`{name}` turns off the check of whom it talks to"))
                    .help(ROOT);
            }
            Use::Struct { fields, .. } => {
                for (name, value) in fields.iter().filter(|(name, value)| is_turned_off(name, value, false)) {
                    let message = format!("`{name}` turns off the check of whom it talks to");
                    report.deny(value.place, message).help(ROOT);
                }
            }
            _ => {}
        }
    }
    for fact in facts.iter() {
        if let What::Text(text) = &fact.what
            && text.text.starts_with("rediss://")
            && text.text.ends_with("#insecure")
        {
            report.deny(fact.place, "`#insecure` turns off the check of whom it talks to").help(ROOT);
        }
        if let What::Text(text) = &fact.what
            && text.text.contains("://")
            && let Some((_, options)) = text.text.split_once('?')
        {
            let options = options.to_ascii_lowercase();
            if OPTIONS.iter().any(|option| options.contains(option)) {
                report
                    .deny(fact.place, "this address says that nobody's certificate is checked")
                    .help(CONFIGURED);
            }
        }
        let What::Function(function) = &fact.what else { continue };
        match (function.name.last(), function.name.parent()) {
            (
                "assertion",
                parent @ ("ServerCertVerified" | "HandshakeSignatureValid" | "ClientCertVerified"),
            ) if !asks(facts, fact.context.function) => {
                report.deny(fact.place, format!("`{parent}` is given without any check")).help(VERIFIER);
            }
            ("None", "CertificateValidation") => {
                report.deny(fact.place, format!("`{}` checks nobody", function.name)).help(ROOT);
            }
            (last, "SslOption") if last.starts_with("DANGER_ACCEPT") => {
                report.deny(fact.place, format!("`{}` checks nobody", function.name)).help(ROOT);
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
        ("set_verify", [mode]) if is_mode_of_nobody(mode) && !receiver.is_named_like(&["acceptor"]) => {
            report.deny(mode.place, "this mode accepts every certificate").help(PEER);
        }
        ("set_verify_callback" | "set_custom_verify_callback", [_, callback]) if is_bool(callback, true) => {
            report.deny(site.place, format!("the callback of `{name}` accepts every certificate")).help(PEER);
        }
        ("with_custom_certificate_verifier" | "set_certificate_verifier", [verifier])
            if !may_verify(facts, verifier) =>
        {
            let message = format!("the verifier that `{name}` is given may accept every certificate");
            report.deny(site.place, message).help(VERIFIER);
        }
        ("trust_cert", []) => {
            let message = "`trust_cert` turns off the check of whom it talks to";
            report.deny(site.place, message).help("use `trust_cert_ca(..)` with the authority's certificate");
        }
        ("arg" | "args", [given]) if turns_off(receiver, &given.value) => {
            report
                .deny(given.place, "this argument turns off the check of whom it talks to")
                .help(CONFIGURED);
        }
        (_, [_, _]) => check_setting(site, arguments, report),
        (_, [value]) if is_turned_off(name, value, true) && !is_own(facts, name, receiver) => {
            let help = if name.contains("verify") { "leave it on, which is the default" } else { ROOT };
            report.deny(site.place, format!("`{name}` turns off the check of whom it talks to")).help(help);
        }
        _ => {}
    }
}

/// `.set("enable.ssl.certificate.verification", "false")`, `.env("GIT_SSL_NO_VERIFY", "1")`
fn check_setting(site: &Site, arguments: &[Argument], report: &mut Reporter<'_>) {
    let [key, value] = arguments else { return };
    let Some(key) = key.value.whole_text() else { return };
    let known = TEXTS.iter().find(|(known, _)| *known == key);
    if known.is_some_and(|(_, off)| value.value.possible_texts().any(|text| off.contains(&text))) {
        report.deny(site.place, format!("`{key}` turns off the check of whom it talks to")).help(CONFIGURED);
    }
}

/// `Command::new("curl").arg("-k")`
fn turns_off(command: &Argument, given: &Value) -> bool {
    let Some(maker) = command.value.made_by.as_ref().filter(|maker| maker.of() == "Command") else {
        return false;
    };
    let path = maker.arguments.first().and_then(Value::whole_text).unwrap_or_default();
    let program = path.rsplit('/').next().unwrap_or_default();
    let is_off = |given: &Value| {
        given.whole_text().is_some_and(|text| {
            FLAGS.iter().any(|(flag, of)| *flag == text && (of.is_empty() || *of == program))
        })
    };
    is_off(given) || given.fields().any(is_off)
}

/// A method that is given anything but `false` may turn the check off; a field only if it is given `true`.
fn is_turned_off(name: &str, value: &Argument, is_call: bool) -> bool {
    if ON.contains(&name) {
        return is_bool(value, false);
    }
    OFF.contains(&name) && (is_bool(value, true) || (is_call && !is_bool(value, false)))
}

fn is_bool(argument: &Argument, wanted: bool) -> bool {
    argument.value.known == Known::Bool(wanted)
}

fn is_mode_of_nobody(mode: &Argument) -> bool {
    matches!(&mode.value.known, Known::Path(path) if path.ends_with("VerifyMode::NONE"))
        || mode.name() == "empty"
}

/// Whether the file has a method of this name, and what it is called on is one of its own types.
fn is_own(facts: &Facts, name: &str, receiver: &Argument) -> bool {
    let is_declared = facts.functions().iter().any(|function| function.name == name && function.is_method);
    // Of a function of the file itself, only the last name is known.
    let made_by = receiver.value.made_by.as_ref().filter(|maker| maker.path.contains("::"));
    let made_by = made_by.map_or("", |maker| maker.of());
    let ty = receiver.value.type_name().unwrap_or(made_by);
    is_declared
        && (ty.is_empty()
            || ty == "Self"
            || facts.iter().any(|fact| matches!(&fact.what, What::Item(Item::Type(item)) if item.name == ty)))
}

/// Whether a verifier is that of the platform or of the library, or stands in this file, where it is judged by itself.
fn may_verify(facts: &Facts, verifier: &Argument) -> bool {
    const REAL: &[&str] = &["platform", "webpki", "pin", "fingerprint", "tofu", "hash", "known", "strict"];
    // `Arc::new(Verifier::new())`: what is inside counts.
    let made_by = verifier.value.made_by.as_ref();
    let inside = made_by.and_then(|maker| maker.arguments.first()).and_then(|first| first.made_by.as_ref());
    let path_of = |maker: Option<&std::rc::Rc<crate::flow::Maker>>| {
        maker.map_or(String::new(), |it| it.path.to_string())
    };
    let path = match &verifier.value.known {
        Known::Path(path) => path,
        _ => "",
    };
    let names =
        format!("{} {} {} {path}", verifier.names, path_of(made_by), path_of(inside)).to_ascii_lowercase();
    if REAL.iter().any(|word| names.contains(word)) {
        return true;
    }
    let verifies = |index: usize| asks(facts, Some(index));
    let mut of_file = facts
        .functions()
        .iter()
        .enumerate()
        .filter(|(_, function)| {
            function.name == "verify_server_cert" || function.name == "verify_client_cert"
        })
        .peekable();
    of_file.peek().is_some() && of_file.all(|(index, _)| verifies(index))
}

/// Whether a function can say no: it makes an error, or hands the question on.
fn asks(facts: &Facts, function: Option<usize>) -> bool {
    facts.iter().filter(|fact| fact.context.function == function).any(|fact| match &fact.what {
        What::Function(called) => {
            called.name.last() == "Err"
                || (called.name.last().contains("verify") && called.result != Outcome::Dropped)
        }
        What::Method(called) => called.name.contains("verify") && called.result != Outcome::Dropped,
        What::Macro(invoked) => matches!(invoked.name.last(), "bail" | "ensure"),
        _ => false,
    })
}
