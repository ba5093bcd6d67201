use std::fs;
use std::sync::{Arc, Mutex};

use files::change::{Place, copy, delete, move_to, trash, write};
use files::read::read;
use portcullis::approval::ApprovalRequest;
use portcullis::{CallError, Code, Outcome};

use super::{Folder, path, text};

async fn write_text(folder: &Folder, file: &str, text: &str, replace: bool) -> Result<Place, CallError> {
    folder.gate().call(write, (path(file), text.to_owned(), replace)).await
}

fn content(folder: &Folder, file: &str) -> String {
    fs::read_to_string(folder.served().join(file)).unwrap()
}

#[tokio::test]
async fn a_text_is_written_and_can_be_read() {
    let folder = Folder::new().with("a/b.txt", "");
    let written = write_text(&folder, "a/new.txt", "one\ntwo\n", false).await.unwrap();
    assert_eq!(written.path, path("a/new.txt"));
    let read = folder.gate().call(read, (path("a/new.txt"), None)).await.unwrap();
    assert_eq!(read.text, "one\ntwo\n");
}

#[tokio::test]
async fn what_is_there_is_replaced_only_if_that_is_said() {
    let folder = Folder::new().with("a.txt", "old");
    let error = write_text(&folder, "a.txt", "new", false).await.unwrap_err();
    assert!(text(&error).starts_with("something of that name is there already"));
    assert_eq!(content(&folder, "a.txt"), "old");
    write_text(&folder, "a.txt", "new", true).await.unwrap();
    assert_eq!(content(&folder, "a.txt"), "new");
}

#[tokio::test]
async fn the_largest_text_may_be_sent_and_one_more_character_not() {
    let folder = Folder::new();
    assert!(write_text(&folder, "a.txt", &"😀".repeat(65_536), false).await.is_ok());
    let error = write_text(&folder, "b.txt", &"a".repeat(65_537), false).await.unwrap_err();
    assert_eq!(error.code(), Code::InvalidInput);
    let nul = write_text(&folder, "b.txt", "a\0b", false).await.unwrap_err();
    assert_eq!(nul.code(), Code::InvalidInput);
    assert!(!folder.served().join("b.txt").exists());
}

#[tokio::test]
async fn a_file_is_copied_and_moved_and_nothing_is_replaced() {
    let folder = Folder::new().with("a.txt", "a").with("b.txt", "b");
    let gate = folder.gate();
    for error in [
        gate.call(copy, (path("a.txt"), path("b.txt"))).await.unwrap_err(),
        gate.call(move_to, (path("a.txt"), path("b.txt"))).await.unwrap_err(),
    ] {
        assert!(text(&error).starts_with("something of that name is there already"));
    }
    assert_eq!(gate.call(copy, (path("a.txt"), path("c.txt"))).await.unwrap().path, path("c.txt"));
    assert_eq!(gate.call(move_to, (path("a.txt"), path("d.txt"))).await.unwrap().path, path("d.txt"));
    let all = ["b.txt", "c.txt", "d.txt"].map(|file| content(&folder, file));
    assert_eq!(all, ["b", "a", "a"]);
    assert!(!folder.served().join("a.txt").exists());
}

#[tokio::test]
async fn what_was_thrown_away_can_be_brought_back() {
    let folder = Folder::new().with("a/b.txt", "b");
    let gate = folder.gate();
    let trashed = gate.call(trash, (path("a"),)).await.unwrap().path;
    assert!(!folder.served().join("a").exists() && trashed.as_str().starts_with(".trash/"));
    gate.call(move_to, (trashed, path("a"))).await.unwrap();
    assert_eq!(content(&folder, "a/b.txt"), "b");
}

