//! The surface file: what a gate offers, checked in, so that no change of it goes unseen.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use crate::surface::lock;

/// The longest part of two texts that is compared line by line; beyond it all of the one goes and all of the other comes.
const COMPARED: usize = 4_000;

/// Compares all that a gate offers with a file that is checked in: who may call what and who may approve it, and for each
/// capability its description, schemas with every bound, effect, limits, authorities with their effects, and exceptions with their reasons.
///
/// The path is relative to the package, as `cargo test` runs there; `portcullis.lock` is the usual name. With `BLESS=1` in
/// the environment the file is written instead. Open folders and the like by paths that are the same on every machine,
/// since the file says what an authority reaches.
///
/// ```
/// use portcullis::prelude::*;
/// use portcullis::testing;
///
/// /// Adds two numbers.
/// #[capability(read)]
/// fn add(a: i32, b: i32) -> i64 {
///     i64::from(a) + i64::from(b)
/// }
///
/// // In the crate itself: `#[test] fn the_surface_is_as_checked_in() { … }`
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let gate = Gate::builder().capability(add).ledger(Memory::new()).build()?;
/// # let folder = tempfile::tempdir()?;
/// # let file = folder.path().join("portcullis.lock");
/// # std::fs::write(&file, testing::surface(&gate))?;
/// testing::assert_surface(&gate, &file);
/// # Ok(())
/// # }
/// ```
///
/// # Panics
///
/// If they differ, with the lines that do, or if there is no such file; and says how to accept it.
#[track_caller]
pub fn assert_surface(gate: &crate::Gate, file: impl AsRef<Path>) {
    let bless = std::env::var("BLESS").is_ok_and(|bless| !matches!(bless.as_str(), "" | "0"));
    if let Err(difference) = compare(&surface(gate), file.as_ref(), bless) {
        panic!("{difference}");
    }
}

/// The text that [`assert_surface`] compares: TOML with a line for each fact.
///
/// ```
/// use portcullis::prelude::*;
/// use portcullis::testing;
///
/// let gate = Gate::builder().ledger(Memory::new()).build()?;
/// assert!(testing::surface(&gate).starts_with("# All that this gate offers"));
/// # Ok::<(), portcullis::BuildError>(())
/// ```
pub fn surface(gate: &crate::Gate) -> String {
    lock::text(gate.descriptors(), gate.plugin_grants(), gate.rights())
}

fn compare(offered: &str, file: &Path, bless: bool) -> Result<(), String> {
    let shown = file.display();
    if bless {
        return fs::write(file, offered).map_err(|error| format!("`{shown}` cannot be written: {error}"));
    }
    let kept = match fs::read_to_string(file) {
        Ok(kept) => kept,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Err(format!(
                "there is no surface file `{shown}`\nhelp: write it with `BLESS=1 cargo test`, read it, and check it in"
            ));
        }
        Err(error) => return Err(format!("the surface file `{shown}` cannot be read: {error}")),
    };
    let difference = difference(&kept.lines().collect::<Vec<_>>(), &offered.lines().collect::<Vec<_>>());
    if difference.is_empty() {
        return Ok(());
    }
    Err(format!(
        "the gate does not offer what `{shown}` says (`-` is in the file, `+` is offered):\n{difference}\n\
         help: if that is meant, write the file anew with `BLESS=1 cargo test`, and check it in"
    ))
}

/// The lines that differ, each group below the table that it is in.
fn difference(kept: &[&str], offered: &[&str]) -> String {
    let mut text = String::new();
    let (mut kept_table, mut offered_table, mut told) = ("", "", "");
    for (sign, line) in changes(kept, offered) {
        if line.starts_with('[') {
            kept_table = if sign == '+' { kept_table } else { line };
            offered_table = if sign == '-' { offered_table } else { line };
        }
        if sign == ' ' || line.is_empty() {
            continue;
        }
        let table = if sign == '-' { kept_table } else { offered_table };
        if told != table && line != table {
            text.push_str(&format!("  {table}\n"));
        }
        told = table;
        text.push_str(&format!("{sign} {line}\n"));
    }
    text
}

/// All lines of both, in order: `-` for those of `old` alone, `+` for those of `new` alone.
fn changes<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(char, &'a str)> {
    let same = |(old, new): &(&&str, &&str)| old == new;
    let before = old.iter().zip(new).take_while(same).count();
    let (old_rest, new_rest) = (old.get(before..).unwrap_or_default(), new.get(before..).unwrap_or_default());
    let after = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(same).count();
    let old_middle = old_rest.get(..old_rest.len() - after).unwrap_or_default();
    let new_middle = new_rest.get(..new_rest.len() - after).unwrap_or_default();

    let mut changes: Vec<_> = old.iter().take(before).map(|line| (' ', *line)).collect();
    if old_middle.len().max(new_middle.len()) > COMPARED {
        changes.extend(old_middle.iter().map(|line| ('-', *line)));
        changes.extend(new_middle.iter().map(|line| ('+', *line)));
    } else {
        changes.extend(longest_common(old_middle, new_middle));
    }
    changes.extend(old.iter().skip(old.len() - after).map(|line| (' ', *line)));
    changes
}

