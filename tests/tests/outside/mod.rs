//! Crates outside the workspace, as a user has them: made below the target folder, and compiled by cargo.
//!
//! They share one target folder and the workspace's `Cargo.lock`, and cargo stays offline: nothing is resolved or
//! fetched that the workspace has not.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// One crate, or a workspace of some.
pub struct Outside {
    /// Where it is.
    pub folder: PathBuf,
}

impl Outside {
    /// An empty folder of this name, with nothing in it but what is written from now on.
    pub fn empty(name: &str) -> Self {
        let outside = Outside { folder: scratch().join(name) };
        fs::create_dir_all(&outside.folder).unwrap();
        outside.write("Cargo.lock", &fs::read_to_string(repository().join("Cargo.lock")).unwrap());
        outside
    }

    /// Removes what an earlier version of this crate has left behind; `Cargo.lock` stays.
    pub fn keep_only(&self, files: &[String]) {
        for file in files_below(&self.folder) {
            if file != "Cargo.lock" && !files.contains(&file) {
                fs::remove_file(self.folder.join(file)).unwrap();
            }
        }
    }

    /// Writes a file, unless it holds this text already: cargo compiles again what was touched.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        if fs::read_to_string(&path).is_ok_and(|there| there == text) {
            return;
        }
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// A cargo command, offline and in the shared target folder.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
        let (name, rest) = arguments.split_first().expect("a cargo command has a name");
        command.current_dir(&self.folder).arg(name).arg("--offline").args(rest);
        command.env("CARGO_TARGET_DIR", scratch().join("build")).env("CARGO_TERM_COLOR", "never");
        command
    }

    /// Compiles, also beyond the first crate that fails, and gives what the compiler said.
    pub fn build(&self, arguments: &[&str]) -> Built {
        let mut command = self.cargo(&["build", "--keep-going", "--message-format=json"]);
        command.args(arguments);
        Built::of(command)
    }
}

/// What came of compiling.
pub struct Built {
    /// What the compiler said of each crate, in its order.
    pub messages: Vec<Message>,
    /// Programs and test programs, by the name of their target.
    pub executables: Vec<(String, PathBuf)>,
    /// What cargo itself said.
    pub stderr: String,
}

/// One error or warning.
pub struct Message {
    /// The target: a library, a test, an example.
    pub target: String,
    /// The lint or the error code, if it has one.
    pub code: String,
    /// What of the source is underlined.
    pub underlined: String,
    /// As it stands in a terminal.
    pub rendered: String,
}

impl Built {
    /// Runs a cargo command with `--message-format=json`.
    pub fn of(mut cargo: Command) -> Self {
        let output = cargo.output().unwrap();
        let (mut messages, mut executables) = (Vec::new(), Vec::new());
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let Ok(line) = serde_json::from_str::<Value>(line) else { continue };
            let target = line["target"]["name"].as_str().unwrap_or_default().to_owned();
            match line["reason"].as_str() {
                Some("compiler-message") => messages.push(Message::of(target, &line["message"])),
                Some("compiler-artifact") => {
                    executables.extend(line["executable"].as_str().map(|path| (target, path.into())));
                }
                _ => {}
            }
        }
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        Built { messages, executables, stderr }
    }

    /// What was said of one target, without cargo's own summaries.
    pub fn of_target<'a>(&'a self, target: &'a str) -> impl Iterator<Item = &'a Message> {
        self.messages.iter().filter(move |message| message.target == target && !message.underlined.is_empty())
    }

    /// All of it, for a test that fails.
    pub fn report(&self) -> String {
        let rendered: Vec<_> = self.messages.iter().map(|message| message.rendered.as_str()).collect();
        format!("{}\n{}", rendered.join("\n"), self.stderr)
    }
}

impl Message {
    fn of(target: String, message: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let primary =
            message["spans"].as_array().into_iter().flatten().find(|span| span["is_primary"] == true);
        Message {
            target,
            code: text(&message["code"]["code"]),
            underlined: primary.and_then(underlined).unwrap_or_default(),
            rendered: text(&message["rendered"]),
        }
    }
}

/// The source below the marks of a message, as far as it stands on its first line.
fn underlined(span: &Value) -> Option<String> {
    let line = span["text"].get(0)?;
    let column = |key: &str| Some(line[key].as_u64()? as usize - 1);
    let (start, end) = (column("highlight_start")?, column("highlight_end")?);
    Some(line["text"].as_str()?.chars().skip(start).take(end - start).collect())
}

/// The folder that `Cargo.toml` of the workspace stands in.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests are a folder of the workspace")
}

fn scratch() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("outside")
}

/// All files below a folder, by their paths within it.
pub fn files_below(folder: &Path) -> Vec<String> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        match path.is_dir() {
            true => files.extend(files_below(&path).into_iter().map(|file| format!("{name}/{file}"))),
            false => files.push(name),
        }
    }
    files
}
