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

/// In two pieces, so that this file holds none.
#[test]
fn what_is_as_mixed_as_a_password_is_one_under_its_name() {
    for (name, head, tail, count) in [
        ("api_key", "aB3dE6gH", "9jK2mN5pQ", 1),
        ("api_key", "aB3dE6gH ", "9jK2mN5pQ", 0),
        ("api_key", "aB3{E6gH}", "9jK2mN5pQ", 0),
        ("anything", "aB3dE6gH", "9jK2mN5pQ", 0),
        ("password", "abcdefghijkl", "mnopqrstuvwx!", 0),
        ("password", "ABCDEFGHIJKL", "MNOPQRSTUVWX!", 0),
        ("password", "aBcDeFgH", "!jKlM", 1),
        ("password", "aB!aB!", "aB!aB!", 0),
        ("password", "12345678", "90123456", 0),
        ("password", "29517384", "60938271", 1),
        ("password", "AbCdEfGhIjKl", "MnOpQrStUv", 1),
        ("password", "Abcdefghijkl", "mnopqrstuvw", 0),
        ("api_key", "abcdefg12-", "abcdefg13", 0),
        ("api_key", "abcdef12-", "abcdefg12-abc1", 0),
        ("api_key", "wJalrXUt", "nFEMI", 1),
        ("api_key", "access", "Token", 0),
        ("api_key", "kubernetes-", "Password-2024", 0),
        ("api_key", "example-", "a8d7f6e5c4b3a2", 0),
        ("api_key", "your_", "a8d7f6e5c4b3a2z", 0),
    ] {
        let body = format!("let {name} = \"{head}{tail}\";");
        assert_eq!(all_findings(&body).len(), count, "{body}");
    }
}

#[test]
fn what_is_given_behind_the_name_of_a_user_is_a_password() {
    let password = format!("\"{}{}\"", "k3v9zq", "8wPq");
    for (before, count) in [
        ("client.basic_auth(\"admin\", ", 1),
        ("Credentials::new(\"admin\", ", 1),
        ("Authorization::basic(\"admin\", ", 1),
        ("Shelf::new(\"admin\", ", 0),
        ("client.shelf(\"admin\", ", 0),
    ] {
        assert_eq!(all_findings(&format!("{before}{password});")).len(), count, "{before}");
    }
    assert_eq!(all_findings(&format!("client.basic_auth({password}, {password});")).len(), 0);
}

fn judged(text: &str) -> usize {
    all_findings(&format!("f({text:?});")).len()
}
