//! Throw-away.

#[path = "../cases/mod.rs"]
mod cases;
mod pages;
mod precision;

#[test]
fn judged() {
    let codes = [
        "P502", "P503", "P506", "P508", "P509", "P510", "P602", "P603", "P307", "P701", "P708", "P706",
        "P707", "P501", "P505", "P401", "P203",
    ];
    let mut wrong = Vec::new();
    for kind in ["fail", "pass", "evasion", "advice"] {
        for case in cases::all(kind) {
            let mut expected: Vec<(String, usize)> = Vec::new();
            for (index, line) in case.source.lines().enumerate() {
                let Some((_, marks)) = line.split_once("//~") else { continue };
                expected.extend(marks.split_whitespace().map(|code| (code.to_owned(), index + 1)));
            }
            let is_mine = codes.contains(&case.rule.code);
            let keep = |code: &str| is_mine || codes.contains(&code);
            expected.retain(|(code, _)| keep(code));
            let found: Vec<(String, usize)> = cases::judged(&case)
                .iter()
                .map(|it| (it.code().unwrap().to_owned(), it.place().line_and_column().0))
                .filter(|(code, _)| keep(code))
                .collect();
            if case.rule.check_is_token() && expected != found {
                wrong.push(format!("{}\n {expected:?}\n {found:?}", case.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

trait IsToken {
    fn check_is_token(&self) -> bool;
}
impl IsToken for portcullis_rules::Rule {
    fn check_is_token(&self) -> bool {
        self.reads_tokens()
    }
}
