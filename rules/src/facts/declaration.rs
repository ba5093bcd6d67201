//! What a file declares: types with their fields, statics, constants.

use proc_macro2::TokenTree;
use syn::visit::Visit;
use syn::{Attribute, Expr, Fields, Meta, StaticMutability, Type};

use super::What;
use super::binding::{Holder, last_call};
use super::call::Unsafe;
use super::known::{literal_in, text_of};
use super::reader::Reader;
use super::word::plain;
use super::written_type::{last_of, written};
use crate::diagnostics::Place;

/// Something that is declared.
#[derive(Clone, Debug)]
pub enum Item {
    /// A struct, an enum or a union.
    Type(TypeItem),
    /// A static, also one of `thread_local!` or `lazy_static!`.
    Static(Static),
    /// A constant, also one of an `impl`.
    Constant(Constant),
}

/// A struct, an enum or a union.
#[derive(Clone, Debug)]
pub struct TypeItem {
    /// The name.
    pub name: String,
    /// Which of the three.
    pub shape: Shape,
    /// The last names of what it derives: `Debug`, `Serialize`.
    pub derives: Vec<String>,
    /// Its other attributes, as in [`Field::attributes`].
    pub attributes: Vec<String>,
    /// Its fields, those of all variants for an enum.
    pub fields: Vec<Field>,
}

/// Which kind of type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `struct`
    Struct,
    /// `enum`
    Enum,
    /// `union`
    Union,
}

/// A field of a struct, a union or a variant.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name, or the number; `Variant.name` in an enum.
    pub name: String,
    /// The type as it is written, without lifetimes: `Option<String>`.
    pub ty: String,
    /// Attributes, without the `#` and with their arguments: `serde(skip)`. Doc comments are left out.
    pub attributes: Vec<String>,
    /// The name; of a field without one, the type.
    pub place: Place,
}

/// `static NAME: T = value;`
#[derive(Clone, Debug)]
pub struct Static {
    /// The name.
    pub name: String,
    /// The type as it is written.
    pub ty: String,
    /// `static mut`.
    pub mutable: bool,
    /// Each thread has its own: it stands in `thread_local!`.
    pub thread_local: bool,
    /// The function or macro that makes the value: `new` for `Mutex::new(0)`.
    pub made_by: Option<String>,
}

/// `const NAME: T = value;`
#[derive(Clone, Debug)]
pub struct Constant {
    /// The name.
    pub name: String,
    /// The type as it is written.
    pub ty: String,
    /// The text, if the value is a literal.
    pub text: Option<String>,
}

impl Reader {
    pub(super) fn type_item<'a>(
        &mut self,
        shape: Shape,
        ident: &syn::Ident,
        attributes: &[Attribute],
        fields: impl Iterator<Item = (Option<&'a syn::Ident>, &'a Fields)>,
    ) {
        let mut all = Vec::new();
        for (variant, fields) in fields {
            for (index, field) in fields.iter().enumerate() {
                let name = field.ident.as_ref().map_or_else(|| index.to_string(), plain);
                let place = match &field.ident {
                    Some(name) => name.span().into(),
                    None => Place::from(&field.ty),
                };
                all.push(Field {
                    name: variant.map_or(name.clone(), |variant| format!("{}.{name}", plain(variant))),
                    ty: written(&field.ty),
                    attributes: names_of(&field.attrs),
                    place,
                });
            }
        }
        let item = TypeItem {
            name: plain(ident),
            shape,
            derives: derives_of(attributes),
            attributes: names_of(attributes),
            fields: all,
        };
        self.add(What::Item(Item::Type(item)), ident.span());
    }

    pub(super) fn static_item(&mut self, item: &syn::ItemStatic) {
        let mutable = if let StaticMutability::Mut(token) = &item.mutability {
            let place = Place { start: item.static_token.span, end: token.span };
            self.add(What::Unsafe(Unsafe::StaticMut), place);
            true
        } else {
            false
        };
        let fact = Static {
            name: plain(&item.ident),
            ty: written(&item.ty),
            mutable,
            thread_local: self.in_thread_local,
            made_by: last_call(&item.expr),
        };
        self.add(What::Item(Item::Static(fact)), item.ident.span());
        self.visit_type(&item.ty);
        self.bound(|| plain(&item.ident), Holder::Constant, &item.expr);
    }

    pub(super) fn constant(&mut self, ident: &syn::Ident, ty: &Type, value: &Expr) {
        let text = literal_in(value).and_then(text_of);
        let fact = Constant { name: plain(ident), ty: written(ty), text };
        self.add(What::Item(Item::Constant(fact)), ident.span());
        self.visit_type(ty);
        self.bound(|| plain(ident), Holder::Constant, value);
    }
}

/// The last names of what is derived.
pub(super) fn derives_of(attributes: &[Attribute]) -> Vec<String> {
    let mut derives = Vec::new();
    for attribute in attributes {
        if let Meta::List(list) = &attribute.meta
            && list.path.is_ident("derive")
        {
            let mut last = None;
            for token in list.tokens.clone() {
                match token {
                    TokenTree::Ident(ident) => last = Some(ident),
                    TokenTree::Punct(punct) if punct.as_char() == ',' => {
                        derives.extend(last.take().as_ref().map(plain));
                    }
                    _ => {}
                }
            }
            derives.extend(last.as_ref().map(plain));
        }
    }
    derives
}

fn names_of(attributes: &[Attribute]) -> Vec<String> {
    let of_its_own =
        attributes.iter().filter(|it| !it.path().is_ident("doc") && !it.path().is_ident("derive"));
    let text = |attribute: &Attribute| match &attribute.meta {
        Meta::List(list) => format!("{}({})", last_of(&list.path), list.tokens),
        meta => last_of(meta.path()),
    };
    of_its_own.map(text).collect()
}
