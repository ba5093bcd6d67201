//! Which function of which file a call means, and what the files of a crate say to each other because of it.
//!
//! Names are resolved as far as declarations and `use` lines tell; a call that could mean several things means none of
//! them, but for the implementations of one trait. See [`crate::flow::crossing`] for what crosses.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use super::outline::{Function, Module, Outline};
use super::test_modules::without_extension;
use crate::flow::crossing::{Callee, Carried, Crossings, Elsewhere, Incoming, Position, mark};

/// How many imports of imports are followed; what goes on beyond that is a cycle.
const LONGEST_CHAIN: usize = 12;
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
    by_position: HashMap<(FileNumber, Position), FunctionNumber>,
    /// The module that each file is; nothing for one that is a test.
    first: Vec<Option<ModuleNumber>>,
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

/// What has been learned so far.
#[derive(Debug, Default)]
struct Known {
    incoming: HashMap<FunctionNumber, Vec<Incoming>>,
    /// From where a function is called first: the file and the line.
    origin: HashMap<FunctionNumber, (FileNumber, usize)>,
    /// The files that wait for an answer.
    asked: HashMap<(FunctionNumber, Vec<Carried>), BTreeSet<FileNumber>>,
    answers: HashMap<(FunctionNumber, Vec<Carried>), Carried>,
    brought: HashMap<FunctionNumber, Carried>,
}

impl Links {
    /// Learns how the files hang together.
    pub(super) fn of(parts: &mut [Part]) -> Self {
        let mut links = Self::default();
        let mut elsewhere = Vec::new();
        for (file, part) in parts.iter_mut().enumerate() {
            links.paths.push(part.path.clone());
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
        links
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
            self.modules.push(Node { file, around, children: HashMap::new(), imports, globs });
        }
        for function in outline.functions {
            let number = self.functions.len();
            let module = first + function.module;
            self.by_position.insert((file, function.position), number);
            let name = function.name.clone();
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
        for call in &crossings.calls {
            for function in self.resolve(file, &call.callee, call.arguments.len()) {
                let key = (function, call.arguments.clone());
                if self.known.asked.entry(key.clone()).or_default().insert(file)
                    && self.known.answers.contains_key(&key)
                {
                    stale.insert(file);
                }
                let ways = self.known.incoming.entry(function).or_default();
                let incoming = Incoming { arguments: call.arguments.clone(), annotated: call.annotated };
                if ways.len() < MOST_WAYS && !ways.contains(&incoming) {
                    ways.push(incoming);
                    stale.extend(self.functions.get(function).map(|declared| declared.file));
                    self.known.origin.entry(function).or_insert((file, call.line));
                }
            }
        }
        for (position, incoming, answer) in &crossings.answered {
            let Some(function) = self.by_position.get(&(file, *position)) else { continue };
            let key = (*function, incoming.arguments.clone());
            if self.known.answers.insert(key.clone(), *answer) != Some(*answer) {
                stale.extend(self.known.asked.get(&key).into_iter().flatten());
            }
        }
        for (position, brought) in &crossings.brought {
            let Some(function) = self.by_position.get(&(file, *position)) else { continue };
            let before = self.known.brought.get(function).copied();
            let all = before.map_or(*brought, |before| before.or(*brought));
            if before != Some(all) {
                self.known.brought.insert(*function, all);
                let name = self.functions.get(*function).map(|declared| mark(&declared.function.name));
                stale.extend(name.and_then(|name| self.callers_by_mark.get(&name)).into_iter().flatten());
            }
        }
        stale
    }

    /// What the others do to a file.
    pub(super) fn seen_from(&self, file: FileNumber) -> View<'_> {
        View { links: self, file }
    }

    /// From where a function of a file is called with what it would not have by itself; the file and the line. Of the function in
    /// which a line stands, or of any if that one is called by another of the same file.
    pub(super) fn origin(&self, file: FileNumber, line: usize) -> Option<(&Path, usize)> {
        let called = self.known.origin.iter().filter_map(|(function, origin)| {
            let declared = self.functions.get(*function)?;
            (declared.file == file).then_some((declared.function.position.0, origin))
        });
        let (before, behind): (Vec<_>, Vec<_>) = called.partition(|(begins, _)| *begins <= line);
        let nearest = before.iter().max().or_else(|| behind.iter().min());
        let (_, (from, line)) = nearest?;
        Some((self.paths.get(*from)?, *line))
    }

    /// The functions that a call in this file may mean.
    fn resolve(&self, file: FileNumber, callee: &Callee, arguments: usize) -> Vec<FunctionNumber> {
        let found = match callee {
            Callee::Function { module, path } => {
                let mut at = self.first.get(file).copied().flatten();
                for name in module {
                    at = at.and_then(|at| self.modules.get(at)?.children.get(name).copied());
                }
                let path: Vec<&str> = path.iter().map(String::as_str).collect();
                at.map_or_else(Vec::new, |at| self.functions_at(at, &path, LONGEST_CHAIN, true))
            }
            Callee::Method { of, name } => {
                let root = self.first.get(file).copied().flatten().map(|first| self.root(first));
                root.map_or_else(Vec::new, |root| self.methods(root, of.as_deref(), name, true))
            }
        };
        let fits = |function: &FunctionNumber| {
            self.functions.get(*function).is_some_and(|it| it.function.parameters == arguments)
        };
        found.into_iter().filter(fits).collect()
    }

