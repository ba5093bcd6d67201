//! Which function of which file a call means, and what the files of a crate say to each other because of it.
//!
//! Names are resolved as far as declarations and `use` lines tell; a call that could mean several things means none of
//! them, but for the implementations of one trait. See [`crate::flow::crossing`] for what crosses.

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs::canonicalize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::manifest;
use super::outline::{Function, Module, Outline};
use super::paths::without_parents;
use super::test_modules::without_extension;
use crate::flow::Structure;
use crate::flow::crossing::{Callee, Carried, Crossings, Elsewhere, Position, Verdict, mark};

/// How many steps are taken to find out what a path means, and how many names it has on the way.
const MOST_STEPS: usize = 1024;
const MOST_NAMES: usize = 32;
/// In how many ways a function is called, as far as it is walked for each of them.
const MOST_WAYS: usize = 8;
/// How many implementations of a method are followed.
const MOST_IMPLEMENTATIONS: usize = 4;

/// A file, a module or a function by its number among all.
type FileNumber = usize;
type ModuleNumber = usize;
type FunctionNumber = usize;

/// A file of which the outline is known.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) path: PathBuf,
    pub(super) outline: Outline,
    pub(super) crossings: Crossings,
}

/// The files that were checked, and what is known of the calls between them.
#[derive(Debug, Default)]
pub(super) struct Links {
    paths: Vec<PathBuf>,
    modules: Vec<Node>,
    functions: Vec<Declared>,
    /// The functions of a module by name.
    by_module: HashMap<(ModuleNumber, String), Vec<FunctionNumber>>,
    /// Those that take `self` or belong to a type, by name.
    by_type: HashMap<String, Vec<FunctionNumber>>,
    by_position: BTreeMap<(FileNumber, Position), FunctionNumber>,
    /// The names of all functions, and those that they are imported as.
    names: HashSet<String>,
    aliases: HashMap<String, BTreeSet<String>>,
    /// The module that each file is; nothing for one that is a test.
    first: Vec<Option<ModuleNumber>>,
    /// The file that a crate begins with, for each module.
    roots: Vec<ModuleNumber>,
    /// Libraries by the folder of their `lib.rs`, and by their name: that of their folder, if no manifest says it.
    by_folder: HashMap<PathBuf, ModuleNumber>,
    by_package: HashMap<String, Vec<ModuleNumber>>,
    unnamed: HashSet<ModuleNumber>,
    /// The library of the same package, for each file that a crate begins with.
    beside: HashMap<ModuleNumber, ModuleNumber>,
    /// Structs and enums by name, with the module that each crate begins with; nothing where two have the name.
    structures: HashMap<(ModuleNumber, String), Option<Structure>>,
    /// The files that call a function of such a name.
    callers_by_mark: HashMap<u32, Vec<FileNumber>>,
    known: Known,
}

#[derive(Debug, Default)]
struct Node {
    file: FileNumber,
    around: Option<ModuleNumber>,
    children: HashMap<String, ModuleNumber>,
    /// The paths that a name stands for.
    imports: HashMap<String, Vec<String>>,
    globs: Vec<String>,
    /// The modules that these are, as far as they are known.
    seen: BTreeSet<ModuleNumber>,
}

#[derive(Debug)]
struct Declared {
    file: FileNumber,
    module: ModuleNumber,
    function: Function,
}

/// How functions are called by one file, with the line where that is.
type Ways = BTreeMap<(FunctionNumber, Vec<Carried>), usize>;

/// What has been learned so far.
#[derive(Debug, Default)]
struct Known {
    /// The ways in which a function is called, with the files that do and the line where each does first.
    ways: HashMap<FunctionNumber, BTreeMap<Vec<Carried>, BTreeMap<FileNumber, usize>>>,
    /// The ways in which a file calls functions, with the line.
    calls: HashMap<FileNumber, Ways>,
    answers: HashMap<(FunctionNumber, Vec<Carried>), Carried>,
    brought: HashMap<FunctionNumber, Carried>,
    /// The names of the functions that bring something.
    brought_by: HashSet<String>,
    /// The files that ask what a function says of its parameters.
    asked: HashMap<FunctionNumber, BTreeSet<FileNumber>>,
    verdicts: HashMap<FunctionNumber, Verdict>,
}

