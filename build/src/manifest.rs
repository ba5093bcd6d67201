//! Where the roots of a package's targets are: in the places that Cargo looks at, and where the manifest says so.
//!
//! Cargo is not asked, which would take longer than the check, and no reader of TOML is built for it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Root files of targets.
#[derive(Debug, Default)]
pub(super) struct Roots {
    /// Of what `cargo build` compiles.
    pub(super) own: Vec<PathBuf>,
    /// Of tests, examples and benches, as far as the manifest names them.
    pub(super) others: Vec<PathBuf>,
}

/// The roots of the package in this folder, as far as they exist.
pub(super) fn roots(folder: &Path) -> io::Result<Roots> {
    let mut roots = named_roots(folder, &fs::read_to_string(folder.join("Cargo.toml"))?);
    let usual = ["src/lib.rs", "src/main.rs", "build.rs"].map(|root| folder.join(root));
    roots.own.extend(usual.into_iter().filter(|root| root.is_file()));
    // Their folder is inside `src`, unless there is nothing else.
    let programs = fs::read_dir(folder.join("src/bin")).into_iter().flatten().flatten();
    roots.own.extend(programs.flat_map(|entry| {
        [entry.path(), entry.path().join("main.rs")].into_iter().find(|root| is_rust_file(root))
    }));
    roots.own.sort();
    roots.own.dedup();
    roots.own.retain(|root| !roots.others.contains(root));
    Ok(roots)
}

/// The files that a manifest names: nothing but the root of a target ends with `.rs`.
fn named_roots(folder: &Path, manifest: &str) -> Roots {
    let mut roots = Roots::default();
    let mut is_other = false;
    for line in manifest.lines() {
        let line = line.trim_start();
        if line.starts_with('[') {
            is_other =
                ["test", "example", "bench"].iter().any(|kind| line.starts_with(&format!("[[{kind}]]")));
        }
        // Both kinds of quotes: what stands between two of them, and what stands between two texts as well.
        let texts = line.split(['"', '\'']).map(|text| folder.join(text)).filter(|root| is_rust_file(root));
        if is_other { &mut roots.others } else { &mut roots.own }.extend(texts);
    }
    roots
}

fn is_rust_file(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rs") && path.is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str], manifest: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder can be made");
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().expect("it is in the folder")).expect("a folder can be made");
            fs::write(path, "").expect("a file can be written");
        }
        fs::write(folder.path().join("Cargo.toml"), manifest).expect("a file can be written");
        folder
    }

    fn names(folder: &tempfile::TempDir, roots: &[PathBuf]) -> Vec<String> {
        let name = |root: &PathBuf| root.strip_prefix(folder.path()).map(|path| path.display().to_string());
        roots.iter().flat_map(name).collect()
    }

    #[test]
    fn roots_are_found_where_cargo_looks_for_them() {
        let folder = folder(
            &[
                "src/lib.rs",
                "src/bin/a.rs",
                "src/bin/b/main.rs",
                "src/bin/b/c.rs",
                "build.rs",
                "tests/d.rs",
                "e.rs",
            ],
            "[package]\nname = \"a\"\n",
        );
        let roots = roots(folder.path()).expect("the manifest can be read");
        assert_eq!(
            names(&folder, &roots.own),
            ["build.rs", "src/bin/a.rs", "src/bin/b/main.rs", "src/lib.rs"]
        );
    }

    #[test]
    fn roots_are_found_where_the_manifest_says() {
        let folder = folder(
            &[
                "lib/a.rs",
                "tools/b.rs",
                "tools/c.rs",
                "make.rs",
                "checks/d.rs",
                "shown/e.rs",
                "measured/f.rs",
            ],
            "[package]\nbuild = 'make.rs' # not \"other.rs\"\ninclude = [\"src/**/*.rs\"]\n[lib]\npath = \"lib/a.rs\"\n\
             [[test]]\npath = \"checks/d.rs\"\n [[bin]]\nname = \"b\"\npath=\"tools/b.rs\"\n\
             [[example]]\npath = \"shown/e.rs\"\n[[bench]]\npath = \"measured/f.rs\"\n[dependencies]\ng = { path = \"tools\" }\n",
        );
        let roots = roots(folder.path()).expect("the manifest can be read");
        assert_eq!(names(&folder, &roots.own), ["lib/a.rs", "make.rs", "tools/b.rs"]);
        assert_eq!(names(&folder, &roots.others), ["checks/d.rs", "shown/e.rs", "measured/f.rs"]);
    }
}
