//! What the `use` lines and items around a place make of a name: those of a body, or of a whole file.

use std::collections::HashMap;
use std::rc::Rc;

use foldhash::fast::RandomState;
use syn::{GenericArgument, Ident, Item, PathArguments, QSelf, Type, UseTree};

use super::name::{Name, last_of};
use super::word::{plain, push_word};

/// How many imports of imports are followed; what goes on beyond that is a cycle.
const LONGEST_CHAIN: usize = 8;

/// The blocks around a place, the innermost last.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scopes {
    /// `None` for a block that declares nothing.
    scopes: Vec<Option<Rc<Scope>>>,
    /// The modules that are imported with `*` here and around, for each scope.
    globs: Vec<Option<Rc<[String]>>>,
}

#[derive(Debug, Default)]
struct Scope {
    names: HashMap<String, Meaning, RandomState>,
    /// Those of macros that are declared here, which are names of their own kind.
    macros: Vec<String>,
    globs: Vec<String>,
    /// The types in the brackets of type aliases.
    aliases: Vec<(String, Vec<String>)>,
}

#[derive(Clone, Debug)]
enum Meaning {
    /// Declared here.
    Own,
    /// A function that is declared here: no path goes through it.
    OwnFunction,
    /// Imported, under the path that the `use` or the type alias says.
    Path(String),
}

impl Scopes {
    /// Enters a block or a `mod` and reads what it declares: items count for the whole of it.
    pub(crate) fn enter<'a>(&mut self, items: impl Iterator<Item = &'a Item>) {
        let mut scope: Option<Scope> = None;
        let many = items.size_hint().0;
        for item in items {
            let scope = scope.get_or_insert_default();
            // Some items declare several names, and most one.
            if scope.names.is_empty() {
                scope.names.reserve(2 * many);
            }
            scope.declare(item);
        }
        let adds_globs = scope.as_ref().is_some_and(|scope| !scope.globs.is_empty());
        self.scopes.push(scope.map(Rc::new));
        let globs = match self.globs.last() {
            Some(around) if !adds_globs => around.clone(),
            None if !adds_globs => None,
            _ => {
                let globs = self.visible().flat_map(|scope| &scope.globs);
                Some(globs.filter_map(|glob| self.module(glob)).collect())
            }
        };
        self.globs.push(globs);
    }

    pub(crate) fn leave(&mut self) {
        self.scopes.pop();
        self.globs.pop();
    }

    /// The name of a path in an expression or a macro invocation; `<T>::f` counts as `T::f`.
    pub(crate) fn name(&self, qself: Option<&QSelf>, path: &syn::Path) -> Name {
        let mut text = String::with_capacity(32);
        let mut skipped = 0;
        if let Some(qself) = qself {
            match &*qself.ty {
                Type::Path(ty) if ty.qself.is_none() => join(&mut text, &ty.path, 0),
                _ => return Name::own(String::new()),
            }
            skipped = qself.position;
        }
        join(&mut text, path, skipped);
        self.resolve(text, path.leading_colon.is_some() && qself.is_none())
    }

    /// The last names of the types in a path's brackets, and in those of the type alias that it begins with.
    pub(super) fn types_in(&self, qself: Option<&QSelf>, path: &syn::Path) -> Vec<String> {
        let mut types = Vec::new();
        let first = match qself {
            Some(qself) => {
                types_of(&qself.ty, DEEPEST_TYPE, &mut types);
                match &*qself.ty {
                    Type::Path(ty) => ty.path.segments.first(),
                    _ => None,
                }
            }
            None => path.segments.first(),
        };
        types_in_brackets(path, DEEPEST_TYPE, &mut types);
        if let Some(first) = first {
            let alias = self.visible().flat_map(|scope| &scope.aliases).find(|(name, _)| first.ident == name);
            types.extend(alias.into_iter().flat_map(|(_, types)| types.iter().cloned()));
        }
        types
    }

    /// The name of a macro: a module or a function of that name is something else.
    pub(super) fn macro_name(&self, path: &syn::Path) -> Name {
        let Some(ident) = path.get_ident() else { return self.name(None, path) };
        let ident = plain(ident);
        let is_declared = self.visible().any(|scope| scope.macros.contains(&ident));
        match self.visible().find_map(|scope| scope.names.get(&ident)) {
            Some(Meaning::Own | Meaning::OwnFunction) if !is_declared => Name::new(ident, false, None),
            _ => self.name(None, path),
        }
    }

    /// Whether a single name means something that the body says: all else is a variable or the file's own.
    pub(super) fn explains(&self, name: &str) -> bool {
        self.visible().any(|scope| {
            !scope.globs.is_empty() || (!scope.names.is_empty() && scope.names.contains_key(name))
        })
    }

    /// The name of a path that is written like this. `absolute` if it starts with `::`.
    pub(super) fn resolve(&self, mut path: String, absolute: bool) -> Name {
        if absolute {
            return Name::new(path, true, None);
        }
        let Some(imported) = self.follow(&mut path) else {
            return Name::own(path);
        };
        // In `talk!(say ::std::fs::read(x))` the first word belongs to the macro's language.
        let is_long = path.bytes().filter(|byte| *byte == b':').count() >= "::::".len();
        if is_long && !matches!(first_of(&path), "std" | "core") {
            let at = ["::std::", "::core::"].iter().filter_map(|name| path.find(name)).min();
            path.drain(..at.map_or(0, |at| at + "::".len()));
        }
        let globs = if imported { None } else { self.globs.last().cloned().flatten() };
        Name::new(path, imported, globs)
    }

    /// Replaces the first segment by what it is imported as. `None` for the user's own.
    fn follow(&self, path: &mut String) -> Option<bool> {
        let mut imported = false;
        for _ in 0..LONGEST_CHAIN {
            let first = first_of(path);
            if matches!(first, "" | "crate" | "self" | "super" | "Self") {
                return None;
            }
            let is_path = path.len() > first.len();
            let is_meant = |meaning: &&Meaning| !(is_path && matches!(meaning, Meaning::OwnFunction));
            let meaning = self.visible().find_map(|scope| scope.names.get(first).filter(is_meant));
            match meaning {
                Some(Meaning::Own | Meaning::OwnFunction) => return None,
                // `use tokio::spawn` names a crate; only another import can stand between.
                Some(Meaning::Path(target)) if !imported || first_of(target) != first => {
                    imported = true;
                    let end = first.len();
                    path.replace_range(..end, target);
                }
                _ => break,
            }
        }
        Some(imported)
    }

    fn module(&self, glob: &str) -> Option<String> {
        let mut path = glob.to_owned();
        self.follow(&mut path).map(|_| path)
    }

    /// From the innermost block outwards. What a `mod` uses it must declare, so nothing outside needs to be hidden.
    fn visible(&self) -> impl Iterator<Item = &Scope> {
        self.scopes.iter().rev().filter_map(Option::as_deref)
    }
}

