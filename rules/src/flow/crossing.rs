//! Where values leave a file and come into it: calls of functions that stand elsewhere, and what those give back.
//!
//! A walk sees one file. What it would have to know of the others it asks [`Elsewhere`], and what it does to the others it
//! writes down in [`Crossings`]; both are plain data, so that files can be read one by one, on any thread, and again when
//! more is known. It must never hold a part of a syntax tree.

use std::collections::BTreeSet;
use std::sync::Arc;

use syn::{Block, Signature};

use super::class::Structure;
use super::guard::Clear;
use super::value::{Traits, Value};
use super::walk::Walk;
use super::{Argument, Site, Use, table};
use crate::diagnostics::Place;
use crate::facts::{LONGEST_PATH, Name};

/// What of a value goes from one file to another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Carried {
    traits: u64,
    of_fields: u64,
}

/// Where a name stands that is called, by line and column as spans count them: which function it is within its file.
pub(crate) type Position = (usize, usize);

/// What is called, as far as one file tells.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Callee {
    /// `db::find(..)`, in this module of the file.
    Function {
        /// The modules of the file around the call.
        module: Vec<String>,
        /// The path, with imports followed as far as this file tells.
        path: Vec<String>,
        /// Its first name is declared in this file: no import of the same name is meant.
        declared: bool,
    },
    /// `repository.find(..)`.
    Method {
        /// The type of what it is called on, as far as it is known.
        of: Option<String>,
        /// The method.
        name: String,
    },
}

#[cfg(feature = "files")]
impl Callee {
    /// The last name.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Function { path, .. } => path.last().map_or("", String::as_str),
            Self::Method { name, .. } => name,
        }
    }
}

/// A call that takes something with it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Call {
    pub(crate) callee: Callee,
    pub(crate) arguments: Vec<Carried>,
    /// The line where it stands, from 1.
    pub(crate) line: usize,
}

/// What other files do to this one.
pub(crate) trait Elsewhere {
    /// What the function whose name stands here is called with.
    fn incoming(&self, function: Position) -> Vec<Vec<Carried>>;

    /// What a function gives back that is given this, if it is known.
    fn answer(&self, callee: &Callee, arguments: &[Carried]) -> Option<Carried>;

    /// Whether somebody asks what it says of its parameters that this function answers yes or no.
    fn is_asked(&self, function: Position) -> bool;

    /// What a function says of its parameters that answers yes or no, if it is known.
    fn verdict(&self, callee: &Callee, arguments: usize) -> Option<&Verdict>;

    /// A struct or an enum of the crate that is the only one of its name.
    fn structure(&self, name: &str) -> Option<&Structure>;

    /// The type of the crate that a function gives back.
    fn gives(&self, callee: &Callee, arguments: usize) -> Option<Arc<str>>;

    /// Whether a type of the crate has such a method.
    fn is_method(&self, of: &str, name: &str) -> bool;
}

/// What a function says of its parameters that answers yes or no: the dangers that each has no longer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Verdict {
    yes: Vec<Traits>,
    no: Vec<Traits>,
}

impl Verdict {
    pub(super) fn of(&self, answer: bool) -> &[Traits] {
        if answer { &self.yes } else { &self.no }
    }
}

/// What does something with a value that another file gave to the function around.
#[derive(Clone, Debug)]
#[cfg_attr(not(feature = "files"), expect(dead_code, reason = "macros ask for the findings alone"))]
pub(crate) struct Reached {
    /// The line and the column of it, or of what it is given.
    pub(crate) at: Position,
    pub(crate) function: Position,
    pub(crate) with: Vec<Carried>,
    /// Whether that value could do harm there.
    pub(crate) harms: bool,
}

/// What a file does to others.
#[derive(Clone, Debug, Default)]
pub(crate) struct Crossings {
    /// The calls that take something with them.
    pub(crate) calls: BTreeSet<Call>,
    /// What functions give back that were given nothing.
    pub(crate) brought: Vec<(Position, Carried)>,
    /// What functions gave back when they were called from elsewhere.
    pub(crate) answered: Vec<(Position, Vec<Carried>, Carried)>,
    /// The functions that answer yes or no about something, with how many arguments they are called.
    pub(crate) questions: BTreeSet<(Callee, usize)>,
    /// What does something with what was given from elsewhere.
    pub(crate) reached: Vec<Reached>,
    /// What those say that were asked.
    pub(crate) verdicts: Vec<(Position, Verdict)>,
    /// Whether it has functions whose parameters come from outside: what their types are is known in other files.
    pub(crate) serves: bool,
    /// The functions that are called, each by the [`mark`] of its last name, in no particular order.
    pub(crate) named: Vec<u32>,
}

