//! Errors that nobody looks at, and comparisons.

use portcullis_rules::facts::{IgnoredBy, What};

use super::body;

fn ignored(code: &str) -> Vec<(IgnoredBy, String)> {
    body(code, |what| match what {
        What::Ignored(ignored) => Some((ignored.by, ignored.call.clone())),
        _ => None,
    })
}

#[test]
fn each_way_to_ignore_an_error_is_seen() {
    for (code, by, call) in [
        ("let _ = a.send(1);", IgnoredBy::Underscore, "send"),
        ("let _ = a::save(1).await;", IgnoredBy::Underscore, "save"),
        ("_ = a.send(1);", IgnoredBy::Underscore, "send"),
        ("let _ = write!(a, \"b\");", IgnoredBy::Underscore, "write!"),
        ("let _: Result<(), E> = a.send(1);", IgnoredBy::Underscore, "send"),
        ("a.save().ok();", IgnoredBy::Ok, "save"),
        ("a.save().await.ok();", IgnoredBy::Ok, "save"),
        ("match a.save() { Ok(b) => b(), Err(_) => {} }", IgnoredBy::EmptyArm, "save"),
        ("match a.save() { Ok(b) => b(), Err(_e) => () }", IgnoredBy::EmptyArm, "save"),
        ("if let Err(_) = a.save() {}", IgnoredBy::EmptyIfLet, "save"),
    ] {
        assert_eq!(ignored(code), [(by, call.to_owned())], "{code}");
    }
}

#[test]
fn what_is_looked_at_is_not_ignored() {
    for code in [
        "let _ = a;",
        "let _guard = a.enter();",
        "let b = a.save().ok();",
        "a.save().ok()",
        "match a.save() { Ok(b) => b(), Err(e) => {} }",
        "match a.save() { Ok(b) => b(), Err(_) => { log() } }",
        "match a.save() { Ok(b) => b(), Err(Kind::Gone) => {} }",
        "if let Err(e) = a.save() {}",
        "if let Err(_) = a.save() { log() }",
        "if let Err(_) = a.save() {} else { b() }",
    ] {
        assert!(ignored(code).is_empty(), "{code}");
    }
}

#[test]
fn whether_it_was_awaited_is_known() {
    let awaited = |code| {
        body(code, |what| match what {
            What::Ignored(ignored) => Some(ignored.awaited),
            _ => None,
        })
    };
    assert_eq!(awaited("let _ = a.send().await; let _ = a.send();"), [true, false]);
}

fn compared(code: &str) -> Vec<(bool, String, String, bool)> {
    body(code, |what| match what {
        What::Compare(it) => Some((it.equal, it.left.clone(), it.right.clone(), it.with_literal)),
        _ => None,
    })
}

#[test]
fn a_comparison_knows_the_names_of_its_sides() {
    for (code, equal, left, right, with_literal) in [
        ("if a.token == given {}", true, "a.token", "given", false),
        ("a != b", false, "a", "b", false),
        (
            "mac.finalize().into_bytes() == &signature[..]",
            true,
            "mac.finalize.into_bytes",
            "signature",
            false,
        ),
        ("headers.get(\"key\").unwrap() == Some(expected)", true, "headers.get", "expected", false),
        ("digest(a) == b.hash()", true, "digest", "b.hash", false),
        ("password == \"hunter2\"", true, "password", "", true),
        ("a.token.eq(&given)", true, "a.token", "given", false),
    ] {
        assert_eq!(compared(code), [(equal, left.to_owned(), right.to_owned(), with_literal)], "{code}");
    }
}

#[test]
fn a_comparison_with_a_number_or_a_character_says_nothing() {
    assert!(compared("a == 1; a == -1; a == 'b'; a == true; a < b; 1 == 2").is_empty());
}
