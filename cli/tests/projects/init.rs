//! `--init`: what it prints works.

use std::fs;
use std::process::{Command, Output};

use yaml_rust2::{Yaml, YamlLoader};

use crate::folder::{Folder, GOOD, secret};

#[test]
fn the_workflow_is_yaml_that_checks_and_uploads_what_is_found() {
    let folder = Folder::with(&[]);
    let printed = folder.check(&["--init", "workflow"]);
    assert_eq!(printed.status(), Some(0));
    let documents = YamlLoader::load_from_str(&printed.stdout()).expect("it is YAML");
    let [workflow] = &documents[..] else { panic!("it is one document") };
    let job = &workflow["jobs"]["check"];
    assert_eq!(job["permissions"]["security-events"].as_str(), Some("write"));
    let steps: Vec<&Yaml> = job["steps"].as_vec().into_iter().flatten().collect();
    let command = steps.iter().find_map(|step| step["run"].as_str().filter(|run| run.contains("check")));
    let (check, file) = command.and_then(|command| command.split_once(" > ")).expect("it writes a file");
    let upload =
        steps.iter().find(|step| step["uses"].as_str().is_some_and(|it| it.contains("upload-sarif")));
    assert_eq!(upload.and_then(|step| step["with"]["sarif_file"].as_str()), Some(file));
    assert_eq!(upload.and_then(|step| step["if"].as_str()), Some("${{ !cancelled() }}"));

    // And the command is one.
    let folder = Folder::with(&[("Cargo.toml", PACKAGE), ("src/main.rs", GOOD)]);
    let words: Vec<&str> = check.split_whitespace().collect();
    assert_eq!(words[..3], ["cargo", "portcullis", "check"]);
    let checked = folder.check(&words[3..]);
    assert_eq!((checked.status(), &checked.json()["version"]), (Some(0), &"2.1.0".into()));
}

const PACKAGE: &str = "[package]\nname = \"orders\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";

fn leaky() -> String {
    format!("fn main() {{\n    connect(\"{}\");\n}}\n", secret())
}

/// A repository with the hook in it.
fn repository() -> Folder {
    let folder = Folder::with(&[("Cargo.toml", PACKAGE), ("src/main.rs", GOOD), ("notes.md", "Notes.\n")]);
    git(&folder, &["init", "--quiet", "--initial-branch", "main"]);
    // Where git finds `cargo portcullis`.
    fs::create_dir(folder.path(".git/programs")).expect("a folder can be made");
    let program = folder.path(".git/programs/cargo-portcullis");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_cargo-portcullis"), program).expect("a link can be made");
    let hook = folder.check(&["--init", "hook"]).stdout();
    folder.write(".git/hooks/pre-commit", hook.as_bytes());
    let rights = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    fs::set_permissions(folder.path(".git/hooks/pre-commit"), rights).expect("rights can be given");
    folder
}

fn git(folder: &Folder, arguments: &[&str]) -> Output {
    let programs = folder.path(".git/programs");
    let path = std::env::var("PATH").unwrap_or_default();
    Command::new("git")
        .args(["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgSign=false"])
        .args(arguments)
        .current_dir(folder.path(""))
        .env("PATH", format!("{}:{path}", programs.display()))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .output()
        .expect("git runs")
}

/// Commits what has been added, and says what git said if the hook refused.
fn commit(folder: &Folder) -> Result<(), String> {
    let output = git(folder, &["commit", "--message", "Change"]);
    let said =
        String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    if output.status.success() { Ok(()) } else { Err(said) }
}

#[test]
fn the_hook_refuses_a_bad_commit_and_lets_a_good_one_through() {
    let folder = repository();
    git(&folder, &["add", "."]);
    assert_eq!(commit(&folder), Ok(()));

    folder.write("src/main.rs", leaky().as_bytes());
    git(&folder, &["add", "."]);
    let said = commit(&folder).expect_err("it holds a credential");
    assert!(said.contains("--> src/main.rs:2:13") && said.contains("this commit is refused"), "{said}");
    assert!(!said.contains(&secret()));

    folder.write("src/main.rs", b"fn main() {\n    connect();\n}\n");
    git(&folder, &["add", "."]);
    assert_eq!(commit(&folder), Ok(()));
}

#[test]
fn the_hook_reads_what_would_be_committed_and_nothing_else() {
    let folder = repository();
    folder.write("src/main.rs", leaky().as_bytes());
    git(&folder, &["add", "."]);
    folder.write("src/main.rs", GOOD.as_bytes());
    assert!(commit(&folder).is_err(), "mended in the working tree, and not in what is committed");
    git(&folder, &["add", "."]);
    folder.write("src/main.rs", leaky().as_bytes());
    assert_eq!(commit(&folder), Ok(()), "the other way round");

    folder.write("notes.md", b"More notes.\n");
    git(&folder, &["add", "notes.md"]);
    assert_eq!(commit(&folder), Ok(()));
}

#[test]
fn the_hook_lets_through_what_is_in_the_baseline() {
    let folder = repository();
    folder.write("src/main.rs", leaky().as_bytes());
    folder.check(&["--write-baseline", "portcullis.baseline"]);
    git(&folder, &["add", "."]);
    assert_eq!(commit(&folder), Ok(()));
    folder.write("src/other.rs", leaky().as_bytes());
    git(&folder, &["add", "."]);
    assert!(commit(&folder).is_err());
}

#[test]
fn the_hook_finds_what_is_beside_the_repository_and_in_submodules_and_leaves_nothing_behind() {
    let outside = Folder::with(&[
        ("shared/Cargo.toml", &PACKAGE.replace("orders", "shared")),
        ("shared/src/lib.rs", ""),
    ]);
    let folder = repository();
    let inner = outside.path("repository");
    fs::rename(folder.path(""), &inner).expect("a folder can be moved");
    let inner = Folder::at(&outside, "repository");
    let module = PACKAGE.replace("orders", "module");
    inner.write("a module/Cargo.toml", module.as_bytes());
    inner.write("a module/src/lib.rs", b"");
    let own = inner.path("a module");
    for arguments in [&["init", "--quiet"][..], &["add", "."], &["commit", "--quiet", "--message", "Begin"]] {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=A", "-c", "user.email=a@example.com"]).args(arguments);
        assert!(command.current_dir(&own).status().is_ok_and(|status| status.success()));
    }
    let dependencies =
        "[dependencies]\nshared = { path = \"../shared\" }\nmodule = { path = \"a module\" }\n";
    inner.write("Cargo.toml", (PACKAGE.to_owned() + dependencies).as_bytes());
    git(&inner, &["add", "."]);
    assert_eq!(commit(&inner), Ok(()));
    let left: Vec<_> =
        fs::read_dir(outside.path("")).into_iter().flatten().flatten().map(|it| it.file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}