impl Known {
    /// The ways to call a function in which it is walked: if there are many, those with a value that no other has, and the more
    /// dangerous of these.
    fn walked(&self, function: FunctionNumber) -> Vec<&Vec<Carried>> {
        let mut ways: Vec<&Vec<Carried>> =
            self.ways.get(&function).into_iter().flat_map(BTreeMap::keys).collect();
        if ways.len() > MOST_WAYS {
            ways.sort_by_cached_key(|way| Reverse(way.iter().map(|carried| carried.danger()).sum::<u32>()));
            let mut seen = HashSet::new();
            let (mut first, mut others) = (Vec::new(), Vec::new());
            for way in ways {
                let values = way.iter().enumerate().filter(|(_, carried)| carried.is_telling());
                // All of them are to be seen.
                let new = values.filter(|(at, carried)| seen.insert((*at, **carried))).count();
                if new > 0 { &mut first } else { &mut others }.push(way);
            }
            first.extend(others);
            first.truncate(MOST_WAYS);
            ways = first;
        }
        ways
    }
}

impl Links {
    /// Learns how the files hang together.
    pub(super) fn of(parts: &mut [Part]) -> Self {
        let mut links = Self::default();
        let mut elsewhere = Vec::new();
        let mut structures = Vec::new();
        for (file, part) in parts.iter_mut().enumerate() {
            links.paths.push(part.path.clone());
            structures.push(std::mem::take(&mut part.outline.structures));
            let outline = std::mem::take(&mut part.outline);
            // What tests do to a program is no fault of it.
            let outline = if manifest::is_test(&part.path) { Outline::default() } else { outline };
            elsewhere.extend(links.declare(file, outline));
            let named = &mut part.crossings.named;
            named.sort_unstable();
            named.dedup();
            for mark in named.drain(..) {
                links.callers_by_mark.entry(mark).or_default().push(file);
            }
        }
        // `a/b.rs` and `a/b/mod.rs` are `a/b`.
        let by_path =
            Paths::of(parts.iter().zip(&links.first).filter_map(|(it, first)| Some((&*it.path, (*first)?))));
        for (around, name, path) in elsewhere {
            if let Some(child) = by_path.find(&path).filter(|child| *child != around)
                && let Some(node) = links.modules.get_mut(around)
            {
                node.children.insert(name, child);
                if let Some(node) = links.modules.get_mut(child) {
                    node.around.get_or_insert(around);
                }
            }
        }
        links.find_roots();
        links.find_libraries();
        links.find_globs();
        for (first, structures) in links.first.iter().zip(structures) {
            let Some(root) = first.map(|first| links.root(first)) else { continue };
            for (name, structure) in structures {
                let known = links.structures.entry((root, name));
                known.and_modify(|two| *two = None).or_insert(Some(structure));
            }
        }
        links
    }

    /// The outermost module around each.
    fn find_roots(&mut self) {
        let mut roots: HashMap<ModuleNumber, ModuleNumber> = HashMap::new();
        for module in 0..self.modules.len() {
            let (mut at, mut way) = (module, Vec::new());
            let root = loop {
                if let Some(root) = roots.get(&at) {
                    break *root;
                }
                // A file may declare itself by a detour: there the circle begins where it was entered.
                roots.insert(at, at);
                way.push(at);
                match self.modules.get(at).and_then(|node| node.around) {
                    Some(around) => at = around,
                    None => break at,
                }
            };
            roots.extend(way.into_iter().map(|module| (module, root)));
            self.roots.push(root);
        }
    }

