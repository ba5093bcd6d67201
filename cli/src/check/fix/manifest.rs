//! Whether a crate has what a mend's new text names.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use portcullis_rules::files::mend::Need;
use toml::Table;

/// The manifests that were read, by their paths; one that cannot be read has nothing.
#[derive(Default)]
pub(super) struct Manifests(HashMap<PathBuf, Table>);

impl Manifests {
    /// Whether the crate that a file belongs to has it.
    pub(super) fn fulfils(&mut self, file: &Path, need: Need) -> bool {
        let Ok(file) = fs::canonicalize(file) else { return false };
        let Some(path) = manifest_above(&file, |_| true) else { return false };
        match need {
            Need::Dependency(name) => has_dependency(self.read(&path), name),
            Need::Edition(least) => {
                let package = self.read(&path).get("package").and_then(|it| it.get("edition")).cloned();
                let edition = match package {
                    Some(toml::Value::String(edition)) => edition,
                    // `edition.workspace = true`
                    Some(_) => match self.edition_of_workspace(&path) {
                        Some(edition) => edition,
                        None => return false,
                    },
                    None => return false,
                };
                edition.parse::<u16>().is_ok_and(|edition| edition >= least)
            }
        }
    }

    fn edition_of_workspace(&mut self, path: &Path) -> Option<String> {
        let root = manifest_above(path, |text| text.contains("[workspace"))?;
        let edition = self.read(&root).get("workspace")?.get("package")?.get("edition")?;
        edition.as_str().map(str::to_owned)
    }

    fn read(&mut self, path: &Path) -> &Table {
        self.0.entry(path.to_owned()).or_insert_with(|| {
            let text = fs::read_to_string(path).unwrap_or_default();
            text.parse().unwrap_or_default()
        })
    }
}

/// The nearest `Cargo.toml` in the folders around.
fn manifest_above(path: &Path, is_wanted: impl Fn(&str) -> bool) -> Option<PathBuf> {
    path.ancestors()
        .skip(1)
        .map(|folder| folder.join("Cargo.toml"))
        .find(|manifest| fs::read_to_string(manifest).is_ok_and(|text| is_wanted(&text)))
}

/// A dependency of the crate itself, on whatever platform; not of its tests alone, and not one that a feature brings.
fn has_dependency(manifest: &Table, name: &str) -> bool {
    manifest
        .get("dependencies")
        .and_then(|dependencies| dependencies.get(name))
        .is_some_and(|dependency| dependency.get("optional").and_then(toml::Value::as_bool) != Some(true))
}

#[cfg(test)]
mod tests {
    use super::has_dependency;

    #[test]
    fn a_dependency_must_be_there_in_every_build() {
        for (manifest, has) in [
            ("[dependencies]\nsubtle = \"2\"", true),
            ("[dependencies.subtle]\nworkspace = true", true),
            ("[dependencies]\nsubtle = { version = \"2\", optional = true }", false),
            ("[dev-dependencies]\nsubtle = \"2\"", false),
            ("[target.'cfg(unix)'.dependencies]\nsubtle = \"2\"", false),
            ("", false),
        ] {
            let table = manifest.parse().expect("this is TOML");
            assert_eq!(has_dependency(&table, "subtle"), has, "{manifest}");
        }
    }
}
