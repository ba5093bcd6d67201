//! `adopt`: the diff for each case, that what it makes compiles, and that nothing is written unasked. The cases are folders in
//! `tests/adopt`, with a file and the expected diff; `BLESS=1` writes the latter anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/adopt");

/// Crates of which names are left in code that was adopted, and that are not built for a test.
const STAND_INS: [&str; 5] = ["axum", "rig", "rig_derive", "rmcp", "swiftide"];

/// The names of the cases.
fn cases() -> Vec<String> {
    let folders = fs::read_dir(CASES).expect("the cases can be read");
    let names = folders.map(|it| it.expect("a case can be read").file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

fn adopt(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-portcullis"));
    command.current_dir(folder).arg("adopt").args(arguments);
    command.env("GIT_CEILING_DIRECTORIES", folder.parent().unwrap_or(Path::new("/")));
    command.output().expect("the binary runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

struct Folder(TempDir);

impl Folder {
    fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self(TempDir::new().expect("a folder can be made"));
        files.iter().for_each(|(path, text)| folder.write(path, text));
        folder
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("the file can be read")
    }

    /// Adds a crate, and gives the line by which it is a dependency.
    fn stand_in(&self, name: &str) -> String {
        let text = format!("{}/tests/stand_ins/{name}.rs", env!("CARGO_MANIFEST_DIR"));
        self.write(&format!("{name}/src/lib.rs"), &fs::read_to_string(text).expect("a crate has a stand-in"));
        let manifest = format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n");
        self.write(&format!("{name}/Cargo.toml"), &manifest);
        format!("{name} = {{ path = \"{name}\" }}\n")
    }
}

const TOOL: &str = "#[rig_tool(description = \"Halves\")]\nfn halve(number: u32) -> Result<u32, String> {\n    Ok(number / 2)\n}\n";

#[test]
fn every_case_becomes_what_its_diff_says() {
    let cases = cases();
    assert!(cases.len() >= 20);
    let mut wrong = Vec::new();
    for case in &cases {
        let path = format!("{CASES}/{case}");
        let output = adopt(Path::new(&path), &["before.rs"]);
        let diff = stdout(&output);
        assert_eq!(output.status.code(), Some(0), "{case}: {}", stderr(&output));
        let expected = format!("{path}/expected.diff");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&expected, &diff).expect("a diff can be written");
        }
        if fs::read_to_string(&expected).expect("a case has an `expected.diff`") != diff {
            wrong.push(format!("{case}:\n{diff}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// One package with all cases as modules, as they are adopted.
#[test]
fn what_was_adopted_compiles() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let package = Folder::with(&[]);
    let stand_ins: String = STAND_INS.iter().map(|name| package.stand_in(name)).collect();
    let manifest = format!(
        "[package]\nname = \"adopted\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n{stand_ins}\
         portcullis = {{ path = {:?} }}\nanyhow = \"1\"\nschemars = \"1\"\nserde = {{ version = \"1\", features = \
         [\"derive\"] }}\nserde_json = \"1\"\nthiserror = \"2\"\n\n[workspace]\n\n[profile.dev]\ndebug = false\n\
         incremental = false\n",
        root.join("runtime")
    );
    package.write("Cargo.toml", &manifest);
    fs::copy(root.join("Cargo.lock"), package.path("Cargo.lock")).expect("the versions are known");
    let mut modules = String::from("#![allow(dead_code, unused)]\n");
    // What only the rules refuse is said in the diff, and does not compile.
    for case in cases().iter().filter(|case| *case != "what_the_rules_say") {
        let text = fs::read_to_string(format!("{CASES}/{case}/before.rs")).expect("a case has a `before.rs`");
        package.write(&format!("src/{case}.rs"), &text);
        modules += &format!("mod {case};\n");
    }
    package.write("src/lib.rs", &modules);
    let written = adopt(package.0.path(), &["src", "--write", "--allow-no-vcs"]);
    assert_eq!((written.status.code(), stdout(&written)), (Some(0), String::new()), "{}", stderr(&written));
    let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
    let built = Command::new(cargo)
        .current_dir(package.0.path())
        .args(["check", "--offline", "--target-dir"])
        .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("mended"))
        .env_remove("RUSTC_WORKSPACE_WRAPPER")
        .output()
        .expect("cargo runs");
    assert!(built.status.success(), "{}", stderr(&built));
}

#[test]
fn a_diff_can_be_applied_by_git() {
    let folder = Folder::with(&[("src/a.rs", TOOL), ("src/b.rs", "fn f() {}\n")]);
    let diff = stdout(&adopt(folder.0.path(), &["src"]));
    folder.write("all.diff", &diff);
    let applied = Command::new("git").current_dir(folder.0.path()).args(["apply", "all.diff"]).output();
    assert!(applied.expect("git runs").status.success(), "{diff}");
    assert!(folder.read("src/a.rs").contains("#[capability(read, timeout = \"5s\", rate = \"60/min\")]"));

    let other = Folder::with(&[("src/a.rs", TOOL)]);
    adopt(other.0.path(), &["src", "--write", "--allow-no-vcs"]);
    assert_eq!(other.read("src/a.rs"), folder.read("src/a.rs"));
}

#[test]
fn nothing_is_written_unasked_nor_where_it_could_not_be_had_back() {
    let folder = Folder::with(&[("a.rs", TOOL)]);
    assert_eq!(adopt(folder.0.path(), &["a.rs"]).status.code(), Some(0));
    let refused = adopt(folder.0.path(), &["a.rs", "--write"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("--allow-no-vcs"), "{}", stderr(&refused));
    assert_eq!(folder.read("a.rs"), TOOL);
}

#[test]
fn what_was_adopted_is_not_adopted_again() {
    let folder = Folder::with(&[("a.rs", TOOL)]);
    adopt(folder.0.path(), &["a.rs", "--write", "--allow-no-vcs"]);
    let again = adopt(folder.0.path(), &["a.rs"]);
    assert_eq!((again.status.code(), stdout(&again)), (Some(1), String::new()));
    assert_eq!(stderr(&again), "there is no tool and no handler of another framework here\n");
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_the_rest_is_adopted() {
    let folder = Folder::with(&[("a.rs", TOOL), ("broken.rs", "fn f( {")]);
    let output = adopt(folder.0.path(), &["."]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stdout(&output).starts_with("--- a/a.rs\n+++ b/a.rs\n"));
    assert!(stderr(&output).starts_with("error: broken.rs: "), "{}", stderr(&output));
}

#[test]
fn a_router_in_another_file_tells_the_effect() {
    let handler = "/// Says it.\npub async fn say() -> String {\n    String::new()\n}\n";
    let router = "fn app() -> Router {\n    Router::new().route(\"/say\", put(crate::handlers::say))\n}\n";
    let folder = Folder::with(&[("handlers.rs", handler), ("app.rs", router)]);
    let diff = stdout(&adopt(folder.0.path(), &["."]));
    assert!(diff.contains("+#[capability(write, "), "{diff}");
    assert_eq!(
        adopt(folder.0.path(), &["handlers.rs"]).status.code(),
        Some(1),
        "nothing says that it is one"
    );
}
