//! The name of a function or macro, as far as a body alone can tell what it means.
//!
//! The file around the body is invisible to an attribute macro, so a name is either certain (written in full, or
//! imported inside the body) or only as it was written. It must never claim more.

use std::fmt;
use std::rc::Rc;

/// A path, with the body's own imports followed. It prints as that path.
#[derive(Clone, Debug)]
pub struct Name {
    /// `std::fs::read`. Empty for what is the user's own: `crate::..`, `self::..`, an item of the body.
    text: String,
    /// Where the last segment begins.
    last: usize,
    /// Where the one before it begins.
    parent: usize,
    /// Whether the first segment is certainly a crate: the path starts with `::`, or an import was followed.
    certain: bool,
    /// The modules that are imported with `*` where the name stands.
    globs: Option<Rc<[String]>>,
    /// The path of what is the user's own, as far as it is known.
    own: Option<String>,
}

impl Name {
    /// What is the user's own matches no rule. Its path is kept apart.
    pub(super) fn own(path: String) -> Self {
        Self { own: Some(path), ..Self::new(String::new(), true, None) }
    }

    /// `core` and `alloc` count as `std`, which hands on what is in them.
    pub(super) fn new(mut text: String, certain: bool, globs: Option<Rc<[String]>>) -> Self {
        for part in ["core::", "alloc::"] {
            if text.starts_with(part) {
                text.replace_range(..part.len(), "std::");
            }
        }
        let begin = |path: Option<&str>| path.and_then(|path| path.rfind(':')).map_or(0, |at| at + 1);
        let last = begin(Some(&text));
        let parent = begin(text.get(..last.saturating_sub("::".len())));
        Self { text, last, parent, certain, globs, own: None }
    }

    /// The last segment. Empty if the name is the user's own.
    pub fn last(&self) -> &str {
        self.text.get(self.last..).unwrap_or_default()
    }

    /// The path of what is the user's own, as it is written: `Self::total`, `crate::orders::total`, `total`. Such a name is
    /// in no module that a rule asks for.
    pub fn own_path(&self) -> Option<&str> {
        self.own.as_deref()
    }

    /// Whether the name certainly stands in this module or type: it is written in full, or the body imports it.
    pub fn is_in(&self, module: &str) -> bool {
        let qualifier = self.qualifier();
        qualifier == module
            || self.globs.iter().flat_map(|globs| &**globs).any(|glob| is_joined(module, glob, qualifier))
    }

    /// Whether it certainly stands in this module or type, or is qualified by the end of it, which is how it looks
    /// when the file imports the rest: `thread::sleep` for `sleep` in `std::thread`.
    pub fn may_be_in(&self, module: &str) -> bool {
        let qualifier = self.qualifier();
        let is_end = || module.strip_suffix(qualifier).is_some_and(|rest| rest.ends_with("::"));
        self.is_in(module) || (!self.certain && !qualifier.is_empty() && is_end())
    }

    /// The segment before the last, mostly the type: `File` of `std::fs::File::open`.
    pub fn parent(&self) -> &str {
        self.text.get(self.parent..self.last.saturating_sub("::".len())).unwrap_or_default()
    }

    /// What follows `module::`, if the name is written in full or imported, and lies in that module.
    pub fn within(&self, module: &str) -> Option<&str> {
        self.text.strip_prefix(module)?.strip_prefix("::")
    }

    /// Whether the name is a single segment of which nothing more is known.
    pub fn is_bare(&self) -> bool {
        self.last == 0 && !self.certain
    }

    /// The name of a macro of the standard library, written bare or in full.
    pub fn standard_macro(&self) -> Option<&str> {
        (self.is_bare() || self.qualifier() == "std").then(|| self.last())
    }

    fn qualifier(&self) -> &str {
        self.text.get(..self.last).and_then(|path| path.strip_suffix("::")).unwrap_or_default()
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// What stands behind the last `::` of a path.
pub(super) fn last_of(path: &str) -> &str {
    path.rsplit(':').next().unwrap_or_default()
}

/// Whether `full` is `module`, or `module::rest`.
fn is_joined(full: &str, module: &str, rest: &str) -> bool {
    match full.strip_prefix(module) {
        Some("") => rest.is_empty(),
        Some(end) => !rest.is_empty() && end.strip_prefix("::") == Some(rest),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::Name;

    fn written(text: &str) -> Name {
        Name::new(text.to_owned(), false, None)
    }

    fn under_glob(text: &str, glob: &str) -> Name {
        Name::new(text.to_owned(), false, Some(Rc::new([glob.to_owned()])))
    }

    #[test]
    fn a_full_path_is_certain() {
        assert!(written("std::fs::read").is_in("std::fs"));
        assert!(written("core::mem::transmute").is_in("std::mem"));
        assert!(!written("fs::read").is_in("std::fs"));
        assert_eq!(written("std::fs::File::open").within("std::fs"), Some("File::open"));
    }

    #[test]
    fn the_end_of_a_path_may_be_it_if_a_qualifier_is_left() {
        assert!(written("fs::read").may_be_in("std::fs"));
        assert!(written("File::open").may_be_in("std::fs::File"));
        assert!(!written("read").may_be_in("std::fs"));
        assert!(!written("s::read").may_be_in("std::fs"));
        assert!(!written("my::fs::read").may_be_in("std::fs"));
    }

    #[test]
    fn what_an_import_of_the_body_explains_is_not_guessed_at() {
        let imported = Name::new("fs::read".to_owned(), true, None);
        assert!(!imported.may_be_in("std::fs"));
    }

    #[test]
    fn a_glob_import_completes_a_name() {
        assert!(under_glob("read", "std::fs").is_in("std::fs"));
        assert!(under_glob("fs::read", "std").is_in("std::fs"));
        assert!(!under_glob("fs::read", "std::fs").is_in("std::fs"));
        assert!(!under_glob("read", "std").is_in("std::fs"));
    }

    #[test]
    fn a_macro_of_another_crate_is_not_the_standard_one() {
        assert_eq!(written("panic").standard_macro(), Some("panic"));
        assert_eq!(written("core::panic").standard_macro(), Some("panic"));
        assert_eq!(written("defmt::panic").standard_macro(), None);
        assert_eq!(Name::own("panic".to_owned()).standard_macro(), None);
    }
}
