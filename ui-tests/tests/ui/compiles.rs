//! What must compile: look-alikes of what is refused, known evasions, and the mended example of each rule's page.
//!
//! All of them are modules of one crate, since a crate for each would take minutes.

use std::path::Path;
use std::process::Command;

use portcullis_rules::catalogue;

use super::cases;

#[test]
fn look_alikes_evasions_and_mended_examples_compile() {
    let folder = cases::scratch("compiles");
    let mut root = String::from(ATTRIBUTES);
    for kind in ["pass", "evasion"] {
        for case in cases::all(kind) {
            let name = format!("{kind}_{}_{}", case.topic, case.file().trim_end_matches(".rs"));
            let path = match case.is_template() {
                true => folder.join(format!("{name}.rs")),
                false => case.path.clone(),
            };
            if case.is_template() {
                cases::write(&path, &case.source());
            }
            root += &module(&name, &path);
        }
    }
    for rule in catalogue::ALL {
        let path = folder.join(format!("page_{}.rs", rule.code));
        cases::write(&path, &cases::page_example(rule, "safe"));
        root += &module(&format!("page_{}", rule.name), &path);
    }
    cases::write(&folder.join("lib.rs"), &root);
    cases::write(&folder.join("Cargo.toml"), &manifest());
    std::fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock")).expect("the workspace has a lock file");

    let output = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--color=never", "--manifest-path"])
        .arg(folder.join("Cargo.toml"))
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("compiles-target"))
        .output()
        .expect("cargo starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// An expansion must not cause a warning; that much of a case is not used is not its subject.
const ATTRIBUTES: &str = "#![deny(warnings)]\n#![allow(dead_code, unused_imports, unused_variables)]\n\n";

fn module(name: &str, path: &Path) -> String {
    format!("#[path = {path:?}]\nmod {name};\n")
}

fn manifest() -> String {
    let runtime = workspace().join("runtime");
    format!(
        r#"[package]
name = "what-compiles"
version = "0.0.0"
edition = "2024"

[lib]
path = "lib.rs"

[workspace]

[dependencies]
portcullis = {{ path = {runtime:?} }}
renamed = {{ package = "portcullis", path = {runtime:?} }}
tokio = {{ version = "1", default-features = false, features = ["macros", "rt-multi-thread", "time"] }}
"#
    )
}

fn workspace() -> &'static Path {
    cases::package().parent().unwrap_or(cases::package())
}
