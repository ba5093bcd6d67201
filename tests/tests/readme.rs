//! The README is true: its code compiles in a crate outside the workspace and does what it says, its commands exist,
//! and so do the files and the tests that the documents name.
//!
//! `UPDATE_EXPECT=1 cargo test -p portcullis-tests --test readme` writes the outputs that it shows anew: read them.
//!
//! | block | what is asked of it |
//! |---|---|
//! | `toml` | its dependencies are those of the crate |
//! | `rust` | it compiles without a warning; a `fn main` runs, and prints the `json` block that follows |
//! | `rust,compile_fail` | it does not compile, with the very words of the `text` block that follows |
//! | `sh` | what cargo is told to run exists |

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::{LazyLock, Mutex};

use portcullis_tests::lines_of;
use serde_json::Value;

mod outside;

use outside::{Built, Outside, repository};

/// Where the error of a code block says that it stands.
const SHOWN_FILE: &str = "src/lib.rs";

/// What a gate gives another value each time.
const CHANGING: [&str; 1] = ["reference"];

static README: LazyLock<String> =
    LazyLock::new(|| fs::read_to_string(repository().join("README.md")).unwrap());
static CRATE: LazyLock<Outside> = LazyLock::new(made_of_the_readme);
static BUILT: LazyLock<Built> = LazyLock::new(|| CRATE.build(&["--examples", "--tests"]));

/// A fenced block.
struct Block {
    /// What stands behind the fence.
    kind: &'static str,
    text: &'static str,
    /// The target that it becomes: `block_2`.
    target: String,
}

impl Block {
    fn is_program(&self) -> bool {
        self.text.contains("fn main()")
    }
}

/// All of them, in order.
fn blocks() -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut rest: &'static str = &README;
    while let Some((_, opened)) = rest.split_once("\n```") {
        let (kind, body) = opened.split_once('\n').expect("a fence ends its line");
        let (text, after) = body.split_once("\n```").expect("a fence is closed");
        blocks.push(Block { kind, text, target: format!("block_{}", blocks.len()) });
        rest = after;
    }
    blocks
}

/// Each block that shows what another one gives, after that one.
fn shown_after(kind: &str, shown: &str) -> Vec<(Block, Block)> {
    let mut blocks = blocks().into_iter().peekable();
    let mut pairs = Vec::new();
    while let Some(block) = blocks.next() {
        if block.kind == kind
            && let Some(next) = blocks.next_if(|next| next.kind == shown)
        {
            pairs.push((block, next));
        }
    }
    pairs
}

fn made_of_the_readme() -> Outside {
    let mut files = BTreeMap::from([
        ("Cargo.toml".to_owned(), manifest()),
        ("src/lib.rs".to_owned(), "//! The README.\n".to_owned()),
    ]);
    for block in blocks().iter().filter(|block| block.kind.starts_with("rust")) {
        let folder = if block.is_program() { "examples" } else { "tests" };
        files.insert(format!("{folder}/{}.rs", block.target), block.text.to_owned() + "\n");
    }
    let outside = Outside::empty("readme");
    outside.keep_only(&files.keys().cloned().collect::<Vec<_>>());
    files.iter().for_each(|(path, text)| outside.write(path, text));
    outside
}

/// A manifest with the dependencies of the `toml` block, found where they really are.
fn manifest() -> String {
    let blocks = blocks();
    let dependencies =
        blocks.iter().find(|block| block.kind == "toml").expect("the README says how to depend on it").text;
    let root = repository().display();
    let dependencies = dependencies.replace("\"../portcullis/", &format!("\"{root}/"));
    format!(
        "[workspace]\n\n[package]\nname = \"readme\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         {dependencies}\n\n[lints.rust]\ndead_code = \"allow\"\n\n[profile.dev]\ndebug = false\nincremental = false\n"
    )
}

#[test]
fn every_block_is_of_a_kind_that_is_checked() {
    let blocks = blocks();
    for kind in ["toml", "rust", "rust,compile_fail", "json", "sh"] {
        assert!(blocks.iter().any(|block| block.kind == kind), "there is no block of {kind}");
    }
    let programs = blocks.iter().filter(|block| block.is_program()).count();
    let shown = shown_after("rust", "json").len() + shown_after("rust,compile_fail", "text").len();
    assert_eq!(shown, blocks.iter().filter(|block| block.kind == "json").count() + 1);
    assert!(programs > 0);
    for block in &blocks {
        let known = ["toml", "rust", "rust,compile_fail", "json", "sh", "text"].contains(&block.kind);
        assert!(known, "nobody checks a block of `{}`:\n{}", block.kind, block.text);
    }
}