    fn find_libraries(&mut self) {
        let begins = |first: &ModuleNumber| self.root(*first) == *first;
        let all: Vec<ModuleNumber> = self.first.iter().flatten().copied().filter(begins).collect();
        for library in all.iter().copied() {
            let Some(path) = self.path_of(library).filter(|path| path.ends_with("lib.rs")) else { continue };
            let folder = path.parent().unwrap_or(Path::new("")).to_owned();
            let name = manifest::library_of(&folder);
            if name.is_none() {
                self.unnamed.insert(library);
            }
            let of_folder = || Some(folder.parent()?.file_name()?.to_string_lossy().replace('-', "_"));
            if let Some(name) = name.or_else(of_folder) {
                self.by_package.entry(name).or_default().push(library);
            }
            self.by_folder.insert(folder, library);
        }
        let beside = |root: ModuleNumber| {
            let folder = self.path_of(root)?.parent()?;
            // `src/bin/one.rs`, `src/bin/one/main.rs`
            let programs =
                [Some(folder), folder.parent()].into_iter().flatten().find(|it| it.ends_with("bin"));
            let mut folders = [Some(folder), programs.and_then(Path::parent)].into_iter().flatten();
            Some((root, folders.find_map(|folder| self.by_folder.get(folder)).copied()?))
        };
        self.beside = all.iter().filter_map(|root| beside(*root)).collect();
    }

    /// Which modules are imported with `*`. One may begin with what another one brings: `use crate::*; use store::*;`.
    fn find_globs(&mut self) {
        for _ in 0..2 {
            let find = |(module, node): (ModuleNumber, &Node)| {
                let find = |glob: &String| {
                    let path: Vec<&str> = glob.split("::").collect();
                    self.look::<ModuleNumber>(module, &path, &mut Search::default(), true)
                };
                let found = node.globs.iter().filter_map(find);
                found.filter(|found| *found != module).collect::<BTreeSet<ModuleNumber>>()
            };
            let found: Vec<BTreeSet<ModuleNumber>> = self.modules.iter().enumerate().map(find).collect();
            for (node, found) in self.modules.iter_mut().zip(found) {
                node.seen = found;
            }
        }
    }

    /// Adds what a file declares, and gives the modules of it that stand in files of their own.
    fn declare(&mut self, file: FileNumber, outline: Outline) -> Vec<(ModuleNumber, String, PathBuf)> {
        let first = self.modules.len();
        self.first.push((!outline.modules.is_empty()).then_some(first));
        let mut elsewhere = Vec::new();
        for (number, module) in outline.modules.into_iter().enumerate() {
            let Module { name, around, imports, globs, files } = module;
            let around = around.map(|around| first + around);
            if let Some(node) = around.and_then(|around| self.modules.get_mut(around)) {
                node.children.insert(name, first + number);
            }
            elsewhere.extend(files.into_iter().map(|(name, path)| (first + number, name, path)));
            let mut node = Node { file, around, globs, ..Node::default() };
            for (name, path) in imports {
                let last = path.rsplit("::").next().unwrap_or_default();
                if last != name {
                    self.names.insert(name.clone());
                    self.aliases.entry(last.to_owned()).or_default().insert(name.clone());
                }
                node.imports.entry(name).or_default().push(path);
            }
            self.modules.push(node);
        }
        for function in outline.functions {
            let number = self.functions.len();
            let module = first + function.module;
            self.by_position.insert((file, function.position), number);
            let name = function.name.clone();
            self.names.insert(name.clone());
            if function.of.is_some() {
                self.by_type.entry(name).or_default().push(number);
            } else {
                self.by_module.entry((module, name)).or_default().push(number);
            }
            self.functions.push(Declared { file, module, function });
        }
        elsewhere
    }

