//! Who principals are: names and IDs that are compared whole, of trust domains that the policy trusts.

use portcullis_rules::{Diagnostics, Place};
use syn::LitStr;

use super::condition::{Condition, Constant, Operand, Test};
use super::parse::WrittenIdentity;
use super::resolve::{Identity, declared};
use super::spiffe;

/// The domains whose IDs a policy may name.
pub fn trust_domains(own: &[LitStr], federated: &[LitStr], out: &mut Diagnostics) -> Vec<String> {
    if let Some(again) = own.get(1) {
        out.error(again, "a policy has one trust domain")
            .help("name the others as partners: `federated \"partner.example.org\";`");
    }
    let mut domains: Vec<String> = Vec::new();
    for literal in own.iter().chain(federated) {
        let name = literal.value();
        if name.is_empty() {
            out.error(literal, "an empty trust domain would trust everybody")
                .help("name the domain")
                .see("P702");
        } else if !wildcard(literal, &name, out)
            && let Err(fault) = spiffe::check_trust_domain(&name)
        {
            out.error(literal, fault).help("write the domain alone, without `spiffe://` and without a path");
        }
        if domains.contains(&name) {
            out.error(literal, "this trust domain is declared twice").help("keep one of the two");
        }
        domains.push(name);
    }
    domains
}

/// Whether the text would have to be a pattern to mean anything.
fn wildcard(literal: &LitStr, text: &str, out: &mut Diagnostics) -> bool {
    let found = text.contains('*');
    if found {
        out.error(
            literal,
            "identities are compared whole, and a wildcard would trust those that nobody named",
        )
        .help("name each identity that is trusted, and put them into a role")
        .see("P702");
    }
    found
}

/// What a principal is, and where that is written.
pub fn identity(written: &WrittenIdentity, trusted: &[String], out: &mut Diagnostics) -> (Identity, Place) {
    match written {
        WrittenIdentity::Local(span) => (Identity::Local, Place::from(*span)),
        WrittenIdentity::Plugin(plugin) => {
            check_plain_name(plugin, out);
            (Identity::Plugin(plugin.value()), Place::from(plugin))
        }
        WrittenIdentity::Approver(approver) => {
            check_plain_name(approver, out);
            (Identity::Approver(approver.value()), Place::from(approver))
        }
        WrittenIdentity::Spiffe(id) => {
            let trust_domain = spiffe_id(id, trusted, out).unwrap_or_default();
            (Identity::Spiffe { id: id.value(), trust_domain }, Place::from(id))
        }
    }
}

fn check_plain_name(literal: &LitStr, out: &mut Diagnostics) {
    let name = literal.value();
    let tail = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_.-".contains(&byte);
    let good = name.len() <= 64
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(tail);
    if !good && !wildcard(literal, &name, out) {
        out.error(literal, "this can be nobody's name").help("a name is `[a-z][a-z0-9_.-]{0,63}`");
    }
}

/// The trust domain of an ID that a policy may name.
fn spiffe_id(literal: &LitStr, trusted: &[String], out: &mut Diagnostics) -> Option<String> {
    let id = literal.value();
    if wildcard(literal, &id, out) {
        return None;
    }
    if id.starts_with("spiffe://") && id.ends_with('/') {
        out.error(literal, "identities are compared whole, and this begins many and is none")
            .help("name each identity that is trusted, and put them into a role")
            .see("P702");
        return None;
    }
    let trust_domain = match spiffe::trust_domain_of(&id) {
        Ok(trust_domain) => trust_domain.to_owned(),
        Err(fault) => {
            let help = "write `local`, `plugin \"…\"`, `approver \"…\"` or an ID such as \"spiffe://example.com/agent/orders/prod\"";
            out.error(literal, fault).help(help);
            return None;
        }
    };
    if !trusted.contains(&trust_domain) {
        unknown_trust_domain(literal, &trust_domain, trusted, out);
    }
    Some(trust_domain)
}

fn unknown_trust_domain(literal: &LitStr, name: &str, trusted: &[String], out: &mut Diagnostics) {
    let help = format!(
        "add `trust domain \"{name}\";` or `federated \"{name}\";` if it is to be trusted; {}",
        declared("trust domains", trusted.iter().map(String::as_str))
    );
    out.error(literal, format!("the policy trusts no domain `{name}`")).help(help).see("P705");
}

/// A domain that is not trusted is no caller's, so the comparison would be a slip of the pen.
pub fn check_trust_domains_of(condition: &Condition, trusted: &[String], out: &mut Diagnostics) {
    condition.for_each_atom(&mut |atom| {
        let values = match (&atom.operand, &atom.test) {
            (Operand::CallerTrustDomain(_), Test::Compare(_, _, value)) => std::slice::from_ref(value),
            (Operand::CallerTrustDomain(_), Test::In(values)) => values,
            _ => return,
        };
        for value in values {
            let (Constant::Text(name), Ok(literal)) = (&value.constant, syn::parse2(value.tokens.clone()))
            else {
                continue;
            };
            if !wildcard(&literal, name, out) && !trusted.contains(name) {
                unknown_trust_domain(&literal, name, trusted, out);
            }
        }
    });
}
