//! What a pattern binds, and to which part of a value.

use std::rc::Rc;

use syn::{Pat, UnOp};

use super::state::named;
use super::value::Value;
use super::walk::Walk;
use crate::facts::{plain, word};

impl Walk<'_> {
    /// Binds the variables of a pattern.
    pub(super) fn bind(&mut self, pattern: &Pat, value: Value) {
        match pattern {
            Pat::Ident(ident) => {
                let name: Rc<str> = (&*word(&ident.ident)).into();
                // `None` is a pattern as well.
                if name.starts_with(|c: char| c.is_ascii_uppercase()) {
                    return;
                }
                if let Some((_, inner)) = &ident.subpat {
                    self.bind(inner, value.clone());
                }
                let mut value = value;
                // `width @ 1..=4096`
                if ident.subpat.as_ref().is_some_and(|(_, inner)| is_literal(inner)) {
                    value.lose(super::value::Traits::DANGERS);
                }
                let mut value = if value.structure.as_deref().is_some_and(|ty| self.structures.is_record(ty))
                {
                    value
                } else if !value.is_constant() && holds_text(&value) {
                    named(value, &name)
                } else {
                    written_out(value, &name)
                };
                if value.alias.is_none() {
                    value.alias = Some(Rc::clone(&name));
                }
                self.state.bind(name, value);
            }
            Pat::Tuple(tuple) => self.bind_all(&tuple.elems, &value),
            Pat::TupleStruct(tuple) => {
                if tuple.elems.len() == 1 {
                    if let Some(inner) = tuple.elems.first() {
                        let names_error =
                            |segment: &syn::PathSegment| word(&segment.ident).ends_with("Error");
                        let of_error = tuple.path.segments.last().is_some_and(|last| last.ident == "Err")
                            || tuple.path.segments.iter().rev().nth(1).is_some_and(names_error);
                        // `Component::Normal(name)`: a name and nothing that leads elsewhere.
                        let is_plain = tuple.path.segments.last().is_some_and(|last| last.ident == "Normal");
                        let mut value = if of_error { of_an_error(&value) } else { without_wrapper(value) };
                        if is_plain {
                            value.traits = value.traits.without(super::value::Traits::PATH);
                        }
                        self.bind(inner, value);
                    }
                } else {
                    self.bind_all(&tuple.elems, &value);
                }
            }
            Pat::Struct(pattern) => {
                for field in &pattern.fields {
                    let name = match &field.member {
                        syn::Member::Named(ident) => plain(ident),
                        syn::Member::Unnamed(index) => index.index.to_string(),
                    };
                    let mut part = value.part(&name);
                    if part.is_input()
                        && let Some(structure) = pattern.path.segments.last()
                    {
                        part = self.structures.typed(&word(&structure.ident), &name, part);
                    }
                    self.bind(&field.pat, part);
                }
            }
            Pat::Slice(slice) => slice.elems.iter().for_each(|elem| self.bind(elem, value.derived())),
            Pat::Or(or) => {
                if let Some(first) = or.cases.first() {
                    self.bind(first, value);
                }
            }
            Pat::Paren(paren) => self.bind(&paren.pat, value),
            Pat::Reference(reference) => self.bind(&reference.pat, value),
            Pat::Guard(guard) => self.bind(&guard.pat, value),
            Pat::Type(typed) => {
                let value = self.of_type(&typed.ty, value);
                self.bind(&typed.pat, value);
            }
            _ => {}
        }
    }

    fn bind_all<'p>(&mut self, patterns: impl IntoIterator<Item = &'p Pat>, value: &Value) {
        for (index, pattern) in patterns.into_iter().enumerate() {
            self.bind(pattern, value.part(&index.to_string()));
        }
    }

    /// A value that is bound to a name with a type: `let n: u32 = text.parse()?`.
    pub(super) fn of_type(&mut self, ty: &syn::Type, mut value: Value) -> Value {
        use super::class::{Class, class_of, is_of_headers};
        use super::value::Traits;
        if is_of_headers(ty) {
            value.traits = value.traits.without(Traits::LOG);
            value.of_fields = value.of_fields.without(Traits::LOG);
        }
        match class_of(ty, &self.generics) {
            Class::Number(number) => {
                value.traits = value.traits.without(Traits::TEXT);
                value.number = match (number, value.number) {
                    // It was known better where it came from.
                    (Some(ty), Some(known)) if known.kind == ty.kind && known.width == ty.width => {
                        Some(known)
                    }
                    _ => number.map(|ty| value.bits().map_or(ty, |bits| ty.with(bits, ty.negative))),
                };
            }
            // `let row: (i64, String) = ..`
            Class::Tuple(classes) if value.parts.is_none() && value.is_input() => {
                let part = |(index, class): (usize, Class)| {
                    let mut part = value.part(&index.to_string());
                    if let Class::Number(number) = class {
                        part.traits = part.traits.without(Traits::TEXT);
                        part.number = number;
                    } else if class == Class::Harmless {
                        part.traits = part.traits.without(Traits::DANGERS);
                    }
                    (index.to_string(), part)
                };
                value.parts = Some(std::rc::Rc::new(classes.into_iter().enumerate().map(part).collect()));
            }
            Class::Sealed => value = Value::of(Traits::SEALED),
            Class::Named(name) | Class::Held(name) if value.structure.is_none() => {
                value.structure = Some(name);
            }
            Class::Harmless if super::expression::is_address_type(ty) => {
                value.traits = value.traits.without(Traits::DANGERS.without(Traits::URL));
            }
            Class::Harmless
                if !super::expression::is_path_type(ty)
                    && !matches!(ty, syn::Type::Infer(_))
                    && super::expression::is_ready_type(ty) =>
            {
                value.traits = value.traits.without(Traits::DANGERS);
            }
            _ => {}
        }
        value
    }
}