    /// Takes what a file does to the others, and gives the files that should be read again because of it.
    pub(super) fn learn(&mut self, file: FileNumber, crossings: &Crossings) -> BTreeSet<FileNumber> {
        let mut stale = BTreeSet::new();
        let mut calls = BTreeMap::new();
        for call in &crossings.calls {
            for function in self.resolve(file, &call.callee, call.arguments.len()) {
                calls.entry((function, call.arguments.clone())).or_insert(call.line);
            }
        }
        stale.extend(self.take_calls(file, calls));
        for (callee, arguments) in &crossings.questions {
            for function in self.resolve(file, callee, *arguments) {
                let asked = self.known.asked.entry(function).or_default();
                if asked.insert(file) && asked.len() == 1 {
                    stale.extend(self.functions.get(function).map(|declared| declared.file));
                }
            }
        }
        for (position, verdict) in &crossings.verdicts {
            let Some(function) = self.by_position.get(&(file, *position)) else { continue };
            if self.known.verdicts.insert(*function, verdict.clone()).as_ref() != Some(verdict) {
                stale.extend(self.known.asked.get(function).into_iter().flatten());
            }
        }
        for (position, arguments, answer) in &crossings.answered {
            let Some(function) = self.by_position.get(&(file, *position)) else { continue };
            let key = (*function, arguments.clone());
            if self.known.answers.insert(key.clone(), *answer) != Some(*answer) {
                let callers = self.known.ways.get(&key.0).and_then(|ways| ways.get(&key.1));
                stale.extend(callers.into_iter().flat_map(BTreeMap::keys));
            }
        }
        for (position, brought) in &crossings.brought {
            let Some(function) = self.by_position.get(&(file, *position)) else { continue };
            let before = self.known.brought.get(function).copied();
            let all = before.map_or(*brought, |before| before.or(*brought));
            if before != Some(all) {
                self.known.brought.insert(*function, all);
                let names: Vec<String> = self.names_of(*function).map(str::to_owned).collect();
                self.known.brought_by.extend(names);
                stale.extend(self.callers(*function));
            }
        }
        stale
    }

    /// Puts the calls of a file in the place of those that it made when less was known, and gives the files with functions that
    /// are called in other ways now.
    fn take_calls(&mut self, file: FileNumber, calls: Ways) -> BTreeSet<FileNumber> {
        let before = self.known.calls.remove(&file).unwrap_or_default();
        let gone = before.keys().filter(|key| !calls.contains_key(*key));
        let new = calls.keys().filter(|key| !before.contains_key(*key));
        let changed: BTreeSet<FunctionNumber> = gone.chain(new).map(|(function, _)| *function).collect();
        let walked = |links: &Self| -> Vec<Vec<Vec<Carried>>> {
            let of = |function: &FunctionNumber| links.known.walked(*function).into_iter().cloned().collect();
            changed.iter().map(of).collect()
        };
        let walked_before = walked(self);
        for (function, arguments) in before.keys().filter(|key| !calls.contains_key(*key)) {
            if let Some(ways) = self.known.ways.get_mut(function)
                && let Some(callers) = ways.get_mut(arguments)
            {
                callers.remove(&file);
                if callers.is_empty() {
                    ways.remove(arguments);
                }
            }
        }
        for ((function, arguments), line) in &calls {
            let ways = self.known.ways.entry(*function).or_default();
            ways.entry(arguments.clone()).or_default().insert(file, *line);
        }
        self.known.calls.insert(file, calls);
        let pairs = walked_before.into_iter().zip(walked(self));
        let stale = changed.iter().zip(pairs).filter(|(_, (before, after))| before != after);
        stale.filter_map(|(function, _)| Some(self.functions.get(*function)?.file)).collect()
    }

    /// The files of the same package that call a function of this name.
    fn callers(&self, function: FunctionNumber) -> Vec<FileNumber> {
        let Some(declared) = self.functions.get(function) else { return Vec::new() };
        let marks = self.names_of(function).map(mark);
        let named = marks.filter_map(|mark| self.callers_by_mark.get(&mark)).flatten().copied();
        let is_near = |file: &FileNumber| {
            let first = self.first.get(*file).copied().flatten();
            first.is_some_and(|first| self.are_of_one(first, declared.module))
        };
        named.filter(is_near).collect()
    }

