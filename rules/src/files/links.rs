//! Which function of which file a call means, and what the files of a crate say to each other because of it.
//!
//! Names are resolved as far as declarations and `use` lines tell; a call that could mean several things means none of
//! them, but for the implementations of one trait. See [`crate::flow::crossing`] for what crosses.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::outline::{Function, Module, Outline};
use super::report::Origin;
use super::test_modules::without_extension;
use crate::flow::Structure;
use crate::flow::crossing::{Callee, Carried, Crossings, Elsewhere, Position, Verdict, mark};

/// How many steps are taken to find out what a path means.
const MOST_STEPS: usize = 256;
/// In how many ways a function is called, as far as it is walked for each of them.
const MOST_WAYS: usize = 8;
/// How deep modules are nested.
const MOST_MODULES_DEEP: usize = 64;
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
    /// Libraries by the folder of their `lib.rs`, and by that of their package, which most are named like.
    by_folder: HashMap<PathBuf, ModuleNumber>,
    by_package: HashMap<String, Vec<ModuleNumber>>,
    /// Structs and enums by name, with the module that each crate begins with; nothing where two have the name.
    structures: HashMap<(ModuleNumber, String), Option<Structure>>,
    /// The files that call a function of such a name.
    callers_by_mark: HashMap<u32, Vec<FileNumber>>,
    known: Known,
}

#[derive(Debug)]
struct Node {
    file: FileNumber,
    around: Option<ModuleNumber>,
    children: HashMap<String, ModuleNumber>,
    imports: Vec<(String, String)>,
    globs: Vec<String>,
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

impl Links {
    /// Learns how the files hang together.
    pub(super) fn of(parts: &mut [Part]) -> Self {
        let mut links = Self::default();
        let mut elsewhere = Vec::new();
        let mut structures = Vec::new();
        for (file, part) in parts.iter_mut().enumerate() {
            links.paths.push(part.path.clone());
            structures.push(std::mem::take(&mut part.outline.structures));
            elsewhere.extend(links.declare(file, std::mem::take(&mut part.outline)));
            let named = &mut part.crossings.named;
            named.sort_unstable();
            named.dedup();
            for mark in named.drain(..) {
                links.callers_by_mark.entry(mark).or_default().push(file);
            }
        }
        // `a/b.rs` and `a/b/mod.rs` are `a/b`.
        let by_path: HashMap<PathBuf, ModuleNumber> = parts
            .iter()
            .zip(&links.first)
            .filter_map(|(part, first)| Some((without_extension(&part.path), (*first)?)))
            .collect();
        for (around, name, path) in elsewhere {
            let child = by_path.get(&path).or_else(|| by_path.get(&without_extension(&path)));
            if let Some(child) = child.copied().filter(|child| *child != around)
                && let Some(node) = links.modules.get_mut(around)
            {
                node.children.insert(name, child);
                if let Some(node) = links.modules.get_mut(child) {
                    node.around.get_or_insert(around);
                }
            }
        }
        links.roots = (0..links.modules.len()).map(|module| links.outermost(module)).collect();
        links.find_libraries();
        for (first, structures) in links.first.iter().zip(structures) {
            let Some(root) = first.map(|first| links.root(first)) else { continue };
            for (name, structure) in structures {
                let known = links.structures.entry((root, name));
                known.and_modify(|two| *two = None).or_insert(Some(structure));
            }
        }
        links
    }