#[test]
fn its_code_compiles_without_a_warning() {
    for block in blocks().iter().filter(|block| block.kind == "rust") {
        let said: Vec<_> = BUILT.of_target(&block.target).map(|message| &*message.rendered).collect();
        assert!(said.is_empty(), "{}\n{}", block.text, said.join("\n"));
        let made = BUILT.executables.iter().any(|(target, _)| *target == block.target);
        assert!(made, "{} was not compiled:\n{}", block.target, BUILT.report());
    }
}

#[test]
fn its_programs_and_tests_run() {
    for block in blocks().iter().filter(|block| block.kind == "rust") {
        run(&block.target);
    }
}

/// Runs a program or a test program in a folder of its own, and gives what it prints and what its ledger holds.
fn run(target: &str) -> (String, Vec<String>) {
    let program = BUILT.executables.iter().find(|(name, _)| name == target);
    let (_, program) = program.unwrap_or_else(|| panic!("{target} was not compiled:\n{}", BUILT.report()));
    let folder = tempfile::tempdir().unwrap();
    fs::copy(CRATE.folder.join("Cargo.toml"), folder.path().join("Cargo.toml")).unwrap();
    let ran = Command::new(program).current_dir(&folder).output().unwrap();
    assert!(ran.status.success(), "{target}: {}", String::from_utf8_lossy(&ran.stderr));
    let ledger = lines_of(&folder.path().join("audit"));
    (String::from_utf8(ran.stdout).unwrap(), ledger)
}

#[test]
fn the_refusal_that_it_shows_is_the_gates_own() {
    for (program, shown) in shown_after("rust", "json") {
        let (printed, ledger) = run(&program.target);
        if !update(shown.text, printed.trim_end()) {
            assert_eq!(
                without_changing(shown.text),
                without_changing(&printed),
                "update with UPDATE_EXPECT=1"
            );
        }
        let told: Value = serde_json::from_str(&printed).unwrap();
        let records: Vec<Value> = ledger.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
        let refused =
            records.iter().find(|record| record["event"] == "call.refused").expect("it is on record");
        assert_eq!(refused["reference"], told["reference"]);
        assert!(records.iter().any(|record| record["result"] == "answered"), "{ledger:?}");
    }
}

fn without_changing(json: &str) -> Value {
    let mut value: Value = serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"));
    for key in CHANGING {
        let length = value[key].as_str().map(str::len);
        value[key] = serde_json::json!(length);
    }
    value
}

#[test]
fn the_error_that_it_shows_is_the_compilers_own() {
    for (refused, shown) in shown_after("rust,compile_fail", "text") {
        let said: Vec<_> =
            BUILT.of_target(&refused.target).map(|message| shortened(&message.rendered)).collect();
        let said = said.join("\n\n").replace(&format!("tests/{}.rs", refused.target), SHOWN_FILE);
        let said = said.trim_end();
        let codes: Vec<_> = BUILT.of_target(&refused.target).map(|message| &*message.code).collect();
        assert_eq!(codes, ["", "", "E0277"], "two lints and a trait bound:\n{}", BUILT.report());
        if !update(shown.text, said) {
            assert_eq!(shown.text, said, "update with UPDATE_EXPECT=1");
        }
    }
}

/// Without the list of types that rustc makes up by itself.
fn shortened(rendered: &str) -> String {
    let list = "  = help: the following other types implement";
    rendered.split(list).next().unwrap_or_default().trim_end().to_owned()
}

/// Puts what is true in the place of what is shown, if that is asked for.
fn update(shown: &str, truth: &str) -> bool {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let asked = std::env::var_os("UPDATE_EXPECT").is_some();
    if asked {
        let _guard = ONE_AT_A_TIME.lock();
        let path = repository().join("README.md");
        let readme = fs::read_to_string(&path).unwrap();
        fs::write(path, readme.replace(&format!("\n{shown}\n```"), &format!("\n{truth}\n```"))).unwrap();
    }
    asked
}

#[test]
fn what_it_tells_cargo_to_do_can_be_done() {
    let asked = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()))
        .args(["metadata", "--offline", "--no-deps", "--format-version=1"])
        .current_dir(repository())
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&asked.stdout).unwrap();
    let mut commands = 0;
    for line in blocks().iter().filter(|block| block.kind == "sh").flat_map(|block| block.text.lines()) {
        let command = line.split('#').next().unwrap_or_default();
        let mut words = command.split_whitespace();
        if words.next() != Some("cargo") {
            continue;
        }
        commands += 1;
        let words: Vec<_> = words.take_while(|word| *word != "--").collect();
        match words[..] {
            ["install", "--path", folder] => {
                assert!(repository().join(folder).join("Cargo.toml").exists(), "{command}");
                continue;
            }
            ["portcullis", ref arguments @ ..] => {
                is_understood(arguments);
                continue;
            }
            _ => assert!(["run", "test"].contains(&words[0]), "{command}"),
        }
        if let [.., "-p", package] = words[..] {
            let kind = if words[0] == "run" { "bin" } else { "lib" };
            assert!(has_target(&metadata, package, kind), "{command}: there is no {kind} in {package}");
        }
    }
    assert!(commands >= 2, "the README has two commands for a fresh machine");
}

