//! `--deep`: asks clippy, which knows the types, what names mean, and checks anew with that.
//!
//! Clippy says where the paths are used that rules have something to say about, whatever they are called there. What is
//! wrong with that is for the rules to say, with their exceptions and in the same report.

mod clippy;
mod configuration;

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use portcullis_rules::Breadth;
use portcullis_rules::files::resolved::{self, Names};
use portcullis_rules::files::{Outcome, shown};

/// Checks anew what is in packages, and says why that cannot be.
pub(super) fn run(paths: &[PathBuf], outcome: &mut Outcome, breadth: Breadth) -> Result<(), String> {
    clippy::is_there()?;
    let manifests: Result<BTreeSet<PathBuf>, String> = paths.iter().map(|path| manifest(path)).collect();
    let manifests = manifests?;
    let mut uses = Vec::new();
    for manifest in &manifests {
        let folder = configuration::write(manifest)?;
        uses.extend(clippy::uses(manifest, folder.path())?);
    }

    let mut known: HashMap<PathBuf, &PathBuf> = HashMap::new();
    for path in &outcome.checked {
        if let Ok(real) = fs::canonicalize(path) {
            known.insert(real, path);
        }
    }
    let mut names: HashMap<PathBuf, Names> = HashMap::new();
    for found in uses {
        let Ok(real) = fs::canonicalize(&found.file) else { continue };
        if let Some(path) = known.get(&real) {
            let names = names.entry((*path).clone()).or_default();
            names.insert(found.line, found.column, found.meaning);
        }
    }
    resolved::check(outcome, breadth, &names);
    Ok(())
}

/// The manifest of the package that a file or folder belongs to.
fn manifest(path: &Path) -> Result<PathBuf, String> {
    let real = fs::canonicalize(path).map_err(|error| format!("{}: {error}", shown(path)))?;
    let found = real.ancestors().map(|folder| folder.join("Cargo.toml")).find(|manifest| manifest.is_file());
    found.ok_or_else(|| {
        format!(
            "{} belongs to no package, so nobody knows its types\nhelp: leave `--deep` off, or name a folder with a `Cargo.toml`",
            shown(path)
        )
    })
}
