//! What callers send, as parameters with bounds.

use std::collections::BTreeSet;
use std::ops::Range;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Field, Fields, GenericArgument, Pat, PathArguments, Type};

use super::data::{self, Direction};
use super::edits::range_of;
use super::file::{File, name_of};
use super::output::says;
use super::tool::{Given, Tool, documentation};

/// The usual bounds, which somebody has to look at.
const TEXT: usize = 1000;
const LIST: usize = 100;

/// The parameters of a capability.
#[derive(Default)]
pub(super) struct Parameters {
    pub(super) written: Vec<Parameter>,
    /// Statements that the body begins with.
    pub(super) prologue: Vec<String>,
    pub(super) reviews: Vec<String>,
}

/// One of them, with its attributes.
pub(super) struct Parameter {
    pub(super) description: Vec<String>,
    pub(super) text: String,
}

/// Makes parameters of what a tool is given, and changes what the body says of them.
pub(super) fn parameters(file: &mut File<'_>, tool: &Tool<'_>) -> Parameters {
    let mut all = Parameters::default();
    let mut taken = BTreeSet::new();
    let is_input = |given: &&Given<'_>| !matches!(given, Given::State(..) | Given::Foreign(..));
    let alone = tool.inputs.iter().filter(is_input).count() == 1;
    for given in &tool.inputs {
        match given {
            Given::State(pat, ty) => all.state(file, pat, ty),
            Given::Foreign(pat, ty) => {
                let is_used = matches!(pat, Pat::Ident(name) if says(tool.block, &name.ident.to_string()));
                let still = if is_used { ", and the body still uses it" } else { "" };
                let (pat, ty) = (file.edits.text(range_of(pat)), file.edits.text(range_of(ty)));
                all.reviews.push(format!(
                    "`{pat}: {ty}` is gone{still}; `call: &Call` knows the caller and the deadline"
                ));
            }
            Given::Value(pat, ty, description) => all.value(file, pat, ty, description.clone(), &mut taken),
            Given::Document(pat, ty) => {
                if !all.expanded(file, tool, pat, ty, &mut taken) {
                    all.whole(file, pat, ty, alone);
                }
            }
            Given::Wrapped(name, ty) => {
                let body = tool.block.to_token_stream();
                let mut uses = Vec::new();
                let all_unwrapped = uses_of(body, &name.to_string(), &mut uses);
                if all_unwrapped && uses.iter().all(|it| it.1 == "0") {
                    uses.into_iter().for_each(|(_, _, dot)| file.edits.delete(dot));
                } else {
                    all.reviews.push(format!("`{name}` is the value itself now, and no `Parameters`"));
                }
                let text = file.edits.text(range_of(*ty)).to_owned();
                all.input(file, &name.to_string(), ty, &text, alone);
            }
        }
    }
    all
}

impl Parameters {
    fn state(&mut self, file: &File<'_>, pat: &Pat, ty: &Type) {
        let (name, ty) = (file.edits.text(range_of(pat)), file.edits.text(range_of(ty)));
        self.reviews.push(format!(
            "`{name}` is granted by the gate's owner: `.grant(State::new(..))`; what reaches the outside is an authority of its own"
        ));
        self.written.push(Parameter {
            description: Vec::new(),
            text: format!("#[grant] {name}: portcullis::State<{ty}>"),
        });
    }

    fn value(
        &mut self,
        file: &mut File<'_>,
        pat: &Pat,
        ty: &Type,
        description: Vec<String>,
        taken: &mut BTreeSet<String>,
    ) {
        let (name, is_mutable) = match pat {
            Pat::Ident(pat) => (pat.ident.to_string(), pat.mutability.is_some()),
            _ => ("value".to_owned(), false),
        };
        let bound = bound(file, ty, Direction::Input);
        match pat {
            Pat::Ident(_) if is_mutable => self.prologue.push(format!("let mut {name} = {name};")),
            Pat::Ident(_) => {}
            pat => self.prologue.push(format!("let {} = {name};", file.edits.text(range_of(pat)))),
        }
        self.prologue.extend(bound.as_it_was.map(|how| format!("let {name} = {name}{how};")));
        self.reviews.extend(bound.review);
        taken.insert(name.clone());
        self.written
            .push(Parameter { description, text: format!("{}{name}: {}", bound.attribute, bound.ty) });
    }

