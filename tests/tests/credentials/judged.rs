//! The matcher, judged: how many credentials it finds in which place, how often it cries wolf, and what is left of a line
//! of a log that held one.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

use portcullis_patterns::{Match, find, find_bytes, named, redact};

use super::contexts::CONTEXTS;
use super::generator::random::Random;
use super::generator::{Form, Format, Proof, Secret, formats};
use super::{generic, logs, lookalikes, tree};

/// How many of how many.
#[derive(Clone, Copy, Default)]
struct Share {
    of: usize,
    yes: usize,
}

impl Share {
    fn count(&mut self, yes: bool) {
        self.of += 1;
        self.yes += usize::from(yes);
    }

    fn percent(self) -> f64 {
        100.0 * self.yes as f64 / self.of.max(1) as f64
    }
}

/// What was counted under which name, and a table of it.
#[derive(Default)]
struct Figures(BTreeMap<String, Share>);

impl Figures {
    fn count(&mut self, name: &str, yes: bool) {
        self.0.entry(name.to_owned()).or_default().count(yes);
    }

    fn all(&self) -> Share {
        let sum = |sum: Share, share: &Share| Share { of: sum.of + share.of, yes: sum.yes + share.yes };
        self.0.values().fold(Share::default(), sum)
    }

    /// What it is in all, and the rows that are below so many percent.
    fn below(&self, title: &str, percent: f64) -> String {
        self.table(title, |share| share < percent)
    }

    /// The same with those that are not below.
    fn at_least(&self, title: &str, percent: f64) -> String {
        self.table(title, |share| share >= percent)
    }

    fn table(&self, title: &str, shown: impl Fn(f64) -> bool) -> String {
        let all = self.all();
        let mut text = format!("{title}: {:.2} % ({} of {})\n", all.percent(), all.yes, all.of);
        for (name, share) in self.0.iter().filter(|(_, share)| shown(share.percent())) {
            let _ = writeln!(text, "  {name:32} {:6.1} % of {}", share.percent(), share.of);
        }
        text
    }
}

/// What was seen where most of this part is.
fn seen(text: &str, part: &Range<usize>) -> Option<Match> {
    find(text).find(|found| 2 * common(&found.range(), part) > part.len())
}

fn common(one: &Range<usize>, other: &Range<usize>) -> usize {
    one.end.min(other.end).saturating_sub(one.start.max(other.start))
}

#[test]
fn credentials_are_found_in_every_format_and_place() {
    let (mut by_format, mut by_context, mut by_proof) =
        (Figures::default(), Figures::default(), Figures::default());
    let mut beyond = Figures::default();
    let mut others: BTreeMap<String, usize> = BTreeMap::new();
    for format in formats() {
        for (number, context) in CONTEXTS.iter().enumerate() {
            for seed in 0..3 {
                let mut random = Random::of(seed * 1000 + number as u64, format.id);
                let secret = format.sample(&mut random);
                if !context.fits(&secret) || format.by_name && !context.named {
                    continue;
                }
                let placed = context.place(name_of(format, &mut random), &secret, &mut random);
                let found = seen(&placed.text, &placed.secret);
                if let Some(found) = &found {
                    let more = found.range().len() - common(&found.range(), &placed.whole);
                    beyond.count(context.id, more > 0);
                }
                let id = found.map(|found| found.format().id());
                by_format.count(format.id, id.is_some());
                by_context.count(context.id, id.is_some());
                by_proof.count(&format!("{:?}", format.proof), id.is_some());
                if let Some(id) = id.filter(|id| !alike(format.id, id)) {
                    *others.entry(format!("{} as {id}", format.id)).or_default() += 1;
                }
            }
        }
    }
    println!("{}", by_format.below("credentials with a format, by format (those below 100 %)", 100.0));
    println!("{}", by_context.below("the same by place (those below 100 %)", 100.0));
    println!("{}", by_proof.below("the same by what is known of the format", 101.0));
    println!("{}", beyond.at_least("findings that take more than the credential", 0.1));
    println!("seen under a name that has no word in common:");
    others.iter().for_each(|(what, times)| println!("  {what} ({times} times)"));
    for format in formats().filter(|format| format.proof != Proof::Use) {
        let share = by_format.0[format.id];
        assert!(share.percent() >= 95.0, "{}: {:.1} %", format.id, share.percent());
    }
    assert!(by_format.all().percent() >= 98.0);
    assert!(beyond.all().percent() <= 1.0, "the text around a credential is not to be taken with it");
}

fn name_of(format: &Format, random: &mut Random) -> &'static str {
    if format.names.is_empty() { "value" } else { random.pick(format.names) }
}

/// Whether two ids share a word, and so mean the same provider.
fn alike(one: &str, other: &str) -> bool {
    let general = ["token", "key", "api", "url", "secret", "by", "name", "access", "personal"];
    one.split('-').any(|word| !general.contains(&word) && other.split(['-', '_']).any(|part| part == word))
}