    /// What a function is called, and what it is imported as.
    fn names_of(&self, function: FunctionNumber) -> impl Iterator<Item = &str> {
        let own = self.functions.get(function).map(|declared| declared.function.name.as_str());
        let aliases = own.and_then(|own| self.aliases.get(own)).into_iter().flatten();
        own.into_iter().chain(aliases.map(String::as_str))
    }

    /// Whether a file is not alone in its package.
    pub(super) fn has_others(&self, file: FileNumber) -> bool {
        let first = self.first.get(file).copied().flatten();
        first.is_some_and(|first| {
            let node = self.modules.get(first);
            let declares = node.is_some_and(|node| {
                node.children.values().any(|child| self.modules.get(*child).is_some_and(|it| it.file != file))
            });
            self.root(first) != first || declares || self.library_beside(first).is_some_and(|it| it != first)
        })
    }

    /// What the others do to a file.
    pub(super) fn seen_from(&self, file: FileNumber) -> View<'_> {
        View { links: self, file }
    }

    /// The number of a file by its path: they are in this order.
    pub(super) fn number_of(&self, path: &Path) -> Option<FileNumber> {
        self.paths.binary_search_by(|known| known.as_path().cmp(path)).ok()
    }

    /// From where a function of a file is called with this: the file and the line.
    pub(super) fn caller(
        &self,
        file: FileNumber,
        function: Position,
        with: &[Carried],
    ) -> Option<(&Path, usize)> {
        let function = self.by_position.get(&(file, function))?;
        let (from, line) = self.known.ways.get(function)?.get(with)?.iter().next()?;
        Some((self.paths.get(*from)?, *line))
    }

    /// The functions that a call in this file may mean.
    fn resolve(&self, file: FileNumber, callee: &Callee, arguments: usize) -> Vec<FunctionNumber> {
        if !self.names.contains(callee.name()) {
            return Vec::new();
        }
        let found = match callee {
            Callee::Function { module, path, declared } => {
                let mut at = self.first.get(file).copied().flatten();
                for name in module {
                    at = at.and_then(|at| self.modules.get(at)?.children.get(name).copied());
                }
                let path: Vec<&str> = path.iter().map(String::as_str).collect();
                at.map_or_else(Vec::new, |at| {
                    if *declared {
                        self.declared_at(at, &path)
                    } else {
                        self.look(at, &path, &mut Search::default(), true).unwrap_or_default()
                    }
                })
            }
            Callee::Method { of, name } => {
                let root = self.first.get(file).copied().flatten().map(|first| self.root(first));
                root.map_or_else(Vec::new, |root| self.methods(root, of.as_deref(), name, true))
            }
        };
        // A method is given what it is called on behind all else.
        let parameters = arguments - usize::from(matches!(callee, Callee::Method { .. }) && arguments > 0);
        let fits = |function: &FunctionNumber| {
            self.functions.get(*function).is_some_and(|it| it.function.parameters == parameters)
        };
        found.into_iter().filter(fits).collect()
    }

    /// What a path means whose first name is declared in the module.
    fn declared_at(&self, module: ModuleNumber, path: &[&str]) -> Vec<FunctionNumber> {
        let Some(node) = self.modules.get(module) else { return Vec::new() };
        match path {
            [name] => self.by_module.get(&(module, (*name).to_owned())).cloned().unwrap_or_default(),
            [of, method] if of.starts_with(|c: char| c.is_ascii_uppercase()) => {
                self.methods(self.root(module), Some(of), method, false)
            }
            [first, rest @ ..] => {
                let child = node.children.get(*first);
                let found = child.and_then(|child| self.look(*child, rest, &mut Search::default(), false));
                found.unwrap_or_default()
            }
            [] => Vec::new(),
        }
    }

    /// What a path means that stands in a module.
    fn look<M: Meant>(
        &self,
        module: ModuleNumber,
        path: &[&str],
        search: &mut Search,
        may_be_crate: bool,
    ) -> Option<M> {
        let node = self.modules.get(module)?;
        let [first, rest @ ..] = path else { return M::module(module) };
        if !search.goes_on(module, path) {
            return None;
        }
        match *first {
            "crate" => return self.look(self.root(module), rest, search, false),
            "self" => return self.look(module, rest, search, false),
            "super" => return self.look(node.around?, rest, search, false),
            // `::store::find` is of another crate.
            "Self" | "std" | "core" | "alloc" | "" => return None,
            _ => {}
        }
        let own = match rest {
            [] => M::declared(self, module, first),
            rest => node.children.get(*first).and_then(|child| self.look(*child, rest, search, false)),
        };
        if own.is_some() {
            return own;
        }
        for target in node.imports.get(*first).into_iter().flatten() {
            let path: Vec<&str> = target.split("::").chain(rest.iter().copied()).collect();
            // `use db::db;`
            if path != [&[*first], rest].concat()
                && let Some(found) = self.look(module, &path, search, true)
            {
                return Some(found);
            }
        }
        if let ([method], true) = (rest, first.starts_with(|c: char| c.is_ascii_uppercase())) {
            return M::of_type(self, module, first, method);
        }
        let by_glob = node.seen.iter().take_while(|_| !search.is_over());
        let mut by_glob = by_glob.copied().collect::<Vec<_>>().into_iter();
        by_glob.find_map(|glob| self.look(glob, path, search, false)).or_else(|| {
            let may_be_crate = may_be_crate && !rest.is_empty();
            may_be_crate.then(|| self.of_library(module, first, rest, search)).flatten()
        })
    }

    /// A function of a library: `orders::db::find` in `src/main.rs`, where `src/lib.rs` declares `db`.
    fn of_library<M: Meant>(
        &self,
        module: ModuleNumber,
        name: &str,
        path: &[&str],
        search: &mut Search,
    ) -> Option<M> {
        let root = self.root(module);
        let is_unnamed = |library: &ModuleNumber| self.unnamed.contains(library);
        let beside = self.library_beside(root).filter(is_unnamed);
        let named = self.by_package.get(name).into_iter().flatten().copied();
        // `storage` of `orders_storage` is what its folder may be called.
        let ends = name.match_indices('_').filter_map(|(at, _)| name.get(at + 1..));
        let by_end = ends.filter_map(|end| self.by_package.get(end)).flatten().copied().filter(is_unnamed);
        let libraries = beside.into_iter().chain(named).chain(by_end).filter(|library| *library != root);
        libraries.collect::<Vec<_>>().into_iter().find_map(|library| self.look(library, path, search, false))
    }

    /// The library of the same package.
    fn library_beside(&self, root: ModuleNumber) -> Option<ModuleNumber> {
        self.beside.get(&root).copied()
    }

    /// Whether two modules are of one package.
    fn are_of_one(&self, one: ModuleNumber, other: ModuleNumber) -> bool {
        let (one, other) = (self.root(one), self.root(other));
        one == other || self.library_beside(one) == Some(other) || self.library_beside(other) == Some(one)
    }

    /// The methods of a type, or of whatever type has the only ones of such a name.
    fn methods(
        &self,
        root: ModuleNumber,
        of: Option<&str>,
        name: &str,
        takes_self: bool,
    ) -> Vec<FunctionNumber> {
        let is_meant = |declared: &Declared| {
            let function = &declared.function;
            function.takes_self == takes_self
                && of.is_none_or(|of| {
                    function.of.as_deref() == Some(of) || function.of_trait.as_deref() == Some(of)
                })
        };
        let all = self.by_type.get(name).into_iter().flatten();
        let all = all.filter_map(|number| Some((*number, self.functions.get(*number)?)));
        let meant = all.filter(|(_, it)| is_meant(it) && self.are_of_one(it.module, root));
        let found: Vec<(FunctionNumber, &Declared)> = meant.take(MOST_IMPLEMENTATIONS + 1).collect();
        let Some((_, first)) = found.first() else { return Vec::new() };
        // Of one trait, or of one type, all may be meant.
        let is_same = |it: &Declared| match (&it.function.of_trait, &first.function.of_trait) {
            (Some(one), Some(other)) => one == other,
            (None, None) => it.function.of == first.function.of && self.is_one_type(it, first),
            _ => false,
        };
        if found.len() > MOST_IMPLEMENTATIONS || !found.iter().all(|(_, it)| is_same(it)) {
            return Vec::new();
        }
        found.into_iter().map(|(number, _)| number).collect()
    }

    /// Whether methods of types with one name are those of one type: not if two modules have such a type.
    fn is_one_type(&self, one: &Declared, other: &Declared) -> bool {
        let is_twice = |declared: &Declared| {
            let of = declared.function.of.clone().unwrap_or_default();
            matches!(self.structures.get(&(self.root(declared.module), of)), Some(None))
        };
        one.module == other.module || !(is_twice(one) || is_twice(other))
    }

    fn root(&self, module: ModuleNumber) -> ModuleNumber {
        self.roots.get(module).copied().unwrap_or(module)
    }

    fn path_of(&self, module: ModuleNumber) -> Option<&Path> {
        Some(self.paths.get(self.modules.get(module)?.file)?)
    }
}

