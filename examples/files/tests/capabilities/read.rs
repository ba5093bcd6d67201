use files::read::{Part, Text, read};
use portcullis::{CallError, Code};

use super::{Folder, path, text};

async fn read_file(folder: &Folder, file: &str, part: Option<Part>) -> Result<Text, CallError> {
    folder.gate().call(read, (path(file), part)).await
}

async fn lines(folder: &Folder, first: u64, count: u32) -> Result<Text, CallError> {
    read_file(folder, "a.txt", Some(Part::Lines { first, count })).await
}

async fn bytes(folder: &Folder, offset: u64, count: u32) -> Result<Text, CallError> {
    read_file(folder, "a.txt", Some(Part::Bytes { offset, count })).await
}

#[tokio::test]
async fn a_small_file_comes_whole() {
    let folder = Folder::new().with("a/b.txt", "one\ntwo\n");
    let read = read_file(&folder, "a/b.txt", None).await.unwrap();
    assert_eq!(read, Text { text: "one\ntwo\n".into(), offset: 0, next_offset: None, file_bytes: 8 });
}

#[tokio::test]
async fn an_empty_file_is_an_empty_text() {
    let folder = Folder::new().with("a.txt", "");
    let empty = Text { text: String::new(), offset: 0, next_offset: None, file_bytes: 0 };
    assert_eq!(read_file(&folder, "a.txt", None).await, Ok(empty));
    assert_eq!(lines(&folder, 1, 10).await.unwrap().text, "");
    assert_eq!(bytes(&folder, 0, 10).await.unwrap().text, "");
}

#[tokio::test]
async fn lines_are_counted_from_one_and_come_whole() {
    let folder = Folder::new().with("a.txt", "one\ntwo\r\nthree");
    assert_eq!(lines(&folder, 1, 1).await.unwrap().text, "one\n");
    let two = lines(&folder, 2, 1).await.unwrap();
    assert_eq!((two.text.as_str(), two.offset, two.next_offset), ("two\r\n", 4, Some(9)));
    let three = lines(&folder, 3, 10).await.unwrap();
    assert_eq!((three.text.as_str(), three.next_offset), ("three", None));
}

#[tokio::test]
async fn beyond_the_last_line_the_caller_reads_how_many_there_are() {
    for (content, first, told) in
        [("one\ntwo\n", 3, 2), ("one\ntwo", 3, 2), ("\n\n", 3, 2), ("one", 9, 1), ("", 2, 0)]
    {
        let folder = Folder::new().with("a.txt", content);
        let error = lines(&folder, first, 1).await.unwrap_err();
        assert_eq!(text(&error), format!("the file ends before that; it has {told} lines"), "{content:?}");
    }
}

#[tokio::test]
async fn a_line_far_down_is_found_across_all_chunks() {
    let content: String = (1..=100_000).map(|line| format!("line {line}\n")).collect();
    let folder = Folder::new().with("a.txt", content);
    for line in [1, 2, 29_000, 99_999, 100_000] {
        assert_eq!(lines(&folder, line, 1).await.unwrap().text, format!("line {line}\n"));
    }
    assert!(text(&lines(&folder, 100_001, 1).await.unwrap_err()).ends_with("100000 lines"));
}

#[tokio::test]
async fn a_file_can_be_read_to_its_end_by_next_offset() {
    let content = "añ全😀\n".repeat(20_000);
    let folder = Folder::new().with("a.txt", &content);
    let (mut all, mut offset) = (String::new(), 0);
    loop {
        let part = bytes(&folder, offset, 10_001).await.unwrap();
        assert_eq!(part.offset, offset);
        all.push_str(&part.text);
        match part.next_offset {
            Some(next) => offset = next,
            None => break,
        }
    }
    assert!(all == content);
}

#[tokio::test]
async fn a_large_file_is_cut_and_says_where_to_go_on() {
    let folder = Folder::new().with("a.txt", "x".repeat(40_000));
    let read = read_file(&folder, "a.txt", None).await.unwrap();
    assert_eq!((read.text.len(), read.next_offset, read.file_bytes), (32_768, Some(32_768), 40_000));
}