#[test]
fn a_credential_alone_is_found() {
    let mut figures = Figures::default();
    for format in formats().filter(|format| !format.by_name) {
        for seed in 0..20 {
            let secret = format.sample(&mut Random::of(500 + seed, format.id));
            figures.count(format.id, seen(&secret.text, &secret.part).is_some());
        }
    }
    println!("{}", figures.below("credentials with nothing around them (those below 100 %)", 100.0));
    assert!(figures.all().percent() >= 98.0);
}

#[test]
fn a_secret_without_a_format_is_found_by_its_name() {
    let (mut by_kind, mut by_context, mut by_name) =
        (Figures::default(), Figures::default(), Figures::default());
    let mut pairs = Figures::default();
    for kind in generic::KINDS {
        for (number, context) in CONTEXTS.iter().enumerate().filter(|(_, context)| context.named) {
            for seed in 0..8 {
                let mut random = Random::of(seed * 1000 + number as u64, kind.id);
                let secret = kind.sample(&mut random);
                let name = random.pick(kind.names);
                pairs.count(kind.id, named(name, &secret.text));
                if context.fits(&secret) {
                    let placed = context.place(name, &secret, &mut random);
                    let found = seen(&placed.text, &placed.secret).is_some();
                    by_kind.count(kind.id, found);
                    by_context.count(context.id, found);
                    by_name.count(name, found);
                }
            }
        }
    }
    println!("{}", by_kind.below("secrets without a format, by kind", 101.0));
    println!("{}", by_context.below("the same by place (those below 100 %)", 100.0));
    println!("{}", by_name.below("the same by name (those below 95 %)", 95.0));
    println!("{}", pairs.below("names and values as a pair (those below 100 %)", 100.0));
    assert!(by_kind.all().percent() >= 90.0);
    assert!(pairs.all().percent() >= 90.0);
}

#[test]
fn what_only_looks_like_a_credential_is_left_alone() {
    let (mut by_group, mut by_kind) = (Figures::default(), Figures::default());
    let mut as_what: BTreeMap<&str, &str> = BTreeMap::new();
    for (group, kinds) in lookalikes::GROUPS {
        for kind in *kinds {
            for seed in 0..20 {
                let text = (kind.make)(&mut Random::of(seed, kind.id));
                let found = find(&text).next();
                by_group.count(group, found.is_some());
                by_kind.count(kind.id, found.is_some());
                if let Some(found) = found {
                    as_what.insert(kind.id, found.format().id());
                }
            }
        }
    }
    println!("{}", by_group.below("look-alikes that were taken for credentials", 101.0));
    for (kind, share) in by_kind.0.iter().filter(|(_, share)| share.yes > 0) {
        println!("  {kind:32} {} of {}, as {}", share.yes, share.of, as_what[kind.as_str()]);
    }
    assert!(by_group.all().percent() <= 1.0);
}

#[test]
fn no_planted_secret_survives_in_a_line_of_a_log() {
    let (mut by_format, mut by_line) = (Figures::default(), Figures::default());
    let mut chosen = Share::default();
    for format in formats() {
        for seed in 0..4 {
            let mut random = Random::of(2000 + seed, format.id);
            let secret = format.sample(&mut random);
            let name = name_of(format, &mut random);
            for template in lines_for(&secret, !format.by_name) {
                let hidden = is_hidden(template, name, &secret);
                by_format.count(format.id, hidden);
                by_line.count(template, hidden);
            }
        }
    }
    for kind in generic::KINDS {
        for seed in 0..12 {
            let mut random = Random::of(2000 + seed, kind.id);
            let secret = kind.sample(&mut random);
            let name = random.pick(kind.names);
            for template in lines_for(&secret, false) {
                let hidden = is_hidden(template, name, &secret);
                // What a person chose was not generated, and is words: it has a bound of its own.
                if kind.id == "password that a person chose" {
                    chosen.count(hidden);
                } else {
                    by_format.count(kind.id, hidden);
                    by_line.count(template, hidden);
                }
            }
        }
    }
    println!("{}", by_format.below("planted secrets that did not survive (those below 100 %)", 100.0));
    println!("{}", by_line.below("the same by line (those below 100 %)", 100.0));
    println!("passwords that a person chose, and that did not survive: {:.1} %\n", chosen.percent());
    let all = by_format.all();
    assert_eq!(all.yes, all.of, "no secret that was generated is left in a line");
    assert!(chosen.percent() >= 95.0);
}

/// The lines in which such a secret could stand.
fn lines_for(secret: &Secret, alone: bool) -> Vec<&'static str> {
    let form = secret.form();
    // What an address holds is written with percent signs otherwise.
    let plain = secret.text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~:".contains(&byte));
    let named = logs::PLANTED.iter().filter(|_| form != Form::Block);
    let tokens = logs::PLANTED_TOKEN.iter().filter(|_| form == Form::Token);
    let bare = logs::PLANTED_BARE.iter().filter(|_| alone && form != Form::Block);
    let lines = named.chain(tokens).chain(bare).copied();
    lines.filter(|line| plain || !line.contains("GET ") && !line.contains("https://")).collect()
}

