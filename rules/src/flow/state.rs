//! What is known of the variables at one moment of the walk.

use std::rc::Rc;

use super::guard::Clear;
use super::value::{Traits, Value};

/// How many variables of a function are known: each is looked for among all of them, and more are in generated code alone.
const MOST_VARIABLES: usize = 2_000;

/// The variables, the innermost last, and whether the code here is reached at all.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    /// By name; a field that was looked at or written by itself has its path: `params.name`.
    /// Each stands by itself, so that a branch shares those that it does not touch; and all of them together, until it touches one.
    variables: Rc<Vec<Rc<Variable>>>,
    /// Of two places, the first is at most the second.
    ordered: Vec<(Rc<str>, Rc<str>)>,
    /// A `return`, a `break` or a panic is behind it.
    pub(super) dead: bool,
}

#[derive(Clone, Debug)]
struct Variable {
    name: Rc<str>,
    value: Value,
}

impl State {
    pub(super) fn depth(&self) -> usize {
        self.variables.len()
    }

    /// Leaves a block.
    pub(super) fn truncate(&mut self, depth: usize) {
        if self.variables.len() > depth {
            self.variables_mut().truncate(depth);
        }
    }

    fn variables_mut(&mut self) -> &mut Vec<Rc<Variable>> {
        Rc::make_mut(&mut self.variables)
    }

    pub(super) fn bind(&mut self, name: impl Into<Rc<str>>, value: Value) {
        if self.variables.len() < MOST_VARIABLES {
            self.variables_mut().push(Variable::of(name, value));
        }
    }

    /// The value of a variable, or of a field that is known by itself.
    pub(super) fn get(&self, place: &str) -> Option<&Value> {
        for variable in self.variables.iter().rev() {
            if *variable.name == *place {
                return Some(&variable.value);
            }
            // A new variable of the same name hides the fields of the old one.
            if place.strip_prefix(&*variable.name).is_some_and(|rest| rest.starts_with('.')) {
                return None;
            }
        }
        None
    }

    /// Writes a variable or a field.
    pub(super) fn set(&mut self, place: &str, value: Value) {
        self.ordered.retain(|(small, large)| **small != *place && **large != *place);
        // A variable that is written as a whole takes its fields with it.
        let inner = format!("{place}.");
        if let Some(at) = self.variables.iter().rposition(|variable| *variable.name == *place) {
            let mut index = at + 1;
            while index < self.variables.len() {
                if self.variables.get(index).is_some_and(|variable| variable.name.starts_with(&inner)) {
                    self.variables_mut().remove(index);
                } else {
                    index += 1;
                }
            }
            if let Some(slot) = self.variables_mut().get_mut(at) {
                *slot = Rc::new(Variable { name: Rc::clone(&slot.name), value });
            }
        } else if place.contains('.') {
            self.variables_mut().push(Variable::of(place, value));
        }
    }

    /// A field of a variable was written that is this.
    pub(super) fn holds(&mut self, variable: &str, traits: Traits) {
        if let Some(found) = self.variables_mut().iter_mut().rev().find(|known| *known.name == *variable) {
            Rc::make_mut(found).value.of_fields |= traits;
        }
    }

    /// Applies what a condition says.
    pub(super) fn clear(&mut self, clears: &[Clear]) {
        for Clear { place, dangers } in clears {
            if let Some((small, large)) = place.split_once(Clear::AT_MOST) {
                self.ordered.push((small.into(), large.into()));
                continue;
            }
            let root = self.get(place).and_then(|value| value.alias.clone());
            let root = root.as_deref().unwrap_or(place).to_owned();
            let inner = format!("{root}.");
            let mut is_bound = false;
            for variable in self.variables_mut() {
                let Variable { name, value } = &**variable;
                let is_it = **name == *root || name.starts_with(&inner);
                if is_it
                    || value.alias.as_deref().is_some_and(|alias| alias == root || alias.starts_with(&inner))
                {
                    is_bound |= **name == **place;
                    let value = &mut Rc::make_mut(variable).value;
                    value.lose(*dangers);
                    if let Some(parts) = &mut value.parts {
                        for (_, part) in Rc::make_mut(parts) {
                            part.lose(*dangers);
                        }
                    }
                }
            }
            if !is_bound && place.contains('.') {
                let mut value = self.resolve(place);
                value.lose(*dangers);
                value.alias = Some(place.as_str().into());
                self.variables_mut().push(Variable::of(place.as_str(), value));
            }
        }
    }