    fn find_libraries(&mut self) {
        let begins = |first: &ModuleNumber| self.root(*first) == *first;
        let libraries: Vec<ModuleNumber> = self.first.iter().flatten().copied().filter(begins).collect();
        for library in libraries {
            let Some(path) = self.path_of(library).filter(|path| path.ends_with("lib.rs")) else { continue };
            let folder = path.parent().unwrap_or(Path::new("")).to_owned();
            if let Some(package) = folder.parent().and_then(Path::file_name) {
                let package = package.to_string_lossy().replace('-', "_");
                self.by_package.entry(package).or_default().push(library);
            }
            self.by_folder.insert(folder, library);
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
            for (name, path) in &imports {
                let last = path.rsplit("::").next().unwrap_or_default();
                if last != name {
                    self.names.insert(name.clone());
                    self.aliases.entry(last.to_owned()).or_default().insert(name.clone());
                }
            }
            self.modules.push(Node { file, around, children: HashMap::new(), imports, globs });
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
        let mut stale = BTreeSet::new();
        let before = self.known.calls.remove(&file).unwrap_or_default();
        for (function, arguments) in before.keys().filter(|key| !calls.contains_key(*key)) {
            if let Some(ways) = self.known.ways.get_mut(function)
                && let Some(callers) = ways.get_mut(arguments)
            {
                callers.remove(&file);
                if callers.is_empty() {
                    ways.remove(arguments);
                    stale.extend(self.functions.get(*function).map(|declared| declared.file));
                }
            }
        }
        for ((function, arguments), line) in &calls {
            let ways = self.known.ways.entry(*function).or_default();
            let callers = ways.entry(arguments.clone()).or_default();
            if callers.is_empty() && ways.len() <= MOST_WAYS {
                stale.extend(self.functions.get(*function).map(|declared| declared.file));
            }
            if let Some(callers) = ways.get_mut(arguments) {
                callers.entry(file).or_insert(*line);
            }
        }
        self.known.calls.insert(file, calls);
        stale
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

    /// From where a function of a file is called with what it would not have by itself; the file and the line. Of the function in
    /// which a line stands, or of any if that one is called by another of the same file.
    pub(super) fn origin(&self, path: &Path, line: usize) -> Option<Origin> {
        let file = self.number_of(path)?;
        let first = self.by_position.range((file, (0, 0))..=(file, (line, usize::MAX)));
        let behind = self.by_position.range((file, (line + 1, 0))..(file + 1, (0, 0)));
        // The nearest before, or the first one behind.
        let ways = first
            .rev()
            .chain(behind)
            .find_map(|(_, function)| self.known.ways.get(function).filter(|ways| !ways.is_empty()))?;
        let (from, line) = ways.values().flatten().min()?;
        Some(Origin { path: self.paths.get(*from)?.clone(), line: *line })
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
                        self.functions_at(at, &path, &mut Search::default(), true)
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
                child.map_or_else(Vec::new, |child| {
                    self.functions_at(*child, rest, &mut Search::default(), false)
                })
            }
            [] => Vec::new(),
        }
    }

    /// What a path means that stands in a module.
    fn functions_at(
        &self,
        module: ModuleNumber,
        path: &[&str],
        search: &mut Search,
        may_be_crate: bool,
    ) -> Vec<FunctionNumber> {
        let (Some(node), [first, rest @ ..]) = (self.modules.get(module), path) else { return Vec::new() };
        if !search.goes_on(module, path) {
            return Vec::new();
        }
        match *first {
            "crate" => return self.functions_at(self.root(module), rest, search, false),
            "self" => return self.functions_at(module, rest, search, false),
            "super" => {
                return node
                    .around
                    .map_or_else(Vec::new, |around| self.functions_at(around, rest, search, false));
            }
            "Self" | "std" | "core" | "alloc" => return Vec::new(),
            _ => {}
        }
        let own = if rest.is_empty() {
            self.by_module.get(&(module, (*first).to_owned())).cloned().unwrap_or_default()
        } else {
            let child = node.children.get(*first);
            child.map_or_else(Vec::new, |child| self.functions_at(*child, rest, search, false))
        };
        if !own.is_empty() {
            return own;
        }
        for (_, target) in node.imports.iter().filter(|(name, _)| name == first) {
            let path: Vec<&str> = target.split("::").chain(rest.iter().copied()).collect();
            // `use db::db;`
            if path != [&[*first], rest].concat() {
                let found = self.functions_at(module, &path, search, true);
                if !found.is_empty() {
                    return found;
                }
            }
        }
        if let ([method], true) = (rest, first.starts_with(|c: char| c.is_ascii_uppercase())) {
            return self.methods(self.root(module), Some(first), method, false);
        }
        for glob in &node.globs {
            let path: Vec<&str> = glob.split("::").chain(path.iter().copied()).collect();
            let found = self.functions_at(module, &path, search, true);
            if !found.is_empty() {
                return found;
            }
        }
        if may_be_crate && !rest.is_empty() {
            self.of_library(module, first, rest, search)
        } else {
            Vec::new()
        }
    }

