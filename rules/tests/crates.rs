//! How many faults the rules find whose parts stand in several files of a crate, and how many crates they accuse that only look
//! alike: over small crates as real code has them, which were written and marked without sight of the detector.
//!
//! A file of `rules/tests/crates` is a crate: a comment on what it shows, and sections, each a file under the name behind `//@`.
//! Where something must be found, the line of the sink ends with the code, `//~ P207`. Nothing else may be found.
//! `rules/tests/crates_held_out` is a second set, by another author, who saw neither the detector nor the first set: it shows whether
//! that one was learnt by heart. Once rules were written after the second it shows that no more, and a third is due.
//! `cargo test -p portcullis-rules --features files --test crates -- --nocapture` prints the figures and what was judged wrongly.

#![cfg(feature = "files")]

use std::collections::BTreeSet;
use std::fs;
use std::ops::{RangeFrom, RangeToInclusive};
use std::path::{Path, PathBuf};

use portcullis_rules::{Breadth, Reach, Rule, catalogue, files};

/// What must hold of a set. Whoever makes the rules better moves this to what holds then.
struct Bounds {
    /// How many faults of bad and mixed crates must be found.
    found: RangeFrom<usize>,
    /// How many good crates may be accused of something.
    accused: RangeToInclusive<usize>,
    /// How many findings there may be in bad and mixed crates on lines where none is due.
    astray: RangeToInclusive<usize>,
}

const FIRST_SET: &str = "crates";
const HELD_OUT: &str = "crates_held_out";

#[test]
fn faults_that_cross_files_are_found_and_look_alikes_left_alone() {
    judge(FIRST_SET, &Bounds { found: 52.., accused: ..=0, astray: ..=0 });
}

#[test]
fn a_set_of_another_author_is_held_to_figures_of_its_own() {
    judge(HELD_OUT, &Bounds { found: 11.., accused: ..=1, astray: ..=0 });
}

fn judge(set: &str, bounds: &Bounds) {
    let mut count = Count::default();
    for case in cases(set) {
        count.add(&case);
    }
    let Count { faults, found, good, accused, astray, notes } = count;
    println!("{set}, bad faults found: {found} of {faults}");
    println!("{set}, good crates accused: {accused} of {good}");
    println!("{set}, findings elsewhere in bad and mixed crates: {astray}");
    notes.iter().for_each(|note| println!("  {note}"));
    assert!(bounds.found.contains(&found), "{set}: {found} of {faults} found");
    assert!(bounds.accused.contains(&accused), "{set}: {accused} of {good} accused");
    assert!(bounds.astray.contains(&astray), "{set}: {astray} findings where none is due");
}

/// Otherwise a mistake of this judge would look like one of the rules.
#[test]
fn a_fault_within_one_file_is_found_on_its_line() {
    let text = "// A handler.\n//@ src/main.rs\nmod web;\n\nfn main() {}\n\n//@ src/web.rs\n\
        async fn note(Path(name): Path<String>) -> Option<String> {\n    \
        std::fs::read_to_string(format!(\"/srv/{name}\")).ok() //~ P209\n}\n";
    let case = Case::of("bad_one_file", text);
    let mark = Mark { file: "src/web.rs".into(), line: 2, code: "P209".to_owned() };
    assert_eq!(case.marks(), BTreeSet::from([mark]));
    assert_eq!(case.found(), case.marks());
}

#[test]
fn every_section_is_a_file_of_rust() {
    for case in [FIRST_SET, HELD_OUT].into_iter().flat_map(cases) {
        for Section { path, text } in case.sections.iter().filter(|section| section.is_rust()) {
            let parsed = syn::parse_file(text);
            assert!(parsed.is_ok(), "{}, {}: {:?}", case.name, path.display(), parsed.err());
        }
    }
}

#[test]
fn every_crate_is_marked_as_its_name_says() {
    let of_kind = |set, wanted: Kind| cases(set).iter().filter(|case| case.kind == wanted).count();
    assert!(of_kind(FIRST_SET, Kind::Bad) >= 30 && of_kind(FIRST_SET, Kind::Good) >= 30);
    assert!(of_kind(FIRST_SET, Kind::Mixed) >= 6);
    assert!(of_kind(HELD_OUT, Kind::Bad) >= 20 && of_kind(HELD_OUT, Kind::Good) >= 20);
    for case in [FIRST_SET, HELD_OUT].into_iter().flat_map(cases) {
        let marks = case.marks();
        assert_eq!(marks.is_empty(), case.kind == Kind::Good, "{}", case.name);
        assert!(marks.len() <= 3, "{} has too many faults to be about one thing", case.name);
        assert!(marks.iter().all(|mark| is_watched(&mark.code)), "{} is marked for another rule", case.name);
        let files = case.sections.iter().filter(|section| section.is_rust()).count();
        assert!(files >= 2, "{} crosses no files", case.name);
    }
}

