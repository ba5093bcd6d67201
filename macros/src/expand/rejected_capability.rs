//! What stands in for a capability whose signature or arguments are at fault.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{FnArg, GenericParam, Path, ReturnType, Signature, Type};

use super::capability::{Expansion, conditions, proved_answer};
use crate::model::capability::RawCapability;
use crate::model::owner::{OfType, mentions, no_generics};
use crate::model::parameters::is_call_reference;
use crate::model::scoped::Scoped;
use crate::model::signature::{body_name, has_impl_trait, is_nameable, type_name};

/// A function with the expanded signature, so that `gate.capability(f)` and calls of it give no second error.
pub fn stub(raw: &RawCapability, krate: &Path) -> Expansion {
    let of_type = raw.of_type();
    let type_name = type_name(&raw.signature, of_type);
    let type_arguments = of_type.map(OfType::arguments);
    let own = quote!(#type_name #type_arguments);
    let with_plugin = of_type.map(OfType::with_plugin).unwrap_or_else(no_generics);
    let struct_where = &with_plugin.where_clause;
    let generics = of_type.map_or_else(no_generics, |of_type| of_type.generics.clone());
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let parameters = with_plugin.type_params().map(|parameter| &parameter.ident);
    let conditions = conditions(&raw.attributes, raw.owner.is_some());
    let (visibility, function) = (&raw.visibility, &raw.signature.ident);
    let (asyncness, output) = (&raw.signature.asyncness, answer(&raw.signature.output));
    let arguments = arguments(&raw.signature);
    let name = function.to_string();
    let is_generic = |tokens: &TokenStream| of_type.is_some_and(|of_type| of_type.is_generic(tokens));
    let (proof, mentioned) = match is_generic(&output) {
        false => (Some(proved_answer(&raw.signature.output)), Some(mentioned(&raw.signature))),
        true => (None, None),
    };
    let mentioned = mentioned.filter(|mentioned| !is_generic(mentioned));
    let answer = if is_generic(&output) { output.clone() } else { quote!(__Answer) };
    let (within, beside_type) = for_editors(raw, of_type);
    let beside_type = beside_type.map(|tokens| quote!(#(#conditions)* #tokens));
    let documentation = raw.attributes.iter().filter(|attribute| attribute.path().is_ident("doc"));
    let item = quote! {
        #(#documentation)*
        #(#conditions)*
        #[allow(warnings)]
        #visibility #asyncness fn #function(_: #krate::__private::Admitted<#own>) -> #output {
            #within
            loop {}
        }
    };
    let beside = quote! {
        #(#conditions)*
        #[doc(hidden)]
        #[allow(warnings)]
        #visibility struct #type_name #with_plugin #struct_where { __of: ::core::marker::PhantomData<fn() -> (#(#parameters,)*)> }
        #(#conditions)*
        #[allow(warnings)]
        const _: () = {
            use #krate::__private;
            #proof
            #mentioned
            impl #impl_generics __private::Parameters for #own #where_clause {
                type Input = __private::Rejected;
                type Arguments = #arguments;
                type Grants = ();
                fn input(_: Self::Arguments) -> Self::Input { __private::Rejected }
                fn from_parts(_: __private::Call, _: Self::Grants, _: Self::Input) -> Self { loop {} }
            }
            impl #impl_generics __private::Capability for #own #where_clause {
                const NAME: &'static ::core::primitive::str = #name;
                const DESCRIPTION: &'static ::core::primitive::str = "";
                const EFFECT: __private::Effect = __private::Effect::Read;
                const LIMITS: __private::Limits = __private::Limits::of::<Self>();
                const EXCEPTIONS: &'static [__private::Exception] = &[];
                const UNWINDS: ::core::primitive::bool = true;
                type Output = <#answer as __private::Answer>::Output;
                async fn run(_: __private::Admitted<Self>) -> ::core::result::Result<Self::Output, __private::Failed> {
                    loop {}
                }
            }
        };
        #beside_type
    };
    Expansion { item, beside }
}

