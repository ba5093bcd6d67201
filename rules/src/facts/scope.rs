//! What the `use` lines and items around a place make of a name: those of a body, or of a whole file.

use std::collections::HashMap;
use std::fmt::Write;
use std::rc::Rc;

use syn::{GenericArgument, Ident, Item, PathArguments, QSelf, Type, UseTree};

use super::name::Name;

/// How many imports of imports are followed; what goes on beyond that is a cycle.
const LONGEST_CHAIN: usize = 8;

/// The blocks around a place, the innermost last.
#[derive(Debug, Default)]
pub(crate) struct Scopes {
    scopes: Vec<Scope>,
    /// The modules that are imported with `*` here and around, for each scope.
    globs: Vec<Rc<[String]>>,
}

#[derive(Debug, Default)]
struct Scope {
    names: HashMap<String, Meaning>,
    /// Those of macros that are declared here, which are names of their own kind.
    macros: Vec<String>,
    globs: Vec<Vec<String>>,
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
    Path(Vec<String>),
}

impl Scopes {
    /// Enters a block or a `mod` and reads what it declares: items count for the whole of it.
    pub(crate) fn enter<'a>(&mut self, items: impl Iterator<Item = &'a Item>) {
        let mut scope = Scope::default();
        for item in items {
            scope.declare(item);
        }
        let adds_globs = !scope.globs.is_empty();
        self.scopes.push(scope);
        let globs = match self.globs.last() {
            Some(around) if !adds_globs => around.clone(),
            _ => self.visible().flat_map(|scope| &scope.globs).filter_map(|glob| self.module(glob)).collect(),
        };
        self.globs.push(globs);
    }

    pub(crate) fn leave(&mut self) {
        self.scopes.pop();
        self.globs.pop();
    }

    /// The name of a path in an expression or a macro invocation; `<T>::f` counts as `T::f`.
    pub(crate) fn name(&self, qself: Option<&QSelf>, path: &syn::Path) -> Name {
        if qself.is_none()
            && path.leading_colon.is_none()
            && let Some(name) = self.plain_name(path)
        {
            return name;
        }
        let mut segments = Vec::new();
        let mut rest = path.segments.iter();
        if let Some(qself) = qself {
            match &*qself.ty {
                Type::Path(ty) if ty.qself.is_none() => segments.extend(segments_of(&ty.path)),
                _ => return Name::own(String::new()),
            }
            rest.by_ref().take(qself.position).for_each(drop);
        }
        segments.extend(rest.map(|segment| plain(&segment.ident)));
        self.resolve(segments, path.leading_colon.is_some() && qself.is_none())
    }

    /// The name of a path that no import and no item explains, which most are.
    fn plain_name(&self, path: &syn::Path) -> Option<Name> {
        let mut text = plain(&path.segments.first()?.ident);
        let is_explained = matches!(text.as_str(), "crate" | "self" | "super" | "Self")
            || self.visible().any(|scope| !scope.names.is_empty() && scope.names.contains_key(&text));
        if is_explained {
            return None;
        }
        for segment in path.segments.iter().skip(1) {
            text.push_str("::");
            text.push_str(&plain(&segment.ident));
        }
        if path.segments.len() > 2 && (text.contains("::std::") || text.contains("::core::")) {
            return None;
        }
        Some(Name::new(text, false, self.globs.last().cloned().unwrap_or_default()))
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
            Some(Meaning::Own | Meaning::OwnFunction) if !is_declared => {
                Name::new(ident, false, Default::default())
            }
            _ => self.name(None, path),
        }
    }

    /// Whether a single name means something that the body says: all else is a variable or the file's own.
    pub(super) fn explains(&self, ident: &Ident) -> bool {
        let mut name = None;
        self.visible().any(|scope| {
            !scope.globs.is_empty()
                || (!scope.names.is_empty()
                    && scope.names.contains_key(name.get_or_insert_with(|| plain(ident)).as_str()))
        })
    }

    /// The name of a path given as its segments. `absolute` if it starts with `::`.
    pub(super) fn resolve(&self, mut segments: Vec<String>, absolute: bool) -> Name {
        if absolute {
            return Name::new(segments.join("::"), true, Rc::default());
        }
        let Some(imported) = self.follow(&mut segments) else {
            return Name::own(segments.join("::"));
        };
        // In `talk!(say ::std::fs::read(x))` the first word belongs to the macro's language.
        if let Some(at) = segments.iter().position(|segment| segment == "std" || segment == "core") {
            segments.drain(..at);
        }
        let globs = if imported { Rc::default() } else { self.globs.last().cloned().unwrap_or_default() };
        Name::new(segments.join("::"), imported, globs)
    }

    /// Replaces the first segment by what it is imported as. `None` for the user's own.
    fn follow(&self, segments: &mut Vec<String>) -> Option<bool> {
        let mut imported = false;
        for _ in 0..LONGEST_CHAIN {
            let first = segments.first()?;
            if matches!(first.as_str(), "crate" | "self" | "super" | "Self") {
                return None;
            }
            let is_path = segments.len() > 1;
            let is_meant = |meaning: &&Meaning| !(is_path && matches!(meaning, Meaning::OwnFunction));
            match self.visible().find_map(|scope| scope.names.get(first).filter(is_meant)) {
                Some(Meaning::Own | Meaning::OwnFunction) => return None,
                // `use tokio::spawn` names a crate; only another import can stand between.
                Some(Meaning::Path(target)) if !imported || target.first() != Some(first) => {
                    imported = true;
                    segments.splice(..1, target.iter().cloned());
                }
                _ => break,
            }
        }
        Some(imported)
    }

    fn module(&self, glob: &[String]) -> Option<String> {
        let mut segments = glob.to_vec();
        self.follow(&mut segments).map(|_| segments.join("::"))
    }

    /// From the innermost block outwards. What a `mod` uses it must declare, so nothing outside needs to be hidden.
    fn visible(&self) -> impl Iterator<Item = &Scope> {
        self.scopes.iter().rev()
    }
}

