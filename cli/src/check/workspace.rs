//! The packages of a workspace, as Cargo sees them. Cargo is asked offline, and nothing is built.

use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;
use portcullis_rules::files::{Selection, relative};
use serde::Deserialize;

/// Which packages are meant, in the words of Cargo's own commands.
#[derive(Debug, Args)]
pub(super) struct Packages {
    /// Checks this package of the workspace; may be given several times.
    #[arg(short, long, value_name = "NAME", conflicts_with_all = ["paths", "workspace"])]
    package: Vec<String>,
    /// Checks all packages of the workspace.
    #[arg(long, conflicts_with = "paths")]
    workspace: bool,
    /// The `Cargo.toml` to begin from, instead of the nearest one.
    #[arg(long, value_name = "PATH", conflicts_with = "paths")]
    manifest_path: Option<PathBuf>,
}

/// What is to be checked, and what Cargo could not say.
#[derive(Debug, Default)]
pub(super) struct Selected {
    pub(super) selection: Selection,
    pub(super) failures: Vec<(PathBuf, String)>,
}

/// What these arguments mean. Where Cargo fails, all files of the folder are taken instead.
pub(super) fn select(paths: &[PathBuf], packages: &Packages) -> Selected {
    let mut selected = Selected::default();
    for path in paths {
        let manifest = path.join("Cargo.toml");
        if manifest.is_file() {
            selected.add_packages(&manifest, &Packages::default_of(&manifest), Some(path));
        } else {
            selected.selection.add_path(path);
        }
    }
    if !paths.is_empty() {
        return selected;
    }
    let folder = PathBuf::from(".");
    match packages.manifest_path.clone().or_else(nearest_manifest) {
        // Files of a package that is named are not to be guessed.
        Some(manifest) => {
            let instead = packages.package.is_empty().then(|| match &packages.manifest_path {
                Some(manifest) => manifest.parent().map(Path::to_owned).unwrap_or(folder),
                None => folder,
            });
            selected.add_packages(&manifest, packages, instead.as_deref());
        }
        None if packages.package.is_empty() && !packages.workspace => selected.selection.add_path(folder),
        None => {
            let why = "there is no Cargo.toml in this folder or above it".to_owned();
            selected.failures.push((folder, why));
        }
    }
    selected
}

impl Packages {
    fn default_of(manifest: &Path) -> Self {
        Self { package: Vec::new(), workspace: false, manifest_path: Some(manifest.to_owned()) }
    }
}

impl Selected {
    fn add_packages(&mut self, manifest: &Path, packages: &Packages, instead: Option<&Path>) {
        let metadata = match ask_cargo(manifest) {
            Ok(metadata) => metadata,
            Err(why) => {
                self.failures.push((manifest.to_owned(), why));
                if let Some(folder) = instead {
                    self.selection.add_path(if folder.as_os_str().is_empty() {
                        Path::new(".")
                    } else {
                        folder
                    });
                }
                return;
            }
        };
        for name in &packages.package {
            if !metadata.packages.iter().any(|package| package.is(name)) {
                let why = format!("there is no package `{name}` in this workspace");
                self.failures.push((manifest.to_owned(), why));
            }
        }
        let here = env::current_dir().unwrap_or_default();
        for package in metadata.chosen(packages) {
            let folder =
                package.manifest_path.parent().map(|folder| relative(folder, &here)).unwrap_or_default();
            let of_kind = |is_test| {
                let targets = package.targets.iter().filter(move |target| target.is_test() == is_test);
                targets.map(|target| relative(&target.src_path, &here)).collect::<Vec<_>>()
            };
            self.selection.add_package(folder, of_kind(false), of_kind(true));
        }
    }
}

/// The part of `cargo metadata` that is read.
#[derive(Debug, Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    /// What `cargo check` would check in the manifest's folder.
    workspace_default_members: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Package {
    id: String,
    name: String,
    manifest_path: PathBuf,
    targets: Vec<Target>,
}

#[derive(Debug, Deserialize)]
struct Target {
    kind: Vec<String>,
    src_path: PathBuf,
}

impl Metadata {
    fn chosen(&self, packages: &Packages) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| {
            if packages.package.is_empty() {
                packages.workspace || self.workspace_default_members.contains(&package.id)
            } else {
                packages.package.iter().any(|name| package.is(name))
            }
        })
    }
}

impl Package {
    fn is(&self, name: &str) -> bool {
        self.name == name || self.id == name
    }
}

impl Target {
    fn is_test(&self) -> bool {
        self.kind.iter().any(|kind| kind == "test")
    }
}

fn ask_cargo(manifest: &Path) -> Result<Metadata, String> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline", "--color", "never"])
        .arg("--manifest-path")
        .arg(manifest)
        .output()
        .map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => "cargo was not found, so this package is not known".to_owned(),
            _ => format!("cargo could not be run: {error}"),
        })?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let lines = said.lines().map(str::trim).filter(|line| !line.is_empty());
        let said =
            lines.map(|line| line.strip_prefix("error: ").unwrap_or(line)).collect::<Vec<_>>().join(" ");
        let said: String = said.chars().map(|it| if it.is_control() { '\u{fffd}' } else { it }).collect();
        return Err(format!("cargo cannot read this: {said}"));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| format!("cargo's answer cannot be read: {error}"))
}

fn nearest_manifest() -> Option<PathBuf> {
    let here = env::current_dir().ok()?;
    let manifest = here.ancestors().map(|folder| folder.join("Cargo.toml")).find(|path| path.is_file())?;
    Some(relative(&manifest, &here))
}