/// What a path may mean.
trait Meant: Sized {
    /// A module itself.
    fn module(module: ModuleNumber) -> Option<Self>;

    /// What is declared in a module.
    fn declared(links: &Links, module: ModuleNumber, name: &str) -> Option<Self>;

    /// What belongs to a type.
    fn of_type(links: &Links, module: ModuleNumber, of: &str, name: &str) -> Option<Self>;
}

impl Meant for ModuleNumber {
    fn module(module: ModuleNumber) -> Option<Self> {
        Some(module)
    }

    fn declared(links: &Links, module: ModuleNumber, name: &str) -> Option<Self> {
        links.modules.get(module)?.children.get(name).copied()
    }

    fn of_type(_: &Links, _: ModuleNumber, _: &str, _: &str) -> Option<Self> {
        None
    }
}

impl Meant for Vec<FunctionNumber> {
    fn module(_: ModuleNumber) -> Option<Self> {
        None
    }

    fn declared(links: &Links, module: ModuleNumber, name: &str) -> Option<Self> {
        links.by_module.get(&(module, name.to_owned())).cloned()
    }

    fn of_type(links: &Links, module: ModuleNumber, of: &str, name: &str) -> Option<Self> {
        let found = links.methods(links.root(module), Some(of), name, false);
        Some(found).filter(|found| !found.is_empty())
    }
}

