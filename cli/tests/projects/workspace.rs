//! Which files belong to a check that names no file.

use crate::folder::{BAD, Folder, GOOD};

const JSON: [&str; 3] = ["--everywhere", "--format", "json"];

fn package(name: &str) -> String {
    format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n")
}

fn places(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let checked = folder.check(&[arguments, &JSON].concat());
    assert_eq!((checked.status(), checked.stderr().as_str()), (Some(1), ""));
    checked.places()
}

/// A package with a file of each kind.
fn crate_of_all_kinds() -> Folder {
    let folder = Folder::with(&[
        ("Cargo.toml", &package("orders")),
        ("build.rs", BAD),
        ("build/inner.rs", BAD),
        ("src/lib.rs", "mod stock;\n#[cfg(test)] mod tests;\n"),
        ("src/stock.rs", BAD),
        ("src/tests.rs", BAD),
        ("src/bin/tool.rs", BAD),
        ("src/unreachable.rs", BAD),
        ("examples/shown.rs", BAD),
        ("benches/speed.rs", BAD),
        ("tests/all.rs", BAD),
        ("tests/common/mod.rs", BAD),
        ("scripts/loose.rs", BAD),
    ]);
    folder.write("build.rs", b"#[path = \"build/inner.rs\"] mod inner;\nfn main() {}\n");
    folder
}

#[test]
fn all_targets_of_a_package_are_checked_but_its_tests() {
    let folder = crate_of_all_kinds();
    let expected = [
        "benches/speed.rs:2",
        "build/inner.rs:2",
        "examples/shown.rs:2",
        "src/bin/tool.rs:2",
        "src/stock.rs:2",
        "src/unreachable.rs:2",
    ];
    assert_eq!(places(&folder, &[]), expected);
    assert_eq!(places(&folder, &["."]), expected, "as if nothing was named");
}

#[test]
fn what_belongs_to_no_target_is_checked_when_it_is_named() {
    let folder = crate_of_all_kinds();
    assert_eq!(places(&folder, &["scripts"]), ["scripts/loose.rs:2"]);
    assert_eq!(places(&folder, &["tests"]), ["tests/all.rs:2", "tests/common/mod.rs:2"]);
    assert_eq!(
        places(&folder, &["tests/all.rs", "scripts/loose.rs"]),
        ["scripts/loose.rs:2", "tests/all.rs:2"]
    );
}

#[test]
fn a_module_is_checked_wherever_it_stands() {
    let folder = Folder::with(&[
        ("one/Cargo.toml", &package("one")),
        ("one/lib.rs", "mod beside;\n#[path = \"../shared/code.rs\"] mod code;\nmod deep { mod inner; }\n"),
        ("one/beside.rs", BAD),
        ("one/deep/inner.rs", "mod innermost;"),
        ("one/deep/inner/innermost.rs", BAD),
        ("one/loose.rs", BAD),
        ("shared/code.rs", BAD),
        ("shared/other.rs", BAD),
    ]);
    folder.write("one/Cargo.toml", (package("one") + "[lib]\npath = \"lib.rs\"\n").as_bytes());
    let places = places(&folder, &["one"]);
    assert_eq!(places, ["one/../shared/code.rs:2", "one/beside.rs:2", "one/deep/inner/innermost.rs:2"]);
}

/// A root package with two members, each with a fault.
fn workspace() -> Folder {
    let root = package("root") + "[workspace]\nmembers = [\"a\", \"b\"]\n";
    Folder::with(&[
        ("Cargo.toml", &root),
        ("src/lib.rs", BAD),
        ("a/Cargo.toml", &package("a")),
        ("a/src/lib.rs", BAD),
        ("b/Cargo.toml", &package("b")),
        ("b/src/main.rs", BAD),
        ("src/nested/Cargo.toml", &package("nested")),
        ("src/nested/src/lib.rs", BAD),
    ])
}

#[test]
fn the_packages_are_those_that_cargo_check_would_take() {
    let folder = workspace();
    assert_eq!(places(&folder, &[]), ["src/lib.rs:2"]);
    assert_eq!(places(&folder, &["--workspace"]), ["a/src/lib.rs:2", "b/src/main.rs:2", "src/lib.rs:2"]);
    assert_eq!(places(&folder, &["-p", "a"]), ["a/src/lib.rs:2"]);
    assert_eq!(places(&folder, &["-p", "a", "--package", "b"]), ["a/src/lib.rs:2", "b/src/main.rs:2"]);
    assert_eq!(places(&folder, &["--manifest-path", "b/Cargo.toml"]), ["b/src/main.rs:2"]);
    assert_eq!(places(&folder, &["a", "b"]), ["a/src/lib.rs:2", "b/src/main.rs:2"]);
}

#[test]
fn a_folder_inside_a_package_is_that_package() {
    let folder = workspace();
    let checked = folder.check_in("b/src", &JSON);
    assert_eq!(checked.places(), ["main.rs:2"]);
    let checked =
        folder.check_in("b/src", &["--manifest-path", "../../a/Cargo.toml", JSON[0], JSON[1], JSON[2]]);
    assert_eq!(checked.places(), ["../../a/src/lib.rs:2"]);
}

#[test]
fn a_virtual_workspace_is_all_of_its_members() {
    let folder = workspace();
    folder.write("Cargo.toml", b"[workspace]\nmembers = [\"a\", \"b\"]\nresolver = \"3\"\n");
    assert_eq!(places(&folder, &[]), ["a/src/lib.rs:2", "b/src/main.rs:2"]);
}

#[test]
fn what_cargo_cannot_read_is_said_and_the_folder_is_checked_all_the_same() {
    let folder = Folder::with(&[("Cargo.toml", "[package\n"), ("src/lib.rs", BAD), ("tests/a.rs", GOOD)]);
    for arguments in [&[][..], &["."], &["--manifest-path", "Cargo.toml"]] {
        let checked = folder.check(&[arguments, &JSON].concat());
        assert_eq!(checked.status(), Some(2), "{arguments:?}");
        assert_eq!(checked.places(), ["src/lib.rs:2"], "{arguments:?}");
        let said = checked.stderr();
        assert!(said.contains("Cargo.toml: cargo cannot read this: ") && said.lines().count() == 1, "{said}");
    }
}

#[test]
fn without_cargo_the_folder_is_checked_and_that_is_said() {
    let folder = Folder::with(&[("Cargo.toml", &package("a")), ("src/lib.rs", BAD)]);
    let output = folder.command(&JSON).env("CARGO", "/nowhere/cargo").output().expect("the binary runs");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.starts_with("error: Cargo.toml: cargo was not found"), "{said}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("src/lib.rs"));
}

#[test]
fn a_package_that_does_not_exist_is_an_error_and_nothing_else_is_checked_instead() {
    let folder = workspace();
    let checked = folder.check(&["-p", "c"]);
    assert_eq!((checked.status(), checked.stdout().as_str()), (Some(2), ""));
    assert!(checked.stderr().starts_with("error: Cargo.toml: there is no package `c` in this workspace\n"));
    let folder = Folder::with(&[("a.rs", BAD)]);
    for arguments in [&["-p", "c"][..], &["--workspace"]] {
        assert!(
            folder.check(arguments).stderr().contains("there is no Cargo.toml in this folder or above it")
        );
    }
}

#[test]
fn nothing_is_built_and_nothing_is_written() {
    let folder = workspace();
    folder.check(&["--workspace"]);
    for made in ["target", "Cargo.lock"] {
        assert!(!folder.path(made).exists(), "{made}");
    }
}
