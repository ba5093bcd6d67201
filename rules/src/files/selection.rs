//! What is asked to be checked.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::list::without_dot;

/// Files, folders, and packages as Cargo sees them.
///
/// ```
/// use portcullis_rules::files::Selection;
///
/// let mut selection = Selection::default();
/// selection.add_path("scripts/import.rs");
/// selection.add_package("orders", ["orders/src/lib.rs", "orders/build.rs"], ["orders/tests/all.rs"]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Selection {
    pub(super) paths: Vec<PathBuf>,
    pub(super) packages: Vec<Package>,
}

/// A package's own code.
#[derive(Clone, Debug)]
pub(super) struct Package {
    folder: PathBuf,
    pub(super) roots: Vec<PathBuf>,
    pub(super) tests: Vec<PathBuf>,
}

impl Selection {
    /// Adds a file, or every Rust file in a folder. Hidden files, those that a `.gitignore` excludes, and Cargo's `target` are left
    /// out, unless they are what is added.
    pub fn add_path(&mut self, path: impl Into<PathBuf>) {
        self.paths.push(path.into());
    }

    /// Adds a package by the root files of its targets, such as `src/lib.rs`, and those that are tests: these are left out.
    ///
    /// What is checked is the folder of each root, without packages inside it, and each module that is declared, wherever it
    /// stands. Of a root that stands beside the `Cargo.toml` it is the root and the modules.
    pub fn add_package<P: AsRef<Path>>(
        &mut self,
        folder: impl AsRef<Path>,
        roots: impl IntoIterator<Item = P>,
        tests: impl IntoIterator<Item = P>,
    ) {
        self.packages.push(Package {
            folder: without_dot(folder.as_ref()),
            roots: roots.into_iter().map(|path| without_dot(path.as_ref())).collect(),
            tests: tests.into_iter().map(|path| without_dot(path.as_ref())).collect(),
        });
    }

    /// Whether nothing is to be checked.
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty() && self.packages.is_empty()
    }

    /// The folders and files whose change may change what is found, if no file declares modules elsewhere.
    pub fn sources(&self) -> impl Iterator<Item = &Path> {
        let packages = self
            .packages
            .iter()
            .flat_map(|package| package.roots.iter().map(PathBuf::as_path).chain(package.folders()));
        self.paths.iter().map(PathBuf::as_path).chain(packages)
    }
}

impl Package {
    /// The folders that hold sources alone, each of them once.
    pub(super) fn folders(&self) -> impl Iterator<Item = &Path> {
        let parents: BTreeSet<&Path> = self.roots.iter().filter_map(|root| root.parent()).collect();
        let parents: Vec<&Path> = parents.into_iter().filter(|parent| *parent != self.folder).collect();
        let is_inner =
            |folder: &Path| parents.iter().any(|other| *other != folder && folder.starts_with(other));
        parents.clone().into_iter().filter(move |folder| !is_inner(folder)).collect::<Vec<_>>().into_iter()
    }
}