#[derive(Default)]
struct Count {
    faults: usize,
    found: usize,
    good: usize,
    accused: usize,
    astray: usize,
    notes: Vec<String>,
}

impl Count {
    fn add(&mut self, case: &Case) {
        let (marks, found) = (case.marks(), case.found());
        self.faults += marks.len();
        self.found += marks.intersection(&found).count();
        let missed = marks.difference(&found).map(|mark| ("missed", mark));
        let surplus: Vec<&Mark> = found.difference(&marks).collect();
        match case.kind {
            Kind::Good => {
                self.good += 1;
                self.accused += usize::from(!surplus.is_empty());
            }
            Kind::Bad | Kind::Mixed => self.astray += surplus.len(),
        }
        for (what, mark) in missed.chain(surplus.into_iter().map(|mark| ("accused", mark))) {
            let Mark { file, line, code } = mark;
            self.notes.push(format!("{what:<8}{code} {} {}:{line}", case.name, file.display()));
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Bad,
    Good,
    Mixed,
}

struct Case {
    name: String,
    kind: Kind,
    sections: Vec<Section>,
}

/// A file of the crate.
struct Section {
    path: PathBuf,
    text: String,
}

/// What must be found, or was.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    file: PathBuf,
    line: usize,
    code: String,
}

fn cases(set: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(set);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let case = |path: &PathBuf| {
        let name = path.file_stem().unwrap().to_str().unwrap();
        Case::of(name, &fs::read_to_string(path).unwrap())
    };
    paths.iter().map(case).collect()
}

impl Case {
    fn of(name: &str, text: &str) -> Self {
        let kind = match name.split_once('_') {
            Some(("bad", _)) => Kind::Bad,
            Some(("good", _)) => Kind::Good,
            Some(("mixed", _)) => Kind::Mixed,
            _ => panic!("{name} says not whether it is bad, good or mixed"),
        };
        let (about, rest) = text.split_once("\n//@ ").unwrap_or_else(|| panic!("{name} has no section"));
        assert!(about.lines().all(|line| line.starts_with("// ")), "{name} begins with something else");
        let sections = rest.split("\n//@ ").map(|section| {
            let (path, text) = section.split_once('\n').unwrap_or((section, ""));
            Section { path: path.trim().into(), text: format!("{}\n", text.trim_end()) }
        });
        Self { name: name.to_owned(), kind, sections: sections.collect() }
    }

    fn marks(&self) -> BTreeSet<Mark> {
        self.sections.iter().flat_map(Section::marks).collect()
    }

    /// What is found, refused or advised, in the crate as it lies in a folder.
    fn found(&self) -> BTreeSet<Mark> {
        let folder = tempfile::tempdir().unwrap();
        for section in &self.sections {
            let path = folder.path().join(&section.path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, section.text_without_marks()).unwrap();
        }
        let outcome = files::check(&[folder.path().to_owned()], Breadth::Default);
        assert!(outcome.failures.is_empty(), "{}: {:?}", self.name, outcome.failures);
        let found = outcome.reports.iter().filter_map(|report| {
            let code = report.code.filter(|code| is_watched(code))?.to_owned();
            let file = report.path.strip_prefix(folder.path()).unwrap().to_owned();
            Some(Mark { file, line: report.start.0, code })
        });
        found.collect()
    }
}

impl Section {
    fn is_rust(&self) -> bool {
        self.path.extension().is_some_and(|extension| extension == "rs")
    }

    fn marks(&self) -> impl Iterator<Item = Mark> {
        self.text.lines().enumerate().flat_map(move |(index, line)| {
            let codes = line.split_once("//~").map_or("", |(_, codes)| codes);
            codes.split_whitespace().map(move |code| Mark {
                file: self.path.clone(),
                line: index + 1,
                code: code.to_owned(),
            })
        })
    }

    /// The markers are for this judge alone.
    fn text_without_marks(&self) -> String {
        self.text
            .lines()
            .map(|line| line.split_once("//~").map_or(line, |(code, _)| code.trim_end()).to_owned() + "\n")
            .collect()
    }
}

/// Rules about bodies alone, and the one on declared types, have nothing to do with where a value comes from.
fn is_watched(code: &str) -> bool {
    let is_about_values = |rule: &Rule| rule.reach == Reach::Anywhere && rule.name != "plain_credential";
    catalogue::find(code).is_some_and(is_about_values)
}