#[tokio::test]
async fn the_largest_part_fits_into_the_answer_however_it_is_escaped() {
    for text in ["\u{1}", "\"", "\\", "é", "\u{7f}"] {
        let folder = Folder::new().with("a.txt", text.repeat(40_000));
        let answer = folder.gate().call_json(read, r#"{"path":"a.txt"}"#).await;
        assert!(answer.is_ok_and(|answer| answer.len() > 32_768), "{text:?}");
    }
}

#[tokio::test]
async fn characters_are_never_cut() {
    let folder = Folder::new().with("a.txt", "😀😀");
    assert_eq!(bytes(&folder, 0, 6).await.unwrap().text, "😀");
    let second = bytes(&folder, 1, 8).await.unwrap();
    assert_eq!((second.text.as_str(), second.offset, second.next_offset), ("😀", 4, None));
    // Nothing whole in it, and yet the next part is further on.
    let none = bytes(&folder, 1, 4).await.unwrap();
    assert_eq!((none.text.as_str(), none.next_offset), ("", Some(4)));
}

#[tokio::test]
async fn beyond_the_last_byte_the_caller_reads_how_many_there_are() {
    let folder = Folder::new().with("a.txt", "12345");
    assert_eq!(bytes(&folder, 5, 4).await.unwrap().text, "");
    assert_eq!(text(&bytes(&folder, 6, 4).await.unwrap_err()), "the file ends before that; it has 5 bytes");
    assert_eq!(bytes(&folder, u64::MAX, 4).await.unwrap_err().code(), Code::Failed);
}

#[tokio::test]
async fn what_is_not_text_is_not_shown() {
    for content in [&b"\xff\xfe\x00"[..], b"a\0b", b"\xc3", b"\xe2\x82", b"ok \xc3\x28 no"] {
        let folder = Folder::new().with("a.txt", content);
        let error = read_file(&folder, "a.txt", None).await.unwrap_err();
        assert_eq!(text(&error), "this is not a text file in UTF-8", "{content:?}");
    }
}

#[tokio::test]
async fn a_folder_is_no_file() {
    let folder = Folder::new().with("a/b.txt", "");
    let error = read_file(&folder, "a", None).await.unwrap_err();
    assert_eq!(text(&error), "this is not a file; `list` shows what is in a folder");
    assert!(text(&read_file(&folder, ".", None).await.unwrap_err()).starts_with("this is not a file"));
}

#[tokio::test]
async fn ranges_that_make_no_sense_are_refused_by_field() {
    let folder = Folder::new().with("a.txt", "");
    let lines = r#"{"path":"a.txt","part":{"lines":{"first":0,"count":10001}}}"#;
    let error = folder.gate().call_json(read, lines).await.unwrap_err();
    assert_eq!((error.code(), error.fields().len()), (Code::InvalidInput, 2));
    let both = r#"{"path":"a.txt","part":{"lines":{"first":1,"count":1},"bytes":{"offset":0,"count":4}}}"#;
    let negative = r#"{"path":"a.txt","part":{"bytes":{"offset":-1,"count":4}}}"#;
    let unknown = r#"{"path":"a.txt","part":{"pages":{"first":1,"count":1}}}"#;
    for input in [both, negative, unknown] {
        assert_eq!(
            folder.gate().call_json(read, input).await.unwrap_err().code(),
            Code::MalformedInput,
            "{input}"
        );
    }
}

#[cfg(unix)]
#[tokio::test]
async fn symlinks_and_pipes_lead_nowhere() {
    let folder = Folder::new()
        .with("a/b.txt", "inside")
        .with_symlink("in", "a/b.txt")
        .with_symlink("out", "../outside.txt")
        .with_symlink("top", "/")
        .with_symlink("loop", "loop");
    assert_eq!(read_file(&folder, "in", None).await.unwrap().text, "inside");
    for way in ["out", "top/etc/passwd"] {
        let error = read_file(&folder, way, None).await.unwrap_err();
        assert_eq!(text(&error), "the path leads out of the folder that is served", "{way}");
    }
    assert_eq!(
        text(&read_file(&folder, "loop", None).await.unwrap_err()),
        "the server cannot read this file or folder"
    );

    let made = std::process::Command::new("mkfifo").arg(folder.served().join("pipe")).status();
    if made.is_ok_and(|made| made.success()) {
        assert!(text(&read_file(&folder, "pipe", None).await.unwrap_err()).starts_with("this is not a file"));
    }
}

#[tokio::test]
async fn the_ledger_holds_the_path_that_was_read() {
    let folder = Folder::new().with("a.txt", "secret content");
    let gate = folder.gate();
    gate.call(read, (path("a.txt"), None)).await.unwrap();
    let records = gate.records().await;
    let record = records.last().unwrap();
    assert_eq!(record.notes[0].value, "a.txt");
    assert!(!format!("{record:?}").contains("secret content"));
}
