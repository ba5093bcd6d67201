//! A text that is read in pieces has the credentials of the whole.

use std::ops::Range;

use portcullis_patterns::{find_between, find_bytes};

/// Credentials whose mark stands at their start, behind it, in their middle, and in the name before them; one in another.
fn text() -> String {
    let mixed = "7Gk2mQ9xVb4Rt8LwZp3N";
    let key = [&mixed[..10], mixed, mixed, mixed, "Hs6D"].concat();
    [
        "a = 1\nexport DB_PASSWORD=",
        mixed,
        "\npostgres://orders:",
        mixed,
        "@db.internal/orders?password=",
        mixed,
        "\nid AKIA",
        "QYLPMN5HHHFPZAM2 bot 739184620",
        ":AAf",
        &mixed.replace('x', "-"),
        "7Gk2mQ9xVbq4 é\n",
        "-----BEGIN ",
        "PRIVATE KEY-----\n",
        &key,
        "\n-----END PRIVATE KEY-----\nAuthorization: Bearer ",
        mixed,
        "\n",
    ]
    .concat()
}

#[test]
fn wherever_it_is_cut_the_same_is_found() {
    let text = text();
    let whole: Vec<Range<usize>> = find_bytes(text.as_bytes()).map(|found| found.range()).collect();
    assert!(whole.len() >= 6, "{whole:?}");
    for cut in 0..=text.len() {
        let first: Vec<_> = find_between(text.as_bytes(), 0..cut, 0).map(|found| found.range()).collect();
        let free = first.last().map_or(0, |last| last.end);
        let second = find_between(text.as_bytes(), cut..text.len(), free).map(|found| found.range());
        assert_eq!(first.into_iter().chain(second).collect::<Vec<_>>(), whole, "{cut}");
    }
}

#[test]
fn places_that_are_not_there_have_nothing() {
    for marks in [0..100, 50..60, 3..3] {
        assert_eq!(find_between(b"nothing", marks, 0).count(), 0);
    }
}
