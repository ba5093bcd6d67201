//! `explain`: a rule's page, or the list of all rules.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::process::ExitCode;

use anstyle::Style;
use portcullis_rules::{Kind, Level, Rule, catalogue};

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

/// After what the list of rules is ordered.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
pub(crate) enum Order {
    /// The layer of an agent system in which the pattern does its harm.
    #[default]
    Layer,
    /// The weakness of the Common Weakness Enumeration.
    Cwe,
    /// The risk of one of OWASP's lists: Agentic, MCP, LLM applications, APIs.
    Owasp,
}

/// Prints all rules, under what they belong to.
pub(crate) fn all_rules(order: Order) -> ExitCode {
    print(|out| {
        let names = catalogue::ALL.iter().map(|rule| rule.name.len());
        let width = names.max().unwrap_or_default();
        let bold = Style::new().bold();
        for (heading, rules) in groups(order) {
            writeln!(out, "{bold}{heading}{bold:#}")?;
            for rule in rules {
                let kind = match (rule.kind, rule.level) {
                    (Kind::Sound, _) => "sound",
                    (Kind::Lint, Level::Deny) => "lint",
                    (Kind::Lint, Level::Advice) => "advice",
                };
                writeln!(
                    out,
                    "  {bold}{}{bold:#}  {:width$}  {kind:6}  {}",
                    rule.code, rule.name, rule.summary
                )?;
            }
            writeln!(out)?;
        }
        writeln!(out, "sound:  by types, there is no way round it in safe Rust")?;
        writeln!(out, "lint:   reads code as it is written, and its page lists what gets past")?;
        writeln!(out, "advice: the same, and `cargo portcullis check` alone speaks of it")?;
        writeln!(out, "`cargo portcullis explain CODE` shows a rule's page")
    })
}

/// The rules under their headings; a rule that two weaknesses describe stands under both.
fn groups(order: Order) -> Vec<(String, Vec<&'static Rule>)> {
    let mut groups: BTreeMap<(String, usize), (String, Vec<&'static Rule>)> = BTreeMap::new();
    for rule in catalogue::ALL {
        let headings: Vec<(String, usize, String)> = match order {
            Order::Layer => {
                let number = rule.layer as usize;
                vec![(String::new(), number, format!("Layer {number}: {}", rule.layer.title()))]
            }
            Order::Cwe | Order::Owasp => rule
                .standards()
                .into_iter()
                .filter(|entry| (entry.catalogue == "CWE") == matches!(order, Order::Cwe))
                .map(|entry| {
                    let digits: String = entry.id.chars().filter(char::is_ascii_digit).collect();
                    let prefix = if entry.catalogue == "CWE" {
                        String::new()
                    } else {
                        format!("{}: ", entry.catalogue)
                    };
                    let heading = format!("{prefix}{}, {}", entry.id, entry.title);
                    (entry.catalogue, digits.parse().unwrap_or_default(), heading)
                })
                .collect(),
        };
        for (catalogue, number, heading) in headings {
            groups.entry((catalogue, number)).or_insert_with(|| (heading, Vec::new())).1.push(rule);
        }
    }
    groups.into_values().collect()
}
