use files::search::{Hits, search};
use portcullis::{CallError, Code};

use super::{Folder, path};

async fn find(folder: &Folder, input: &str) -> Result<serde_json::Value, CallError> {
    let answer = folder.gate().call_json(search, input).await?;
    Ok(serde_json::from_slice(&answer).unwrap())
}

async fn all(folder: &Folder, text: &str) -> Hits {
    folder.gate().call(search, (text.into(), path("."), None, false, None)).await.unwrap()
}

#[tokio::test]
async fn hits_come_with_file_line_and_text() {
    let folder = Folder::new().with("b.txt", "no\n  the needle\n").with("a/c.txt", "needle");
    let found = find(&folder, r#"{"text":"needle"}"#).await.unwrap();
    assert_eq!(
        found.to_string(),
        concat!(
            r#"{"complete":true,"files":2,"hits":[{"line":1,"path":"a/c.txt","text":"needle"},"#,
            r#"{"line":2,"path":"b.txt","text":"the needle"}],"passed_over":0}"#
        )
    );
}

#[tokio::test]
async fn the_text_is_no_pattern() {
    let folder = Folder::new().with("a.txt", "abc\na.c\n");
    assert_eq!(all(&folder, "a.c").await.hits.len(), 1);
    assert_eq!(all(&folder, "(").await.hits.len(), 0);
}

#[tokio::test]
async fn case_matters_unless_told_otherwise() {
    let folder = Folder::new().with("a.txt", "ÄRGER\nÄrger\n");
    assert_eq!(find(&folder, r#"{"text":"Ärger"}"#).await.unwrap()["hits"].as_array().unwrap().len(), 1);
    let both = find(&folder, r#"{"text":"ärger","ignore_case":true}"#).await.unwrap();
    assert_eq!(both["hits"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn only_files_with_such_a_name_are_searched() {
    let folder = Folder::new().with("a.rs", "needle").with("b.md", "needle").with("c/d.rs", "needle");
    let found = find(&folder, r#"{"text":"needle","names":"*.rs"}"#).await.unwrap();
    assert_eq!((found["files"].clone(), found["hits"][1]["path"].clone()), (2.into(), "c/d.rs".into()));
    let below = find(&folder, r#"{"text":"needle","path":"c"}"#).await.unwrap();
    assert_eq!(below["hits"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn one_file_can_be_searched() {
    let folder = Folder::new().with("a.txt", "needle").with("b.txt", "needle");
    let found = find(&folder, r#"{"text":"needle","path":"b.txt"}"#).await.unwrap();
    assert_eq!(found["hits"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn there_are_no_more_hits_than_were_asked_for() {
    let folder = Folder::new().with("a.txt", "needle\n".repeat(50));
    let found = find(&folder, r#"{"text":"needle","limit":3}"#).await.unwrap();
    assert_eq!((found["hits"].as_array().unwrap().len(), found["complete"].clone()), (3, false.into()));
    let usual = all(&folder, "needle").await;
    assert_eq!((usual.hits.len(), usual.complete), (20, false));
    let error = find(&folder, r#"{"text":"needle","limit":101}"#).await.unwrap_err();
    assert_eq!(error.code(), Code::InvalidInput);
}

#[tokio::test]
async fn exactly_as_many_hits_as_asked_for_are_complete() {
    let folder = Folder::new().with("a.txt", "needle\nneedle\n");
    let found = find(&folder, r#"{"text":"needle","limit":2,"path":"a.txt"}"#).await.unwrap();
    assert_eq!(found["complete"], true);
}

#[tokio::test]
async fn long_lines_are_cut_between_characters() {
    let folder = Folder::new().with("a.txt", format!("needle{}", "😀".repeat(5_000)));
    assert_eq!(all(&folder, "needle").await.hits[0].text.chars().count(), 200);
}

#[tokio::test]
async fn what_cannot_be_searched_is_counted_and_no_failure() {
    let folder = Folder::new()
        .with("binary", b"needle\xff")
        .with("holds-nul", b"needle\0")
        // The name of a device on Windows, which no path can have.
        .with("nul", "needle")
        .with("large", "needle\n".repeat(200_000))
        .with("text", "needle");
    let found = all(&folder, "needle").await;
    assert_eq!((found.hits.len(), found.files, found.passed_over), (1, 1, 4));
}

#[tokio::test]
async fn an_empty_text_would_be_everywhere_and_is_refused() {
    let error = find(&Folder::new(), r#"{"text":""}"#).await.unwrap_err();
    assert_eq!(error.code(), Code::InvalidInput);
}

#[tokio::test]
async fn an_empty_folder_has_nothing_and_a_missing_one_is_a_failure() {
    let folder = Folder::new();
    let found = all(&folder, "needle").await;
    assert_eq!((found.hits.len(), found.complete), (0, true));
    assert_eq!(find(&folder, r#"{"text":"needle","path":"a"}"#).await.unwrap_err().code(), Code::Failed);
}

#[cfg(unix)]
#[tokio::test]
async fn symlinks_are_not_followed_while_searching() {
    let folder = Folder::new()
        .with("a.txt", "outside")
        .with_symlink("around", ".")
        .with_symlink("out", "..")
        .with_symlink("file", "../outside.txt");
    let found = all(&folder, "outside").await;
    assert_eq!(found.hits.iter().map(|hit| hit.path.as_str()).collect::<Vec<_>>(), ["a.txt"]);
}
