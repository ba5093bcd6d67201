//! # page

use crate::confidential::{logged, named};
use crate::diagnostics::Reporter;
use crate::facts::Facts;
use crate::flow::Traits;

const HELP: &str =
    "leave it out, and write the customer's number or another key that means nothing elsewhere";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for site in facts.sites() {
        let Some(arguments) = logged(site) else { continue };
        for argument in arguments.filter(|argument| argument.value.could(Traits::PERSONAL)) {
            let what = named(argument, "a text");
            let message = format!("`{}` shows {what}, which is about a person", site.called());
            report.deny(argument.place, message).help(HELP);
        }
    }
}
