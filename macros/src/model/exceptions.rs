//! Exceptions to rules, each with a reason that a reviewer can read.

use portcullis_rules::{Diagnostics, Kind, Rule, SHORTEST_REASON, catalogue};
use syn::{Ident, LitStr};

use crate::args::capability::Allow;

/// An exception to a rule.
pub struct Exception {
    pub rule: &'static Rule,
    pub reason: LitStr,
}

/// `word` is what they are written with: `allow`, `exception`.
pub(super) fn check_exceptions(word: &str, allows: &[Allow], out: &mut Diagnostics) -> Vec<Exception> {
    let mut exceptions: Vec<Exception> = Vec::new();
    for allow in allows {
        if allow.rules.is_empty() {
            out.error(allow.span, format!("`{word}` names no rule"))
                .help(format!("write `{word}(rule_name, reason = \"…\")`"));
            continue;
        }
        // Without a good reason the capability is refused, and what it meant to allow is no second error.
        let reason = check_reason(allow, out).unwrap_or_else(|| LitStr::new("", allow.span));
        for name in &allow.rules {
            let Some(rule) = check_rule(name, out) else { continue };
            if exceptions.iter().any(|exception| exception.rule.code == rule.code) {
                out.error(name, format!("`{name}` is allowed twice"))
                    .help("keep one of the two, with one reason");
            } else {
                exceptions.push(Exception { rule, reason: reason.clone() });
            }
        }
    }
    exceptions
}

fn check_reason(allow: &Allow, out: &mut Diagnostics) -> Option<LitStr> {
    let Some(reason) = &allow.reason else {
        if allow.has_reason {
            return None;
        }
        out.error(allow.span, "an exception needs a reason")
            .help("add `reason = \"…\"`: whoever reviews the gate reads it");
        return None;
    };
    let text = reason.value();
    if text.trim().chars().count() < SHORTEST_REASON {
        out.error(reason, "this reason is too short to be one")
            .help(format!("say in at least {SHORTEST_REASON} characters why the rule does not apply here"));
        return None;
    }
    if text.chars().any(char::is_control) {
        out.error(reason, "a reason is one line")
            .help("leave out line ends, tabs and other control characters");
        return None;
    }
    Some(reason.clone())
}

fn check_rule(name: &Ident, out: &mut Diagnostics) -> Option<&'static Rule> {
    let written = name.to_string();
    let Some(rule) = catalogue::find(&written) else {
        let nearest = catalogue::nearest(&written).map(|rule| format!("did you mean `{}`? ", rule.name));
        out.error(name, format!("there is no rule `{written}`"))
            .help(format!("{}`cargo portcullis explain` lists the rules", nearest.unwrap_or_default()));
        return None;
    };
    if rule.kind == Kind::Sound {
        out.error(name, format!("`{}` has no exceptions", rule.name))
            .help("mend the code: the type system keeps this rule")
            .see(rule.code);
        return None;
    }
    Some(rule)
}