impl Scope {
    fn declare(&mut self, item: &Item) {
        let ident = match item {
            Item::Use(item) => return self.import(&mut String::new(), &item.tree),
            Item::Type(item) => match &*item.ty {
                Type::Path(ty) if ty.qself.is_none() => {
                    let mut types = Vec::new();
                    types_in_brackets(&ty.path, DEEPEST_TYPE, &mut types);
                    if !types.is_empty() {
                        self.aliases.push((plain(&item.ident), types));
                    }
                    let mut path = String::new();
                    join(&mut path, &ty.path, 0);
                    self.names.insert(plain(&item.ident), Meaning::Path(path));
                    return;
                }
                _ => &item.ident,
            },
            Item::ExternCrate(item) => {
                if let Some((_, rename)) = &item.rename {
                    self.names.insert(plain(rename), Meaning::Path(plain(&item.ident)));
                }
                return;
            }
            Item::Enum(item) => &item.ident,
            Item::Fn(item) => {
                self.names.insert(plain(&item.sig.ident), Meaning::OwnFunction);
                return;
            }
            Item::Macro(item) => match &item.ident {
                Some(ident) => {
                    self.macros.push(plain(ident));
                    ident
                }
                None => return,
            },
            Item::Mod(item) => &item.ident,
            Item::Struct(item) => &item.ident,
            Item::Trait(item) => &item.ident,
            Item::Union(item) => &item.ident,
            _ => return,
        };
        self.names.insert(plain(ident), Meaning::Own);
    }

    /// Reads a tree of imports, all of which begin with `prefix`.
    fn import(&mut self, prefix: &mut String, tree: &UseTree) {
        let around = prefix.len();
        // Each name of a list would take as much once more.
        if around > LONGEST_PATH {
            return;
        }
        match tree {
            UseTree::Path(tree) => {
                push_segment(prefix, &tree.ident);
                self.import(prefix, &tree.tree);
            }
            UseTree::Name(tree) => {
                if tree.ident != "self" {
                    push_segment(prefix, &tree.ident);
                }
                if !prefix.is_empty() {
                    self.names.insert(last_of(prefix).to_owned(), Meaning::Path(prefix.clone()));
                }
            }
            UseTree::Rename(tree) => {
                if tree.ident != "self" {
                    push_segment(prefix, &tree.ident);
                }
                self.names.insert(plain(&tree.rename), Meaning::Path(prefix.clone()));
            }
            UseTree::Glob(_) => self.globs.push(prefix.clone()),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.import(prefix, tree)),
        }
        prefix.truncate(around);
    }
}

/// How long a path is that is followed, in bytes. Nobody writes one that is as long.
pub(crate) const LONGEST_PATH: usize = 512;

/// How deep types inside types are looked for.
const DEEPEST_TYPE: usize = 4;

fn types_in_brackets(path: &syn::Path, depth: usize, types: &mut Vec<String>) {
    let Some(depth) = depth.checked_sub(1) else { return };
    for segment in &path.segments {
        if let PathArguments::AngleBracketed(list) = &segment.arguments {
            for argument in &list.args {
                if let GenericArgument::Type(ty) = argument {
                    types_of(ty, depth, types);
                }
            }
        }
    }
}

fn types_of(ty: &Type, depth: usize, types: &mut Vec<String>) {
    if let Type::Path(ty) = ty {
        types.extend(ty.path.segments.last().map(|last| plain(&last.ident)));
        types_in_brackets(&ty.path, depth, types);
    }
}

/// Appends the segments of a path but the first few.
fn join(text: &mut String, path: &syn::Path, skipped: usize) {
    path.segments.iter().skip(skipped).for_each(|segment| push_segment(text, &segment.ident));
}

fn push_segment(path: &mut String, ident: &Ident) {
    if !path.is_empty() {
        path.push_str("::");
    }
    push_word(path, ident);
}

fn first_of(path: &str) -> &str {
    path.split(':').next().unwrap_or_default()
}
