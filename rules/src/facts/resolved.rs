//! What names mean according to somebody who knows the types: the compiler, by way of clippy.
//!
//! It replaces names in facts that are there already, so that rules judge them as they judge what is written in full.

use std::collections::HashMap;

use super::call::{Function, Macro, Method, Outcome};
use super::{Facts, Name, What};
use crate::flow::Use;

/// What a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// A function, or a function of a type: its path.
    Function(String),
    /// A method of a trait: its name.
    Method(String),
    /// A macro: its path.
    Macro(String),
}

/// Names by where they stand.
#[derive(Clone, Debug, Default)]
pub struct Names(HashMap<(usize, usize), Resolved>);

impl Names {
    /// Says what the name means that begins here. Lines and columns count from 1, columns in characters.
    pub fn insert(&mut self, line: usize, column: usize, meaning: Resolved) {
        self.0.insert((line, column), meaning);
    }

    fn at(&self, place: crate::Place) -> Option<&Resolved> {
        let (line, column) = place.line_and_column();
        self.0.get(&(line, column + 1))
    }
}

impl Facts {
    /// Replaces names by what they mean.
    pub(crate) fn resolve(&mut self, names: &Names) {
        if names.0.is_empty() {
            return;
        }
        for fact in &mut self.all {
            if let Some(meaning) = names.at(fact.place) {
                resolve(&mut fact.what, meaning);
            }
        }
        for site in &mut self.sites {
            match (names.at(site.place), &mut site.what) {
                (Some(Resolved::Function(path)), Use::Function { name, .. })
                | (Some(Resolved::Macro(path)), Use::Macro { name, .. }) => *name = certain(path),
                _ => {}
            }
        }
    }
}

fn resolve(what: &mut What, meaning: &Resolved) {
    match (meaning, &mut *what) {
        (Resolved::Function(path), What::Function(function)) => function.name = certain(path),
        // `path.exists()` is `Path::exists(path)`.
        (Resolved::Function(path), What::Method(method)) => {
            *what = What::Function(Function {
                name: certain(path),
                arguments: Some(method.arguments + 1),
                literals: Vec::new(),
                on_constants: method.on_constant,
                types: Vec::new(),
                result: method.result,
            });
        }
        // What a macro of the user's own calls.
        (Resolved::Function(path), What::Macro(invoked)) => {
            *what = What::Function(Function {
                name: certain(path),
                arguments: None,
                literals: Vec::new(),
                on_constants: invoked.on_constants,
                types: Vec::new(),
                result: Outcome::Unknown,
            });
        }
        // `Resolve::to_socket_addrs(&host)` is `host.to_socket_addrs()`.
        (Resolved::Method(name), What::Function(function)) => {
            *what = What::Method(Method {
                name: name.clone(),
                arguments: function.arguments.unwrap_or(1).saturating_sub(1),
                literals: Vec::new(),
                on_self: false,
                with_text: false,
                on_constant: function.on_constants,
                begins_with: None,
                follows: None,
                result: if function.arguments.is_none() { Outcome::Unknown } else { function.result },
            });
        }
        (Resolved::Macro(path), What::Macro(Macro { name, .. })) => *name = certain(path),
        _ => {}
    }
}

fn certain(path: &str) -> Name {
    Name::new(path.to_owned(), true, None)
}
