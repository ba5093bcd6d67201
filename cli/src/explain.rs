//! `explain`: a rule's page, or the list of all rules.

use std::io::{self, Write};
use std::process::ExitCode;

use anstyle::Style;
use portcullis_rules::{Kind, Level, catalogue};

use crate::markdown;
use crate::stdout::print;

/// Prints the page of one rule. An unknown rule is answered with the nearest known one, and exit status 2.
pub(crate) fn rule(code_or_name: &str) -> ExitCode {
    match catalogue::find(code_or_name) {
        Some(rule) => print(|out| {
            if anstream::AutoStream::choice(&io::stdout()) == anstream::ColorChoice::Never {
                out.write_all(rule.page().as_bytes())
            } else {
                markdown::write_styled(&rule.page(), out)
            }
        }),
        None => {
            let _ = unknown(code_or_name);
            ExitCode::from(2)
        }
    }
}

fn unknown(code_or_name: &str) -> io::Result<()> {
    let mut err = anstream::stderr().lock();
    writeln!(err, "error: there is no rule called `{code_or_name}`")?;
    match catalogue::nearest(code_or_name) {
        Some(rule) => writeln!(err, "help: did you mean {} ({})", rule.code, rule.name),
        None => writeln!(err, "help: `cargo portcullis explain` lists all rules"),
    }
}

/// Prints all rules as a table.
pub(crate) fn all_rules() -> ExitCode {
    print(|out| {
        let names = catalogue::ALL.iter().map(|rule| rule.name.len());
        let width = names.max().unwrap_or_default();
        let bold = Style::new().bold();
        writeln!(out, "{bold}CODE  {:width$}  KIND    REFUSES{bold:#}", "NAME")?;
        for rule in catalogue::ALL {
            let kind = match (rule.kind, rule.level) {
                (Kind::Sound, _) => "sound",
                (Kind::Lint, Level::Deny) => "lint",
                (Kind::Lint, Level::Advice) => "advice",
            };
            writeln!(out, "{bold}{}{bold:#}  {:width$}  {kind:6}  {}", rule.code, rule.name, rule.summary)?;
        }
        writeln!(out)?;
        writeln!(out, "sound: by types, there is no way round it in safe Rust")?;
        writeln!(out, "lint:  reads code as it is written, and its page lists what gets past")?;
        writeln!(out, "`cargo portcullis explain CODE` shows a rule's page")
    })
}
