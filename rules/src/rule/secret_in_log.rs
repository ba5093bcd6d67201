//! # page

use crate::confidential::{Program, logged, named};
use crate::diagnostics::Reporter;
use crate::facts::Facts;

const HELP: &str =
    "leave it out; a name says enough, such as `key.credential().name()`, or whether there is one";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    let program = Program::new(facts);
    for site in facts.sites() {
        let Some(arguments) = logged(site) else { continue };
        for argument in arguments.filter(|argument| program.is_secret(argument)) {
            let what = named(argument, "a text");
            let message = format!("`{}` shows {what}, which holds a credential", site.called());
            report.deny(argument.place, message).help(HELP);
        }
    }
}
