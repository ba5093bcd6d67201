//! A folder like a repository, with secrets at known places, for what searches whole trees.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::contexts::CONTEXTS;
use super::generator::random::Random;
use super::generator::{Format, formats};
use super::{generic, logs, lookalikes};

/// One secret that was planted.
pub struct Planted {
    /// From the folder.
    pub file: PathBuf,
    /// The line on which it begins; the first is 1.
    pub line: usize,
    /// Its format, or how it was made.
    pub what: &'static str,
    /// As it stands in the file.
    pub secret: String,
}

impl Planted {
    /// Where it is in the text of its file.
    pub fn place(&self, text: &str) -> Range<usize> {
        let start: usize = text.split_inclusive('\n').take(self.line - 1).map(str::len).sum();
        let start = start + text[start..].find(&self.secret).expect("the secret");
        start..start + self.secret.len()
    }
}

/// All files of such a folder, by name.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = PathBuf::from(entry.file_name());
        match entry.path() {
            path if path.is_dir() => files.extend(self::files(&path).into_iter().map(|file| name.join(file))),
            _ => files.push(name),
        }
    }
    files.sort();
    files
}

/// What a file of this kind is called, and the places that it has.
const FILES: &[(&str, &str)] = &[
    ("rs", "rust"),
    ("json", "json"),
    ("yaml", "yaml"),
    ("toml", "toml"),
    ("ini", "ini"),
    ("properties", "properties"),
    ("env", "dotenv"),
    ("sh", "shell"),
    ("log", "log"),
    ("csv", "csv"),
    ("md", "markdown"),
    ("py", "python"),
    ("js", "javascript"),
    ("ts", "typescript"),
    ("go", "go"),
    ("java", "java"),
    ("rb", "ruby"),
    ("php", "php"),
    ("xml", "xml"),
    ("tf", "terraform"),
    ("sql", "sql"),
    ("http", "http"),
    ("patch", "diff"),
    ("txt", "prose"),
    ("pem", "file"),
];

/// Fills a folder with so many files, about a third of which hold one secret or two, and the others none. All of them
/// hold look-alikes or lines of logs. The same seed makes the same folder.
pub fn plant(folder: &Path, files: usize, seed: u64) -> std::io::Result<Vec<Planted>> {
    let mut planted = Vec::new();
    let formats: Vec<&'static Format> = formats().collect();
    for number in 0..files {
        let mut random = Random::of(seed + number as u64, "tree");
        let (extension, language) = FILES[number % FILES.len()];
        let file = PathBuf::from(random.word()).join(format!("{}_{number}.{extension}", random.word()));
        let mut text = filler(&mut random);
        let secrets = if random.chance(33) { random.between(1, 2) } else { 0 };
        for _ in 0..secrets {
            let first = text.lines().count();
            let Some((what, placed)) = one(language, &formats, &mut random) else { continue };
            let line = first + 1 + placed.text[..placed.secret.start].matches('\n').count();
            planted.push(Planted {
                file: file.clone(),
                line,
                what,
                secret: placed.text[placed.secret].to_owned(),
            });
            text += &placed.text;
            if !text.ends_with('\n') {
                text.push('\n');
            }
            text += &filler(&mut random);
        }
        let path = folder.join(&file);
        path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
        std::fs::write(path, text)?;
    }
    Ok(planted)
}

/// A secret in a place of this language.
fn one(
    language: &str,
    formats: &[&'static Format],
    random: &mut Random,
) -> Option<(&'static str, super::contexts::Placed)> {
    for _ in 0..100 {
        let format = formats[random.below(formats.len())];
        let (what, secret, name, by_name) = if random.chance(80) {
            let name = if format.names.is_empty() { "value" } else { random.pick(format.names) };
            (format.id, format.sample(random), name, format.by_name)
        } else {
            let kind = &generic::KINDS[random.below(generic::KINDS.len())];
            (kind.id, kind.sample(random), random.pick(kind.names), true)
        };
        let fits = |context: &&super::contexts::Context| {
            context.id.split(' ').next() == Some(language)
                && context.fits(&secret)
                && (context.named || !by_name)
        };
        let places: Vec<_> = CONTEXTS.iter().filter(fits).collect();
        if !places.is_empty() {
            let context = places[random.below(places.len())];
            return Some((what, context.place(name, &secret, random)));
        }
    }
    None
}

/// Some lines without a secret.
fn filler(random: &mut Random) -> String {
    let mut text = String::new();
    for _ in 0..random.between(2, 8) {
        let line = if random.chance(50) {
            let (_, kinds) = lookalikes::GROUPS[random.below(lookalikes::GROUPS.len())];
            (kinds[random.below(kinds.len())].make)(random)
        } else {
            (logs::ORDINARY[random.below(logs::ORDINARY.len())].make)(random)
        };
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

#[test]
fn a_planted_tree_holds_its_secrets_where_the_list_says() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let planted = plant(folder.path(), 300, 1).expect("files");
    assert!(planted.len() > 80, "{} secrets", planted.len());
    for secret in &planted {
        let text = std::fs::read_to_string(folder.path().join(&secret.file)).expect("a text");
        let before = text[..secret.place(&text).start].matches('\n').count();
        assert_eq!(before + 1, secret.line, "{} in {:?}", secret.what, secret.file);
    }
    let holding: BTreeSet<&PathBuf> = planted.iter().map(|secret| &secret.file).collect();
    assert!(holding.len() < files(folder.path()).len() / 2, "most files hold none");
}

#[test]
fn one_seed_plants_one_tree() {
    let [one, other] = [1, 2].map(|_| tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder"));
    let [planted, again] = [&one, &other].map(|folder| plant(folder.path(), 60, 7).expect("files"));
    assert!(planted.iter().map(|secret| &secret.secret).eq(again.iter().map(|secret| &secret.secret)));
}
