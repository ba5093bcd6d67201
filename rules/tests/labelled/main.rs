//! How many bad functions the rules catch, and how many good ones they accuse: over functions as real code has them, which
//! were written and labelled before the detectors.
//!
//! `cargo test -p portcullis-rules --test labelled -- --nocapture` prints the figures; `LABELLED=sql_from_format` before it
//! also says which functions of that rule were judged wrongly.

use std::fs;
use std::path::{Path, PathBuf};

use portcullis_rules::facts::Facts;
use portcullis_rules::{
    Breadth, Diagnostics, Exceptions, Finding, Level, Rule, catalogue, check_facts, check_file,
};

#[path = "../../../ui-tests/src/credentials.rs"]
mod credentials;

#[test]
fn most_bad_functions_are_caught_and_few_good_ones_accused() {
    let failed =
        measured("labelled", |count| assert!(count.bad >= 10 && count.good >= 10, "too few are labelled"));
    assert!(failed.is_empty(), "{failed:?} catch too few, or accuse too many");
}

/// The same over functions that were written later, by somebody who had not seen the detectors. Whoever mends a rule by these
/// figures writes new functions afterwards.
#[test]
fn functions_that_nobody_tuned_the_rules_for_are_judged_as_well() {
    let failed = measured("held_out", |_| {});
    assert!(failed.is_empty(), "{failed:?} catch too few, or accuse too many");
}

/// And by a third set, of a third author, that nobody has tuned them by so far. Whoever does, writes a fourth.
#[test]
fn functions_of_a_third_author_are_judged_as_well() {
    let mut whole = Count::default();
    measured("fresh", |count| whole.join(count));
    let (caught, accused) = (percent(whole.caught, whole.bad), percent(whole.accused, whole.good));
    println!("all together: {caught} % of {} caught, {accused} % of {} accused", whole.bad, whole.good);
    assert!(caught >= 85 && accused < 5, "{caught} % caught, {accused} % accused");
}

/// Prints the figures of a set, and says which rules miss the mark: 80 of 100 caught, under 10 of 100 accused.
fn measured(set: &str, mut check: impl FnMut(&Count)) -> Vec<&'static str> {
    let wanted = std::env::var("LABELLED").ok();
    let mut failed = Vec::new();
    let mut table = format!("{:<6}{:<28}{:>14}{:>16}\n", "rule", set, "bad caught", "good accused");
    for rule in catalogue::ALL.iter().filter(|rule| rule.reads_tokens()) {
        let count = Count::of(rule, set);
        check(&count);
        if count.bad == 0 {
            continue;
        }
        table += &format!(
            "{:<6}{:<28}{:>7}/{:<3}{:>3}%{:>9}/{:<3}{:>3}%\n",
            rule.code,
            rule.name,
            count.caught,
            count.bad,
            percent(count.caught, count.bad),
            count.accused,
            count.good,
            percent(count.accused, count.good)
        );
        if wanted.as_deref() == Some(rule.name) || wanted.as_deref() == Some(rule.code) {
            count.notes.iter().for_each(|note| table += &format!("    {note}\n"));
        }
        if percent(count.caught, count.bad) < 80
            || (rule.level == Level::Deny && percent(count.accused, count.good) >= 10)
        {
            failed.push(rule.name);
        }
    }
    println!("{table}");
    failed
}

fn percent(part: usize, whole: usize) -> usize {
    (part * 100).checked_div(whole).unwrap_or(0)
}

#[derive(Default)]
struct Count {
    bad: usize,
    caught: usize,
    good: usize,
    accused: usize,
    notes: Vec<String>,
}

impl Count {
    fn of(rule: &Rule, set: &str) -> Self {
        let mut count = Self::default();
        for path in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(set).join(rule.name)) {
            let text = fs::read_to_string(&path).unwrap();
            let source = if path.extension().is_some_and(|it| it == "template") {
                credentials::fill(&text)
            } else {
                text
            };
            count.add(rule, &path, &source);
        }
        count
    }

    fn join(&mut self, other: &Self) {
        self.bad += other.bad;
        self.caught += other.caught;
        self.good += other.good;
        self.accused += other.accused;
    }

    fn add(&mut self, rule: &Rule, path: &Path, source: &str) {
        let file = syn::parse_file(source).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut all = check_file(&file, source, Breadth::Everywhere);
        all.extend(where_another_speaks(rule, &file));
        let found: Vec<usize> = all
            .iter()
            .filter(|finding| finding.code() == Some(rule.code))
            .map(|finding| finding.place().line_and_column().0)
            .collect();
        for (is_bad, first, last) in labelled(source) {
            let is_found = found.iter().any(|line| (first..=last).contains(line));
            let (all, hit) =
                if is_bad { (&mut self.bad, &mut self.caught) } else { (&mut self.good, &mut self.accused) };
            *all += 1;
            *hit += usize::from(is_found);
            if is_bad != is_found {
                let what = if is_bad { "missed" } else { "accused" };
                self.notes.push(format!("{what} {}:{first}", path.display()));
            }
        }
    }
}

/// What a rule finds where another one is heard instead.
fn where_another_speaks(rule: &Rule, file: &syn::File) -> Vec<Finding> {
    let mut others = Exceptions::none();
    rule.yields_to.iter().filter_map(|code| catalogue::find(code)).for_each(|other| others.allow(other));
    let mut out = Diagnostics::new();
    if !rule.yields_to.is_empty() {
        check_facts(&mut Facts::of_file(file), &others, &mut out);
    }
    out.into_findings()
}

/// Each labelled item with its first and last line. It ends where its indentation does.
fn labelled(source: &str) -> Vec<(bool, usize, usize)> {
    let lines: Vec<&str> = source.lines().collect();
    let mut labelled = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let is_bad = match line.trim() {
            "//# bad" => true,
            "//# good" => false,
            _ => continue,
        };
        let end = format!("{}}}", " ".repeat(line.len() - line.trim_start().len()));
        let last =
            lines.iter().skip(index).position(|line| *line == end).map_or(lines.len(), |at| index + at + 1);
        labelled.push((is_bad, index + 1, last));
    }
    labelled
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}