#[tokio::test]
async fn what_cannot_be_changed_says_why() {
    let folder = Folder::new().with("a.txt", "a").with("b/c.txt", "c");
    let gate = folder.gate();
    for (error, told) in [
        (gate.call(move_to, (path("x"), path("y"))).await.unwrap_err(), "there is no such file or folder"),
        (gate.call(copy, (path("b"), path("y"))).await.unwrap_err(), "this is not a file"),
        (gate.call(trash, (path("."),)).await.unwrap_err(), "this is the served folder itself"),
        (gate.call(move_to, (path("a.txt"), path("a.txt/b"))).await.unwrap_err(), "this is not a folder"),
        (gate.call(write, (path("b"), String::new(), true)).await.unwrap_err(), "this is not a file"),
        (gate.call(write, (path("no/b"), String::new(), true)).await.unwrap_err(), "there is no such"),
    ] {
        assert!(text(&error).starts_with(told), "{error} is not {told}");
        assert_eq!(error.outcome(), Outcome::Failed);
    }
}

#[cfg(unix)]
#[tokio::test]
async fn nothing_outside_is_changed_by_way_of_a_symlink() {
    let folder =
        Folder::new().with("a.txt", "a").with_symlink("file", "../outside.txt").with_symlink("up", "..");
    let gate = folder.gate();
    let through = gate.call(write, (path("file"), "evil".to_owned(), true)).await.unwrap_err();
    assert!(text(&through).starts_with("this is a symlink"));
    for error in [
        gate.call(write, (path("up/evil.txt"), "evil".to_owned(), false)).await.unwrap_err(),
        gate.call(write, (path("up/outside.txt"), "evil".to_owned(), true)).await.unwrap_err(),
        gate.call(move_to, (path("a.txt"), path("up/evil.txt"))).await.unwrap_err(),
        gate.call(move_to, (path("up/outside.txt"), path("b.txt"))).await.unwrap_err(),
        gate.call(copy, (path("up/outside.txt"), path("b.txt"))).await.unwrap_err(),
        gate.call(trash, (path("up/outside.txt"),)).await.unwrap_err(),
    ] {
        assert_eq!(text(&error), "the path leads out of the folder that is served");
    }
    assert_eq!(content(&folder, "../outside.txt"), "outside");
    assert!(!folder.served().join("../evil.txt").exists() && !folder.served().join("b.txt").exists());
}

#[tokio::test]
async fn the_ledger_holds_the_change_before_it_happens_and_nothing_of_the_text() {
    let folder = Folder::new();
    let gate = folder.gate();
    gate.call(write, (path("a.txt"), "secret content".to_owned(), false)).await.unwrap();
    let records = format!("{:?}", gate.records().await);
    let intent = records.find("CallIntent").unwrap();
    assert!(records.find("CallFinished").is_some_and(|finished| intent < finished), "{records}");
    assert!(records.contains("a.txt") && !records.contains("secret content"));
}

#[tokio::test]
async fn a_file_is_deleted_only_when_its_owner_has_approved_it() {
    let folder = Folder::new().with("a.txt", "a").with("b.txt", "b");
    let desk: Arc<Mutex<Vec<ApprovalRequest>>> = Arc::default();
    let inbox = desk.clone();
    let gate =
        folder.gate().approver("owner", move |request: ApprovalRequest| inbox.lock().unwrap().push(request));
    let error = gate.call_json(delete, r#"{"path":"a.txt"}"#).await.unwrap_err();
    assert_eq!((error.code(), error.outcome()), (Code::ApprovalRequired, Outcome::NotStarted));
    let request = desk.lock().unwrap().pop().unwrap();
    assert_eq!(request.arguments(), r#"{"path":"a.txt"}"#);
    request.grant().unwrap();
    assert!(gate.call_json(delete, r#"{"path":"b.txt"}"#).await.is_err());
    assert!(folder.served().join("a.txt").exists() && folder.served().join("b.txt").exists());
    assert_eq!(gate.call_json(delete, r#"{"path":"a.txt"}"#).await.unwrap(), br#"{"path":"a.txt"}"#);
    assert!(!folder.served().join("a.txt").exists() && folder.served().join("b.txt").exists());
}
