//! Clippy's configuration: the user's own, with what the rules ask about.

use std::fs;
use std::path::{Path, PathBuf};

use portcullis_rules::files::resolved::{Kind, PATHS};
use portcullis_rules::files::shown;
use tempfile::TempDir;
use toml::{Table, Value};

/// What each of our entries says, so that it can be told from the user's own.
pub(super) const MARK: &str = "asked by portcullis";

/// Writes a `clippy.toml` into a temporary folder.
pub(super) fn write(manifest: &Path) -> Result<TempDir, String> {
    let mut table = match own(manifest) {
        Some(path) => {
            let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", shown(&path)))?;
            text.parse::<Table>().map_err(|error| format!("{}: {}", shown(&path), error.message()))?
        }
        None => Table::new(),
    };
    add(&mut table);
    let folder = tempfile::tempdir().map_err(|error| format!("no temporary folder can be made: {error}"))?;
    let path = folder.path().join("clippy.toml");
    fs::write(&path, table.to_string()).map_err(|error| format!("{}: {error}", shown(&path)))?;
    Ok(folder)
}

/// Where clippy would look.
fn own(manifest: &Path) -> Option<PathBuf> {
    let named = std::env::var_os("CLIPPY_CONF_DIR").map(PathBuf::from);
    let folder = named.as_deref().or(manifest.parent())?;
    folder
        .ancestors()
        .flat_map(|folder| [folder.join(".clippy.toml"), folder.join("clippy.toml")])
        .find(|it| it.is_file())
}

/// Adds our entries to those of the user; one that is in both is ours.
fn add(table: &mut Table) {
    for (key, kinds) in [
        ("disallowed-methods", &[Kind::Function, Kind::Method][..]),
        ("disallowed-macros", &[Kind::Macro][..]),
    ] {
        let ours: Vec<&str> = PATHS
            .iter()
            .filter(|(_, kind, _)| kinds.contains(kind))
            .flat_map(|(_, _, paths)| paths.iter().copied())
            .collect();
        let mut entries = match table.remove(key) {
            Some(Value::Array(entries)) => entries,
            _ => Vec::new(),
        };
        entries.retain(|entry| {
            let path = entry.as_str().or_else(|| entry.get("path").and_then(Value::as_str));
            path.is_none_or(|path| !ours.contains(&path))
        });
        entries.extend(ours.into_iter().map(|path| {
            let mut entry = Table::new();
            entry.insert("path".to_owned(), Value::from(path));
            entry.insert("reason".to_owned(), Value::from(MARK));
            Value::Table(entry)
        }));
        table.insert(key.to_owned(), Value::Array(entries));
    }
}

#[cfg(test)]
mod tests {
    use super::{MARK, add};

    #[test]
    fn what_the_user_has_set_stays_and_ours_is_added() {
        let own = "avoid-breaking-exported-api = false\ndisallowed-methods = [\"a::b\", \"std::fs::read\", \
                   { path = \"std::env::var\", reason = \"mine\" }, { path = \"c::d\", replacement = \"e\" }]\n";
        let mut table = own.parse().expect("this is TOML");
        add(&mut table);
        assert_eq!(table.get("avoid-breaking-exported-api").and_then(toml::Value::as_bool), Some(false));
        let entries =
            table.get("disallowed-methods").and_then(toml::Value::as_array).expect("there are some");
        let of = |path: &str| {
            let is = |entry: &&toml::Value| {
                entry.as_str() == Some(path) || entry.get("path").and_then(toml::Value::as_str) == Some(path)
            };
            entries.iter().filter(is).collect::<Vec<_>>()
        };
        assert_eq!((of("a::b").len(), of("c::d").len()), (1, 1));
        for path in ["std::fs::read", "std::env::var"] {
            let entries = of(path);
            let reasons: Vec<_> =
                entries.iter().map(|it| it.get("reason").and_then(toml::Value::as_str)).collect();
            assert_eq!(reasons, [Some(MARK)], "{path}");
        }
        assert!(table.to_string().parse::<toml::Table>().is_ok());
    }
}
