//! A parameter under `#[cfg(..)]` makes two capabilities, of which one is compiled.
//!
//! Tuples cannot hold a `cfg`, and the typed form of a call is a tuple; so the function is split before it is read.

use portcullis_rules::Diagnostics;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, FnArg, Meta, Path};

use crate::model::capability::RawCapability;

/// The function with and without its first parameter that is under a `cfg`; `None` when there is none.
pub fn split(raw: &RawCapability, args: &TokenStream, krate: &Path) -> Option<TokenStream> {
    let (index, position, predicate) = first_cfg(raw)?;
    let mut with = raw.signature.clone();
    if let Some(attributes) = with.inputs.iter_mut().nth(index).map(attributes_mut) {
        attributes.remove(position);
    }
    let mut without = raw.signature.clone();
    without.inputs = raw
        .signature
        .inputs
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != index)
        .map(|(_, it)| it.clone())
        .collect();

    let (attributes, visibility, body) = (&raw.attributes, &raw.visibility, &raw.body);
    let exceptions = &raw.exceptions;
    Some(quote! {
        #[cfg(#predicate)]
        #[#krate::capability(#args)]
        #(#attributes)*
        #(#exceptions)*
        #visibility #with #body

        #[cfg(not(#predicate))]
        #[#krate::capability(#args)]
        #(#attributes)*
        #(#exceptions)*
        #visibility #without #body
    })
}

/// In a plugin nothing can be split, since the plugin is read as a whole.
pub fn refuse(raw: &RawCapability, out: &mut Diagnostics) -> bool {
    if let Some((index, position, _)) = first_cfg(raw)
        && let Some(attribute) = raw.signature.inputs.iter().nth(index).and_then(|argument| match argument {
            FnArg::Typed(parameter) => parameter.attrs.get(position),
            FnArg::Receiver(receiver) => receiver.attrs.get(position),
        })
    {
        out.error(attribute, "a parameter of a plugin's capability cannot be conditional")
            .help("write two functions, each under a `#[cfg(..)]`");
        return true;
    }
    false
}

fn first_cfg(raw: &RawCapability) -> Option<(usize, usize, TokenStream)> {
    raw.signature.inputs.iter().enumerate().find_map(|(index, argument)| {
        let attributes = match argument {
            FnArg::Typed(parameter) => &parameter.attrs,
            FnArg::Receiver(receiver) => &receiver.attrs,
        };
        attributes.iter().enumerate().find_map(|(position, attribute)| match &attribute.meta {
            Meta::List(list) if list.path.is_ident("cfg") => Some((index, position, list.tokens.clone())),
            _ => None,
        })
    })
}

fn attributes_mut(argument: &mut FnArg) -> &mut Vec<Attribute> {
    match argument {
        FnArg::Typed(parameter) => &mut parameter.attrs,
        FnArg::Receiver(receiver) => &mut receiver.attrs,
    }
}
