//! `ledger verify`

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use portcullis::ledger::journal::{self, Verified};

use super::{complain, visible};
use crate::stdout::print;

const GOOD: Style = AnsiColor::Green.on_default().bold();
const NOTICE: Style = AnsiColor::Yellow.on_default().bold();

pub(super) fn run(path: &Path, holds: Option<&str>) -> ExitCode {
    let verified = match journal::verify(path) {
        Ok(verified) => verified,
        Err(error) => return complain(&error),
    };
    match holds.map(|hash| is_in(path, hash)) {
        None | Some(Ok(true)) => print(|out| tell(&verified, out)),
        Some(Ok(false)) => {
            let _ = writeln!(
                anstream::stderr(),
                "error: no record of this ledger has that hash: its end was cut, or it was written anew\n\
                 help: a hash has 64 digits; each ledger has its own"
            );
            ExitCode::from(1)
        }
        Some(Err(error)) => complain(&error),
    }
}

fn is_in(path: &Path, hash: &str) -> Result<bool, portcullis::ledger::JournalError> {
    let wanted = hash.to_ascii_lowercase();
    // Of damages, only those are left that are acknowledged.
    Ok(journal::entries(path)?.filter_map(Result::ok).any(|entry| entry.hash() == wanted))
}

fn tell(verified: &Verified, out: &mut dyn Write) -> io::Result<()> {
    let Verified { segments, records, last_sequence, last_hash, .. } = verified;
    writeln!(
        out,
        "{GOOD}whole{GOOD:#}: {}, {}, the last is record {last_sequence}",
        number(*records, "record"),
        number(*segments, "segment")
    )?;
    writeln!(out, "its hash, which stands for all of them: {last_hash}")?;
    for torn in &verified.torn_tails {
        writeln!(
            out,
            "{NOTICE}torn{NOTICE:#}: segment {} ends in {} bytes that are no whole record, from a crash or because it is \
             being written; a gate that opens it cuts them",
            torn.segment, torn.bytes
        )?;
    }
    for damage in &verified.acknowledged {
        writeln!(out, "{NOTICE}damaged, and acknowledged{NOTICE:#}: {damage}")?;
    }
    if verified.open_intents.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "{NOTICE}without an outcome{NOTICE:#}: {}; find out what became of them, and `cargo portcullis ledger resolve`",
        number(verified.open_intents.len() as u64, "call")
    )?;
    for intent in &verified.open_intents {
        let (capability, caller) = (visible(&intent.capability), visible(&intent.caller));
        writeln!(out, "  {}  {}  {capability} for {caller}", intent.reference, visible(&intent.time))?;
    }
    Ok(())
}

/// `1 record`, `2 records`
fn number(of: u64, thing: &str) -> String {
    format!("{of} {thing}{}", if of == 1 { "" } else { "s" })
}
