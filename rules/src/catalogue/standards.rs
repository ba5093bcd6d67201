//! What other catalogues call a rule's pattern, as its page says it: the page is the only place where it is written down.

/// An entry of another catalogue.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Standard {
    /// The catalogue with its year, as in `OWASP Agentic Top 10 (2026)`; `CWE` has none.
    pub catalogue: String,
    /// The entry: `CWE-798`, `ASI08`.
    pub id: String,
    /// What the catalogue calls it: `hard-coded credentials`.
    pub title: String,
}

/// The entries that stand in a page's section "Why".
pub(super) fn of_page(page: &str) -> Vec<Standard> {
    let why = page.split("\n## Why\n").nth(1).and_then(|rest| rest.split("\n## ").next()).unwrap_or_default();
    let words: Vec<&str> = why.split_whitespace().collect();
    let text = words.join(" ");
    let mut found = Vec::new();
    for piece in text.split("CWE-").skip(1) {
        let end = piece.find(|c: char| !c.is_ascii_digit()).unwrap_or(piece.len());
        let (number, rest) = piece.split_at(end);
        let title =
            rest.trim_start().strip_prefix('(').and_then(|rest| rest.split_once(')')).map(|(title, _)| title);
        if let (false, Some(title)) = (number.is_empty(), title) {
            found.push(Standard {
                catalogue: "CWE".to_owned(),
                id: format!("CWE-{number}"),
                title: title.to_owned(),
            });
        }
    }
    for piece in text.split("OWASP ").skip(1) {
        let Some((name, items)) = piece.split_once("):") else { continue };
        // Several entries of one catalogue stand behind each other, with a semicolon between.
        let items = items.split(". ").next().unwrap_or(items).trim_end_matches('.');
        for item in items.split(';') {
            let item = item.trim();
            let (id, title) = item.split_once(',').unwrap_or((item, ""));
            let is_id =
                id.chars().any(|c| c.is_ascii_digit()) && id.chars().all(|c| c.is_ascii_alphanumeric());
            if is_id {
                let catalogue = format!("OWASP {name})");
                found.push(Standard { catalogue, id: id.to_owned(), title: title.trim().to_owned() });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::of_page;

    #[test]
    fn a_page_says_what_others_call_its_pattern() {
        let page = "# P203: x\n\n## Why\n\nIt stops. CWE-248 (uncaught exception), CWE-617 (reachable\nassertion). OWASP \
                    Agentic Top 10 (2026): ASI08, cascading failures; ASI02, tool misuse. OWASP MCP Top 10\n(2025): MCP07, \
                    insufficient authentication.\n\n## Refused\n\nCWE-1 (not this)\n";
        let found: Vec<(String, String, String)> =
            of_page(page).into_iter().map(|it| (it.catalogue, it.id, it.title)).collect();
        let expected = [
            ("CWE", "CWE-248", "uncaught exception"),
            ("CWE", "CWE-617", "reachable assertion"),
            ("OWASP Agentic Top 10 (2026)", "ASI08", "cascading failures"),
            ("OWASP Agentic Top 10 (2026)", "ASI02", "tool misuse"),
            ("OWASP MCP Top 10 (2025)", "MCP07", "insufficient authentication"),
        ];
        let expected = expected.map(|(one, two, three)| (one.to_owned(), two.to_owned(), three.to_owned()));
        assert_eq!(found, expected);
    }
}