/// A number for a name: two names may have the same, which then costs time and nothing else.
pub(crate) fn mark(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |mark, byte| (mark ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

impl Carried {
    /// Whoever chose it, this is what can do harm in another file, or must not be seen there.
    const TELLING: Traits = Traits::OUTSIDE.and(Traits::MODEL);
    const CONFIDENTIAL: Traits = Traits::REVEALED.and(Traits::CALLERS);

    /// What a function is given.
    pub(super) fn of(value: &Value) -> Self {
        Self { traits: kept(value.traits).bits(), of_fields: kept(value.of_fields).bits() }
    }

    /// What a function gives back: how large a number can be, its own file knows better.
    fn of_answer(value: &Value) -> Self {
        let kept = |traits| kept(traits).without(Traits::AMOUNT).bits();
        Self { traits: kept(value.traits), of_fields: kept(value.of_fields) }
    }

    /// Whether another file should know of it.
    pub(crate) fn is_telling(self) -> bool {
        let all = Traits::from_bits(self.traits | self.of_fields);
        (all.has_any(Self::TELLING) && all.has_any(Traits::DANGERS)) || all.has_any(Self::CONFIDENTIAL)
    }

    /// How many dangers it has that could do harm in another file.
    #[cfg(feature = "files")]
    pub(crate) fn danger(self) -> u32 {
        let dangers = (self.traits | self.of_fields) & Traits::DANGERS.bits();
        if self.is_telling() { dangers.count_ones() } else { 0 }
    }

    /// Whether it could be told apart from what the function was given by whoever called it.
    pub(super) fn is_of_a_parameter(self) -> bool {
        Traits::from_bits(self.traits | self.of_fields).has_any(Traits::PARAMETER)
    }

    pub(super) fn value(self) -> Value {
        Value {
            traits: Traits::from_bits(self.traits),
            of_fields: Traits::from_bits(self.of_fields),
            ..Value::default()
        }
    }

    /// One or the other.
    #[cfg(feature = "files")]
    pub(crate) fn or(self, other: Self) -> Self {
        let constant = self.traits & other.traits & Traits::CONSTANT.bits();
        let traits = (self.traits | other.traits) & !Traits::CONSTANT.bits();
        Self { traits: traits | constant, of_fields: self.of_fields | other.of_fields }
    }
}

/// What is said of a value beyond the function that took it in. What came from far away keeps all; of the rest what would be
/// wrong in any program: a path of the command line is where the user wants it, and a variable of the environment
/// what whoever starts the program means.
fn kept(traits: Traits) -> Traits {
    const LOCAL: Traits = Traits::SQL
        .and(Traits::COMMAND)
        .and(Traits::PATTERN)
        .and(Traits::HTML)
        .and(Traits::PROMPT)
        .and(Traits::CODE);
    if traits.has_any(Traits::REMOTE | Traits::MODEL) || !traits.has_any(Traits::OUTSIDE) {
        traits
    } else if traits.has(Traits::NETWORK) {
        traits.without(Traits::AMOUNT | Traits::LOG | Traits::URL)
    } else if traits.has_any(Traits::FILE | Traits::ENVIRONMENT) {
        traits.without(Traits::DANGERS)
    } else {
        traits.without(Traits::DANGERS.without(LOCAL))
    }
}

impl Walk<'_> {
    /// A function of another file, or of another module of this one: what it gives back, if that is known. `followed` is
    /// what it gives back if it could be followed here.
    pub(super) fn cross(
        &mut self,
        followed: Option<Value>,
        name: &Name,
        last: &str,
        arguments: &[Argument],
        place: Place,
    ) -> Option<Value> {
        // `Some(..)`, `Event::Data(..)`.
        let is_telling = is_telling(arguments);
        if last.starts_with(|c: char| c.is_ascii_uppercase()) || !self.may_cross(last, &followed, is_telling)
        {
            return followed;
        }
        let carried = arguments.iter().map(|argument| Carried::of(&argument.value)).collect();
        match self.callee(name) {
            Some(callee) => self.go_elsewhere(followed, callee, carried, place),
            None => followed,
        }
    }

    /// The same for a method, which is given what it is called on behind all else.
    pub(super) fn cross_method(
        &mut self,
        followed: Option<Value>,
        name: &str,
        receiver: (&syn::Expr, &Value),
        arguments: &[Argument],
        place: Place,
    ) -> Option<Value> {
        let is_telling = is_telling(arguments) || Carried::of(receiver.1).is_telling();
        if !self.may_cross(name, &followed, is_telling) {
            return followed;
        }
        let of = self.structure_of(receiver.0);
        let of = of.as_deref().or(receiver.1.type_name()).filter(|of| of.len() <= LONGEST_PATH);
        // A name of several words is hardly one of the standard library.
        if of.is_none() && (!name.contains('_') || table::method(name).is_some()) {
            return followed;
        }
        let callee = Callee::Method { of: of.map(str::to_owned), name: name.to_owned() };
        let values = arguments.iter().map(|argument| &argument.value).chain([receiver.1]);
        let carried = values.map(Carried::of).collect();
        self.go_elsewhere(followed, callee, carried, place)
    }

    /// Whether a call is of interest to other files, or they may say something of it. Most are not, so it is asked first.
    fn may_cross(&mut self, name: &str, followed: &Option<Value>, is_telling: bool) -> bool {
        if !self.reads_file {
            return false;
        }
        if !self.quiet {
            self.crossings.named.push(mark(name));
        }
        // What was followed with what it is given has said all.
        if is_telling { followed.is_none() } else { self.elsewhere.is_some() }
    }

    fn go_elsewhere(
        &mut self,
        followed: Option<Value>,
        callee: Callee,
        carried: Vec<Carried>,
        place: Place,
    ) -> Option<Value> {
        let answer = self.elsewhere.and_then(|elsewhere| elsewhere.answer(&callee, &carried));
        if !self.quiet && carried.iter().any(|carried| carried.is_telling()) {
            let line = place.line_and_column().0;
            self.crossings.calls.insert(Call { callee, arguments: carried, line });
        }
        match (followed, answer.map(Carried::value)) {
            (Some(followed), Some(answer)) => Some(followed.or(&answer)),
            (followed, answer) => followed.or(answer),
        }
    }

    /// The type of what a function of the crate gives back.
    pub(super) fn given_by(&self, name: &Name, arguments: usize) -> Option<Arc<str>> {
        let elsewhere = self.elsewhere?;
        elsewhere.gives(&self.callee(name)?, arguments)
    }

    /// The same for a method. `on` is what it is called on.
    pub(super) fn given_by_method(&self, name: &str, on: &Value, arguments: usize) -> Option<Arc<str>> {
        let elsewhere = self.elsewhere?;
        let of = Some(on.type_name()?.to_owned());
        elsewhere.gives(&Callee::Method { of, name: name.to_owned() }, arguments + 1)
    }

    /// Nothing if it is written in more letters than can be kept for each call.
    fn callee(&self, name: &Name) -> Option<Callee> {
        let written = name.own_path().map_or_else(|| name.to_string(), str::to_owned);
        let path: Vec<String> = written.split("::").map(str::to_owned).collect();
        let is_relative =
            path.first().is_some_and(|first| ["crate", "self", "super"].contains(&first.as_str()));
        let declared = name.own_path().is_some() && !is_relative;
        let length: usize = self.modules.iter().chain(&path).map(String::len).sum();
        (length <= LONGEST_PATH).then(|| Callee::Function { module: self.modules.clone(), path, declared })
    }

    /// What a function of another file says of its arguments, if this is what it answers.
    pub(super) fn verdict(&mut self, path: &syn::ExprPath, call: &syn::ExprCall, answer: bool) -> Vec<Clear> {
        if !self.reads_file || path.qself.is_some() {
            return Vec::new();
        }
        let values: Vec<Value> = call.args.iter().map(|argument| self.glance(argument)).collect();
        if !values.iter().any(|value| Carried::of(value).is_telling()) {
            return Vec::new();
        }
        let Some(callee) = self.callee(&self.scopes.name(None, &path.path)) else { return Vec::new() };
        let verdict = self.elsewhere.and_then(|elsewhere| elsewhere.verdict(&callee, call.args.len()));
        let dangers = verdict.map_or_else(Vec::new, |verdict| verdict.of(answer).to_vec());
        self.crossings.questions.insert((callee, call.args.len()));
        call.args
            .iter()
            .zip(dangers)
            .flat_map(|(argument, dangers)| self.cleared(argument, dangers))
            .collect()
    }

    /// Walks a function once more for each way in which other files call it.
    pub(super) fn called_from_elsewhere(&mut self, signature: &Signature, body: &Block) {
        let Some(elsewhere) = self.elsewhere else { return };
        let position = position_of(signature);
        if elsewhere.is_asked(position) {
            let verdict =
                Verdict { yes: self.says(signature, body, true), no: self.says(signature, body, false) };
            self.crossings.verdicts.push((position, verdict));
        }
        // Who calls it may be annotated, and this is not.
        let annotated = std::mem::replace(&mut self.annotated, false);
        self.crossed = true;
        for incoming in elsewhere.incoming(position) {
            let mut arguments: Vec<Value> = incoming.iter().map(|carried| carried.value()).collect();
            let parameters = signature.inputs.iter().filter(|it| matches!(it, syn::FnArg::Typed(_))).count();
            let on = if arguments.len() > parameters { arguments.pop() } else { None };
            self.begin();
            let before = self.sites.len();
            let value = self.run(signature, body, &arguments, on);
            let sites = self.sites.get(before..).unwrap_or_default();
            self.crossings.reached.extend(sites.iter().flat_map(|site| reached(site, position, &incoming)));
            self.crossings.answered.push((position, incoming.clone(), Carried::of_answer(&value)));
        }
        self.annotated = annotated;
        self.crossed = false;
    }

    /// What a function gives back that was given nothing.
    pub(super) fn brings(&mut self, signature: &Signature, last: &Value) {
        if !self.reads_file || self.annotated || self.quiet {
            return;
        }
        let value = self.returned.as_ref().map_or_else(|| last.clone(), |returned| returned.or(last));
        let carried = Carried::of_answer(&value);
        if (carried.is_telling() || value.could(Traits::SECRET)) && !carried.is_of_a_parameter() {
            self.crossings.brought.push((position_of(signature), carried));
        }
    }
}

/// The places of a site where it does something with what is told, and of what it is given.
fn reached(site: &Site, function: Position, with: &[Carried]) -> Vec<Reached> {
    let given = given(&site.what);
    if !given.iter().any(|argument| Carried::of(&argument.value).is_telling()) {
        return Vec::new();
    }
    let is_from_outside = |argument: Option<&Argument>| argument.is_none_or(|it| it.value.is_from_outside());
    let harms = site.reached(Traits::DANGERS).any(|(_, argument)| is_from_outside(argument))
        || given.iter().any(|argument| argument.value.traits.has_any(Carried::CONFIDENTIAL));
    let places = given.iter().map(|argument| argument.place).chain([site.place]);
    let at = |place: Place| Reached { at: place.line_and_column(), function, with: with.to_vec(), harms };
    places.map(at).collect()
}

fn given(what: &Use) -> Vec<&Argument> {
    match what {
        Use::Function { arguments, .. } => arguments.iter().collect(),
        Use::Method { receiver, arguments, .. } => [receiver].into_iter().chain(arguments).collect(),
        Use::Macro { arguments, fields, .. } => arguments.iter().chain(fields).collect(),
        Use::Struct { fields, .. } => fields.iter().map(|(_, argument)| argument).collect(),
        Use::Operator { operands, .. } => operands.iter().collect(),
        Use::Repeat { count: given }
        | Use::Bound { value: given, .. }
        | Use::Entry { value: given, .. }
        | Use::Written(given)
        | Use::Returned(given) => vec![given],
    }
}

fn is_telling(arguments: &[Argument]) -> bool {
    arguments.iter().any(|argument| Carried::of(&argument.value).is_telling())
}

pub(crate) fn position_of(signature: &Signature) -> Position {
    let start = signature.ident.span().start();
    (start.line, start.column)
}