    /// What a path means that stands in a module.
    fn functions_at(
        &self,
        module: ModuleNumber,
        path: &[&str],
        chain: usize,
        may_be_crate: bool,
    ) -> Vec<FunctionNumber> {
        let (Some(node), [first, rest @ ..]) = (self.modules.get(module), path) else { return Vec::new() };
        let Some(chain) = chain.checked_sub(1) else { return Vec::new() };
        match *first {
            "crate" => return self.functions_at(self.root(module), rest, chain, false),
            "self" => return self.functions_at(module, rest, chain, false),
            "super" => {
                return node
                    .around
                    .map_or_else(Vec::new, |around| self.functions_at(around, rest, chain, false));
            }
            "Self" | "std" | "core" | "alloc" => return Vec::new(),
            _ => {}
        }
        let own = if rest.is_empty() {
            self.by_module.get(&(module, (*first).to_owned())).cloned().unwrap_or_default()
        } else {
            let child = node.children.get(*first);
            child.map_or_else(Vec::new, |child| self.functions_at(*child, rest, chain, false))
        };
        if !own.is_empty() {
            return own;
        }
        for (_, target) in node.imports.iter().filter(|(name, _)| name == first) {
            let path: Vec<&str> = target.split("::").chain(rest.iter().copied()).collect();
            // `use db::db;`
            if path != [&[*first], rest].concat() {
                let found = self.functions_at(module, &path, chain, true);
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
            let found = self.functions_at(module, &path, chain, true);
            if !found.is_empty() {
                return found;
            }
        }
        if may_be_crate && !rest.is_empty() { self.of_library(module, first, rest, chain) } else { Vec::new() }
    }

    /// A function of a library that stands beside: `orders::db::find` in `src/main.rs`, where `src/lib.rs` declares `db`.
    fn of_library(
        &self,
        module: ModuleNumber,
        name: &str,
        path: &[&str],
        chain: usize,
    ) -> Vec<FunctionNumber> {
        let root = self.root(module);
        let Some(own) = self.path_of(root) else { return Vec::new() };
        let sources = own.parent().map(|folder| if folder.ends_with("bin") { folder.parent() } else { Some(folder) });
        for library in self.libraries() {
            let Some(at) = self.path_of(library).and_then(Path::parent) else { continue };
            let is_beside = sources.flatten() == Some(at);
            // A package is mostly called as its folder is.
            let package = at.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().replace('-', "_"));
            let is_named = package.is_some_and(|package| name == package || name.ends_with(&format!("_{package}")));
            if library != root && (is_beside || is_named) {
                let found = self.functions_at(library, path, chain, false);
                if !found.is_empty() {
                    return found;
                }
            }
        }
        Vec::new()
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
        let within = |in_crate: bool| -> Vec<(FunctionNumber, &Declared)> {
            let is_near = |declared: &Declared| (self.root(declared.module) == root) == in_crate;
            all.iter().filter(|(_, it)| is_meant(it) && is_near(it)).copied().collect()
        };
        let mut found = within(true);
        if found.is_empty() {
            found = within(false);
        }
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

    fn root(&self, mut module: ModuleNumber) -> ModuleNumber {
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

    fn libraries(&self) -> impl Iterator<Item = ModuleNumber> {
        self.first.iter().flatten().copied().filter(|first| {
            self.modules.get(*first).is_some_and(|node| node.around.is_none())
                && self.path_of(*first).is_some_and(|path| path.ends_with("lib.rs"))
        })
    }
}

/// What the others do to one file.
pub(super) struct View<'l> {
    links: &'l Links,
    file: FileNumber,
}

impl Elsewhere for View<'_> {
    fn incoming(&self, position: Position) -> &[Incoming] {
        let function = self.links.by_position.get(&(self.file, position));
        let incoming = function.and_then(|function| self.links.known.incoming.get(function));
        incoming.map_or(&[], Vec::as_slice)
    }

    fn answer(&self, callee: &Callee, arguments: &[Carried]) -> Option<Carried> {
        let known = &self.links.known;
        let is_telling = arguments.iter().any(|argument| argument.is_telling());
        let mut all: Option<Carried> = None;
        for function in self.links.resolve(self.file, callee, arguments.len()) {
            let answer = if is_telling {
                *known.answers.get(&(function, arguments.to_vec()))?
            } else {
                known.brought.get(&function).copied().unwrap_or_default()
            };
            all = Some(all.map_or(answer, |all| all.or(answer)));
        }
        all
    }
}
