//! `prompt!`: parse, resolve, emit.
//!
//! [`parse`] gives what is written; [`resolve`] joins the holes of the text with their values, or says why not; the
//! expansion says the text in constants, so that nothing which is made at run time can be in it.

mod parse;
mod resolve;

use portcullis_rules::{Diagnostics, Place};
use proc_macro2::{Delimiter, Group, Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Expr, Path, parse_quote};

use parse::Written;
use resolve::Resolved;

/// The expansion, an expression; where something is wrong, with the errors in it.
pub fn expand(tokens: TokenStream) -> TokenStream {
    let mut out = Diagnostics::new();
    let written = parse::parse(tokens, &mut out);
    let krate = written.krate.clone().unwrap_or_else(|| parse_quote!(::portcullis));
    let resolved = resolve::resolve(&written, &mut out);
    let errors = out.into_compile_errors();
    match resolved {
        Some(resolved) if errors.is_empty() => emit(&resolved, &krate),
        // Of its type, and with the values in it, so that nothing else is said of either.
        _ => stub(&written, &krate, &errors),
    }
}

fn emit(resolved: &Resolved, krate: &Path) -> TokenStream {
    let Resolved { pieces, holes, values, data } = resolved;
    let plain = (!values.is_empty() || !data.is_empty()).then(|| {
        quote!(
            use __private::prompt::secrets::Plain as _;
        )
    });
    let values = values.iter().map(|value| on(value, "fill", "Hole"));
    let names = data.iter().map(|(name, _)| name);
    let texts = data.iter().map(|(_, value)| on(value, "data", "Given"));
    quote! {
        {
            // Its own names stay apart from those of the user's expressions.
            struct __Template;
            const _: () = {
                use #krate::__private;

                impl __private::prompt::Template for __Template {
                    const PIECES: &'static [&'static ::core::primitive::str] = &[#(#pieces),*];
                    const HOLES: &'static [::core::primitive::usize] = &[#(#holes),*];
                    const DATA: &'static [&'static ::core::primitive::str] = &[#(#names),*];
                }
            };
            use #krate::__private;
            #plain
            __private::prompt::make::<__Template, _>(&[#(#values),*], [#(#texts),*])
        }
    }
}

/// `function(Asked(value).__plain())`, all of it on the value's place: there rustc says that it is not what it must be.
fn on(value: &Expr, function: &str, asked: &str) -> TokenStream {
    let Place { start, end } = Place::from(value);
    let (function, asked) = (Ident::new(function, start), Ident::new(asked, start));
    let borrow = (asked == "Hole").then(|| quote_spanned!(start=> &));
    let grouped = |tokens: TokenStream| {
        let mut group = Group::new(Delimiter::Parenthesis, tokens);
        group.set_span(end);
        group
    };
    // Any expression, as it was meant.
    let value = if borrow.is_some() {
        grouped(value.to_token_stream()).into_token_stream()
    } else {
        value.to_token_stream()
    };
    let value = grouped(quote!(#borrow #value));
    let itself = quote_spanned!(start=> __private::prompt::secrets::#asked #value);
    let plain = quote_spanned!(end=> .__plain());
    let argument = grouped(quote!(#itself #plain));
    quote_spanned!(start=> __private::prompt::#function #argument)
}

fn stub(written: &Written, krate: &Path, errors: &TokenStream) -> TokenStream {
    let values = written.entries.iter().map(|entry| entry.value.to_token_stream());
    quote! {
        {
            #errors
            #(let _ = &(#values);)*
            #krate::__private::prompt::rejected()
        }
    }
}
