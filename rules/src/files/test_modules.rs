//! Files that are test code as a whole, because another file declares them so: `#[cfg(test)] mod tests;`,
//! or includes them in its tests.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use crate::facts::{is_test_code, plain};
use syn::{Expr, ExprLit, Item, ItemMod, Lit, LitStr, Meta};

/// The files that others declare as modules.
#[derive(Debug, Default)]
pub(super) struct Modules {
    tests: HashSet<PathBuf>,
    /// The others, with the file that says so.
    others: HashMap<PathBuf, Vec<PathBuf>>,
}

impl Modules {
    /// The modules that a file declares and that stand in files of their own. Of each the path without `.rs`, unless an
    /// attribute says the whole of it.
    pub(super) fn of(path: &Path, file: &syn::File) -> Self {
        let mut modules = Self::default();
        modules.collect(path, &file.items, &mut Vec::new(), is_test_code(&file.attrs));
        modules
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.tests.extend(other.tests);
        for (module, by) in other.others {
            self.others.entry(module).or_default().extend(by);
        }
    }

    /// Takes files for the roots of tests, as Cargo says.
    pub(super) fn add_tests<'a>(&mut self, roots: impl Iterator<Item = &'a PathBuf>) {
        self.tests.extend(roots.map(|root| without_extension(root)));
    }

    /// The files that are declared as modules of a program, as far as they exist.
    pub(super) fn files(&self) -> impl Iterator<Item = PathBuf> {
        let declared = self.others.iter().filter(|(_, by)| by.iter().any(|by| !self.is_in_tests(by)));
        declared.filter_map(|(module, _)| {
            let candidates = [module.clone(), module.with_extension("rs"), module.join("mod.rs")];
            candidates.into_iter().find(|path| path.is_file())
        })
    }

    /// Whether a file is compiled for tests alone. What is declared for a program as well is part of it, whoever else
    /// declares it.
    pub(super) fn is_test(&self, path: &Path) -> bool {
        let without_extension = without_extension(path);
        let by_program = [path, without_extension.as_path()]
            .iter()
            .filter_map(|path| self.others.get(*path))
            .flatten()
            .any(|by| !self.is_in_tests(by));
        !by_program && self.is_in_tests(path)
    }

    fn is_in_tests(&self, path: &Path) -> bool {
        self.tests.contains(path) || without_extension(path).ancestors().any(|path| self.tests.contains(path))
    }

    fn collect(&mut self, file: &Path, items: &[Item], around: &mut Vec<String>, is_test: bool) {
        let folder = file.parent().unwrap_or(Path::new(""));
        for item in items {
            let item = match item {
                Item::Mod(item) => item,
                // A test may have its cases in a file of their own.
                Item::Macro(item) if item.mac.path.is_ident("include") => {
                    let Ok(included) = item.mac.parse_body::<LitStr>() else { continue };
                    let included = folder.join(included.value());
                    if is_test {
                        self.tests.insert(included);
                    } else {
                        self.others.entry(included).or_default().push(file.to_owned());
                    }
                    continue;
                }
                _ => continue,
            };
            let is_test = is_test || is_test_code(&item.attrs);
            if let Some((_, items)) = &item.content {
                around.push(plain(&item.ident));
                self.collect(file, items, around, is_test);
                around.pop();
                continue;
            }
            let module = file_of(file, around, item);
            if is_test {
                self.tests.insert(module);
            } else {
                self.others.entry(module).or_default().push(file.to_owned());
            }
        }
    }
}

/// Where a module stands that a file declares inside these modules of its own: the path without `.rs`, unless an attribute
/// says the whole of it.
pub(super) fn file_of(file: &Path, around: &[String], item: &ItemMod) -> PathBuf {
    let folder = file.parent().unwrap_or(Path::new(""));
    if let Some(path) = item.attrs.iter().find_map(path_of) {
        return folder.join(path);
    }
    let stem = file.file_stem().unwrap_or_default();
    let is_root = ["mod", "lib", "main"].iter().any(|root| stem == *root);
    let mut module = if is_root { folder.to_owned() } else { folder.join(stem) };
    let name = plain(&item.ident);
    module.extend(around.iter().chain([&name]));
    // Each file of `src/bin` is a root, and nothing in it says so.
    let exists = module.with_extension("rs").exists() || module.join("mod.rs").exists();
    if exists { module } else { folder.join(name) }
}

/// `a/b/mod.rs` is `a/b`, as `a/b.rs` is.
pub(super) fn without_extension(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if path.ends_with("mod.rs") => parent.to_owned(),
        _ => path.with_extension(""),
    }
}

/// `#[path = "other.rs"]`
fn path_of(attribute: &syn::Attribute) -> Option<String> {
    match &attribute.meta {
        Meta::NameValue(meta) if meta.path.is_ident("path") => match &meta.value {
            Expr::Lit(ExprLit { lit: Lit::Str(path), .. }) => Some(path.value()),
            _ => None,
        },
        _ => None,
    }
}