/// The command line does what it is told, over one of the examples.
fn is_understood(arguments: &[&str]) {
    let output = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()))
        .args(["run", "--quiet", "--locked", "-p", "cargo-portcullis", "--"])
        .args(arguments)
        .current_dir(repository().join("examples/notes"))
        .output()
        .unwrap();
    // 1 is what `check` says when it has found something.
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{arguments:?}: {said}");
}

fn has_target(metadata: &Value, package: &str, kind: &str) -> bool {
    let packages = metadata["packages"].as_array().expect("cargo lists the packages");
    let Some(package) = packages.iter().find(|listed| listed["name"] == package) else { return false };
    let targets = package["targets"].as_array().expect("a package has targets");
    targets
        .iter()
        .any(|target| target["kind"].as_array().is_some_and(|kinds| kinds.iter().any(|it| it == kind)))
}

#[test]
fn what_the_documents_name_exists() {
    let sources = all_sources();
    let mut missing = Vec::new();
    for document in [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "tests/promises.md",
        "tests/attacks.md",
    ] {
        let text = fs::read_to_string(repository().join(document)).unwrap();
        let links = text.split("](").skip(1).filter_map(|link| link.split([')', '#']).next());
        let links = links.filter(|link| !link.is_empty());
        missing.extend(what_is_missing(document, named(&text).chain(links), &sources));
    }
    for chapter in fs::read_dir(repository().join("runtime/src/guide")).unwrap() {
        let path = chapter.unwrap().path();
        let text = fs::read_to_string(&path).unwrap().replace("//! ", "").replace("//!", "");
        // Where its links lead is for rustdoc to say.
        missing.extend(what_is_missing(&path.display().to_string(), named(&text), &sources));
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// What stands between backticks outside of the fences, if it looks like a path or a test.
fn named(text: &str) -> impl Iterator<Item = &str> {
    let prose = text.split("\n```").step_by(2);
    prose.flat_map(|prose| prose.split('`').skip(1).step_by(2)).filter(|name| is_path(name) || is_test(name))
}

fn what_is_missing<'a>(document: &str, names: impl Iterator<Item = &'a str>, sources: &str) -> Vec<String> {
    let is_there = |name: &&str| match is_test(name) {
        true => sources.contains(&format!("fn {name}(")) || portcullis_rules::catalogue::find(name).is_some(),
        false => repository().join(name).exists(),
    };
    names.filter(|name| !is_there(name)).map(|name| format!("{document}: {name}")).collect()
}

#[test]
fn every_attack_has_a_test_or_says_what_it_waits_for() {
    let text = fs::read_to_string(repository().join("tests/attacks.md")).unwrap();
    let rows =
        text.lines().filter(|line| line.starts_with("| ")).filter(|line| *line != "| attack | fails in |");
    let mut named = 0;
    for row in rows {
        let [_, attack, held, _] = row.split('|').collect::<Vec<_>>()[..] else {
            panic!("two columns: {row}");
        };
        let by_test = held.split('`').skip(1).step_by(2).any(|name| is_path(name) || is_test(name));
        assert!(by_test || held.contains("not built yet: "), "{attack}");
        named += usize::from(by_test);
    }
    assert!(named > 20, "{named}");
}

/// Names of files and folders, as the documents write them: from the root, with a slash or an ending.
fn is_path(name: &str) -> bool {
    let characters = name.chars().all(|it| it.is_ascii_alphanumeric() || "_-./".contains(it));
    let ending = [".rs", ".md", ".toml", ".lock", ".sh"].iter().any(|ending| name.ends_with(ending));
    characters && (ending || name.contains('/')) && !name.starts_with('/') && !name.contains("//")
}

/// Names of tests: sentences of four words and more.
fn is_test(name: &str) -> bool {
    name.matches('_').count() > 2
        && name.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_')
}

fn all_sources() -> String {
    let folders =
        ["rules", "macros", "runtime", "extensions", "build", "cli", "tests", "ui-tests", "examples"];
    let mut sources = String::new();
    folders.iter().for_each(|folder| read_all(&repository().join(folder), &mut sources));
    sources
}

fn read_all(folder: &Path, sources: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read_all(&path, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            *sources += &fs::read_to_string(path).unwrap();
        }
    }
}