/// The body under the signature as it is written, for rust-analyzer alone: it goes on completing, and rustc, which would
/// report what follows from the fault, does not see it. A function in the stub, or beside it if it has a `self`.
fn for_editors(raw: &RawCapability, of_type: Option<&OfType>) -> (Option<TokenStream>, Option<TokenStream>) {
    let RawCapability { signature, body, .. } = raw;
    // At no place of the user's: the stub stands for the function's own name.
    let name = Ident::new(&body_name(signature).to_string(), Span::call_site());
    let Signature { asyncness, generics, output, .. } = signature;
    let (inputs, where_clause) = (without_attributes(signature).inputs, &generics.where_clause);
    let body = Scoped::of(body).stripped;
    let function = quote!(#asyncness fn #name #generics(#inputs) #output #where_clause #body);
    let Some(OfType { ty, generics, .. }) = of_type else {
        return (Some(quote!(#[cfg(rust_analyzer)] #function)), None);
    };
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let beside = quote! {
        #[allow(warnings)]
        const _: () = {
            #[cfg(rust_analyzer)]
            impl #impl_generics #ty #where_clause { #function }
        };
    };
    (None, Some(beside))
}

/// A method as it is: nothing that a capability needs can stand in an `impl`.
pub fn method(raw: &RawCapability) -> TokenStream {
    let RawCapability { attributes, visibility, signature, body, .. } = raw;
    let body = Scoped::of(body).stripped;
    let signature = without_attributes(signature);
    quote! {
        #(#attributes)*
        #[allow(warnings)]
        #visibility #signature #body
    }
}

/// Those on parameters are ours, or about what the expansion makes of them.
fn without_attributes(signature: &Signature) -> Signature {
    let mut signature = signature.clone();
    for argument in &mut signature.inputs {
        match argument {
            FnArg::Typed(parameter) => parameter.attrs.clear(),
            FnArg::Receiver(receiver) => receiver.attrs.clear(),
        }
    }
    signature
}

/// A return type that cannot be named is what the error is about; `()` stands in for it.
fn answer(output: &ReturnType) -> TokenStream {
    match output {
        ReturnType::Type(_, ty) if is_nameable(ty) => ty.to_token_stream(),
        _ => quote!(()),
    }
}

/// What a typed call brings, as far as the signature tells.
fn arguments(signature: &Signature) -> TokenStream {
    let mut types = Vec::new();
    for argument in &signature.inputs {
        let FnArg::Typed(parameter) = argument else { continue };
        let is = |name: &str| parameter.attrs.iter().any(|attribute| attribute.path().is_ident(name));
        match &*parameter.ty {
            ty if is_call_reference(ty) || is("grant") => {}
            ty if is("input") => return without_borrowing(signature, ty),
            ty => types.push(without_borrowing(signature, ty)),
        }
    }
    quote!((#(#types,)*))
}

/// All types of the parameters, so that what they are imported by is used.
fn mentioned(signature: &Signature) -> TokenStream {
    let types = signature.inputs.iter().filter_map(|argument| match argument {
        FnArg::Typed(parameter) => Some(without_borrowing(signature, &parameter.ty)),
        FnArg::Receiver(_) => None,
    });
    quote!(const _: ::core::option::Option<fn(#(#types),*)> = ::core::option::Option::None;)
}

/// The type where it needs no lifetime, and no parameter of the function; `()` where that cannot be.
fn without_borrowing(signature: &Signature, ty: &Type) -> TokenStream {
    let generic = |ident: &Ident| {
        signature.generics.params.iter().any(|parameter| match parameter {
            GenericParam::Type(parameter) => parameter.ident == *ident,
            GenericParam::Const(parameter) => parameter.ident == *ident,
            GenericParam::Lifetime(_) => false,
        })
    };
    if has_impl_trait(ty) || mentions(ty.to_token_stream(), &generic) {
        return quote!(());
    }
    with_static_lifetimes(ty.to_token_stream())
}

/// `&'static str` for `&str`, `Cow<'static, str>` for `Cow<'a, str>`.
fn with_static_lifetimes(tokens: TokenStream) -> TokenStream {
    let mut written = TokenStream::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(quote) if quote.as_char() == '\'' => {
                tokens.next();
                written.extend(quote!('static));
            }
            TokenTree::Punct(and) if and.as_char() == '&' => {
                let named = matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == '\'');
                let lifetime = (!named).then(|| quote!('static));
                written.extend(quote!(#and #lifetime));
            }
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), with_static_lifetimes(group.stream()));
                inner.set_span(group.span());
                written.extend([TokenTree::Group(inner)]);
            }
            other => written.extend([other]),
        }
    }
    written
}
