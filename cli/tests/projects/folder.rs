//! A folder with a project in it, in which the built binary runs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

pub const BAD: &str = "fn f() {\n    a.unwrap();\n}\n";
pub const GOOD: &str = "fn f() {}\n";

pub struct Folder {
    path: PathBuf,
    /// Goes away with it.
    _made: Option<TempDir>,
}

impl Folder {
    pub fn with(files: &[(&str, &str)]) -> Self {
        let made = TempDir::new().expect("a folder can be made");
        let folder = Self { path: made.path().to_owned(), _made: Some(made) };
        files.iter().for_each(|(path, text)| folder.write(path, text.as_bytes()));
        folder
    }

    /// One that is inside another.
    pub fn at(outer: &Self, path: &str) -> Self {
        Self { path: outer.path(path), _made: None }
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.path.join(path)
    }

    pub fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).expect("a folder can be made");
        fs::write(path, bytes).expect("a file can be written");
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("the file can be read")
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-portcullis"));
        command.current_dir(&self.path).env_remove("CLICOLOR_FORCE").env_remove("NO_COLOR");
        command.arg("check").args(arguments);
        command
    }

    pub fn check(&self, arguments: &[&str]) -> Checked {
        self.check_in("", arguments)
    }

    /// Checks in a folder below this one.
    pub fn check_in(&self, folder: &str, arguments: &[&str]) -> Checked {
        Checked(self.command(arguments).current_dir(self.path(folder)).output().expect("the binary runs"))
    }
}

pub struct Checked(Output);

impl Checked {
    pub fn status(&self) -> Option<i32> {
        self.0.status.code()
    }

    pub fn stdout(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).expect("the output is text")
    }

    pub fn stderr(&self) -> String {
        String::from_utf8(self.0.stderr.clone()).expect("the output is text")
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.0.stdout).unwrap_or_else(|error| panic!("{error}: {}", self.stderr()))
    }

    /// File and line of each finding, if they are JSON.
    pub fn places(&self) -> Vec<String> {
        let place = |line: &str| {
            let it: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
            format!("{}:{}", it["file"].as_str().unwrap_or_default(), it["line"])
        };
        self.stdout().lines().map(place).collect()
    }
}

/// A credential, put together so that this file holds none.
pub fn secret() -> String {
    ["AKIA", "QYLPMN5HHHFPZAM2"].concat()
}
