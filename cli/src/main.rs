//! `cargo portcullis`: checks code by the rules that the macros refuse it by, explains them, and reads ledgers.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod adopt;
mod check;
mod explain;
mod ledger;
mod markdown;
mod stdout;

/// Unsafe agent code does not compile; what compiles is guarded.
#[derive(Debug, Parser)]
#[command(name = "cargo portcullis", bin_name = "cargo portcullis", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Checks files and folders of Rust code for unsafe patterns.
    Check(check::Arguments),
    /// Shows tools and handlers of other frameworks as capabilities, as a diff.
    Adopt(adopt::Arguments),
    /// Says what a rule refuses, why, and how to mend it.
    #[command(
        after_help = "Examples:\n  cargo portcullis explain P305\n  cargo portcullis explain hardcoded_secret\n  \
                            cargo portcullis explain --list\n  cargo portcullis explain --list --by owasp\n\nWithout a \
                            rule, all of them are listed."
    )]
    Explain {
        /// The rule's code or name, as the compiler printed it.
        #[arg(conflicts_with_all = ["list", "by"])]
        rule: Option<String>,
        /// Lists all rules.
        #[arg(long)]
        list: bool,
        /// What the list is ordered by.
        #[arg(long, value_enum, default_value_t)]
        by: explain::Order,
    },
    /// Verifies a ledger, shows what is in it, and closes calls whose outcome is not known.
    Ledger {
        #[command(subcommand)]
        command: ledger::Command,
    },
}

fn main() -> ExitCode {
    // Cargo runs `cargo-portcullis portcullis explain P305` for `cargo portcullis explain P305`.
    let mut words: Vec<_> = std::env::args_os().collect();
    if words.get(1).is_some_and(|word| word == "portcullis") {
        words.remove(1);
    }
    match Arguments::parse_from(words).command {
        Command::Adopt(arguments) => adopt::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Explain { rule: Some(rule), .. } => explain::rule(&rule),
        Command::Explain { rule: None, by, .. } => explain::all_rules(by),
        Command::Ledger { command } => ledger::run(command),
    }
}
