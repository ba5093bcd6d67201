//! What must compile: look-alikes of what is refused, known evasions, and the mended example of each rule's page.
//!
//! Each is a program of one package, which is checked and not built: that takes seconds, a build takes minutes.

use std::path::{Path, PathBuf};
use std::process::Command;

use portcullis_rules::{Level, catalogue};

use super::cases;

#[test]
fn look_alikes_evasions_and_mended_examples_compile() {
    let folder = cases::scratch("compiles");
    let mut manifest = manifest();
    for (name, path) in programs(&folder) {
        manifest += &format!("\n[[bin]]\nname = {name:?}\npath = {path:?}\n");
    }
    cases::write(&folder.join("Cargo.toml"), &manifest);
    // The versions of the workspace, so that nothing else is looked for.
    cases::write(&folder.join("Cargo.lock"), &cases::read(&workspace().join("Cargo.lock")));

    let output = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--keep-going", "--color=never", "--manifest-path"])
        .arg(folder.join("Cargo.toml"))
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("compiles-target"))
        .output()
        .expect("cargo starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// The name and the file of each program. What is in no file of the repository is written into `folder`.
fn programs(folder: &Path) -> Vec<(String, PathBuf)> {
    let mut programs = Vec::new();
    let mut add = |name: String, path: Option<PathBuf>, text: &dyn Fn() -> String| {
        let path = path.unwrap_or_else(|| {
            let path = folder.join(format!("{name}.rs"));
            cases::write(&path, &text());
            path
        });
        programs.push((name, path));
    };
    for kind in ["pass", "evasion", "advice"] {
        for case in cases::all(kind) {
            let name = format!("{kind}-{}-{}", case.topic, case.file().trim_end_matches(".rs"));
            let path = (!case.is_template()).then(|| case.path.clone());
            add(name, path, &|| case.source());
        }
    }
    for rule in catalogue::ALL {
        let text = || cases::page_example(rule, "safe") + "\nfn main() {}\n";
        add(format!("page-{}", rule.code), None, &text);
        // What is only advised compiles.
        if rule.level == Level::Advice && cases::package().join("advice").join(rule.name).exists() {
            let text = || cases::page_example(rule, "refused") + "\nfn main() {}\n";
            add(format!("advised-{}", rule.code), None, &text);
        }
    }
    programs
}

/// An expansion must not cause a warning; that something in a case is not used is not the case's subject.
fn manifest() -> String {
    format!(
        r#"[package]
name = "what-compiles"
version = "0.0.0"
edition = "2024"
autobins = false

[workspace]

[lints.rust]
warnings = {{ level = "deny", priority = -1 }}
unused = {{ level = "allow", priority = 1 }}
dead_code = {{ level = "allow", priority = 2 }}

[dependencies]
portcullis = {{ path = {:?} }}
serde_json = "1"
tokio = {{ version = "1", default-features = false, features = ["fs", "io-util", "io-std", "macros", "net", "process", "rt-multi-thread", "sync", "time"] }}
"#,
        workspace().join("runtime")
    )
}

fn workspace() -> &'static Path {
    cases::package().parent().unwrap_or(cases::package())
}
