//! # page

use crate::diagnostics::Reporter;
use crate::facts::Facts;
use crate::flow::{Argument, Traits, Use, is_log};

const HELP: &str = "write it as a field: `info!(customer = %customer, \"paid\")`; a field is escaped, and can be searched for";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for site in facts.sites() {
        let Use::Macro { name, arguments, .. } = &site.what else { continue };
        if !is_log(name.last()) {
            continue;
        }
        for argument in arguments.iter().filter(|argument| is_foreign(argument)) {
            let written = argument.name();
            let what = if written.is_empty() || written.len() > 40 {
                "text from outside".to_owned()
            } else {
                format!("`{written}`, which comes from outside,")
            };
            let message =
                format!("{what} becomes part of the message of `{}`, and may forge lines", site.called());
            report.deny(argument.place, message).help(HELP);
        }
    }
}

/// Text that somebody else wrote. What a function is merely given may have been checked by whoever calls it.
fn is_foreign(argument: &Argument) -> bool {
    argument.value.could(Traits::LOG)
        && argument.value.could(Traits::REMOTE | Traits::NETWORK | Traits::LOCAL | Traits::MODEL)
}
