//! `--init`: what runs the check before each commit, or on each push. It is printed, and nothing is installed.

use std::process::ExitCode;

use clap::ValueEnum;

use crate::stdout::print;

const HOOK: &str = include_str!("init/pre-commit.sh");
const WORKFLOW: &str = include_str!("init/portcullis.yml");

/// What is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Init {
    /// A hook for git: `.git/hooks/pre-commit`.
    Hook,
    /// A workflow for GitHub: `.github/workflows/portcullis.yml`.
    Workflow,
}

impl Init {
    pub(super) fn print(self) -> ExitCode {
        print(|out| {
            out.write_all(match self {
                Self::Hook => HOOK.as_bytes(),
                Self::Workflow => WORKFLOW.as_bytes(),
            })
        })
    }
}
