//! The rules of Portcullis as part of the build: what they refuse in your crate does not compile, whether it is annotated or not.
//!
//! ```toml
//! [build-dependencies]
//! portcullis-build = "0.1"
//! ```
//!
//! ```no_run
//! // build.rs, in `main`:
//! portcullis_build::enforce();
//! ```
//!
//! ```text
//! error: orders@0.1.0: src/main.rs:2:15: this literal holds an AWS access key [P305]; help: read it when the gate is built, …
//! ```
//!
//! What is checked is what `cargo build` compiles of the package: libraries, programs, the build script. The script runs again
//! when one of their files, or the baseline, has changed, and not otherwise. Advice is a warning. An exception is a comment with a reason,
//! `// portcullis: allow(lossy_cast, reason = "each half is taken by itself")`.
//!
//! The rules run as they are built, and build scripts are not optimised by default. For a large crate, `opt-level = 3` under
//! `[profile.dev.build-override]` makes them several times faster.
//!
//! A package that was downloaded from a registry is not checked: whoever depends on it cannot mend it.

mod manifest;
mod verdict;

use std::env;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;

use portcullis_rules::Breadth;
use portcullis_rules::files::{self, Baseline, Progress, Selection};
use verdict::Verdict;

/// Checks the package whose build script calls it, and ends the process with status 1 if anything is refused.
///
/// To be called in a build script: see [the crate](self). [`Enforce`] says more of what is to be checked and how.
pub fn enforce() {
    Enforce::new().run();
}

/// What is checked, and how strictly.
///
/// ```no_run
/// // build.rs, in `main`:
/// use portcullis_build::Enforce;
///
/// Enforce::new()
///     .everywhere()
///     .baseline("portcullis.baseline")
///     .also("examples")
///     .leave_out("src/generated.rs", "a compiler of schemas writes it, and nobody edits it")
///     .run();
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "nothing is checked before `run`"]
pub struct Enforce {
    breadth: Breadth,
    baseline: Option<PathBuf>,
    also: Vec<PathBuf>,
    left_out: Vec<(PathBuf, String)>,
}

impl Enforce {
    /// Capabilities, plugins, and tools and handlers of other frameworks are checked by all rules; other code by those that
    /// make sense there.
    pub fn new() -> Self {
        Self::default()
    }

    /// Applies all rules to all code.
    pub fn everywhere(mut self) -> Self {
        self.breadth = Breadth::Everywhere;
        self
    }

    /// Lets through what this file lists: `cargo portcullis check --write-baseline FILE` writes it. A path is relative to the
    /// package.
    pub fn baseline(mut self, file: impl Into<PathBuf>) -> Self {
        self.baseline = Some(file.into());
        self
    }

    /// Checks another file or folder of the package, such as `examples`. When it changes, the package is built anew.
    pub fn also(mut self, path: impl Into<PathBuf>) -> Self {
        self.also.push(path.into());
        self
    }

    /// Leaves a file out, as one that another program writes. The reason has at least 15 characters and is shown at each build.
    pub fn leave_out(mut self, file: impl Into<PathBuf>, reason: impl Into<String>) -> Self {
        self.left_out.push((file.into(), reason.into()));
        self
    }

    /// Checks, tells Cargo when to run this again, and ends the process with status 1 if anything is refused or could not be
    /// read.
    pub fn run(&self) {
        let verdict = match env::var_os("CARGO_MANIFEST_DIR") {
            Some(folder) => self.judge(Path::new(&folder)),
            None => Verdict::fault("this is to be run by a build script: CARGO_MANIFEST_DIR is not set"),
        };
        let written = write!(io::stdout().lock(), "{verdict}");
        if verdict.is_refused() || written.is_err() {
            process::exit(1);
        }
    }

    fn judge(&self, folder: &Path) -> Verdict {
        if is_downloaded(folder) {
            return Verdict::default();
        }
        let manifest = folder.join("Cargo.toml");
        let mut verdict = Verdict::of_workspace(folder);
        let mut selection = Selection::default();
        match manifest::roots(folder) {
            // The script that runs this is one of them.
            Ok(roots) if roots.own.len() < 2 => {
                verdict.fail(&manifest, "no target of this package was found: name its folder with `also`");
            }
            Ok(roots) => selection.add_package(folder, roots.own, roots.others),
            Err(error) => verdict.fail(&manifest, &error.to_string()),
        }
        self.also.iter().for_each(|path| selection.add_path(folder.join(path)));

        let mut outcome = files::check_selection(&selection, self.breadth, &Progress::default());
        verdict.watch(&manifest);
        selection.sources().for_each(|path| verdict.watch(path));
        outcome.checked.iter().for_each(|path| verdict.watch(path));
        for (file, reason) in &self.left_out {
            let path = folder.join(file);
            outcome.reports.retain(|report| report.path != path);
            outcome.failures.retain(|(failed, _)| *failed != path);
            verdict.leave_out(&path, reason);
        }
        if let Some(file) = &self.baseline {
            let file = folder.join(file);
            verdict.watch(&file);
            match Baseline::read(&file) {
                Ok(baseline) => verdict.compare(&baseline.compare(&mut outcome), &file),
                Err(error) => verdict.fail(&file, &error.to_string()),
            }
        }
        verdict.add(&outcome);
        verdict
    }
}

/// Cargo puts this file beside the `Cargo.toml` of what it packs.
fn is_downloaded(folder: &Path) -> bool {
    folder.join("Cargo.toml.orig").exists()
}