impl Scope {
    fn declare(&mut self, item: &Item) {
        let ident = match item {
            Item::Use(item) => return self.import(Vec::new(), &item.tree),
            Item::Type(item) => match &*item.ty {
                Type::Path(ty) if ty.qself.is_none() => {
                    let mut types = Vec::new();
                    types_in_brackets(&ty.path, DEEPEST_TYPE, &mut types);
                    if !types.is_empty() {
                        self.aliases.push((plain(&item.ident), types));
                    }
                    self.names.insert(plain(&item.ident), Meaning::Path(segments_of(&ty.path).collect()));
                    return;
                }
                _ => &item.ident,
            },
            Item::ExternCrate(item) => {
                if let Some((_, rename)) = &item.rename {
                    self.names.insert(plain(rename), Meaning::Path(vec![plain(&item.ident)]));
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

    fn import(&mut self, mut prefix: Vec<String>, tree: &UseTree) {
        // Each name of a list would take as much once more.
        if prefix.iter().map(|name| name.len() + 16).sum::<usize>() > LONGEST_PATH {
            return;
        }
        match tree {
            UseTree::Path(tree) => {
                prefix.push(plain(&tree.ident));
                self.import(prefix, &tree.tree);
            }
            UseTree::Name(tree) => {
                let named = plain(&tree.ident);
                if named != "self" {
                    prefix.push(named);
                }
                if let Some(last) = prefix.last().cloned() {
                    self.names.insert(last, Meaning::Path(prefix));
                }
            }
            UseTree::Rename(tree) => {
                let named = plain(&tree.ident);
                if named != "self" {
                    prefix.push(named);
                }
                self.names.insert(plain(&tree.rename), Meaning::Path(prefix));
            }
            UseTree::Glob(_) => self.globs.push(prefix),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(prefix.clone(), tree);
                }
            }
        }
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

fn segments_of(path: &syn::Path) -> impl Iterator<Item = String> {
    path.segments.iter().map(|segment| plain(&segment.ident))
}

/// `r#move` is `move`.
pub(crate) fn plain(ident: &Ident) -> String {
    // It is asked for each name of a file, and most are short.
    let mut text = String::with_capacity(16);
    let _ = write!(text, "{ident}");
    if text.starts_with("r#") {
        text.drain(.."r#".len());
    }
    text
}
