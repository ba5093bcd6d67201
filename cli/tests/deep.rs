//! `check --deep`: what names hide is found, once, with exceptions; and what it says when that cannot be.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

const MANIFEST: &str =
    "[package]\nname = \"hidden\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n";

/// Names for what the rules know by others.
const SYS: &str = "\
pub use std::env::var as setting;
pub use std::fs::read as load;
pub use std::net::ToSocketAddrs as Resolve;
pub use std::println as say;
pub type Handle = std::fs::File;
pub fn place(path: &str) -> &std::path::Path {
    path.as_ref()
}
";

struct Package(TempDir);

impl Package {
    fn with(files: &[(&str, &str)]) -> Self {
        let package = Self(TempDir::new().expect("a folder can be made"));
        package.write("Cargo.toml", MANIFEST);
        package.write("src/sys.rs", SYS);
        files.iter().for_each(|(path, text)| package.write(path, text));
        package
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-portcullis"));
        command.current_dir(self.0.path()).arg("check").args(arguments).env_remove("CLIPPY_CONF_DIR");
        command.env("CARGO_TARGET_DIR", self.path("target")).env_remove("RUSTC_WORKSPACE_WRAPPER");
        command
    }

    fn check(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the binary runs")
    }

    /// Line and code of each finding in `src/lib.rs`.
    fn found(&self, arguments: &[&str]) -> Vec<String> {
        let output = self.check(&[&["--format", "json"], arguments].concat());
        assert_ne!(output.status.code(), Some(2), "{}", stderr(&output));
        let parse = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        let objects: Vec<Value> = String::from_utf8_lossy(&output.stdout).lines().map(parse).collect();
        let of_lib = objects.iter().filter(|it| it["file"] == "src/lib.rs");
        of_lib.map(|it| format!("{} {}", it["line"], it["code"].as_str().unwrap_or_default())).collect()
    }
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const HIDDEN: &str = "\
mod sys;
use sys::{Handle, Resolve, load, place, say};
pub fn all(path: &str) -> usize {
    let size = load(path).map_or(0, |bytes| bytes.len());
    let open = Handle::open(path).is_ok();
    let named = Resolve::to_socket_addrs(path).is_ok();
    let there = place(\"é\").exists();
    say!(\"{size}\");
    [path].iter().filter(|path| load(path).is_ok()).count() + [path].map(load).len()
        + usize::from(open && named && there && sys::setting(path).is_ok())
}
";

#[test]
fn what_only_types_can_see_is_found_and_not_without_them() {
    let package = Package::with(&[("src/lib.rs", HIDDEN)]);
    assert!(package.found(&["--everywhere"]).is_empty());
    let found = ["4 P601", "5 P601", "6 P301", "7 P601", "8 P401", "9 P601", "9 P601", "10 P307"];
    assert_eq!(package.found(&["--everywhere", "--deep"]), found);
}

#[test]
fn what_a_macro_of_the_users_own_calls_is_found_where_it_is_invoked() {
    let text = "mod sys;\nmacro_rules! read {\n    ($path:expr) => {\n        $crate::sys::load($path)\n    };\n}\n\
                macro_rules! same {\n    ($e:expr) => {\n        $e\n    };\n}\n\
                pub fn f(path: &str) -> bool {\n    read!(path).is_ok()\n        && same!(sys::load(path)).is_ok()\n}\n";
    let package = Package::with(&[("src/lib.rs", text)]);
    assert!(package.found(&["--everywhere"]).is_empty());
    assert_eq!(package.found(&["--everywhere", "--deep"]), ["13 P601", "14 P601"]);
}

#[test]
fn a_place_is_reported_once() {
    let text = "pub fn f(path: &str) -> bool {\n    std::fs::read(path).is_ok()\n}\n";
    let package = Package::with(&[("src/lib.rs", text)]);
    assert_eq!(package.found(&["--everywhere"]), ["2 P601"]);
    assert_eq!(package.found(&["--everywhere", "--deep"]), ["2 P601"]);
}

#[test]
fn exceptions_and_the_reach_of_rules_hold() {
    let text = "\
mod sys;
pub struct Json<T>(pub T);
pub fn plain(path: &str) -> bool {
    sys::load(path).is_ok()
}
pub fn handler(Json(path): Json<u32>) -> bool {
    sys::load(path.to_string()).is_ok()
}
pub fn excepted(Json(path): Json<u32>) -> bool {
    // portcullis: allow(ambient_filesystem, reason = \"a tool for the operator alone\")
    sys::load(path.to_string()).is_ok()
}
#[cfg(test)]
mod tests {
    fn test(path: &str) -> bool {
        super::sys::load(path).is_ok()
    }
}
";
    let package = Package::with(&[("src/lib.rs", text)]);
    assert_eq!(package.found(&["--deep"]), ["7 P601"]);
    assert_eq!(package.found(&["--deep", "--everywhere"]), ["4 P601", "7 P601"]);
}

#[test]
fn lints_and_settings_of_the_users_own_neither_hide_nor_stop_it() {
    let package = Package::with(&[
        (
            "src/lib.rs",
            &format!("#![deny(warnings, clippy::all)]\n#![allow(clippy::disallowed_methods)]\n{HIDDEN}"),
        ),
        ("clippy.toml", "disallowed-methods = [\"std::fs::read\", \"std::iter::Iterator::count\"]\n"),
    ]);
    let found = package.found(&["--everywhere", "--deep"]);
    assert_eq!((found.len(), found.first().map(String::as_str)), (8, Some("6 P601")), "{found:?}");
}

#[test]
fn every_package_of_a_workspace_is_read_and_no_other_file() {
    let lib =
        "pub use std::fs::read as load;\npub fn f(path: &str) -> bool {\n    self::load(path).is_ok()\n}\n";
    let member = "[package]\nname = \"NAME\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
    let package = Package::with(&[
        ("src/lib.rs", HIDDEN),
        ("Cargo.toml", &MANIFEST.replace("[workspace]", "[workspace]\nmembers = [\"one\", \"two\"]")),
        ("one/Cargo.toml", &member.replace("NAME", "one")),
        ("one/src/lib.rs", "mod sys;\npub fn f(path: &str) -> bool {\n    sys::load(path).is_ok()\n}\n"),
        ("one/src/sys.rs", "pub use std::fs::read as load;\n"),
        ("two/Cargo.toml", &member.replace("NAME", "two")),
        ("two/src/lib.rs", lib),
    ]);
    let count = |path: &str| {
        let output = package.check(&[path, "--everywhere", "--deep", "--format", "json"]);
        String::from_utf8_lossy(&output.stdout).lines().count()
    };
    assert_eq!(count("one"), 1);
    assert_eq!(count("one/src/sys.rs"), 0);
    assert!(count("--workspace") > 9);
}

#[test]
fn what_does_not_compile_or_is_no_package_is_said() {
    let package = Package::with(&[("src/lib.rs", "pub fn f() -> u8 {\n    missing()\n}\n")]);
    let output = package.check(&["--deep"]);
    assert_eq!(output.status.code(), Some(2));
    let said = stderr(&output);
    assert!(
        said.starts_with("error: this crate does not compile, so nobody knows its types\nerror[E0425]"),
        "{said}"
    );

    fs::remove_file(package.path("Cargo.toml")).expect("it can be removed");
    let output = package.check(&["--deep"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("belongs to no package"), "{}", stderr(&output));
}

#[test]
fn where_clippy_is_missing_that_is_said() {
    let package = Package::with(&[("src/lib.rs", "")]);
    let output =
        package.command(&["--deep"]).env("CARGO", "/nowhere/cargo").output().expect("the binary runs");
    assert_eq!(output.status.code(), Some(2));
    let expected =
        "error: `--deep` needs clippy, which is not installed\nhelp: `rustup component add clippy`\n";
    assert_eq!(stderr(&output), expected);
}
