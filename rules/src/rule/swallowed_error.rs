//! # page

use crate::diagnostics::Reporter;
use crate::facts::{Facts, Ignored, IgnoredBy, What};

const HELP: &str = "pass it on with `?`, or record it: `if let Err(error) = .. { call.note_error(&error) }`";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    for fact in facts.iter() {
        let What::Ignored(ignored) = &fact.what else { continue };
        if !is_exempt(&ignored.call) && can_fail(ignored) {
            let message = match ignored.call.as_str() {
                "" => "an error is thrown away here".to_owned(),
                call => format!("an error of `{call}` is thrown away here"),
            };
            report.advise(fact.place, message).help(HELP);
        }
    }
}

/// Nobody can do anything about these: who was to hear it has gone, or it is there already.
fn is_exempt(call: &str) -> bool {
    matches!(
        call,
        "send"
            | "try_send"
            | "blocking_send"
            | "write!"
            | "writeln!"
            | "set"
            | "try_init"
            | "init"
            | "join"
            | "recv"
            | "try_recv"
            | "changed"
            | "set_logger"
            | "install"
            | "from_filename"
            | "dotenv"
            | "ctrl_c"
    )
}

/// `let _ =` is also written before what cannot fail.
fn can_fail(ignored: &Ignored) -> bool {
    match ignored.by {
        IgnoredBy::Ok => !matches!(ignored.call.as_str(), "parse" | "from_str" | "get"),
        IgnoredBy::EmptyArm | IgnoredBy::EmptyIfLet => true,
        IgnoredBy::Underscore => {
            matches!(
                ignored.call.as_str(),
                "write_all"
                    | "flush"
                    | "sync_all"
                    | "sync_data"
                    | "create_dir"
                    | "create_dir_all"
                    | "remove_file"
                    | "remove_dir"
                    | "remove_dir_all"
                    | "rename"
                    | "copy"
                    | "set_permissions"
                    | "execute"
                    | "commit"
                    | "rollback"
                    | "save"
                    | "persist"
                    | "set_len"
                    | "hard_link"
                    | "symlink"
                    | "execute_batch"
                    | "fetch_all"
                    | "insert_one"
                    | "update_one"
                    | "delete_one"
                    | "to_writer"
                    | "serialize"
                    | "append"
                    | "publish"
                    | "store"
                    | "post"
                    | "put"
            ) || (ignored.awaited
                && matches!(ignored.call.as_str(), "write" | "insert" | "delete" | "update" | "call" | "get"))
        }
    }
}
