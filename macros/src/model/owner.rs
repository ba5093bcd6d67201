//! The plugin that a capability belongs to, if it stands in one.

use std::rc::Rc;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::{FnArg, GenericParam, Generics, Item, Meta, ReturnType, Signature, Type, parse_quote};

/// The plugin of a capability.
#[derive(Clone)]
pub struct Owner {
    /// With which the names of its capabilities begin.
    pub plugin: String,
    /// The type, if the capability is a method.
    pub of_type: Option<OfType>,
    /// The items of a module, whose `use` lines the rules follow.
    pub beside: Rc<[Item]>,
}

/// The type whose `impl` a capability stands in.
#[derive(Clone)]
pub struct OfType {
    /// The parameters of the `impl`, with its `where` clause.
    pub generics: Generics,
    pub ty: Type,
    /// With which the names of what is emitted begin.
    prefix: String,
}

impl OfType {
    pub fn new(plugin: &str, generics: &Generics, ty: &Type, name: &Ident) -> Self {
        let prefix = format!("{}_{}_", plugin.replace('-', "_"), name.unraw());
        let mut of_type = OfType { generics: generics.clone(), ty: ty.clone(), prefix };
        // What is emitted beside the `impl` has another `Self`.
        let where_clause = generics.where_clause.as_ref().map(ToTokens::to_token_stream);
        if let Some(replaced) = where_clause.and_then(|written| syn::parse2(of_type.replaced(written)).ok()) {
            of_type.generics.where_clause = Some(replaced);
        }
        of_type
    }

    /// The parameters of a capability's type: the plugin itself, so that what is emitted is as visible as that, and those of the
    /// `impl`.
    pub fn with_plugin(&self) -> Generics {
        let mut generics = self.generics.clone();
        generics.params.insert(0, GenericParam::Type(self.parameter().into()));
        generics
    }

    /// The name under which the plugin is a parameter.
    pub fn parameter(&self) -> Ident {
        Ident::new("__Plugin", Span::mixed_site())
    }

    /// The arguments of a capability's type: `<Orders<T>, T>`.
    pub fn arguments(&self) -> TokenStream {
        let ty = &self.ty;
        let others = self.generics.params.iter().map(|parameter| match parameter {
            GenericParam::Type(parameter) => parameter.ident.to_token_stream(),
            GenericParam::Const(parameter) => parameter.ident.to_token_stream(),
            GenericParam::Lifetime(parameter) => parameter.lifetime.to_token_stream(),
        });
        quote!(<#ty #(, #others)*>)
    }

    /// Whether tokens speak of a parameter of the `impl`, so that no item beside it can have them.
    pub fn is_generic(&self, tokens: &impl ToTokens) -> bool {
        mentions(tokens.to_token_stream(), &|ident| {
            self.generics.params.iter().any(|parameter| match parameter {
                GenericParam::Type(parameter) => parameter.ident == *ident,
                GenericParam::Const(parameter) => parameter.ident == *ident,
                GenericParam::Lifetime(_) => false,
            })
        })
    }

    /// `find` of `Orders` in the plugin `shop` stands for `__shop_Orders_find`.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The signature with the type itself where it says `Self`.
    pub fn without_self(&self, signature: &Signature) -> Signature {
        let mut signature = signature.clone();
        for argument in &mut signature.inputs {
            if let FnArg::Typed(parameter) = argument {
                self.replace(&mut parameter.ty);
                // `#[validate(range(max = Self::MOST))]` becomes an attribute of a field of a struct of ours.
                for attribute in &mut parameter.attrs {
                    if let Meta::List(list) = &mut attribute.meta {
                        list.tokens = self.replaced(std::mem::take(&mut list.tokens));
                    }
                }
            }
        }
        if let ReturnType::Type(_, ty) = &mut signature.output {
            self.replace(ty);
        }
        signature
    }

    fn replace(&self, ty: &mut Box<Type>) {
        if mentions(ty.to_token_stream(), &|ident| ident == "Self")
            && let Ok(replaced) = syn::parse2(self.replaced(ty.to_token_stream()))
        {
            *ty = replaced;
        }
    }

    /// Whether more segments may follow the type as it is written.
    fn is_plain(&self) -> bool {
        matches!(&self.ty, Type::Path(path) if path.qself.is_none()
            && path.path.segments.iter().all(|segment| segment.arguments.is_none()))
    }

    /// Tokens with the type itself where they say `Self`.
    pub fn replaced(&self, tokens: TokenStream) -> TokenStream {
        let ty = &self.ty;
        let mut written = TokenStream::new();
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(ident) if ident == "Self" => {
                    let is_path =
                        matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == ':');
                    let ty = at(ty.to_token_stream(), ident.span());
                    written.extend(if is_path && !self.is_plain() { quote!(<#ty>) } else { ty });
                }
                TokenTree::Group(group) => {
                    let mut inner = proc_macro2::Group::new(group.delimiter(), self.replaced(group.stream()));
                    inner.set_span(group.span());
                    written.extend([TokenTree::Group(inner)]);
                }
                other => written.extend([other]),
            }
        }
        written
    }
}

/// The tokens, as if they had been written at another place.
fn at(tokens: TokenStream, place: Span) -> TokenStream {
    let moved = tokens.into_iter().map(|mut token| {
        if let TokenTree::Group(group) = &token {
            token = TokenTree::Group(proc_macro2::Group::new(group.delimiter(), at(group.stream(), place)));
        }
        token.set_span(token.span().located_at(place));
        token
    });
    moved.collect()
}

/// Whether an identifier that is meant stands among the tokens.
pub fn mentions(tokens: TokenStream, is_meant: &dyn Fn(&Ident) -> bool) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => is_meant(&ident),
        TokenTree::Group(group) => mentions(group.stream(), is_meant),
        _ => false,
    })
}

/// The name of a type, `Orders` of `module::Orders<T>`; `None` for what is no path.
pub fn name_of(ty: &Type) -> Option<Ident> {
    match ty {
        Type::Path(path) if path.qself.is_none() => path.path.segments.last().map(|last| last.ident.clone()),
        Type::Group(group) => name_of(&group.elem),
        Type::Paren(paren) => name_of(&paren.elem),
        _ => None,
    }
}

/// No parameters at all.
pub fn no_generics() -> Generics {
    parse_quote!()
}
