//! # page

use crate::diagnostics::{Place, Reporter};
use crate::facts::Facts;
use crate::flow::{Argument, Site, Traits, Use};

const HELP: &str =
    "use it where it is revealed, and give it on by reference; a copy stays in memory and is not wiped";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for site in facts.sites() {
        if let Some(how) = copies(site)
            && !is_wrapped_again(facts, site.place)
        {
            let message = format!("`{how}` makes a copy of a revealed secret that nothing protects");
            report.deny(site.place, message).help(HELP);
        }
    }
}

/// How a revealed secret is copied here.
fn copies(site: &Site) -> Option<String> {
    let is_secret = |argument: &Argument| argument.value.could(Traits::REVEALED);
    let copied = match &site.what {
        Use::Method { name, receiver, arguments } => match name.as_str() {
            "to_string" | "to_owned" | "clone" | "into" | "to_vec" | "into_owned" | "cloned"
            | "to_lowercase" | "to_uppercase" | "into_boxed_str" | "into_bytes" => is_secret(receiver),
            "extend_from_slice" | "push_str" | "copy_from_slice" | "clone_from_slice" => {
                arguments.iter().any(is_secret) && !is_secret(receiver)
            }
            _ => false,
        },
        Use::Function { name, arguments } => {
            let makes_copy = match name.last() {
                "from" => name.may_be_in("std::string::String") || name.may_be_in("std::vec::Vec"),
                "to_owned" | "to_string" | "to_vec" | "clone" | "into" => true,
                _ => false,
            };
            makes_copy && arguments.iter().any(is_secret)
        }
        _ => false,
    };
    copied.then(|| site.called())
}

/// `SecretString::from(text.to_owned())`: the copy is kept as the first one was.
fn is_wrapped_again(facts: &Facts, copy: Place) -> bool {
    facts.sites().any(|site| match &site.what {
        Use::Function { name, arguments } => {
            let path = name.to_string();
            let ty = path.rsplit("::").nth(1).unwrap_or_default();
            (ty.contains("Secret") || ty == "Zeroizing")
                && arguments.iter().any(|argument| copy.is_within(argument.place))
        }
        _ => false,
    })
}
