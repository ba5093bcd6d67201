//! Crates with `enforce()` in their build script, built by Cargo as their authors would, offline.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A crate outside the workspace. All of them share what they compile of this repository.
struct Crate(PathBuf);

/// What Cargo said.
struct Built {
    succeeded: bool,
    stderr: String,
}

const RELAXED: &str = "portcullis_build::enforce();";

impl Crate {
    /// A program whose build script does this, and counts how often it runs.
    fn new(name: &str, enforce: &str, files: &[(&str, &str)]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("enforce").join(name);
        let _ = fs::remove_dir_all(&folder);
        let own = Self(folder);
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        own.write(
            "Cargo.toml",
            &format!(
                "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
                 [build-dependencies]\nportcullis-build = {{ path = {here:?} }}\n"
            ),
        );
        own.write(
            "build.rs",
            &format!(
                "fn main() {{\n    \
                 // portcullis: allow(ambient_filesystem, reason = \"counts how often this runs\")\n    \
                 let _ = std::fs::write(\"runs\", std::fs::read_to_string(\"runs\").unwrap_or_default() + \"|\");\n    \
                 {enforce}\n}}\n"
            ),
        );
        // The versions that this repository is built with are there, and others may not be.
        fs::copy(here.join("../Cargo.lock"), own.path("Cargo.lock")).expect("the lock file can be copied");
        own.write("src/main.rs", "fn main() {}\n");
        files.iter().for_each(|(path, text)| own.write(path, text));
        own
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("it is in the folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }

    fn build(&self) -> Built {
        let output = Command::new(env!("CARGO"))
            .args(["build", "--offline", "--color", "never"])
            .current_dir(&self.0)
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("enforce/target"))
            .env_remove("RUSTFLAGS")
            .output()
            .expect("cargo runs");
        Built {
            succeeded: output.status.success(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// How often the build script has run.
    fn runs(&self) -> usize {
        fs::read_to_string(self.path("runs")).unwrap_or_default().len()
    }

    #[track_caller]
    fn builds(&self) {
        let built = self.build();
        assert!(built.succeeded, "{}", built.stderr);
    }

    /// The errors that Cargo shows for findings.
    #[track_caller]
    fn errors(&self) -> Vec<String> {
        let built = self.build();
        assert!(!built.succeeded, "it must not build:\n{}", built.stderr);
        built.lines("error")
    }
}

impl Built {
    fn lines(&self, kind: &str) -> Vec<String> {
        let of_findings = self.stderr.lines().filter_map(|line| line.strip_prefix(&format!("{kind}: ")));
        of_findings.filter_map(|line| Some(line.split_once("@0.1.0: ")?.1.to_owned())).collect()
    }
}

/// Code with a credential, put together so that this file holds none.
fn leaky() -> String {
    format!("fn main() {{\n    let key = \"AKIA{}\";\n    println!(\"{{key}}\");\n}}\n", "QYLPMN5HHHFPZAM2")
}

#[test]
fn a_planted_secret_does_not_build_and_what_is_mended_does() {
    let own = Crate::new("orders", RELAXED, &[("src/main.rs", &leaky())]);
    let errors = own.errors();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(errors[0].starts_with("src/main.rs:2:15: ") && !errors[0].contains("QYLP"), "{errors:?}");
    // As the documents show it.
    for document in ["README.md", "build/src/lib.rs"] {
        let text = fs::read_to_string(Path::new("..").join(document)).expect("the document can be read");
        let shown =
            text.lines().find_map(|line| line.split_once("error: orders@0.1.0: ")).map(|(_, shown)| shown);
        let beginning = shown.and_then(|shown| shown.strip_suffix('…')).expect("it shows an error");
        assert!(errors[0].starts_with(beginning), "{document}: {errors:?}");
    }

    own.write("src/main.rs", "fn main() {}\n");
    own.builds();
}

#[test]
fn it_runs_again_when_a_source_changes_and_not_otherwise() {
    let own = Crate::new("changed", RELAXED, &[("examples/shown.rs", "fn main() {}\n")]);
    own.builds();
    assert_eq!(own.runs(), 1);
    own.builds();
    own.write("examples/shown.rs", "fn main() { }\n");
    own.write("notes.md", "Nothing of this is compiled.\n");
    own.builds();
    assert_eq!(own.runs(), 1, "nothing has changed that is checked");

    own.write("src/main.rs", "mod new;\n\nfn main() {}\n");
    own.write("src/new.rs", "");
    own.builds();
    assert_eq!(own.runs(), 2, "a file has changed");
    own.write("src/bin/leaky.rs", &leaky());
    assert_eq!(own.errors().len(), 1, "a file is new");
    fs::remove_file(own.path("src/bin/leaky.rs")).expect("a file can be removed");
    own.builds();
    let runs = own.runs();
    own.builds();
    assert_eq!(own.runs(), runs, "after a failure as before");
}

#[test]
fn advice_is_a_warning() {
    let own = Crate::new(
        "advised",
        "portcullis_build::Enforce::new().everywhere().run();",
        &[("src/main.rs", "fn main() {\n    std::env::args().next().expect(\"there is a name\");\n}\n")],
    );
    let built = own.build();
    assert!(built.succeeded, "{}", built.stderr);
    assert!(
        built
            .lines("warning")
            .iter()
            .any(|line| line.starts_with("src/main.rs:2:29: ") && line.contains(" [P203]")),
        "{}",
        built.stderr
    );
}

#[test]
fn what_the_manifest_names_elsewhere_is_checked_and_tests_are_not() {
    let own =
        Crate::new("elsewhere", RELAXED, &[("tests/all.rs", &leaky()), ("tools/leaky/main.rs", &leaky())]);
    own.builds();
    let manifest = fs::read_to_string(own.path("Cargo.toml")).expect("the manifest can be read");
    own.write("Cargo.toml", &(manifest + "\n[[bin]]\nname = \"leaky\"\npath = \"tools/leaky/main.rs\"\n"));
    let errors = own.errors();
    assert!(errors.len() == 1 && errors[0].starts_with("tools/leaky/main.rs:2:15: "), "{errors:?}");
}

#[test]
fn what_is_in_the_baseline_builds_and_one_more_does_not() {
    let own = Crate::new(
        "known",
        "portcullis_build::Enforce::new().baseline(\"portcullis.baseline\").run();",
        &[("src/main.rs", &leaky())],
    );
    assert!(own.errors()[0].starts_with("portcullis.baseline: "), "a baseline that is not there is a fault");
    let paths = [own.path("src")];
    let outcome = portcullis_rules::files::check(&paths, portcullis_rules::Breadth::Default);
    let baseline = portcullis_rules::files::Baseline::of(&outcome, &own.path("portcullis.baseline"));
    baseline.and_then(|it| it.write()).expect("the baseline can be written");
    own.builds();
    own.write("src/main.rs", &leaky().replace("    let key", "    // Moved.\n    let key"));
    own.builds();
    own.write(
        "src/main.rs",
        &leaky()
            .replace("    let key", "    let other = \"x\";\n    let key")
            .replace("\"x\"", &leaky()[27..49]),
    );
    assert_eq!(own.errors().len(), 1);
}

#[test]
fn a_file_that_cannot_be_read_stops_the_build_until_it_is_left_out_for_a_reason() {
    let broken = ("src/generated.rs", "fn f( {");
    let own = Crate::new("broken", RELAXED, &[broken]);
    assert_eq!(own.errors(), ["src/generated.rs: line 1, column 7: brackets or quotes do not match here"]);

    let unsaid = "portcullis_build::Enforce::new().leave_out(\"src/generated.rs\", \"because\").run();";
    let own = Crate::new("broken", unsaid, &[broken]);
    assert!(own.errors()[0].contains("needs a reason"));

    let said =
        "portcullis_build::Enforce::new().leave_out(\"src/generated.rs\", \"no part of any target\").run();";
    let own = Crate::new("broken", said, &[broken]);
    let built = own.build();
    assert!(built.succeeded, "{}", built.stderr);
    assert_eq!(built.lines("warning"), ["src/generated.rs: is not checked: no part of any target"]);
}

#[test]
fn a_package_that_was_downloaded_is_not_checked() {
    let own = Crate::new("downloaded", RELAXED, &[("src/main.rs", &leaky()), ("Cargo.toml.orig", "")]);
    own.builds();
}
