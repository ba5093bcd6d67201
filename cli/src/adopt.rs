//! `adopt`: tools and handlers of other frameworks as capabilities, shown as a diff.
//!
//! It writes what a signature and a body say by themselves, and marks with `// review:` what is a guess and what is left to be
//! done by hand. It must never change a file unless it is told to.

mod data;
mod edits;
mod effect;
mod failure;
mod file;
mod frameworks;
mod input;
mod output;
mod remaining;
mod routes;
mod tool;
mod words;

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;

use clap::Args;
use portcullis_rules::Breadth;
use portcullis_rules::files::{self, shown};
use similar::TextDiff;

use crate::check::fix;
use crate::stdout::print;
use routes::Routes;

/// What the deepest code that is read needs, as in the rules.
const STACK: usize = 512 * 1024 * 1024;

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  cargo portcullis adopt src/tools.rs\n  cargo portcullis adopt src | git apply\n  \
                        cargo portcullis adopt src --write\n\n\
                        Known are `#[tool]` of rmcp, `impl Tool` and `#[rig_tool]` of rig, `#[tool]` of swiftide, and \
                        handlers of axum.\n\n\
                        Exit status: 0 if there was something to adopt, 1 if not, 2 if something could not be read."
)]
pub(crate) struct Arguments {
    /// Files, and folders in which every `.rs` file is read that no `.gitignore` excludes.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Changes the files instead of showing the diff.
    #[arg(long)]
    write: bool,
    /// Lets `--write` change files though there are changes that are not committed.
    #[arg(long, requires = "write")]
    allow_dirty: bool,
    /// Lets `--write` change files that are under no version control.
    #[arg(long, requires = "write")]
    allow_no_vcs: bool,
}

/// Shows or writes what becomes of each file.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let Arguments { allow_dirty, allow_no_vcs, .. } = *arguments;
    let safety = fix::Safety { allow_dirty, allow_no_vcs };
    if arguments.write
        && let Err(why) = safety.may_change(&arguments.paths)
    {
        let _ = writeln!(anstream::stderr().lock(), "error: {why}");
        return ExitCode::from(2);
    }
    let listed = files::check(&arguments.paths, Breadth::Annotated);
    let mut failures = listed.failures;
    let mut texts = Vec::new();
    for path in listed.checked {
        match fs::read_to_string(&path) {
            Ok(text) => texts.push((path, text)),
            Err(error) => failures.push((path, error.to_string())),
        }
    }
    let adopted = thread::scope(|scope| {
        let adopt = || {
            let routes = Routes::of(texts.iter().map(|(_, text)| text.as_str()));
            let adopt =
                |(path, text): &(PathBuf, String)| (path.clone(), text.clone(), file::adopt(text, &routes));
            texts.iter().map(adopt).collect::<Vec<_>>()
        };
        let thread = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, adopt);
        thread.ok().and_then(|thread| thread.join().ok())
    });
    let Some(adopted) = adopted else {
        let _ = writeln!(anstream::stderr().lock(), "error: this is a fault of `adopt`, please report it");
        return ExitCode::from(2);
    };

    let (mut found, mut diffs) = (false, String::new());
    for (path, before, after) in adopted {
        match after {
            Ok(None) => {}
            Ok(Some(after)) if arguments.write => {
                found = true;
                let allowed = fix::Allowed::of(&arguments.paths);
                let written = allowed
                    .real(&path)
                    .and_then(|real| fix::write(&real, &before, &after).map_err(|error| error.to_string()));
                failures.extend(written.err().map(|why| (path, why)));
            }
            Ok(Some(after)) => {
                found = true;
                let name = shown(&path);
                let (old, new) = (format!("a/{name}"), format!("b/{name}"));
                let diff = TextDiff::from_lines(&before, &after);
                diffs += &diff.unified_diff().context_radius(3).header(&old, &new).to_string();
            }
            Err(why) => failures.push((path, why)),
        }
    }
    let written = print(|out| out.write_all(diffs.as_bytes()));
    let mut err = anstream::stderr().lock();
    for (path, why) in &failures {
        let _ = writeln!(err, "error: {}: {why}", shown(path));
    }
    if !failures.is_empty() || written != ExitCode::SUCCESS {
        ExitCode::from(2)
    } else if found {
        ExitCode::SUCCESS
    } else {
        let _ = writeln!(err, "there is no tool and no handler of another framework here");
        ExitCode::from(1)
    }
}