/// Where it was looked for a path.
#[derive(Default)]
struct Search {
    steps: usize,
    seen: HashSet<(ModuleNumber, String)>,
}

impl Search {
    /// Modules that import all of each other lead back to where it was looked before.
    fn goes_on(&mut self, module: ModuleNumber, path: &[&str]) -> bool {
        self.steps += 1;
        !self.is_over() && path.len() <= MOST_NAMES && self.seen.insert((module, path.join("::")))
    }

    fn is_over(&self) -> bool {
        self.steps > MOST_STEPS
    }
}

/// Files by their paths, as modules are declared.
struct Paths<'p> {
    all: Vec<(&'p Path, ModuleNumber)>,
    by_path: HashMap<PathBuf, ModuleNumber>,
    /// By what links lead to: asked for when nothing else helps.
    real: OnceCell<HashMap<PathBuf, ModuleNumber>>,
}

impl<'p> Paths<'p> {
    fn of(all: impl Iterator<Item = (&'p Path, ModuleNumber)>) -> Self {
        let all: Vec<(&Path, ModuleNumber)> = all.collect();
        let key =
            |(path, module): &(&Path, ModuleNumber)| (without_parents(&without_extension(path)), *module);
        let by_path = all.iter().map(key).collect();
        Self { all, by_path, real: OnceCell::new() }
    }

    /// The file that a module is: its path without `.rs`, unless an attribute says the whole of it.
    fn find(&self, module: &Path) -> Option<ModuleNumber> {
        let plain = without_parents(module);
        let known = self.by_path.get(&plain).or_else(|| self.by_path.get(&without_extension(&plain)));
        known.copied().or_else(|| {
            let candidates = [module.to_owned(), module.with_extension("rs"), module.join("mod.rs")];
            let real =
                candidates.iter().find(|path| path.is_file()).and_then(|path| canonicalize(path).ok())?;
            let all =
                || self.all.iter().filter_map(|(path, module)| Some((canonicalize(path).ok()?, *module)));
            self.real.get_or_init(|| all().collect()).get(&real).copied()
        })
    }
}

/// What the others do to one file.
pub(super) struct View<'l> {
    links: &'l Links,
    file: FileNumber,
}