/// `Some(x)`, `Query(x)`: the content is the same.
fn without_wrapper(value: Value) -> Value {
    match &value.parts {
        Some(parts) if parts.len() == 1 && parts.first().is_some_and(|(name, _)| name == "0") => {
            value.part("0")
        }
        _ => value,
    }
}

fn of_an_error(value: &Value) -> Value {
    use super::value::Traits;
    let text = (value.traits | value.of_fields).only(Traits::ERROR_TEXT);
    Value { traits: text | Traits::ERROR, ..Value::default() }
}

/// `let password = "k3v9zq";`: a credential that is the same in every run.
fn written_out(mut value: Value, name: &str) -> Value {
    use super::value::Traits;
    let is_one = value.whole_text().is_some_and(|text| {
        let has = |is: fn(char) -> bool| text.contains(is);
        let mixed = has(|c| c.is_ascii_digit())
            || (has(|c| c.is_ascii_lowercase()) && has(|c| c.is_ascii_uppercase()))
            || has(|c| matches!(c, '!' | '#' | '@' | '^' | '&'));
        mixed && (4..=100).contains(&text.len()) && !has(|c| c.is_whitespace() || "{}<>$%/*:".contains(c))
    });
    if is_one {
        value.traits |= super::state::said_by(name).only(Traits::SECRET);
    }
    value
}

/// Whether a name can say what the value is: a number that is called `token` is a number.
fn holds_text(value: &Value) -> bool {
    use super::value::{Known, Traits};
    let is_number = value.traits.has(Traits::AMOUNT) && !value.traits.has_any(Traits::TEXT);
    !is_number && matches!(value.known, Known::Nothing | Known::Texts(_))
}

/// Whether nothing but literals and constants fit.
pub(super) fn is_literal(pattern: &Pat) -> bool {
    match pattern {
        Pat::Lit(_) | Pat::Path(_) | Pat::Const(_) => true,
        Pat::Range(range) => range.end.is_some(),
        Pat::Ident(ident) => match &ident.subpat {
            Some((_, inner)) => is_literal(inner),
            None => word(&ident.ident).chars().all(|c| !c.is_lowercase()),
        },
        Pat::Or(or) => or.cases.iter().all(is_literal),
        Pat::Paren(paren) => is_literal(&paren.pat),
        Pat::Reference(reference) => is_literal(&reference.pat),
        Pat::TupleStruct(tuple) => !tuple.elems.is_empty() && tuple.elems.iter().all(is_literal),
        Pat::Tuple(tuple) => !tuple.elems.is_empty() && tuple.elems.iter().all(is_literal),
        Pat::Guard(guard) => is_literal(&guard.pat),
        _ => false,
    }
}

/// The first variable that a pattern binds.
pub(super) fn first_name(pattern: &Pat) -> Option<String> {
    match pattern {
        Pat::Ident(ident) => Some(plain(&ident.ident)),
        pattern => names(pattern).into_iter().next(),
    }
}

/// The variables that a pattern binds.
pub(super) fn names(pattern: &Pat) -> Vec<String> {
    match pattern {
        Pat::Ident(ident) => vec![plain(&ident.ident)],
        Pat::Tuple(tuple) => tuple.elems.iter().flat_map(names).collect(),
        Pat::TupleStruct(tuple) => tuple.elems.iter().flat_map(names).collect(),
        Pat::Reference(reference) => names(&reference.pat),
        Pat::Paren(paren) => names(&paren.pat),
        Pat::Type(typed) => names(&typed.pat),
        Pat::Struct(pattern) => pattern.fields.iter().flat_map(|field| names(&field.pat)).collect(),
        _ => Vec::new(),
    }
}

/// Whether an operator only looks at its operand.
pub(super) fn is_negation(operator: &UnOp) -> bool {
    matches!(operator, UnOp::Not(_) | UnOp::Neg(_))
}
