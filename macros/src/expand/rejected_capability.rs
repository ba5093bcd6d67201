//! What stands in for a capability whose signature or arguments are at fault.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{FnArg, Path, ReturnType, Signature, Type};

use crate::model::capability::{RawCapability, is_call_reference, type_name};

/// A function with the expanded signature, so that `gate.capability(f)` and calls of it give no second error.
pub fn stub(raw: &RawCapability, krate: &Path) -> TokenStream {
    let type_name = type_name(&raw.signature);
    let (visibility, function) = (&raw.visibility, &raw.signature.ident);
    let (asyncness, output) = (&raw.signature.asyncness, answer(&raw.signature.output));
    let arguments = arguments(&raw.signature);
    let name = function.to_string();
    quote! {
        #[allow(warnings)]
        #visibility #asyncness fn #function(_: #krate::__private::Admitted<#type_name>) -> #output {
            loop {}
        }
        #[doc(hidden)]
        #[allow(warnings)]
        #visibility struct #type_name;
        #[allow(warnings)]
        const _: () = {
            use #krate::__private;
            impl __private::Parameters for #type_name {
                type Input = __private::Rejected;
                type Arguments = #arguments;
                type Grants = ();
                fn input(_: Self::Arguments) -> Self::Input { __private::Rejected }
                fn from_parts(_: __private::Call, _: Self::Grants, _: Self::Input) -> Self { Self }
            }
            impl __private::Capability for #type_name {
                const NAME: &'static ::core::primitive::str = #name;
                const DESCRIPTION: &'static ::core::primitive::str = "";
                const EFFECT: __private::Effect = __private::Effect::Read;
                const LIMITS: __private::Limits = __private::Limits::of::<Self>();
                const EXCEPTIONS: &'static [__private::Exception] = &[];
                const UNWINDS: ::core::primitive::bool = true;
                type Output = <#output as __private::Answer>::Output;
                async fn run(_: __private::Admitted<Self>) -> ::core::result::Result<Self::Output, __private::Failed> {
                    loop {}
                }
            }
        };
    }
}

/// A return type that cannot be named is what the error is about; `()` stands in for it.
fn answer(output: &ReturnType) -> TokenStream {
    match output {
        ReturnType::Type(_, ty) if !matches!(**ty, Type::ImplTrait(_)) => ty.to_token_stream(),
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
            ty if is("input") => return ty.to_token_stream(),
            ty if is("grant") || is_call_reference(ty) => {}
            Type::Reference(reference) => {
                let ty = &reference.elem;
                types.push(quote!(&'static #ty));
            }
            Type::ImplTrait(_) => types.push(quote!(())),
            ty => types.push(ty.to_token_stream()),
        }
    }
    quote!((#(#types,)*))
}