fn is_hidden(template: &str, name: &str, secret: &Secret) -> bool {
    let line = template.replace("{name}", name).replace("{NAME}", &name.to_ascii_uppercase());
    let line = line.replace("{value}", &secret.text);
    !survives(&redact(&line), &secret.text[secret.part.clone()])
}

/// Whether half of a secret, or more, can still be read in one piece.
fn survives(line: &str, secret: &str) -> bool {
    let length = (secret.len() / 2).max(8);
    let pieces = secret.as_bytes().windows(length);
    pieces.into_iter().any(|piece| line.as_bytes().windows(length).any(|window| window == piece))
}

#[test]
fn ordinary_lines_of_logs_are_left_as_they_are() {
    let mut made = Figures::default();
    for kind in logs::ORDINARY {
        for seed in 0..150 {
            let line = (kind.make)(&mut Random::of(seed, kind.id));
            made.count(kind.id, *redact(&line) != *line);
        }
    }
    println!("{}", made.at_least("ordinary lines that were touched, made ones", 0.1));
    let mut real = Figures::default();
    for (source, lines) in logs::of_this_machine() {
        for line in &lines {
            let touched = *redact(line) != *line.as_str();
            real.count(&source, touched);
            if touched {
                println!("  {source}: {}", redact(line));
            }
        }
    }
    match real.all().of {
        0 => println!("no logs on this machine; only made lines were judged"),
        _ => println!("{}", real.below("ordinary lines that were touched, of this machine", 101.0)),
    }
    assert!(made.all().percent() <= 0.5 && real.all().percent() <= 0.5);
}

#[test]
fn what_is_cut_or_foreign_is_searched_as_well() {
    for format in formats() {
        let mut random = Random::of(9, format.id);
        let secret = format.sample(&mut random);
        let text = format!("é«{}»ß {} \u{1F600}", secret.text, format.id);
        let ends: Vec<usize> = (0..=text.len()).filter(|end| text.is_char_boundary(*end)).collect();
        for _ in 0..24 {
            let (one, other) = (ends[random.below(ends.len())], ends[random.below(ends.len())]);
            let piece = &text[one.min(other)..one.max(other)];
            for found in find(piece) {
                assert!(piece.get(found.range()).is_some(), "{}: a range that is none", format.id);
            }
            let hidden = redact(piece);
            assert_eq!(*redact(&hidden), *hidden, "{}: what is hidden stays as it is", format.id);
        }
    }
}

#[test]
fn bytes_are_searched_like_text() {
    for format in formats() {
        let mut random = Random::of(11, format.id);
        let secret = format.sample(&mut random);
        let context = CONTEXTS.iter().find(|context| context.fits(&secret)).expect("a place");
        let placed = context.place(name_of(format, &mut random), &secret, &mut random);
        let in_text: Vec<Range<usize>> = find(&placed.text).map(|found| found.range()).collect();
        let in_bytes: Vec<Range<usize>> =
            find_bytes(placed.text.as_bytes()).map(|found| found.range()).collect();
        assert_eq!(in_text, in_bytes, "{}", format.id);
        // Bytes that are no text, before and behind.
        let broken = [&[0xFF, 0xFE, b' '], placed.text.as_bytes(), &[b' ', 0xC3]].concat();
        assert_eq!(find_bytes(&broken).count(), in_text.len(), "{} between broken bytes", format.id);
    }
}

#[test]
fn a_tree_is_searched_and_what_was_planted_is_found() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let planted = tree::plant(folder.path(), 750, 5).expect("files");
    let mut by_file: BTreeMap<&Path, Vec<&tree::Planted>> = BTreeMap::new();
    for secret in &planted {
        by_file.entry(&secret.file).or_default().push(secret);
    }
    let (mut recall, mut wrong) = (Figures::default(), Vec::new());
    for file in tree::files(folder.path()) {
        let text = std::fs::read_to_string(folder.path().join(&file)).expect("a text");
        let there = by_file.remove(file.as_path()).unwrap_or_default();
        let places: Vec<Range<usize>> = there.iter().map(|secret| secret.place(&text)).collect();
        for (secret, place) in there.iter().zip(&places) {
            recall.count(secret.what, seen(&text, place).is_some());
        }
        let stray = find(&text).filter(|found| places.iter().all(|place| common(&found.range(), place) == 0));
        wrong.extend(stray.map(|found| format!("{}: {}", file.display(), found.format().id())));
    }
    println!("{}", recall.below("planted in a tree, and found (those below 100 %)", 100.0));
    println!("findings where nothing was planted: {} in 750 files", wrong.len());
    wrong.iter().for_each(|what| println!("  {what}"));
    assert!(recall.all().percent() >= 95.0);
    assert!(wrong.len() <= 7, "at most one in a hundred files");
}