/// By the longest common subsequence.
fn longest_common<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(char, &'a str)> {
    let width = new.len() + 1;
    // How many lines are common from (old, new) on.
    let mut common = vec![0_u16; (old.len() + 1) * width];
    for at in (0..old.len()).rev() {
        for beside in (0..new.len()).rev() {
            common[at * width + beside] = match old[at] == new[beside] {
                true => common[(at + 1) * width + beside + 1] + 1,
                false => common[(at + 1) * width + beside].max(common[at * width + beside + 1]),
            };
        }
    }
    let (mut at, mut beside) = (0, 0);
    let mut changes = Vec::with_capacity(old.len() + new.len());
    while at < old.len() || beside < new.len() {
        if at < old.len() && beside < new.len() && old[at] == new[beside] {
            changes.push((' ', old[at]));
            (at, beside) = (at + 1, beside + 1);
        } else if at < old.len()
            && (beside == new.len() || common[(at + 1) * width + beside] >= common[at * width + beside + 1])
        {
            changes.push(('-', old[at]));
            at += 1;
        } else {
            changes.push(('+', new[beside]));
            beside += 1;
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEPT: [&str; 6] = ["# head", "[a]", "effect = \"read\"", "rate = 60", "[b]", "rate = 60"];

    fn told(offered: &[&str]) -> String {
        difference(&KEPT, offered)
    }

    #[test]
    fn a_change_is_told_line_by_line_below_its_table() {
        let mut changed = KEPT;
        changed[2] = "effect = \"write\"";
        changed[5] = "rate = 90";
        assert_eq!(
            told(&changed),
            "  [a]\n- effect = \"read\"\n+ effect = \"write\"\n  [b]\n- rate = 60\n+ rate = 90\n"
        );
        assert_eq!(told(&KEPT), "");
        assert_eq!(told(&KEPT[..4]), "- [b]\n- rate = 60\n");
        let more: Vec<&str> = KEPT.into_iter().chain(["", "[c]", "rate = 1"]).collect();
        assert_eq!(told(&more), "+ [c]\n+ rate = 1\n");
    }

    #[test]
    fn whatever_changes_both_texts_can_be_read_from_the_changes() {
        let mut random = fastrand::Rng::with_seed(7);
        for _ in 0..300 {
            let mut text = || -> Vec<&str> {
                (0..random.usize(0..20)).map(|_| ["a", "b", "c", "d"][random.usize(0..4)]).collect()
            };
            let (old, new) = (text(), text());
            let changes = changes(&old, &new);
            let side = |sign: char| -> Vec<&str> {
                changes.iter().filter(|(of, _)| *of == ' ' || *of == sign).map(|(_, line)| *line).collect()
            };
            assert_eq!((side('-'), side('+')), (old, new));
        }
    }

    #[test]
    fn a_text_that_is_too_long_to_be_compared_is_still_told() {
        let (old, new) = (vec!["a"; COMPARED + 1], vec!["b"; 3]);
        assert_eq!(changes(&old, &new).len(), COMPARED + 4);
    }

    #[test]
    fn a_missing_file_says_what_to_do_and_blessing_does_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("portcullis.lock");
        let missing = compare("text\n", &file, false).unwrap_err();
        assert!(missing.contains("there is no surface file") && missing.contains("`BLESS=1 cargo test`"));
        assert_eq!(compare("text\n", &file, true), Ok(()));
        assert_eq!(compare("text\n", &file, false), Ok(()));
        let differs = compare("other\n", &file, false).unwrap_err();
        assert!(
            differs.contains("\n- text\n+ other\n") && differs.contains("`BLESS=1 cargo test`"),
            "{differs}"
        );
        // As a checkout on Windows has it.
        assert_eq!(fs::write(&file, "text\r\n").map(|()| compare("text\n", &file, false)).ok(), Some(Ok(())));
    }

    #[test]
    fn a_file_that_cannot_be_read_or_written_is_told() {
        let folder = tempfile::tempdir().unwrap();
        assert!(compare("", folder.path(), false).unwrap_err().contains("cannot be read"));
        assert!(compare("", folder.path(), true).unwrap_err().contains("cannot be written"));
    }
}
