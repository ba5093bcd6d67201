//! A type under `#[derive(Authority)]`.

use portcullis_rules::Diagnostics;
use proc_macro2::{Span, TokenStream};
use syn::ext::IdentExt;
use syn::{Attribute, Data, DeriveInput, GenericParam, Generics, Ident, LitStr, Path, parse_quote};

use super::names::Case;
use crate::args::authority::AuthorityArgs;

/// Characters of the longest name.
const NAME: usize = 32;

/// Characters of the longest text about what it reaches: one line of the surface file.
const REACHES: usize = 200;

/// What stands in the help of more than one error.
const EFFECTS: &str = "`#[authority(read)]` if it changes nothing, `#[authority(write)]` if it changes things, \
    `#[authority(destructive)]` if nothing can undo what it changes";

/// A type as it is written.
pub struct RawAuthority {
    pub args: AuthorityArgs,
    pub item: DeriveInput,
    /// Where `#[authority(..)]` stands on a field or a variant.
    stray: Vec<Span>,
    /// Whether the arguments have been told to be wrong, so that what is missing may be among them.
    is_misspelt: bool,
}

/// A type that may be expanded.
pub struct Authority {
    /// Where Portcullis is.
    pub krate: Path,
    pub ident: Ident,
    /// With what the trait asks of every type, where the type is generic.
    pub generics: Generics,
    /// The variant of `Effect`.
    pub effect: Ident,
    pub kind: String,
    pub reaches: String,
}

impl RawAuthority {
    /// Reads attributes and item.
    ///
    /// # Errors
    ///
    /// If the item is no struct, enum or union.
    pub fn parse(item: TokenStream, out: &mut Diagnostics) -> syn::Result<Self> {
        let item: DeriveInput = syn::parse2(item)?;
        let args = AuthorityArgs::parse(&item.attrs, out);
        let is_misspelt = !out.is_empty();
        let stray = inner_attributes(&item.data)
            .filter(|attribute| attribute.path().is_ident("authority"))
            .filter_map(|attribute| attribute.path().get_ident().map(Ident::span))
            .collect();
        Ok(RawAuthority { args, item, stray, is_misspelt })
    }

    /// Where Portcullis is.
    pub fn krate(&self) -> Path {
        self.args.krate.clone().unwrap_or_else(|| parse_quote!(::portcullis))
    }

    /// The type's parameters. Of a generic type only its author knows whether it can be cloned and sent; so the impl is
    /// for those of which it is true.
    pub fn generics(&self) -> Generics {
        let mut generics = self.item.generics.clone();
        if !generics.params.is_empty() {
            generics.make_where_clause().predicates.push(parse_quote! {
                Self: ::core::clone::Clone + ::core::marker::Send + ::core::marker::Sync + 'static
            });
        }
        generics
    }

    /// Proves all that expansion relies on; `None` if `out` says why not.
    pub fn check(&self, out: &mut Diagnostics) -> Option<Authority> {
        let ident = &self.item.ident;
        for stray in &self.stray {
            out.error(*stray, "`#[authority(..)]` belongs on the type")
                .help("move it to where the derive stands");
        }
        if let Data::Union(union) = &self.item.data {
            out.error(&union.union_token, "a union is no authority")
                .help("put it into a struct, and derive there");
        }
        for parameter in &self.item.generics.params {
            if let GenericParam::Lifetime(lifetime) = parameter {
                out.error(lifetime, "an authority cannot borrow: it lives as long as the gate")
                    .help("hold an `Arc` of it, or the thing itself");
            }
        }
        let effect = self.check_effect(out);
        let kind = check_name(self.args.name.as_ref(), ident, out);
        let reaches = check_reaches(self.args.reaches.as_ref(), ident, out);
        if !out.is_empty() {
            return None;
        }
        Some(Authority {
            krate: self.krate(),
            ident: ident.clone(),
            generics: self.generics(),
            effect: effect?,
            kind: kind?,
            reaches: reaches?,
        })
    }

    /// One effect, said by the author: there is no default, since a wrong one would be believed.
    fn check_effect(&self, out: &mut Diagnostics) -> Option<Ident> {
        let AuthorityArgs { read, write, destructive, .. } = &self.args;
        let said: Vec<(Span, &str)> = [(read, "Read"), (write, "Write"), (destructive, "Destructive")]
            .into_iter()
            .filter_map(|(span, effect)| Some(((*span)?, effect)))
            .collect();
        match said.as_slice() {
            [(_, effect)] => Some(Ident::new(effect, Span::mixed_site())),
            [] if self.is_misspelt => None,
            [] => {
                let ident = &self.item.ident;
                out.error(ident, format!("what `{ident}` can change is not said"))
                    .help(format!("add {EFFECTS}"));
                None
            }
            [_, (again, _), ..] => {
                out.error(*again, "an authority has one effect").help("keep the greater one");
                None
            }
        }
    }
}

fn inner_attributes(data: &Data) -> Box<dyn Iterator<Item = &Attribute> + '_> {
    match data {
        Data::Struct(data) => Box::new(data.fields.iter().flat_map(|field| &field.attrs)),
        Data::Enum(data) => Box::new(data.variants.iter().flat_map(|variant| {
            variant.attrs.iter().chain(variant.fields.iter().flat_map(|field| &field.attrs))
        })),
        Data::Union(data) => Box::new(data.fields.named.iter().flat_map(|field| &field.attrs)),
    }
}

fn check_name(written: Option<&LitStr>, ident: &Ident, out: &mut Diagnostics) -> Option<String> {
    let name = written.map_or_else(|| Case::Snake.of_variant(&ident.unraw().to_string()), LitStr::value);
    let fits = name.len() <= NAME
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(|next| next.is_ascii_lowercase() || next.is_ascii_digit() || next == '_');
    if fits {
        return Some(name);
    }
    let rule = "a name is 1 to 32 characters of `a-z`, `0-9` and `_`, and begins with a letter";
    match written {
        Some(literal) => out.error(literal, format!("`{name}` is no name for an authority")).help(rule),
        None => out
            .error(ident, format!("`{name}` is no name for an authority"))
            .help(format!("give it another one with `name = \"…\"`: {rule}")),
    };
    None
}

fn check_reaches(written: Option<&LitStr>, ident: &Ident, out: &mut Diagnostics) -> Option<String> {
    let Some(literal) = written else { return Some(ident.unraw().to_string()) };
    let text = literal.value();
    if text.trim().is_empty() || text.chars().count() > REACHES || text.contains(char::is_control) {
        out.error(literal, "`reaches` is one line of at most 200 characters")
            .help("say what the handle reaches, as its owner calls it: `reaches = \"the outgoing queue\"`");
        return None;
    }
    Some(text)
}