    /// The value of a path of fields, from what is known of the longest part of it.
    pub(super) fn resolve(&self, place: &str) -> Value {
        if let Some(value) = self.get(place) {
            return value.clone();
        }
        match place.rsplit_once('.') {
            Some((whole, field)) => self.resolve(whole).part(field),
            None => Value::default(),
        }
    }

    /// What is known after one of two ways was taken, of the variables that were there before both.
    pub(super) fn join(one: Self, two: Self, depth: usize) -> Self {
        match (one.dead, two.dead) {
            (true, false) => return two,
            (false, true) => return one,
            _ => {}
        }
        let dead = one.dead && two.dead;
        let both = |(first, second): (&Rc<Variable>, &Rc<Variable>)| {
            if Rc::ptr_eq(first, second) {
                return Rc::clone(first);
            }
            let value = first.value.or(&second.value);
            Rc::new(Variable { name: Rc::clone(&first.name), value })
        };
        let variables = match Rc::ptr_eq(&one.variables, &two.variables) && one.depth() <= depth {
            true => one.variables,
            false => Rc::new(one.variables.iter().zip(&*two.variables).take(depth).map(both).collect()),
        };
        let ordered = one.ordered.into_iter().filter(|pair| two.ordered.contains(pair)).collect();
        Self { variables, ordered, dead }
    }

    /// Whether a condition said that the first is at most the second.
    pub(super) fn is_at_most(&self, small: &str, large: &str) -> bool {
        self.ordered.iter().any(|(one, other)| **one == *small && **other == *large)
    }

    /// Whether a condition said that this is at least so much.
    pub(super) fn is_at_least(&self, large: &str, least: u128) -> bool {
        let is_it = |(small, other): &(Rc<str>, Rc<str>)| {
            **other == *large && small.parse().is_ok_and(|small: u128| small >= least)
        };
        self.ordered.iter().any(is_it)
    }

    /// Adds to a variable or a field what becomes a part of it.
    pub(super) fn receive(&mut self, place: &str, value: Value) {
        if place.contains('.') && self.get(place).is_none() {
            self.variables_mut().push(Variable::of(place, value));
        } else {
            self.set(place, value);
        }
    }
}

impl Variable {
    fn of(name: impl Into<Rc<str>>, value: Value) -> Rc<Self> {
        Rc::new(Self { name: name.into(), value })
    }
}

/// What a name says of the value that has it.
pub(super) fn named(mut value: Value, name: &str) -> Value {
    if !value.traits.has(Traits::SEALED) {
        value.traits |= said_by(name);
        if value.traits.has(Traits::SECRET) && super::names::is_password(name) {
            value.traits |= Traits::PASSWORD;
        }
    }
    value
}

/// What a name says, whatever has it.
pub(super) fn said_by(name: &str) -> Traits {
    use super::names::{About, Credential, about_a_person, is_credential};
    let of_credential = match is_credential(name) {
        Some(Credential::Certain) => Traits::SECRET,
        Some(Credential::Possible) => Traits::MAYBE_SECRET,
        None => Traits::NONE,
    };
    let of_person = match about_a_person(name) {
        Some(About::Sensitive) => Traits::PERSONAL | Traits::SENSITIVE,
        Some(About::Personal) => Traits::PERSONAL,
        None => Traits::NONE,
    };
    of_credential | of_person
}