    /// A function of a library that stands beside: `orders::db::find` in `src/main.rs`, where `src/lib.rs` declares `db`.
    fn of_library(
        &self,
        module: ModuleNumber,
        name: &str,
        path: &[&str],
        search: &mut Search,
    ) -> Vec<FunctionNumber> {
        let root = self.root(module);
        // `storage` of `orders_storage` is what its folder may be called.
        let ends = name.match_indices('_').filter_map(|(at, _)| name.get(at + 1..));
        let named = [name].into_iter().chain(ends).filter_map(|name| self.by_package.get(name)).flatten();
        let beside = self.library_beside(root);
        for library in beside.into_iter().chain(named.copied()).filter(|library| *library != root) {
            let found = self.functions_at(library, path, search, false);
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// The library of the same package.
    fn library_beside(&self, root: ModuleNumber) -> Option<ModuleNumber> {
        let folder = self.path_of(root)?.parent()?;
        let folder = if folder.ends_with("bin") { folder.parent()? } else { folder };
        self.by_folder.get(folder).copied()
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
        let all = self.by_type.get(name).into_iter().flatten().copied();
        let all: Vec<(FunctionNumber, &Declared)> =
            all.filter_map(|number| Some((number, self.functions.get(number)?))).collect();
        let is_meant = |declared: &Declared| {
            let function = &declared.function;
            function.takes_self == takes_self
                && of.is_none_or(|of| {
                    function.of.as_deref() == Some(of) || function.of_trait.as_deref() == Some(of)
                })
        };
        let found: Vec<(FunctionNumber, &Declared)> =
            all.into_iter().filter(|(_, it)| is_meant(it) && self.are_of_one(it.module, root)).collect();
        // Of one trait, or of one type, all may be meant.
        let is_same = |(_, it): &(FunctionNumber, &Declared)| {
            let key = |it: &Declared| it.function.of_trait.clone().or_else(|| it.function.of.clone());
            found.first().is_some_and(|(_, first)| key(first) == key(it))
        };
        if found.len() > MOST_IMPLEMENTATIONS || !found.iter().all(is_same) {
            return Vec::new();
        }
        found.into_iter().map(|(number, _)| number).collect()
    }

    fn root(&self, module: ModuleNumber) -> ModuleNumber {
        self.roots.get(module).copied().unwrap_or(module)
    }

    fn outermost(&self, mut module: ModuleNumber) -> ModuleNumber {
        // A file may declare itself by a detour.
        for _ in 0..MOST_MODULES_DEEP {
            match self.modules.get(module).and_then(|node| node.around) {
                Some(around) => module = around,
                None => break,
            }
        }
        module
    }

    fn path_of(&self, module: ModuleNumber) -> Option<&Path> {
        Some(self.paths.get(self.modules.get(module)?.file)?)
    }
}

/// Where it was looked for a path.
#[derive(Default)]
struct Search {
    seen: HashSet<(ModuleNumber, String)>,
}

impl Search {
    /// Modules that import all of each other lead back to where it was looked before.
    fn goes_on(&mut self, module: ModuleNumber, path: &[&str]) -> bool {
        self.seen.len() < MOST_STEPS && self.seen.insert((module, path.join("::")))
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
        let ways = function.and_then(|function| self.links.known.ways.get(function));
        ways.into_iter().flat_map(BTreeMap::keys).take(MOST_WAYS).cloned().collect()
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
