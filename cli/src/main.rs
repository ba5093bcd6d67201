//! `cargo portcullis`: checks code by the rules that the macros refuse it by, explains them, and reads ledgers.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};
use clap_complete::Shell;

mod adopt;
mod check;
mod explain;
mod ledger;
mod markdown;
mod setup;
mod stdout;

/// Unsafe agent code does not compile; what compiles is guarded.
#[derive(Debug, Parser)]
#[command(
    name = "cargo portcullis",
    bin_name = "cargo portcullis",
    version,
    arg_required_else_help = true,
    after_help = "Examples:\n  cargo portcullis check\n  cargo portcullis explain P305\n  \
                        cargo portcullis ledger verify audit\n\n`cargo portcullis check --help` shows what a command takes, \
                        and examples."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Checks packages, files and folders of Rust code for unsafe patterns.
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
    #[command(
        after_help = "Examples:\n  cargo portcullis ledger verify audit\n  cargo portcullis ledger show audit --since 2h"
    )]
    Ledger {
        #[command(subcommand)]
        command: ledger::Command,
    },
    /// Prints a script for a shell that completes the words of `cargo-portcullis`.
    #[command(
        after_help = "Examples:\n  cargo portcullis completions bash > ~/.local/share/bash-completion/completions/cargo-portcullis\n  \
                            cargo portcullis completions zsh > ~/.zfunc/_cargo-portcullis"
    )]
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Prints the manual page, or writes one for each command.
    #[command(
        after_help = "Examples:\n  cargo portcullis man | man -l -\n  cargo portcullis man --into ~/.local/share/man/man1\n\n\
                            With the pages in place, `cargo help portcullis` shows the first of them."
    )]
    Man {
        /// The folder to write all pages into.
        #[arg(long, value_name = "FOLDER")]
        into: Option<PathBuf>,
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
        Command::Completions { shell } => setup::completions(shell, Arguments::command()),
        Command::Man { into } => setup::man(into.as_deref(), Arguments::command()),
    }
}
