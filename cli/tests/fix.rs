//! `check --fix`: what is written, that it compiles, and what is never touched. The cases are folders in `tests/fix`, with a
//! file before and after; `BLESS=1` writes the latter anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fix");

/// A package that has what mends may need.
const MANIFEST: &str =
    "[package]\nname = \"mended\"\nversion = \"0.1.0\"\nedition = \"2024\"\npublish = false\n
[dependencies]\nanyhow = \"1\"\nserde_json = \"1\"\nsubtle = \"2\"\ntracing = \"0.1\"\n
[workspace]\n\n[profile.dev]\ndebug = false\nincremental = false\n";

/// Crates whose names and signatures matter here, and that are not built for a test.
const STAND_INS: [&str; 4] = ["axum", "cookie", "openssl", "reqwest"];

struct Package(TempDir);

impl Package {
    fn new() -> Self {
        let package = Self(TempDir::new().expect("a folder can be made"));
        package.write("Cargo.toml", MANIFEST.as_bytes());
        package
    }

    fn with(files: &[(&str, &str)]) -> Self {
        let package = Self::new();
        files.iter().for_each(|(path, text)| package.write(path, text.as_bytes()));
        package
    }

    /// Adds a crate, and gives the line by which it is a dependency.
    fn stand_in(&self, name: &str) -> String {
        let text = format!("{}/tests/stand_ins/{name}.rs", env!("CARGO_MANIFEST_DIR"));
        let text = fs::read_to_string(text).expect("a crate has a stand-in");
        self.write(&format!("{name}/src/lib.rs"), text.as_bytes());
        let manifest = format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n");
        self.write(&format!("{name}/Cargo.toml"), manifest.as_bytes());
        format!("{name} = {{ path = \"{name}\" }}\n")
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).expect("a folder can be made");
        fs::write(path, bytes).expect("a file can be written");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("the file can be read")
    }

    fn check(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-portcullis"));
        command.current_dir(self.0.path()).env_remove("CLICOLOR_FORCE").arg("check").args(arguments);
        // The folder lies in no repository, whatever stands around the temporary ones.
        command.env("GIT_CEILING_DIRECTORIES", self.0.path().parent().unwrap_or(Path::new("/")));
        command.output().expect("the binary runs")
    }

    /// With all rules for all code, outside of any repository.
    fn fix(&self, paths: &[&str]) -> Output {
        let arguments = ["--fix", "--allow-no-vcs", "--everywhere"];
        self.check(&[&arguments[..], paths].concat())
    }

    fn git(&self, arguments: &[&str]) {
        let mut git = Command::new("git");
        git.current_dir(self.0.path()).args(["-c", "user.name=a", "-c", "user.email=a@b.example"]);
        let done = git.args(arguments).output().expect("git runs");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The names of the cases.
fn cases() -> Vec<String> {
    let folders = fs::read_dir(CASES).expect("the cases can be read");
    let names = folders.map(|it| it.expect("a case can be read").file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

fn before(case: &str) -> String {
    fs::read_to_string(format!("{CASES}/{case}/before.rs")).expect("a case has a `before.rs`")
}

const DBG: &str = "fn f(a: u8) -> u8 {\n    dbg!(a)\n}\n";
const MENDED: &str = "fn f(a: u8) -> u8 {\n    a\n}\n";

#[test]
fn every_case_is_mended_as_it_says_and_its_finding_is_gone() {
    let cases = cases();
    assert!(cases.len() >= 20);
    let mut wrong = Vec::new();
    for case in &cases {
        let package = Package::with(&[("src/case.rs", &before(case))]);
        let code = case.split('_').next().unwrap_or_default().to_uppercase();
        let codes =
            |arguments: &[&str]| String::from_utf8_lossy(&package.check(arguments).stdout).into_owned();
        let json = ["--everywhere", "--format", "json"];
        if !codes(&json).contains(&code) && !case.starts_with("several") {
            wrong.push(format!("{case}: nothing is found before: {}", codes(&json)));
        }
        let said = package.fix(&[]);
        let (after, path) = (package.read("src/case.rs"), format!("{CASES}/{case}/after.rs"));
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, &after).expect("a case can be written");
        }
        let expected = fs::read_to_string(&path).expect("a case has an `after.rs`");
        if after != expected || after == before(case) {
            wrong.push(format!("{case}: {}\n{after}", stderr(&said)));
        }
        if codes(&json).contains(&format!("\"{code}\"")) {
            wrong.push(format!("{case}: {}", codes(&json)));
        }
        let again = package.fix(&[]);
        assert_eq!(
            (package.read("src/case.rs"), stderr(&again).contains("mended 0")),
            (after, true),
            "{case}"
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// One package with all cases as modules, each once before and once after.
#[test]
fn every_case_compiles_before_and_after() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let package = Package::new();
    let stand_ins: String = STAND_INS.iter().map(|name| package.stand_in(name)).collect();
    let manifest = MANIFEST.replace(
        "[dependencies]\n",
        &format!("[dependencies]\n{stand_ins}portcullis = {{ path = {:?} }}\n", root.join("runtime")),
    );
    package.write("Cargo.toml", manifest.as_bytes());
    fs::copy(root.join("Cargo.lock"), package.path("Cargo.lock")).expect("the versions are known");
    let mut modules = String::from("#![allow(dead_code, unused)]\n");
    for case in cases() {
        for form in ["before", "after"] {
            fs::create_dir_all(package.path("src")).expect("a folder can be made");
            let to = package.path(&format!("src/{case}_{form}.rs"));
            fs::copy(format!("{CASES}/{case}/{form}.rs"), to).expect("a case has both forms");
            // What the macros refuse does not compile, which is what is to be mended.
            if form == "after" || !before(&case).contains("#[capability") {
                modules += &format!("mod {case}_{form};\n");
            }
        }
    }
    package.write("src/lib.rs", modules.as_bytes());
    let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mended");
    let built = Command::new(cargo)
        .current_dir(package.0.path())
        .args(["check", "--offline", "--target-dir"])
        .arg(target)
        .env_remove("RUSTC_WORKSPACE_WRAPPER")
        .output()
        .expect("cargo runs");
    assert!(built.status.success(), "{}", stderr(&built));
}

/// Compiles a source by itself, and gives what rustc says if it does not.
fn compiles(source: &Path) -> Result<(), String> {
    let out = TempDir::new().expect("a folder can be made");
    for stand_in in ["reqwest", "tracing"] {
        let path = format!("{}/tests/stand_ins/{stand_in}.rs", env!("CARGO_MANIFEST_DIR"));
        rustc(Path::new(&path), out.path(), &[])?;
    }
    rustc(source, out.path(), &["--extern", "reqwest", "--extern", "tracing"])
}

fn rustc(source: &Path, out: &Path, more: &[&str]) -> Result<(), String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or("rustc".into());
    let mut rustc = Command::new(rustc);
    rustc.args([
        "--edition",
        "2024",
        "--crate-type",
        "lib",
        "--emit",
        "metadata",
        "-A",
        "warnings",
        "--out-dir",
    ]);
    let said = rustc.arg(out).arg("-L").arg(out).args(more).arg(source).output().expect("rustc runs");
    if said.status.success() { Ok(()) } else { Err(stderr(&said)) }
}

/// Macros in macros, characters of several bytes, several mends on a line: all findings of a source at once.
#[test]
fn strange_sources_compile_after_the_mend_and_have_no_more_findings() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/strange");
    for entry in fs::read_dir(folder).expect("the sources can be read") {
        let source = entry.expect("a source can be read").path();
        let name = source.display().to_string();
        let text = fs::read_to_string(&source).expect("a source can be read");
        assert_eq!(compiles(&source), Ok(()), "{name} before");
        for text in [text.clone(), text.replace('\n', "\r\n"), format!("\u{feff}{text}")] {
            let package = Package::with(&[("a.rs", &text)]);
            let findings = || {
                let json = package.check(&["--everywhere", "--format", "json", "a.rs"]).stdout;
                String::from_utf8_lossy(&json).lines().count()
            };
            let before = findings();
            let said = stderr(&package.fix(&["a.rs"]));
            assert!(!said.contains("error:"), "{name}: {said}");
            let after = package.read("a.rs");
            assert_ne!(after, text, "{name}: nothing was mended");
            assert_eq!(compiles(&package.path("a.rs")), Ok(()), "{name} after:\n{after}");
            assert!(findings() < before, "{name}: {} of {before} are left", findings());
            assert_eq!(after.contains('\r'), text.contains('\r'), "{name}");
            assert_eq!(
                after.replace("\r\n", "").contains('\n'),
                !text.contains('\r'),
                "{name}: one kind of line ends"
            );
            assert_eq!(after.starts_with('\u{feff}'), text.starts_with('\u{feff}'), "{name}");
        }
    }
}

#[test]
fn what_is_not_committed_is_not_changed_unless_that_is_allowed() {
    let package = Package::with(&[("src/lib.rs", DBG)]);
    let refused = package.check(&["--fix", "--everywhere"]);
    assert_eq!((refused.status.code(), package.read("src/lib.rs").as_str()), (Some(2), DBG));
    assert!(stderr(&refused).contains("under no version control"), "{}", stderr(&refused));
    assert!(stderr(&refused).contains("--allow-no-vcs"));

    package.git(&["init", "-q"]);
    let refused = package.check(&["--fix", "--everywhere"]);
    assert_eq!((refused.status.code(), package.read("src/lib.rs").as_str()), (Some(2), DBG));
    assert!(
        stderr(&refused).contains("help: commit or stash them, or say `--allow-dirty`"),
        "{}",
        stderr(&refused)
    );
    assert!(stderr(&refused).contains("  ?? Cargo.toml\n"), "{}", stderr(&refused));

    package.git(&["add", "."]);
    let staged = package.check(&["src", "--fix", "--everywhere"]);
    assert_eq!((staged.status.code(), package.read("src/lib.rs").as_str()), (Some(2), DBG));

    package.git(&["commit", "-qm", "a"]);
    let fixed = package.check(&["--fix", "--everywhere"]);
    assert_eq!((fixed.status.code(), package.read("src/lib.rs").as_str()), (Some(0), MENDED));
    assert_eq!(stderr(&fixed), "mended 1 finding in 1 file\nchecked 1 file: nothing found\n");

    package.write("src/lib.rs", DBG.replace("f(", "g(").as_bytes());
    assert_eq!(package.check(&["--fix", "--everywhere"]).status.code(), Some(2));
    assert_eq!(package.check(&["--fix", "--everywhere", "--allow-dirty"]).status.code(), Some(0));
    assert_eq!(package.read("src/lib.rs"), MENDED.replace("f(", "g("));
}

#[test]
fn without_fix_nothing_is_written_and_the_change_is_shown() {
    let package = Package::with(&[("a.rs", DBG)]);
    let text = String::from_utf8_lossy(&package.check(&["--everywhere"]).stdout).into_owned();
    assert_eq!(package.read("a.rs"), DBG);
    let shown = "\
help: leave the value alone (`--fix` does this)
  |
2 -     dbg!(a)
2 +     a
  |
";
    assert!(text.contains(shown), "{text}");
    let allowed = package.check(&["--allow-dirty"]);
    assert_eq!(allowed.status.code(), Some(2), "it means nothing without `--fix`");
}

#[test]
fn every_other_byte_stays_as_it_is() {
    let odd = "\u{feff}#![allow(dead_code)]\r\n// é\t\r\nfn f(a: u8) -> u8 {\r\n    /* ü */ dbg!(a) // \u{1f600}\r\n}\r\n\r\n\r\n// no end";
    let package = Package::with(&[
        ("a.rs", odd),
        ("script.rs", "#!/usr/bin/env it's\nfn f(a: u8) -> u8 { dbg!(a) }"),
        ("lines.rs", "fn f(a: u8) -> u8 {\r\n    dbg!(a);\r\n\r\n    a\n}\n"),
    ]);
    package.fix(&[]);
    assert_eq!(package.read("a.rs"), odd.replace("dbg!(a)", "a"));
    assert_eq!(package.read("script.rs"), "#!/usr/bin/env it's\nfn f(a: u8) -> u8 { a }");
    assert_eq!(package.read("lines.rs"), "fn f(a: u8) -> u8 {\r\n\r\n    a\n}\n");
}

#[test]
fn what_is_not_certain_is_not_applied() {
    let text = "fn f() -> Result<u8, E> {\n    println!(\"a\");\n    let a = M.lock().unwrap();\n    Ok(b(\"http://orchard.app\", \"7\".parse::<u8>().unwrap() as u8))\n}\n";
    let package = Package::with(&[("src/lib.rs", text)]);
    let said = package.fix(&[]);
    assert_eq!(
        (package.read("src/lib.rs").as_str(), stderr(&said).starts_with("mended 0 findings in 0 files\n")),
        (text, true)
    );
}

/// Whoever means to keep the lower bits is not overruled.
#[test]
fn a_cast_that_is_only_advised_against_or_puts_bits_together_stays() {
    let text = "fn f(a: i64) -> anyhow::Result<u8> {\n    Ok(a as u8)\n}\n\
                async fn g(Path(a): Path<u64>) -> anyhow::Result<u8> {\n    Ok((a >> 3) as u8 ^ a.wrapping_mul(7) as u8)\n}\n";
    let package = Package::with(&[("a.rs", text)]);
    package.fix(&[]);
    assert_eq!(package.read("a.rs"), text);
}

/// What writes behind the length, or asks how much there is room for, would do something else.
#[test]
fn a_capacity_that_somebody_may_rely_on_stays() {
    let make =
        "async fn f(Path(n): Path<usize>) -> usize {\n    let v: Vec<u8> = Vec::with_capacity(n);\n    ";
    let field = "async fn g(Path(n): Path<usize>) -> Ring {\n    Ring { all: Vec::with_capacity(n) }\n}\n";
    for (rest, mended) in
        [("v.len()\n}\n", true), ("v.capacity()\n}\n", false), ("fill(v.as_mut_ptr(), n)\n}\n", false)]
    {
        let package = Package::with(&[("a.rs", &format!("{make}{rest}"))]);
        package.fix(&[]);
        assert_eq!(package.read("a.rs").contains("std::cmp::min(n, 4096)"), mended, "{rest}");
    }
    let package = Package::with(&[("a.rs", field)]);
    package.fix(&[]);
    assert_eq!(package.read("a.rs"), field);
}

#[test]
fn what_the_crate_does_not_depend_on_is_not_written() {
    let text = "fn f(given: &str, api_key: &str) -> bool {\n    given == api_key\n}\n";
    let package = Package::with(&[("src/a.rs", text)]);
    package.write("Cargo.toml", MANIFEST.replace("subtle = \"2\"\n", "").as_bytes());
    package.fix(&[]);
    assert_eq!(package.read("src/a.rs"), text);
    package.write("Cargo.toml", MANIFEST.as_bytes());
    package.fix(&[]);
    assert!(package.read("src/a.rs").contains("subtle::ConstantTimeEq::ct_eq"));
}

#[test]
fn an_old_edition_gets_nothing_that_it_does_not_know() {
    let text = "async fn f(Path(cents): Path<i64>) -> anyhow::Result<u64> {\n    Ok(cents as u64)\n}\n";
    for (edition, mended) in [("2018", false), ("2021", true)] {
        let package = Package::with(&[("src/a.rs", text)]);
        package.write("Cargo.toml", MANIFEST.replace("2024", edition).as_bytes());
        package.fix(&[]);
        assert_eq!(package.read("src/a.rs").contains("u64::try_from(cents)?"), mended, "{edition}");
    }
    let member = Package::with(&[("member/src/a.rs", text)]);
    member.write(
        "Cargo.toml",
        b"[workspace]\nmembers = [\"member\"]\n[workspace.package]\nedition = \"2024\"\n",
    );
    member.write("member/Cargo.toml", b"[package]\nname = \"member\"\nedition.workspace = true\n");
    member.fix(&[]);
    assert!(member.read("member/src/a.rs").contains("u64::try_from(cents)?"));
}

#[test]
fn what_an_exception_lifts_is_left_alone() {
    let text = "// portcullis: allow(print_in_body, reason = \"a tool of the author's own\")\nfn f(a: u8) -> u8 { dbg!(a) }\n";
    let package = Package::with(&[("a.rs", text)]);
    package.fix(&[]);
    assert_eq!(package.read("a.rs"), text);
}

#[cfg(unix)]
#[test]
fn nothing_outside_of_what_was_named_is_written() {
    use std::os::unix::fs::symlink;
    let package = Package::with(&[("outside/a.rs", DBG), ("inside/b.rs", DBG), ("c.rs", DBG), ("d.rs", DBG)]);
    symlink("../outside", package.path("inside/there")).expect("a link can be made");
    symlink("../c.rs", package.path("inside/c.rs")).expect("a link can be made");
    symlink("b.rs", package.path("inside/same.rs")).expect("a link can be made");
    let said = package.fix(&["inside"]);
    assert_eq!(said.status.code(), Some(2));
    assert_eq!((package.read("outside/a.rs").as_str(), package.read("c.rs").as_str()), (DBG, DBG));
    assert_eq!(package.read("inside/b.rs"), MENDED);
    assert!(stderr(&said).contains("error: inside/c.rs: a link leads from here to "), "{}", stderr(&said));
    assert!(fs::symlink_metadata(package.path("inside/same.rs")).is_ok_and(|it| it.is_symlink()));

    symlink("d.rs", package.path("named.rs")).expect("a link can be made");
    assert_eq!(package.fix(&["named.rs"]).status.code(), Some(2));
    assert_eq!(package.read("d.rs"), DBG);
}

#[cfg(unix)]
#[test]
fn the_rights_of_a_file_stay_and_a_read_only_one_is_not_replaced() {
    use std::os::unix::fs::PermissionsExt;
    let package = Package::with(&[("a.rs", DBG), ("b.rs", DBG)]);
    let set = |path: &str, mode| {
        fs::set_permissions(package.path(path), fs::Permissions::from_mode(mode)).expect("rights can be set");
    };
    set("a.rs", 0o750);
    set("b.rs", 0o444);
    let said = package.fix(&[]);
    let mode = fs::metadata(package.path("a.rs")).expect("the file is there").permissions().mode();
    assert_eq!((mode & 0o777, package.read("a.rs").as_str()), (0o750, MENDED));
    assert_eq!(package.read("b.rs"), DBG);
    assert!(stderr(&said).contains("error: b.rs: this file is read-only\n"), "{}", stderr(&said));
    let left: Vec<_> = fs::read_dir(package.0.path()).expect("the folder can be read").collect();
    assert_eq!(left.len(), 3, "nothing is left behind: {left:?}");
}