impl View<'_> {
    /// What a function of the same package gives back by itself.
    fn brought(&self, function: FunctionNumber) -> Carried {
        let links = self.links;
        let first = links.first.get(self.file).copied().flatten();
        let is_near =
            |declared: &Declared| first.is_some_and(|first| links.are_of_one(first, declared.module));
        let brought = links.known.brought.get(&function);
        brought.filter(|_| links.functions.get(function).is_some_and(is_near)).copied().unwrap_or_default()
    }
}

impl Elsewhere for View<'_> {
    fn incoming(&self, position: Position) -> Vec<Vec<Carried>> {
        let function = self.links.by_position.get(&(self.file, position));
        let walked = function.map(|function| self.links.known.walked(*function));
        walked.into_iter().flatten().cloned().collect()
    }

    fn answer(&self, callee: &Callee, arguments: &[Carried]) -> Option<Carried> {
        let known = &self.links.known;
        let is_telling = arguments.iter().any(|argument| argument.is_telling());
        if !is_telling && !known.brought_by.contains(callee.name()) {
            return None;
        }
        let mut all: Option<Carried> = None;
        for function in self.links.resolve(self.file, callee, arguments.len()) {
            let answer = if is_telling {
                *known.answers.get(&(function, arguments.to_vec()))?
            } else {
                self.brought(function)
            };
            all = Some(all.map_or(answer, |all| all.or(answer)));
        }
        // Of what is given nothing and brings nothing, its name may say more.
        all.filter(|all| is_telling || *all != Carried::default())
    }

    fn is_asked(&self, position: Position) -> bool {
        let function = self.links.by_position.get(&(self.file, position));
        function.is_some_and(|function| self.links.known.asked.contains_key(function))
    }

    fn verdict(&self, callee: &Callee, arguments: usize) -> Option<&Verdict> {
        match self.links.resolve(self.file, callee, arguments).as_slice() {
            [function] => self.links.known.verdicts.get(function),
            _ => None,
        }
    }

    fn structure(&self, name: &str) -> Option<&Structure> {
        let links = self.links;
        let root = links.root(links.first.get(self.file).copied().flatten()?);
        let of = |root: ModuleNumber| links.structures.get(&(root, name.to_owned()));
        of(root).or_else(|| of(links.library_beside(root)?))?.as_ref()
    }

    fn gives(&self, callee: &Callee, arguments: usize) -> Option<Arc<str>> {
        let found = self.links.resolve(self.file, callee, arguments);
        let gives = self.links.functions.get(*found.first()?)?.function.gives.clone()?;
        self.structure(&gives).is_some().then_some(gives)
    }

    fn is_method(&self, of: &str, name: &str) -> bool {
        let links = self.links;
        let root = links.first.get(self.file).copied().flatten().map(|first| links.root(first));
        root.is_some_and(|root| !links.methods(root, Some(of), name, true).is_empty())
    }
}
