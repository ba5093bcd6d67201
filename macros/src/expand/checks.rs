//! The statements that check a value: the same for what comes in and for what goes out.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{Expr, Index};

use crate::args::field::Format;
use crate::model::data::{Content, Data, Shape, Tagging, Variant};
use crate::model::field::Field;
use crate::model::limits::Check;

/// What differs between `Bounded::check` and `Disclose::verify`.
pub trait Walk {
    /// Whether the field's value is looked at.
    fn takes(&self, field: &Field) -> bool;

    /// Whether a variant's fields are looked at.
    fn enters(&self, variant: &Variant) -> bool;

    /// The call that checks what is in the value itself, at `place`.
    fn recurse(
        &self,
        field: &Field,
        value: &TokenStream,
        place: &TokenStream,
        names: &Names,
    ) -> Option<TokenStream>;

    /// Whether that call has checked the greatest length already.
    fn checks_max(&self, field: &Field) -> bool;
}

/// The names of the two arguments of `check` and `verify`, which no field's name can capture.
pub struct Names {
    pub at: Ident,
    pub faults: Ident,
}

impl Names {
    pub fn new() -> Self {
        Names { at: Ident::new("at", Span::mixed_site()), faults: Ident::new("faults", Span::mixed_site()) }
    }
}

/// The body of `check` or `verify`.
pub fn body(data: &Data, walk: &impl Walk, names: &Names) -> TokenStream {
    match &data.shape {
        Shape::Struct(content) => statements(content, false, walk, names),
        Shape::Enum(tagging, variants) => {
            let arms = variants.iter().map(|variant| arm(variant, tagging, walk, names));
            quote! { match self { #(#arms)* } }
        }
    }
}

fn arm(variant: &Variant, tagging: &Tagging, walk: &impl Walk, names: &Names) -> TokenStream {
    let Variant { cfg, ident, json, content, .. } = variant;
    let statements = match walk.enters(variant) {
        true => statements(content, true, walk, names),
        false => TokenStream::new(),
    };
    if statements.is_empty() {
        return quote! { #(#cfg)* Self::#ident { .. } => {} };
    }
    let fields = content.fields().iter().filter(|field| is_bound(field, content, walk)).map(|field| {
        let (cfg, binding, index) = (&field.cfg, field.binding(), Index::from(field.position));
        match &field.name {
            Some(name) => quote!(#(#cfg)* #name: #binding),
            None => quote!(#(#cfg)* #index: #binding),
        }
    });
    let at = &names.at;
    let place = match tagging {
        Tagging::External => Some(quote! { let #at = &#at.field(#json); }),
        Tagging::Internal(_) => None,
        Tagging::Adjacent(_, content) => Some(quote! { let #at = &#at.field(#content); }),
    };
    quote! {
        #(#cfg)* Self::#ident { #(#fields,)* .. } => {
            #place
            #statements
        }
    }
}

fn statements(content: &Content, bound: bool, walk: &impl Walk, names: &Names) -> TokenStream {
    let at = &names.at;
    let fields = content.fields();
    let checked = |field| Checked { field, siblings: fields, bound };
    fields
        .iter()
        .filter(|field| walk.takes(field))
        .filter_map(|field| {
            let place = match (content, &field.serde.flatten) {
                (Content::Newtype(_), _) | (_, Some(_)) => None,
                (Content::Tuple(_), _) => {
                    let position = field.position;
                    Some(quote!(&#at.index(#position)))
                }
                _ => {
                    let json = &field.json;
                    Some(quote!(&#at.field(#json)))
                }
            };
            field_statements(&checked(field), place, walk, names)
        })
        .collect()
}

fn field_statements(
    checked: &Checked<'_>,
    place: Option<TokenStream>,
    walk: &impl Walk,
    names: &Names,
) -> Option<TokenStream> {
    let (at, cfg) = (&names.at, &checked.field.cfg);
    let value = checked.value();
    let here = quote!(#at);
    let words: Vec<TokenStream> = checked.words(names, walk.checks_max(checked.field)).collect();
    if words.is_empty() {
        let recurse = walk.recurse(checked.field, &value, place.as_ref().unwrap_or(&here), names)?;
        return Some(quote! { #(#cfg)* #recurse; });
    }
    let recurse = walk.recurse(checked.field, &value, &here, names);
    let place = place.map(|place| quote! { let #at = #place; });
    let recurse = recurse.map(|recurse| quote! { #recurse; });
    Some(quote! {
        #(#cfg)*
        {
            #place
            #recurse
            #(#words)*
        }
    })
}

/// Whether a variant's pattern binds the field: it is looked at, or a sibling must match it.
fn is_bound(field: &Field, content: &Content, walk: &impl Walk) -> bool {
    let matched =
        |check: &Check| matches!(check, Check::MustMatch(other) if field.name.as_ref() == Some(other));
    walk.takes(field) || content.fields().iter().flat_map(|sibling| &sibling.checks).any(matched)
}

/// One field while its statements are written: where its value is, and where its siblings are.
struct Checked<'a> {
    field: &'a Field,
    siblings: &'a [Field],
    /// Whether the values are bound to names, as in a variant, or reached through `self`.
    bound: bool,
}

impl Checked<'_> {
    /// A reference to the field's value.
    fn value(&self) -> TokenStream {
        self.reference(self.field)
    }

    fn reference(&self, field: &Field) -> TokenStream {
        if self.bound {
            let binding = field.binding();
            return quote!(#binding);
        }
        match &field.name {
            Some(name) => quote!(&self.#name),
            None => {
                let position = Index::from(field.position);
                quote!(&self.#position)
            }
        }
    }

    /// A statement for each of the field's own words that is left to check.
    fn words(&self, names: &Names, max_is_checked: bool) -> impl Iterator<Item = TokenStream> {
        self.field.checks.iter().filter_map(move |check| self.word(check, names, max_is_checked))
    }

    fn word(&self, check: &Check, Names { at, faults }: &Names, max_is_checked: bool) -> Option<TokenStream> {
        let value = self.value();
        let call = match check {
            // `Within` has checked the greatest length; `equal` is then a least length beside it.
            Check::Length { min, max: _, equal } if max_is_checked => {
                let min = length(Some(min.as_deref().or(equal.as_deref())?));
                let none = option(None);
                quote!(length(#value, #min, #none, #none, #at, #faults))
            }
            Check::Length { min, max, equal } => {
                let [min, max, equal] = [min, max, equal].map(|limit| length(limit.as_deref()));
                quote!(length(#value, #min, #max, #equal, #at, #faults))
            }
            Check::Range { min, max, exclusive_min, exclusive_max } => {
                let [min, max, exclusive_min, exclusive_max] =
                    [min, max, exclusive_min, exclusive_max].map(|limit| option(limit.as_deref()));
                quote!(range(#value, #min, #max, #exclusive_min, #exclusive_max, #at, #faults))
            }
            Check::Format(format) => {
                let word = match format {
                    Format::Email => quote!(email),
                    Format::Url => quote!(url),
                    Format::Ip => quote!(ip),
                    Format::Ipv4 => quote!(ipv4),
                    Format::Ipv6 => quote!(ipv6),
                };
                quote!(#word(#value, #at, #faults))
            }
            Check::Pattern(pattern) => {
                return Some(quote! {
                    static PATTERN: __private::check::LazyPattern = __private::check::LazyPattern::new(#pattern);
                    __private::check::pattern(#value, &PATTERN, #at, #faults);
                });
            }
            Check::Regex(regex) => quote!(regex_matches(#value, &#regex, #at, #faults)),
            Check::Contains(text) => quote!(contains(#value, #text, #at, #faults)),
            Check::DoesNotContain(text) => quote!(does_not_contain(#value, #text, #at, #faults)),
            Check::MustMatch(other) => {
                let other = self.siblings.iter().find(|field| field.name.as_ref() == Some(other))?;
                let (other, name) = (self.reference(other), &other.json);
                quote!(must_match(#value, #other, #name, #at, #faults))
            }
            Check::Custom(function) => quote!(custom(#function(#value), #at, #faults)),
            Check::Required => quote!(required(#value, #at, #faults)),
            Check::NonControlCharacter => quote!(non_control_character(#value, #at, #faults)),
        };
        Some(quote!(__private::check::#call;))
    }
}

fn option(expression: Option<&Expr>) -> TokenStream {
    match expression {
        Some(expression) => quote!(::core::option::Option::Some(#expression)),
        None => quote!(::core::option::Option::None),
    }
}

/// A length's constant is a `usize`, and the check counts in `u64`.
fn length(limit: Option<&Expr>) -> TokenStream {
    match limit {
        Some(constant @ (Expr::Path(_) | Expr::Block(_))) => {
            quote!(::core::option::Option::Some(#constant as u64))
        }
        limit => option(limit),
    }
}
