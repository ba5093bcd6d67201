//! What `cargo portcullis check --secrets` finds, and that it never prints it, through the built binary.

mod files;
#[allow(dead_code)]
#[path = "../../../tests/tests/credentials/generator/mod.rs"]
mod generator;
#[allow(dead_code)]
#[path = "../../../tests/tests/credentials/generic.rs"]
mod generic;
mod history;
mod masking;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use portcullis_ui_tests::credentials::fill;
use serde_json::Value;
use tempfile::TempDir;

/// A folder with files in it, in which programs are run.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(TempDir::new().expect("a folder can be made"))
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    /// Writes a text, with credentials in place of `{{placeholders}}`.
    fn write(&self, path: &str, template: &str) {
        self.write_bytes(path, fill(template).as_bytes());
    }

    fn write_bytes(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).expect("a folder can be made");
        fs::write(path, bytes).expect("a file can be written");
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-portcullis"));
        command.current_dir(self.0.path()).env_remove("CLICOLOR_FORCE").env_remove("NO_COLOR");
        command.args(["check", "--secrets"]).args(arguments);
        command
    }

    fn check(&self, arguments: &[&str]) -> Checked {
        Checked(self.command(arguments).output().expect("the binary runs"))
    }

    /// File, line and column of each finding.
    fn places(&self, arguments: &[&str]) -> Vec<String> {
        self.check(&[arguments, &["--format", "json"]].concat()).places()
    }
}

struct Checked(Output);

impl Checked {
    fn status(&self) -> Option<i32> {
        self.0.status.code()
    }

    fn stdout(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).expect("the output is text")
    }

    fn stderr(&self) -> String {
        String::from_utf8(self.0.stderr.clone()).expect("the output is text")
    }

    fn objects(&self) -> Vec<Value> {
        let parse = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        self.stdout().lines().map(parse).collect()
    }

    fn places(&self) -> Vec<String> {
        let text = |it: &Value| it.as_str().unwrap_or_default().to_owned();
        let place = |it: &Value| format!("{}:{}:{}", text(&it["file"]), it["line"], it["column"]);
        self.objects().iter().map(place).collect()
    }
}

const TOKEN: &str = "{{github_token}}";
