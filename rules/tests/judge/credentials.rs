//! Credentials on the border between a placeholder and a real one.

use super::body::all_findings;

/// Texts as random as a format's limit, and no more: each character's share is a power of two.
#[test]
fn a_text_that_is_not_more_random_than_the_limit_is_a_placeholder() {
    let key = "-----";
    for text in [
        format!("{}{}", "AKIA", "AAAABBBBCCDDEEFF"),
        format!("{}_{}_{}", "sk", "live", "abcdefgh".repeat(3)),
        format!("glpat{}{}.{}", '-', "....aaaaabbbbbcccccdddddeeeeef", "ffffggggg"),
        format!(
            "{key}BEGIN {kind}{key}{}{}{key}END {kind}{key}",
            "abcdefgh".repeat(4),
            "ijkl".repeat(8),
            kind = "PRIVATE KEY"
        ),
        format!("postgres://orders:{}@db.internal/orders", "aaaabbcc"),
    ] {
        assert_eq!(judged(&text), 0, "{text}");
    }
}

#[test]
fn the_shortest_password_in_a_url_is_found() {
    assert_eq!(judged(&format!("a://:{}@b", "k3v9zq")), 1);
    assert_eq!(judged(&format!("a://:{}@b", "k3v9z")), 0);
}

fn judged(text: &str) -> usize {
    all_findings(&format!("f({text:?});")).len()
}
