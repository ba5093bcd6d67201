//! The script: every call of the demo, with what is expected of it.

use portcullis::Code;
use serde_json::{Value, json};

use super::bodies::STUCK;
use super::found_text::{FoundText, name};
use super::scene::{Answer, Scene, Step};

/// All scenes, for a folder in which this text was found.
pub fn scenes(found: Option<&FoundText>) -> Vec<Scene> {
    vec![
        good_calls(found),
        bad_input(),
        ways_out(),
        symlinks(),
        changes(),
        approvals(),
        without_permission(),
        bad_bodies(),
    ]
}

fn good_calls(found: Option<&FoundText>) -> Scene {
    let mut steps = vec![
        Step::new("what is in the folder", "list", r#"{"limit":20}"#).gist(names),
        Step::new("what the folder is", "stat", r#"{"path":"."}"#),
    ];
    let note = match found {
        Some(text) => {
            steps.extend(calls_on(text));
            ""
        }
        None => {
            let input = r#"{"text":"portcullis","names":"README*","limit":3}"#;
            steps.push(Step::new("a search that finds what there is", "search", input).gist(hits));
            "there is no text file near its top, so none is read"
        }
    };
    steps.push(
        Step::new("a file that is not there", "read", r#"{"path":"no-file-of-this-name-is-there.txt"}"#)
            .expect(Code::Failed),
    );
    Scene { title: "Good calls, on the folder as it is", note, steps }
}

fn calls_on(text: &FoundText) -> Vec<Step> {
    let path = text.path.as_str();
    let folder = path.rsplit_once('/').map_or(".", |(folder, _)| folder);
    let [word, folder, names] = [&text.word, folder, name(&text.path)].map(|text| json!(text));
    let path = json!(path);
    // Written and not serialized, for the order of the keys: a person reads them.
    let lines = format!(r#"{{"path":{path},"part":{{"lines":{{"first":1,"count":3}}}}}}"#);
    let bytes = format!(r#"{{"path":{path},"part":{{"bytes":{{"offset":0,"count":16}}}}}}"#);
    let search = format!(r#"{{"text":{word},"path":{folder},"names":{names},"limit":3}}"#);
    vec![
        Step::new("what a file is", "stat", json!({"path": path}).to_string()),
        Step::new("three lines of it", "read", lines).gist(begins),
        Step::new("sixteen bytes of it", "read", bytes).gist(begins),
        Step::new("a word in it", "search", search).gist(hits),
    ]
}

fn bad_input() -> Scene {
    let large = format!(r#"{{"path":"{}"}}"#, "a".repeat(1 << 20));
    let large =
        Step::new("a megabyte as path", "read", large).shown_as(r#"{"path":"aaaaaaaaaaaaaaaaaaaaaaa… 1 MiB"#);
    let unknown = r#"{"path":".","follow_symlinks":true}"#;
    let repeated = r#"{"path":".","path":"../../etc/passwd"}"#;
    let invalid = r#"{"text":"","limit":5000}"#;
    Scene {
        title: "Input that is not as declared",
        note: "the refusal says how to mend it, and repeats nothing of it",
        steps: vec![
            large.expect(Code::InputTooLarge),
            Step::new("an argument that nobody knows", "stat", unknown).expect(Code::MalformedInput),
            Step::new("a key that comes twice", "stat", repeated).expect(Code::MalformedInput),
            Step::new("two fields that break their rules", "search", invalid).expect(Code::InvalidInput),
            Step::new("half of a JSON text", "read", r#"{"path":"#).expect(Code::MalformedInput),
        ],
    }
}

fn ways_out() -> Scene {
    let climbs = |what, path: &str| {
        Step::new(what, "read", json!({ "path": path }).to_string()).expect(Code::MalformedInput)
    };
    Scene {
        title: "Paths that lead out of the folder, in five spellings",
        note: "refused as text, before anything is opened",
        steps: vec![
            climbs("plain", "../../etc/passwd"),
            climbs("with backslashes", r"..\..\etc\passwd"),
            climbs("percent-encoded", "%2e%2e%2f%2e%2e%2fetc%2fpasswd"),
            climbs("percent-encoded twice", "%252e%252e/%252e%252e/etc/passwd"),
            climbs("with full-width dots and slashes", "．．／．．／etc／passwd"),
            climbs("and an absolute one", "/etc/passwd"),
        ],
    }
}

/// Making symlinks needs a privilege on Windows, so there are none there.
#[cfg(not(unix))]
fn symlinks() -> Scene {
    Scene { title: "Symlinks", note: "left out: making them needs a privilege here", steps: Vec::new() }
}

#[cfg(unix)]
fn symlinks() -> Scene {
    let read = |what, path: &str| Step::new(what, "read_trap", json!({ "path": path }).to_string());
    Scene {
        title: "Symlinks, in a temporary folder with a right of its own",
        note: "refused by the operating system, beneath the open folder",
        steps: vec![
            read("one that stays inside is followed", "inside").gist(begins),
            read("one that leads out", "out").expect(Code::Failed),
            read("one that leads out by an absolute path", "absolute").expect(Code::Failed),
            read("through a folder that is a symlink", "folder/outside.txt").expect(Code::Failed),
        ],
    }
}

/// What changes something, and what may not. Each call builds on those before.
fn changes() -> Scene {
    let step = |what, capability, input: &str| Step::new(what, capability, input).gist(place);
    let letter = r#"{"path":"letter.txt","text":"Dear Ann,\n"}"#;
    let longer = r#"{"path":"letter.txt","text":"Dear Ann, dear Bob,\n","replace":true}"#;
    #[allow(unused_mut)]
    let mut steps = vec![
        step("a new file", "write", letter),
        step("once more, and it would be replaced unawares", "write", letter).expect(Code::Failed),
        step("replaced, since it is said", "write", longer),
        Step::new("what is in it", "read_trap", r#"{"path":"letter.txt"}"#).gist(begins),
        step("a copy", "copy", r#"{"path":"letter.txt","to":"copy.txt"}"#),
        step("a move to where something is", "move", r#"{"path":"letter.txt","to":"copy.txt"}"#)
            .expect(Code::Failed),
        step("a move", "move", r#"{"path":"letter.txt","to":"sent.txt"}"#),
        step("thrown away, to be brought back by a move", "trash", r#"{"path":"copy.txt"}"#),
        step("a path that climbs", "write", r#"{"path":"../evil.txt","text":""}"#)
            .expect(Code::MalformedInput),
    ];
    #[cfg(unix)]
    {
        let through = r#"{"path":"out","text":"overwritten","replace":true}"#;
        let climbs = r#"{"path":"sent.txt","to":"folder/stolen.txt"}"#;
        steps.extend([
            step("a write through a symlink that leads out", "write", through).expect(Code::Failed),
            step("a move through one", "move", climbs).expect(Code::Failed),
        ]);
    }
    Scene {
        title: "Changes, in the temporary folder",
        note: "each is on disk in the ledger before it happens; a file is there whole or not at all",
        steps,
    }
}

/// What nothing brings back.
fn approvals() -> Scene {
    let delete = |what, input: &str| {
        Step::new(what, "delete", input).gist(|answer| format!("{} is gone", text(answer, "path")))
    };
    let (letter, notes) = (r#"{"path":"sent.txt"}"#, r#"{"path":"notes.txt"}"#);
    Scene {
        title: "A deletion, which somebody must approve",
        note: "an approval is for one call: this caller, this capability, these very arguments",
        steps: vec![
            delete("nobody has approved it", letter).expect(Code::ApprovalRequired).then(Answer::Refuses),
            delete("once more, after a no", letter).expect(Code::ApprovalInvalid),
            delete("another file", notes).expect(Code::ApprovalRequired).then(Answer::Grants),
            delete("a third one, under that approval", r#"{"path":"other.txt"}"#)
                .expect(Code::ApprovalRequired),
            delete("the one that was approved", notes),
            delete("once more, under the same approval", notes).expect(Code::ApprovalRequired),
        ],
    }
}

fn without_permission() -> Scene {
    Scene {
        title: "Without permission",
        note: "the caller cannot tell what is forbidden from what does not exist",
        steps: vec![
            Step::new("a capability that is forbidden", "erase", "{}").expect(Code::NotAuthorized),
            Step::new("one that does not exist", "no_such_capability", "{}").expect(Code::NotAuthorized),
        ],
    }
}

fn bad_bodies() -> Scene {
    Scene {
        title: "Bodies that misbehave",
        note: "two of them hold their threads for 2 s; their callers wait for 250 ms",
        steps: vec![
            Step::new("a body that blocks its thread", "block", "{}")
                .expect(Code::DeadlineExceeded)
                .within(STUCK),
            Step::new("once more, while it is stuck", "block", "{}").expect(Code::Overloaded).within(STUCK),
            Step::new("a body that spins", "spin", "{}").expect(Code::DeadlineExceeded).within(STUCK),
            Step::new("others go on meanwhile", "stat", r#"{"path":"."}"#).within(STUCK),
            Step::new("a body that panics", "stumble", "{}").expect(Code::Panicked),
        ],
    }
}

fn names(answer: &Value) -> String {
    let entries = answer["entries"].as_array().map(Vec::as_slice).unwrap_or_default();
    let shown = entries.iter().map(|entry| {
        let slash = if entry["kind"] == "folder" { "/" } else { "" };
        format!("{}{slash}", entry["name"].as_str().unwrap_or_default())
    });
    let more = if answer["more"] == true { ", and more" } else { "" };
    match entries.len() {
        0 => "nothing: the folder is empty".to_owned(),
        count => format!("{count} names{more}: {}", shown.collect::<Vec<_>>().join(", ")),
    }
}

fn begins(answer: &Value) -> String {
    let text = answer["text"].as_str().unwrap_or_default();
    format!("{} bytes of {}: {text:?}", text.len(), answer["file_bytes"])
}

fn place(answer: &Value) -> String {
    format!("it is {} now", text(answer, "path"))
}

fn hits(answer: &Value) -> String {
    let hits = answer["hits"].as_array().map(Vec::as_slice).unwrap_or_default();
    let first =
        hits.first().map(|hit| format!(": {}:{} {}", text(hit, "path"), hit["line"], text(hit, "text")));
    let more = if answer["complete"] == true { "" } else { ", and there may be more" };
    format!("hits: {}, files searched: {}{more}{}", hits.len(), answer["files"], first.unwrap_or_default())
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_default()
}