    /// The fields of a struct of this file, each as a parameter. `false` if they cannot be told apart in the body.
    fn expanded(
        &mut self,
        file: &mut File<'_>,
        tool: &Tool<'_>,
        pat: &Pat,
        ty: &Type,
        taken: &mut BTreeSet<String>,
    ) -> bool {
        let Some(item) = name_of(ty).and_then(|name| file.structure(&name)) else { return false };
        let Fields::Named(fields) = &item.fields else { return false };
        if item.attrs.iter().any(|attribute| attribute.path().is_ident("serde")) {
            return false;
        }
        let names: Vec<String> =
            fields.named.iter().filter_map(|it| it.ident.as_ref()).map(ToString::to_string).collect();
        if names.is_empty() || names.iter().any(|name| taken.contains(name)) {
            return false;
        }
        let body = tool.block.to_token_stream();
        let mut prologue = Vec::new();
        match pat {
            Pat::Struct(pat) => {
                for field in &pat.fields {
                    let member = field.member.to_token_stream().to_string();
                    let is_plain = matches!(&*field.pat, Pat::Ident(pat) if pat.ident == member && pat.mutability.is_none());
                    if !is_plain {
                        prologue.push(format!("let {} = {member};", file.edits.text(range_of(&*field.pat))));
                    }
                }
            }
            Pat::Ident(pat) if pat.mutability.is_none() && pat.by_ref.is_none() && pat.subpat.is_none() => {
                let mut uses = Vec::new();
                let are_fields = uses_of(body.clone(), &pat.ident.to_string(), &mut uses)
                    && uses.iter().all(|(_, field, _)| names.contains(field));
                if !are_fields || mentions(body, &names) {
                    return false;
                }
                // `args.name` is `name`, and so is `name: args.name`.
                for (name, field, dot) in uses {
                    let before = file.edits.text(0..name.start).trim_end();
                    let label = before.strip_suffix(':').and_then(|it| it.strip_suffix(field.as_str()));
                    let label = label
                        .filter(|it| !it.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'));
                    let ends = file
                        .edits
                        .text(dot.end..file.edits.source().len())
                        .trim_start()
                        .starts_with([',', '}']);
                    let start = label.filter(|_| ends).map_or(name.start, str::len);
                    file.edits.delete(start..dot.start + 1);
                }
            }
            _ => return false,
        }
        self.prologue.extend(prologue);
        for field in &fields.named {
            let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
            let bound = bound(file, &field.ty, Direction::Input);
            self.reviews.extend(bound.review);
            self.reviews.extend(data::credential(&name));
            self.prologue.extend(bound.as_it_was.map(|how| format!("let {name} = {name}{how};")));
            let kept: String = attributes(file, field);
            let attribute = if kept.contains("#[validate") { "" } else { &bound.attribute };
            self.written.push(Parameter {
                description: described(&field.attrs),
                text: format!("{kept}{attribute}{name}: {}", bound.ty),
            });
            taken.insert(name);
        }
        // The struct is gone, if nobody else knows it.
        let name = item.ident.to_string();
        let mut here = 0;
        count(tool.signature.inputs.to_token_stream(), &name, &mut here);
        if file.count(&name) == here + 1 {
            file.edits.delete_item(range_of(item));
        }
        true
    }

    /// A struct as it is: as the whole input, or as one parameter among others.
    fn whole(&mut self, file: &mut File<'_>, pat: &Pat, ty: &Type, alone: bool) {
        let name = match pat {
            Pat::Ident(pat) => {
                let name = pat.ident.to_string();
                if pat.mutability.is_some() {
                    self.prologue.push(format!("let mut {name} = {name};"));
                }
                name
            }
            pat => {
                self.prologue.push(format!("let {} = input;", file.edits.text(range_of(pat))));
                "input".to_owned()
            }
        };
        let text = file.edits.text(range_of(ty)).to_owned();
        self.input(file, &name, ty, &text, alone);
    }

    fn input(&mut self, file: &mut File<'_>, name: &str, ty: &Type, text: &str, alone: bool) {
        if let Some(review) = data::want(file, ty, Direction::Input) {
            self.reviews.push(review);
        }
        let mark = if alone { "#[input] " } else { "" };
        self.written.push(Parameter { description: Vec::new(), text: format!("{mark}{name}: {text}") });
    }
}

/// How a type is bounded.
pub(super) struct Bound {
    /// `#[validate(..)] `, or nothing.
    pub(super) attribute: String,
    /// The type, which may be another one.
    pub(super) ty: String,
    /// How the body gets the type that it had.
    as_it_was: Option<&'static str>,
    pub(super) review: Option<String>,
}

/// What bounds a value, by its type.
pub(super) fn bound(file: &mut File<'_>, ty: &Type, direction: Direction) -> Bound {
    let mut bound = Bound {
        attribute: String::new(),
        ty: file.edits.text(range_of(ty)).to_owned(),
        as_it_was: None,
        review: None,
    };
    let length = |most: usize| format!("#[validate(length(max = {most}))] ");
    let inner = match option(ty) {
        Some(inner) => inner,
        None => ty,
    };
    if is(inner, "String") {
        bound.attribute = length(TEXT);
    } else if let Type::Reference(reference) = inner {
        if is(&reference.elem, "str") && option(ty).is_none() {
            (bound.attribute, bound.ty, bound.as_it_was) =
                (length(TEXT), "String".to_owned(), Some(".as_str()"));
        } else {
            bound.review = Some(format!("`{}` borrows, and input is owned", bound.ty));
        }
    } else if let Some(element) = argument(inner, "Vec") {
        if is(element, "String") {
            bound.ty = bound.ty.replace(
                file.edits.text(range_of(inner)),
                &format!("portcullis::BoundedVec<portcullis::BoundedString<{TEXT}>, {LIST}>"),
            );
            bound.review = Some("a list of texts has bounds in its type; it derefs to a slice".to_owned());
        } else {
            bound.attribute = length(LIST);
            bound.review = data::want(file, element, direction);
        }
    } else if ["HashMap", "BTreeMap", "Value", "Map"].iter().any(|name| last_is(inner, name)) {
        bound.review = Some(format!("`{}` has no bound and no shape: write a type of your own", bound.ty));
    } else {
        bound.review = data::want(file, inner, direction);
    }
    bound
}

fn option(ty: &Type) -> Option<&Type> {
    argument(ty, "Option")
}

/// `T` of `Vec<T>`.
pub(super) fn argument<'a>(ty: &'a Type, of: &str) -> Option<&'a Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == of)?;
    let PathArguments::AngleBracketed(list) = &last.arguments else { return None };
    match list.args.first()? {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    }
}

