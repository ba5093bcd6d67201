use files::list::list;
use files::stat::Kind;
use portcullis::Code;

use super::{Folder, path, text};

#[tokio::test]
async fn names_come_in_order_with_kind_and_size() {
    let folder = Folder::new().with("b.txt", "123").with("a/c.txt", "");
    let listing = folder.gate().call(list, (path("."), None)).await.unwrap();
    let entries: Vec<_> =
        listing.entries.iter().map(|entry| (entry.name.as_str(), entry.kind, entry.bytes)).collect();
    assert_eq!(entries, [("a", Kind::Folder, 0), ("b.txt", Kind::File, 3)]);
    assert!(!listing.more);
}

#[tokio::test]
async fn an_empty_folder_has_no_names_and_needs_no_argument() {
    let answer = Folder::new().gate().call_json(list, "{}").await.unwrap();
    assert_eq!(String::from_utf8(answer).unwrap(), r#"{"entries":[],"more":false,"unnamed":0}"#);
}

#[tokio::test]
async fn there_are_no_more_names_than_were_asked_for() {
    let folder = Folder::new().with("a", "").with("b", "").with("c", "");
    let listing = folder.gate().call(list, (path("."), Some(2))).await.unwrap();
    assert_eq!(listing.entries.len(), 2);
    assert!(listing.more);
}

#[tokio::test]
async fn the_largest_listing_fits_into_the_answer() {
    let long = "\"".repeat(250);
    let folder =
        (0..500).fold(Folder::new(), |folder, number| folder.with(&format!("{long}{number:03}"), ""));
    let answer = folder.gate().call_json(list, r#"{"limit":500}"#).await;
    // Names with quotes are no paths on some systems; where they are, all of them are listed.
    assert!(answer.is_ok(), "{answer:?}");
}

#[tokio::test]
async fn limits_out_of_range_are_refused_with_the_range() {
    let folder = Folder::new();
    for limit in [0, 501] {
        let error = folder.gate().call(list, (path("."), Some(limit))).await.unwrap_err();
        assert_eq!(error.code(), Code::InvalidInput);
        assert_eq!(error.fields().len(), 1);
    }
}

#[tokio::test]
async fn a_file_is_no_folder() {
    let folder = Folder::new().with("a.txt", "");
    let error = folder.gate().call(list, (path("a.txt"), None)).await.unwrap_err();
    assert_eq!(text(&error), "this is not a folder; `read` shows what is in a file");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn names_that_no_path_can_have_are_counted_and_not_shown() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let folder = Folder::new().with("ö 全角 (1)%20.txt", "");
    for name in [&b"line\nbreak"[..], b"not \xff utf-8", b"co:lon", "turned\u{202e}txt.exe".as_bytes()] {
        std::fs::write(folder.served().join(OsStr::from_bytes(name)), "").unwrap();
    }
    let listing = folder.gate().call(list, (path("."), None)).await.unwrap();
    assert_eq!(
        listing.entries.iter().map(|entry| entry.name.as_str()).collect::<Vec<_>>(),
        ["ö 全角 (1)%20.txt"]
    );
    assert_eq!(listing.unnamed, 4);
}

#[cfg(unix)]
#[tokio::test]
async fn symlinks_are_shown_as_such_and_not_listed_through() {
    let folder = Folder::new().with_symlink("out", "..");
    let listing = folder.gate().call(list, (path("."), None)).await.unwrap();
    assert_eq!(listing.entries[0].kind, Kind::Symlink);
    let error = folder.gate().call(list, (path("out"), None)).await.unwrap_err();
    assert_eq!(text(&error), "the path leads out of the folder that is served");
}
