//! One folder with everything in it that cannot be checked, and the rest of it is.

use std::fs::File;

use crate::folder::{BAD, Folder};

#[cfg(unix)]
#[test]
fn what_cannot_be_checked_is_named_and_the_rest_is_checked() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = Folder::with(&[("src/good.rs", BAD), ("src/z/last.rs", BAD), ("src/broken.rs", "fn f( {")]);
    folder.write("src/binary.rs", b"\x7fELF\0\0fn f() {}");
    folder.write("src/latin.rs", b"fn f() {}\n// caf\xe9\n");
    let huge = File::create(folder.path("src/huge.rs")).expect("a file can be made");
    huge.set_len(100 * 1024 * 1024).expect("a file can be made as large");
    let long = File::create(folder.path("src/long.rs")).expect("a file can be made");
    std::io::Write::write_all(&mut &long, "// a line of a comment\n".repeat(4_600_000).as_bytes())
        .expect("it is written");
    folder
        .write("src/deep.rs", format!("fn f() {{ {}{} }}", "(".repeat(9_000), ")".repeat(9_000)).as_bytes());
    folder.write("src/locked.rs", b"fn f() {}");
    std::fs::set_permissions(folder.path("src/locked.rs"), PermissionsExt::from_mode(0o000))
        .expect("rights can be taken");
    // Who may read everything is not kept out.
    let is_locked = File::open(folder.path("src/locked.rs")).is_err();
    symlink("nowhere.rs", folder.path("src/dangling.rs")).expect("a link can be made");
    symlink("..", folder.path("src/z/up")).expect("a link can be made");
    symlink("self.rs", folder.path("src/self.rs")).expect("a link can be made");

    let checked = folder.check(&["src", "missing.rs", "--everywhere", "--format", "json"]);
    assert_eq!(checked.status(), Some(2));
    assert_eq!(checked.places(), ["src/good.rs:2", "src/z/last.rs:2"]);
    let said = checked.stderr();
    let mut expected = vec![
        "missing.rs: No such file or directory",
        "src/binary.rs: this is a binary file",
        "src/broken.rs: line 1, column 7: brackets or quotes do not match here",
        "src/dangling.rs: No such file or directory",
        "src/deep.rs: line 1: this code is nested too deep",
        "src/huge.rs: this file is larger than 8 MiB",
        "src/latin.rs: line 2 is not UTF-8",
        "src/long.rs: this file is larger than 8 MiB",
        "src/self.rs: Too many levels of symbolic links",
        "src/z/up: this link leads back to src",
    ];
    if is_locked {
        expected.push("src/locked.rs: Permission denied");
    }
    assert_eq!(said.lines().count(), expected.len(), "{said}");
    for line in expected {
        assert!(said.contains(&format!("error: {line}")), "{line}\n{said}");
    }
}

#[test]
fn of_a_package_as_well() {
    let folder = Folder::with(&[
        (
            "Cargo.toml",
            "[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[[bin]]\nname = \"gone\"\npath = \"src/gone.rs\"\n",
        ),
        ("src/lib.rs", "mod broken; mod good; mod missing;"),
        ("src/broken.rs", "fn f( {"),
        ("src/good.rs", BAD),
    ]);
    let checked = folder.check(&["--everywhere", "--format", "json"]);
    assert_eq!(checked.status(), Some(2));
    assert_eq!(checked.places(), ["src/good.rs:2"]);
    let said = checked.stderr();
    assert!(said.contains("error: src/broken.rs: line 1, column 7"), "{said}");
    assert!(said.contains("gone.rs"), "{said}");
}
