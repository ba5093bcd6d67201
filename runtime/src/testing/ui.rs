//! What must not compile in a crate of the user's: files with the very message that the compiler gives of each.

use std::fmt;
use std::path::{Path, PathBuf};

/// Compiles each file that matches, and fails unless the compiler refuses it with the message in the `.stderr` beside it.
///
/// So a guarantee that is kept by types stays kept: that this capability cannot be granted that folder, that this type may
/// not leave. `TRYBUILD=overwrite cargo test` writes the messages; read each of them, and check it in. It needs the feature
/// `testing-ui`, in dev-dependencies; [`trybuild`](https://docs.rs/trybuild) does the compiling.
///
/// ```no_run
/// # // It compiles crates, which a documentation test should not.
/// #[test]
/// fn what_must_not_compile_does_not() {
///     portcullis::testing::ui("tests/ui/*.rs");
/// }
/// ```
///
/// # Panics
///
/// If no file matches, or one has no `.stderr` (unless they are being written): then nothing would be tested. If a file
/// compiles, or is refused with another message.
#[track_caller]
pub fn ui(pattern: &str) {
    let overwrites = std::env::var_os("TRYBUILD").is_some_and(|mode| mode == "overwrite");
    match cases(pattern, overwrites) {
        Ok(cases) => {
            let compiler = trybuild::TestCases::new();
            cases.iter().for_each(|case| compiler.compile_fail(case));
            // It runs when it is dropped, and panics if something is not as expected.
        }
        Err(missing) => panic!("{missing}"),
    }
}

/// Why there is nothing to compile.
#[derive(Debug, PartialEq, Eq)]
enum Missing {
    Pattern(String),
    File(String),
    Messages(Vec<PathBuf>),
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Missing::Pattern(pattern) => {
                write!(f, "`{pattern}` is no pattern of files\nhelp: write `tests/ui/*.rs`")
            }
            Missing::File(pattern) => write!(
                f,
                "no file matches `{pattern}`, so nothing would be tested\nhelp: the path is relative to the package, such as `tests/ui/*.rs`"
            ),
            Missing::Messages(files) => {
                let files: Vec<_> = files.iter().map(|file| format!("`{}`", file.display())).collect();
                write!(
                    f,
                    "no `.stderr` says what the compiler says of {}\nhelp: write it with `TRYBUILD=overwrite cargo test`, read it, and check it in",
                    files.join(", ")
                )
            }
        }
    }
}

/// The files that match, each with its message.
fn cases(pattern: &str, overwrites: bool) -> Result<Vec<PathBuf>, Missing> {
    let paths = glob::glob(pattern).map_err(|_| Missing::Pattern(pattern.to_owned()))?;
    let cases: Vec<PathBuf> = paths.filter_map(Result::ok).filter(|path| path.is_file()).collect();
    if cases.is_empty() {
        return Err(Missing::File(pattern.to_owned()));
    }
    let has_none = |case: &&PathBuf| !Path::new(case).with_extension("stderr").is_file();
    let without: Vec<PathBuf> = cases.iter().filter(has_none).cloned().collect();
    if without.is_empty() || overwrites { Ok(cases) } else { Err(Missing::Messages(without)) }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_pattern_that_matches_no_file_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let pattern = format!("{}/*.rs", folder.path().display());
        assert_eq!(cases(&pattern, false), Err(Missing::File(pattern.clone())));
        assert_eq!(cases(&pattern, true), Err(Missing::File(pattern)));
        assert_eq!(cases("[", false), Err(Missing::Pattern("[".to_owned())));
    }

    #[test]
    fn a_file_without_a_message_is_an_error_unless_it_is_being_written() {
        let folder = tempfile::tempdir().unwrap();
        let (told, untold) = (folder.path().join("told.rs"), folder.path().join("untold.rs"));
        for file in [&told, &untold, &folder.path().join("told.stderr")] {
            fs::write(file, "").unwrap();
        }
        let pattern = format!("{}/*.rs", folder.path().display());
        assert_eq!(cases(&pattern, false), Err(Missing::Messages(vec![untold.clone()])));
        assert_eq!(cases(&pattern, true), Ok(vec![told, untold]));
    }
}
