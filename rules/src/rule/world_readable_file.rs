//! # page

use crate::confidential::{Program, file_of};
use crate::diagnostics::{Place, Reporter};
use crate::facts::Facts;
use crate::flow::{Argument, Known, Site, Traits, Use, Value};

const PRIVATE: &str = "create it with `OpenOptions::new().mode(0o600)`, before anything is in it";
const NARROW: &str = "give a mode that only the owner may write to, such as `0o600`, or `0o700` for a folder";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    let program = Program::new(facts);
    for site in facts.sites() {
        if let Some(place) = open_to_all(site) {
            let message = format!("`{}` lets everybody on this machine change the file", site.called());
            report.deny(place, message).help(NARROW);
        } else if writes_secret(site, &program) {
            let message = format!("`{}` writes a credential to a file that others may read", site.called());
            report.deny(site.place, message).help(PRIVATE);
        }
    }
}

/// The mode that lets everybody write. A folder such as `/tmp`, where nobody removes the files of others, has another bit.
fn open_to_all(site: &Site) -> Option<Place> {
    let is_open = |value: &Value| matches!(value.known, Known::Int(mode) if mode & 0o1002 == 0o2);
    let (name, arguments) = match &site.what {
        Use::Method { name, arguments, .. } => (name.as_str(), arguments),
        Use::Function { name, arguments } => (name.last(), arguments),
        _ => return None,
    };
    match name {
        "mode" | "set_mode" | "from_mode" | "unix_permissions" | "chmod" | "fchmod" | "fchmodat"
        | "mkdir" | "mkfifo" => arguments.iter().find(|it| is_open(&it.value)),
        "umask" => arguments.first().filter(|it| {
            it.value.known == Known::Int(0)
                || it.value.made_by.as_ref().is_some_and(|it| it.short() == "Mode::empty")
                || it.names.ends_with("empty")
        }),
        _ => None,
    }
    .map(|argument| argument.place)
}

fn writes_secret(site: &Site, program: &Program<'_>) -> bool {
    match &site.what {
        Use::Function { name, arguments } => {
            name.last() == "write"
                && ["std::fs", "tokio::fs", "fs_err", "async_std::fs"].iter().any(|it| name.may_be_in(it))
                && arguments.get(1).is_some_and(|content| is_one(content, program))
        }
        Use::Method { name, receiver, arguments } => {
            matches!(name.as_str(), "write_all" | "write" | "write_fmt")
                && is_readable_by_others(receiver)
                && arguments.iter().any(|content| is_one(content, program))
        }
        Use::Macro { name, arguments, fields } => {
            matches!(name.last(), "write" | "writeln")
                && fields.first().is_some_and(is_readable_by_others)
                && arguments.iter().any(|content| is_one(content, program))
        }
        _ => false,
    }
}

fn is_one(content: &Argument, program: &Program<'_>) -> bool {
    program.is_secret(content) && !content.value.could(Traits::SEALED)
}

/// A file that was made without saying who may read it.
fn is_readable_by_others(file: &Argument) -> bool {
    let Some(maker) = file_of(&file.value) else { return false };
    match maker.of() {
        "File" => {
            maker.short() != "File::open"
                && maker.short() != "File::from"
                && !maker.has_called("set_permissions")
        }
        "OpenOptions" => {
            let mode = maker.calls.iter().rfind(|call| &*call.method == "mode");
            match mode.and_then(|call| call.argument.as_ref()).map(|argument| &argument.known) {
                Some(Known::Int(mode)) => mode & 0o077 != 0,
                Some(_) => false,
                None => true,
            }
        }
        _ => false,
    }
}
