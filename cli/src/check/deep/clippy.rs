//! Runs clippy on a package or workspace, and reads where the paths are used that were asked about.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use portcullis_rules::files::resolved::{Kind, PATHS, Resolved};
use serde::Deserialize;

use super::configuration::MARK;

/// A place where one of the paths is used.
pub(super) struct UseOf {
    pub(super) file: PathBuf,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) meaning: Resolved,
}

/// Says what to do if there is no clippy.
pub(super) fn is_there() -> Result<(), String> {
    let asked = Command::new(cargo()).args(["clippy", "--version"]).output();
    match asked {
        Ok(output) if output.status.success() => Ok(()),
        _ => {
            Err("`--deep` needs clippy, which is not installed\nhelp: `rustup component add clippy`"
                .to_owned())
        }
    }
}

/// Where the paths are used, in all that the manifest's targets compile; tests are left out.
pub(super) fn uses(manifest: &Path, configuration: &Path) -> Result<Vec<UseOf>, String> {
    let folder = manifest.parent().unwrap_or(Path::new("."));
    let root = workspace(manifest, folder)?;
    let mut command = Command::new(cargo());
    command.current_dir(folder).env("CLIPPY_CONF_DIR", configuration);
    command.args(["clippy", "--quiet", "--message-format=json", "--manifest-path"]).arg(manifest);
    if root.join("Cargo.toml") == manifest {
        command.arg("--workspace");
    }
    // The user's own lints are for another time: none of them stops this, and no `allow` hides what is asked.
    command.args(["--", "--cap-lints=warn", "-Aclippy::all"]);
    command.args(["--force-warn", "clippy::disallowed_methods", "--force-warn", "clippy::disallowed_macros"]);
    let output = command.output().map_err(|error| format!("clippy cannot be run: {error}"))?;
    let messages: Vec<Message> = messages(&output);
    if !output.status.success() {
        let first = messages.iter().find(|message| message.level == "error");
        let why = match first {
            Some(message) => message.rendered.clone().unwrap_or_else(|| message.message.clone()),
            None => String::from_utf8_lossy(&output.stderr).into_owned(),
        };
        return Err(format!("this crate does not compile, so nobody knows its types\n{}", why.trim_end()));
    }
    Ok(messages.iter().flat_map(|message| used(message, &root)).collect())
}

fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// The folder that the files in messages are relative to.
fn workspace(manifest: &Path, folder: &Path) -> Result<PathBuf, String> {
    let mut command = Command::new(cargo());
    command.current_dir(folder).args([
        "locate-project",
        "--workspace",
        "--message-format=plain",
        "--manifest-path",
    ]);
    let output = command.arg(manifest).output().map_err(|error| format!("cargo cannot be run: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).trim_end().to_owned());
    }
    let path = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim_end());
    Ok(path.parent().map(Path::to_owned).unwrap_or(path))
}

fn messages(output: &Output) -> Vec<Message> {
    let lines = output.stdout.split(|byte| *byte == b'\n');
    lines.filter_map(|line| serde_json::from_slice::<Line>(line).ok()?.message).collect()
}

/// The place itself, and where it stands in a macro of the user's own, the place where that is invoked.
fn used(message: &Message, root: &Path) -> Vec<UseOf> {
    let Some((meaning, span)) = asked(message) else { return Vec::new() };
    let mut outermost = span;
    while let Some(expansion) = &outermost.expansion {
        outermost = &expansion.span;
    }
    let at = |span: &Span| UseOf {
        file: root.join(&span.file_name),
        line: span.line_start,
        column: span.column_start,
        meaning: meaning.clone(),
    };
    vec![at(span), at(outermost)]
}

fn asked(message: &Message) -> Option<(Resolved, &Span)> {
    let code = message.code.as_ref()?.code.strip_prefix("clippy::")?;
    let is_asked = matches!(code, "disallowed_methods" | "disallowed_macros")
        && message.children.iter().any(|child| child.message == MARK);
    let path = message.message.split('`').nth(1).filter(|_| is_asked)?;
    let (_, kind, _) = PATHS.iter().find(|(_, _, paths)| paths.contains(&path))?;
    let span = message.spans.iter().find(|span| span.is_primary)?;
    let meaning = match kind {
        Kind::Function => Resolved::Function(path.to_owned()),
        Kind::Method => Resolved::Method(path.rsplit("::").next().unwrap_or(path).to_owned()),
        Kind::Macro => Resolved::Macro(path.to_owned()),
    };
    Some((meaning, span))
}

/// A line of what cargo says.
#[derive(Deserialize)]
struct Line {
    message: Option<Message>,
}

#[derive(Deserialize)]
struct Message {
    message: String,
    level: String,
    code: Option<Code>,
    spans: Vec<Span>,
    children: Vec<Child>,
    rendered: Option<String>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[derive(Deserialize)]
struct Child {
    message: String,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    line_start: usize,
    column_start: usize,
    is_primary: bool,
    expansion: Option<Box<Expansion>>,
}

/// Of a place in a macro, where that is invoked.
#[derive(Deserialize)]
struct Expansion {
    span: Span,
}
