//! What a package's manifest says of names, read line by line: no reader of TOML is built for it.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// How much of a manifest is read, in bytes.
const LARGEST: u64 = 256 * 1024;

/// What others call the library whose `lib.rs` stands in this folder, if a manifest says so.
pub(super) fn library_of(folder: &Path) -> Option<String> {
    let folders = [Some(folder), folder.parent()].into_iter().flatten();
    let manifest = folders.map(|folder| folder.join("Cargo.toml")).find(|path| path.is_file())?;
    let mut text = String::new();
    File::open(manifest).ok()?.take(LARGEST).read_to_string(&mut text).ok()?;
    library_name(&text)
}

/// Whether a file is one of the tests or benches beside a manifest, or a module of theirs.
pub(super) fn is_test(path: &Path) -> bool {
    let is_named = |folder: &&Path| folder.ends_with("tests") || folder.ends_with("benches");
    let is_package = |folder: &Path| folder.join("Cargo.toml").is_file();
    let folders = || path.ancestors().skip(1);
    folders().filter(is_named).any(|tests| {
        // A package may be called so, and tests may be of whole packages.
        let mut inside = folders().take_while(|folder| *folder != tests).chain([tests]);
        tests.parent().is_some_and(is_package) && !inside.any(is_package)
    })
}

fn library_name(manifest: &str) -> Option<String> {
    let (mut section, mut package, mut library) = ("", None, None);
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            section = line.split_once(']').map_or(line, |(section, _)| section);
        } else if let Some(name) = name_in(line) {
            match section {
                "[package" => package = package.or(Some(name)),
                "[lib" => library = library.or(Some(name)),
                _ => {}
            }
        }
    }
    library.or(package).map(|name| name.replace('-', "_"))
}

/// `name = "orders"`
fn name_in(line: &str) -> Option<&str> {
    let value = line.strip_prefix("name")?.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| ['"', '\''].contains(quote))?;
    value.get(1..)?.split(quote).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_is_called_like_its_package_unless_it_has_a_name() {
        let package = "[package] # of the shop\nname = 'orders-store' # short\n\n[[bin]]\nname = \"other\"\n";
        assert_eq!(library_name(package).as_deref(), Some("orders_store"));
        let library = format!("[lib]\nname=\"store\"\n{package}");
        assert_eq!(library_name(&library).as_deref(), Some("store"));
        assert_eq!(library_name("[workspace]\nname = \"all\"\n"), None);
        assert_eq!(library_name("[package]\nname.workspace = true\nname = \n"), None);
    }
}