fn is(ty: &Type, name: &str) -> bool {
    name_of(ty).is_some_and(|it| it == name)
}

fn last_is(ty: &Type, name: &str) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == name))
}

/// What is said about a field or a parameter, by a doc comment or for the schema.
pub(super) fn described(attributes: &[Attribute]) -> Vec<String> {
    let documented = documentation(attributes);
    if !documented.is_empty() {
        return documented;
    }
    let mut found = Vec::new();
    for attribute in attributes.iter().filter(|it| it.path().is_ident("schemars")) {
        let _ = attribute.parse_nested_meta(|meta| {
            let value: syn::LitStr = meta.value()?.parse()?;
            if meta.path.is_ident("description") {
                found.push(value.value());
            }
            Ok(())
        });
    }
    found
}

/// The attributes of a field that a parameter can have as well.
fn attributes(file: &File<'_>, field: &Field) -> String {
    let kept = field.attrs.iter().filter(|it| it.path().is_ident("serde") || it.path().is_ident("validate"));
    kept.map(|it| format!("{} ", file.edits.text(range_of(it)))).collect()
}

/// A use of a variable as `name.field`: where the name stands, the field, and the dot with the field.
type UseOf = (Range<usize>, String, Range<usize>);

/// Gathers how a variable is used. `false` if it is used in any other way.
fn uses_of(tokens: TokenStream, name: &str, uses: &mut Vec<UseOf>) -> bool {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is_dot =
        |token: Option<&TokenTree>| matches!(token, Some(TokenTree::Punct(it)) if it.as_char() == '.');
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) if !uses_of(group.stream(), name, uses) => return false,
            TokenTree::Ident(ident) if *ident == name => {
                if at > 0
                    && is_dot(tokens.get(at - 1))
                    && !is_dot(at.checked_sub(2).and_then(|at| tokens.get(at)))
                {
                    // A field of something else.
                    continue;
                }
                let (dot, field) = (tokens.get(at + 1), tokens.get(at + 2));
                let is_call = matches!(tokens.get(at + 3), Some(TokenTree::Group(group)) if group.delimiter() == proc_macro2::Delimiter::Parenthesis);
                match field {
                    Some(TokenTree::Ident(_) | TokenTree::Literal(_)) if is_dot(dot) && !is_call => {
                        let (Some(dot), Some(field)) = (dot, field) else { return false };
                        let range = dot.span().byte_range().start..field.span().byte_range().end;
                        uses.push((ident.span().byte_range(), field.to_string(), range));
                    }
                    _ => return false,
                }
            }
            // `{name}` in a text.
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                if text.contains(&format!("{{{name}}}")) || text.contains(&format!("{{{name}:")) {
                    return false;
                }
            }
            _ => {}
        }
    }
    true
}

/// Whether one of these names stands by itself: as a variable, a function, a pattern. `name: value` is a field.
fn mentions(tokens: TokenStream, names: &[String]) -> bool {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is = |token: Option<&TokenTree>, character: char| matches!(token, Some(TokenTree::Punct(it)) if it.as_char() == character);
    tokens.iter().enumerate().any(|(at, token)| match token {
        TokenTree::Group(group) => mentions(group.stream(), names),
        TokenTree::Ident(ident) if names.iter().any(|name| ident == name) => {
            let is_field = at > 0 && is(tokens.get(at - 1), '.');
            let is_label = is(tokens.get(at + 1), ':') && !is(tokens.get(at + 2), ':');
            !is_field && !is_label
        }
        _ => false,
    })
}

fn count(tokens: TokenStream, name: &str, found: &mut usize) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) if ident == name => *found += 1,
            TokenTree::Group(group) => count(group.stream(), name, found),
            _ => {}
        }
    }
}
