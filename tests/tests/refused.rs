//! What `examples/refused` shows is what the compiler says.
//!
//! `UPDATE_EXPECT=1 cargo test -p portcullis-tests --test refused` writes the messages of its README anew: read them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use portcullis_rules::catalogue;

fn package() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/refused")
}

/// What `cargo check` prints for a feature, without colours and without cargo's own lines.
fn said_with(feature: &str) -> Result<String, String> {
    let output = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--locked", "--color=never", "-p", "refused", "--features", feature])
        .current_dir(package())
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("refused"))
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo starts");
    let text = String::from_utf8_lossy(&output.stderr);
    let ours = text.lines().take_while(|line| !line.starts_with("error: could not compile"));
    let ours: Vec<&str> = ours.collect();
    let ours = ours.join("\n").trim_end().to_owned();
    if output.status.success() { Ok(ours) } else { Err(ours) }
}

/// The features with their heading's code: `("p305", "P305")`.
fn features() -> Vec<String> {
    let manifest = fs::read_to_string(package().join("Cargo.toml")).unwrap();
    let lines = manifest.lines().filter_map(|line| line.strip_suffix(" = []"));
    lines.filter(|name| name.starts_with('p')).map(str::to_owned).collect()
}

#[test]
fn the_readme_shows_what_the_compiler_says_of_each_pattern() {
    let path = package().join("README.md");
    let mut readme = fs::read_to_string(&path).unwrap();
    let features = features();
    assert_eq!(features.len(), 15);
    let mut wrong = Vec::new();
    for feature in &features {
        let said = said_with(feature).expect_err("the pattern is refused");
        let code = feature.to_uppercase();
        let rule = catalogue::find(&code).expect("the feature is named after a rule");
        assert_eq!(said.matches("\nerror").count(), 0, "{code} gives one error:\n{said}");
        let of_rule = said.contains(&format!("see: cargo portcullis explain {code}"));
        assert!(of_rule, "{code} is refused by its rule:\n{said}");
        let (before, rest) = readme.split_once(&format!("\n## {code}: ")).expect("a heading for the feature");
        let (heading, rest) = rest.split_once("```text\n").expect("a block for the message");
        let (shown, after) = rest.split_once("```").expect("the block ends");
        assert!(heading.contains(&format!("src/{}.rs", rule.name)), "{code} links to its source");
        if shown.trim_end() != said {
            wrong.push(code.clone());
        }
        readme = format!("{before}\n## {code}: {heading}```text\n{said}\n```{after}");
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(path, readme).unwrap();
    } else {
        assert!(wrong.is_empty(), "{wrong:?} say something else than the README");
    }
}

#[test]
fn with_all_features_on_nothing_is_refused() {
    let all = format!("{},all_at_once_is_none", features().join(","));
    assert_eq!(said_with(&all), Ok(String::new()));
}
