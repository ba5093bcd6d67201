//! What `#[secure_plugin]` emits: the `impl` or the module with its capabilities expanded, and the impl of `Plugin`.

use portcullis_rules::Diagnostics;
use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, Ident, ReturnType, Type, parse_quote};

use super::capability::{conditions, exceptions, expand_in, proved_answer};
use crate::args::plugin::PluginArgs;
use crate::model::capability::RawCapability;
use crate::model::owner::{OfType, no_generics};
use crate::model::plugin::{Hook, Plugin, PluginItem, RawItem, RawPlace, RawPlugin};

/// The expansion, or what stands in for it where `out` says why.
pub fn expand(raw: RawPlugin, arguments: TokenStream, out: &mut Diagnostics) -> TokenStream {
    let args = PluginArgs::parse(arguments, out);
    let (attributes, inner) = (raw.attributes.clone(), raw.inner.clone());
    let (head, is_module) = match &raw.place {
        RawPlace::Impl { head, .. } => (head.clone(), false),
        RawPlace::Module { head, .. } => (head.clone(), true),
    };
    let plugin = match raw.check(&args, out) {
        Ok(plugin) => plugin,
        Err(raw) => {
            let as_it_is = without_attributes(&raw);
            return quote!(#(#attributes)* #[allow(warnings)] #head { #(#inner)* #as_it_is });
        }
    };
    let (mut items, mut beside, mut parts) = (TokenStream::new(), TokenStream::new(), Vec::new());
    for item in &plugin.items {
        match item {
            PluginItem::Capability(capability, attribute, tokens) => {
                let expansion = expand_in(capability, tokens, &plugin.krate, out);
                let conditions = conditions(&capability.attributes, true);
                // What the user imports it by is used, and an editor knows what it is.
                beside.extend(quote!(#(#conditions)* #[#attribute(__expanded)] const _: () = ();));
                items.extend(expansion.item);
                beside.extend(expansion.beside);
                parts.push(part(capability, is_module));
            }
            PluginItem::Other { tokens, refused } => {
                let silenced = refused.then(|| quote!(#[allow(warnings)]));
                items.extend(quote!(#silenced #tokens));
            }
        }
    }
    let implementation = implementation(&plugin, &parts);
    if is_module {
        let krate = &plugin.krate;
        let doc = format!("The plugin `{}`, for `Gate::load` and `GateBuilder::plugin`.", plugin.name);
        let function = (!plugin.is_shadowed).then(|| {
            quote! {
                #[doc = #doc]
                pub fn plugin() -> impl #krate::__private::Plugin {
                    __Module
                }
            }
        });
        return quote! {
            #(#attributes)* #head {
                #(#inner)*
                #items
                #beside

                #function
                #[doc(hidden)]
                #[allow(unreachable_pub)]
                pub struct __Module;
                #implementation
            }
        };
    }
    quote!(#(#attributes)* #head { #(#inner)* #items } #beside #implementation)
}

/// For the IDE alone.
fn without_attributes(raw: &RawPlugin) -> TokenStream {
    let items = raw.items.iter().map(|item| match item {
        RawItem::Item(item) => item.to_token_stream(),
        RawItem::ImplItem(item) => item.to_token_stream(),
        RawItem::Unread(tokens) => tokens.clone(),
        RawItem::Function(function) => {
            let RawCapability { attributes, visibility, signature, body, .. } = &**function;
            let mut signature = signature.clone();
            for argument in &mut signature.inputs {
                if let syn::FnArg::Typed(parameter) = argument {
                    parameter.attrs.clear();
                }
            }
            let attributes = attributes.iter().filter(|attribute| !is_ours(attribute));
            quote!(#(#attributes)* #visibility #signature #body)
        }
    });
    items.collect()
}

fn is_ours(attribute: &Attribute) -> bool {
    let last = attribute.path().segments.last().map(|last| last.ident.to_string());
    matches!(last.as_deref(), Some("capability" | "on_load" | "on_unload"))
}

/// `let parts = parts.capability(Self::find);`
fn part(capability: &RawCapability, is_module: bool) -> TokenStream {
    let function = &capability.signature.ident;
    let conditions = capability.attributes.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    let parts = Ident::new("parts", Span::mixed_site());
    let path = if is_module { quote!(#function) } else { quote_spanned!(function.span()=> Self::#function) };
    quote!(#(#conditions)* let #parts = #parts.capability(#path);)
}

fn implementation(plugin: &Plugin, parts: &[TokenStream]) -> TokenStream {
    let Plugin { krate, name, .. } = plugin;
    let (generics, ty) = match &plugin.of_type {
        Some(of_type) => (of_type.generics.clone(), of_type.ty.clone()),
        None => (no_generics(), parse_quote!(__Module)),
    };
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let version = match &plugin.version {
        Some(version) => quote!(#version),
        None => quote!(::core::env!("CARGO_PKG_VERSION")),
    };
    let exceptions = exceptions(&plugin.exceptions);
    let parts_name = Ident::new("parts", Span::mixed_site());
    let (load_timeout, unload_timeout) =
        (timeout(plugin.on_load.as_ref()), timeout(plugin.on_unload.as_ref()));
    let grants: &[Type] = plugin.on_load.as_ref().map_or(&[], |hook| &hook.grants);
    let effects =
        grants.iter().filter(|ty| plugin.of_type.as_ref().is_none_or(|of_type| !of_type.is_generic(ty)));
    let effects = effects.map(|ty| {
        quote_spanned!(ty.span()=> const _: () = __private::assert_load_effect(<#ty as __private::Authority>::EFFECT);)
    });
    let load = in_future(plugin.on_load.as_ref(), plugin.of_type.as_ref());
    let unload = in_future(plugin.on_unload.as_ref(), plugin.of_type.as_ref());
    let (this, context, granted) = arguments();
    let (loading, unloading) = (future(plugin.on_load.as_ref()), future(plugin.on_unload.as_ref()));
    quote! {
        #[doc(hidden)]
        const _: () = {
            use #krate::__private;

            #(#effects)*

            const __VERSION: &'static ::core::primitive::str = __private::version(#version);

            impl #impl_generics __private::Plugin for #ty #where_clause {
                const NAME: &'static ::core::primitive::str = #name;
                const VERSION: &'static ::core::primitive::str = __VERSION;
                const LOAD: ::core::option::Option<__private::Duration> = #load_timeout;
                const UNLOAD: ::core::option::Option<__private::Duration> = #unload_timeout;

                const EXCEPTIONS: &'static [__private::Exception] = &[#(#exceptions),*];

                type LoadGrants = (#(#grants,)*);

                #[allow(deprecated)]
                fn parts(#parts_name: __private::Parts<Self>) -> __private::Parts<Self> {
                    #(#parts)*
                    #parts_name
                }

                #[allow(unused_variables)]
                fn on_load(
                    self: __private::Arc<Self>,
                    #context: __private::LoadContext,
                    #granted: (#(#grants,)*),
                ) -> #loading {
                    let #this = self;
                    #load
                }

                #[allow(unused_variables)]
                fn on_unload(self: __private::Arc<Self>) -> #unloading {
                    let #this = self;
                    #unload
                }
            }
        };
    }
}

/// On the hook's name: there rustc says that it keeps something which cannot change threads.
fn future(hook: Option<&Hook>) -> TokenStream {
    let span = place(hook);
    quote_spanned!(span=>
        impl ::core::future::Future<Output = ::core::result::Result<(), __private::Failed>>
            + ::core::marker::Send
            + 'static
    )
}

fn place(hook: Option<&Hook>) -> Span {
    hook.map_or_else(Span::call_site, |hook| hook.signature.ident.span())
}

/// Names that are no one else's.
fn arguments() -> (Ident, Ident, Ident) {
    let name = |name| Ident::new(name, Span::mixed_site());
    (name("this"), name("context"), name("granted"))
}

fn timeout(hook: Option<&Hook>) -> TokenStream {
    match hook {
        Some(hook) => {
            let milliseconds = Literal::u64_unsuffixed(hook.milliseconds);
            quote!(::core::option::Option::Some(__private::Duration::from_millis(#milliseconds)))
        }
        None => quote!(::core::option::Option::None),
    }
}

fn in_future(written: Option<&Hook>, of_type: Option<&OfType>) -> TokenStream {
    let call = hook(written, of_type);
    quote_spanned!(place(written)=> async move { #call })
}

/// The call of a hook, and what became of it.
fn hook(hook: Option<&Hook>, of_type: Option<&OfType>) -> TokenStream {
    let is_method = of_type.is_some();
    let nothing = quote!(::core::result::Result::Ok(()));
    let Some(hook) = hook else { return nothing };
    let (this, context, granted) = arguments();
    let function = &hook.signature.ident;
    let borrowed = hook.takes_context.then(|| quote!(&#context,));
    let names: Vec<Ident> = (0..hook.grants.len()).map(|index| format_ident!("grant{index}")).collect();
    let awaited = hook.signature.asyncness.map(|_| quote!(.await));
    let path = if is_method { quote_spanned!(function.span()=> Self::#function) } else { quote!(#function) };
    let receiver = is_method.then(|| quote!(&#this,));
    let (proof, answer) = match &hook.signature.output {
        ReturnType::Type(_, ty) if of_type.is_some_and(|of_type| of_type.is_generic(ty)) => {
            (None, quote!(#ty))
        }
        output => (Some(proved_answer(output)), quote!(__Answer)),
    };
    let call = quote!({
        #proof
        let (#(#names,)*) = #granted;
        let () = <#answer as __private::Answer>::answer(#path(#receiver #borrowed #(#names),*)#awaited)?;
        #nothing
    });
    // Without grants there is nothing to take apart; of `on_unload` nothing is granted.
    if hook.grants.is_empty() {
        return quote!({
            #proof
            let () = <#answer as __private::Answer>::answer(#path(#receiver #borrowed)#awaited)?;
            #nothing
        });
    }
    call
}
