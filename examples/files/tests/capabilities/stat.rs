use files::stat::{Kind, stat};
use portcullis::Code;

use super::{Folder, path, text};

#[tokio::test]
async fn a_file_has_its_size_and_a_date_that_others_can_read() {
    let gate = Folder::new().with("a.txt", "12345");
    let stat = gate.gate().call(stat, (path("a.txt"),)).await.unwrap();
    assert_eq!((stat.kind, stat.bytes), (Kind::File, 5));
    let modified = stat.modified.unwrap();
    assert!(modified.len() == 20 && modified.ends_with('Z'), "{modified}");
}

#[tokio::test]
async fn the_folder_itself_is_a_folder() {
    let stat = Folder::new().gate().call(stat, (path("."),)).await.unwrap();
    assert_eq!((stat.kind, stat.bytes), (Kind::Folder, 0));
}

#[tokio::test]
async fn what_is_not_there_is_a_failure_that_says_what_to_do() {
    let error = Folder::new().gate().call(stat, (path("a.txt"),)).await.unwrap_err();
    assert_eq!(text(&error), "there is no such file or folder; `list` shows what there is");
}

#[tokio::test]
async fn a_path_is_needed_and_may_not_climb() {
    let folder = Folder::new();
    for input in
        ["{}", r#"{"path":"../outside.txt"}"#, r#"{"path":"%2e%2e/outside.txt"}"#, r#"{"path":null}"#]
    {
        let error = folder.gate().call_json(stat, input).await.unwrap_err();
        assert_eq!(error.code(), Code::MalformedInput, "{input}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_symlink_is_followed_inside_and_not_out() {
    let folder = Folder::new()
        .with("a.txt", "12345")
        .with_symlink("in", "a.txt")
        .with_symlink("out", "../outside.txt");
    assert_eq!(folder.gate().call(stat, (path("in"),)).await.unwrap().bytes, 5);
    let error = folder.gate().call(stat, (path("out"),)).await.unwrap_err();
    assert_eq!(text(&error), "the path leads out of the folder that is served");
}

#[cfg(unix)]
#[tokio::test]
async fn dates_beyond_the_calendar_are_shown_as_its_end() {
    let folder = Folder::new().with("future", "").with("past", "");
    for (name, seconds) in [("future", 1_i64 << 40), ("past", -1)] {
        let time = if seconds > 0 {
            std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(seconds as u64)
        } else {
            std::time::SystemTime::UNIX_EPOCH - std::time::Duration::from_secs(1)
        };
        let file = std::fs::File::options().write(true).open(folder.served().join(name)).unwrap();
        // Some file systems refuse such a date, and then there is none to show.
        let _ = file.set_modified(time);
        assert!(folder.gate().call(stat, (path(name),)).await.is_ok(), "{name}");
    }
}
