//! What `#[capability]` emits: the user's function with a proof in place of its parameters, and the capability
//! as a type.

use portcullis_rules::{Diagnostics, Place};
use proc_macro2::{Delimiter, Group, Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, DeriveInput, Generics, Ident, ItemStruct, Path, ReturnType, Token, Type, parse_quote};

use super::{rejected_capability, variants};
use crate::args::capability::{CapabilityArgs, Effect};
use crate::args::data::DataArgs;
use crate::model::capability::{BodyState, Capability, Limits, RawCapability};
use crate::model::data::RawData;
use crate::model::exceptions::Exception;
use crate::model::owner::{OfType, no_generics};
use crate::model::parameters::{Input, Parameter};
use crate::model::signature::{body_name, input_name, is_method, is_nameable, type_name};

/// The expansion, or what stands in for it where `out` says why.
pub fn expand(raw: &RawCapability, arguments: &TokenStream, out: &mut Diagnostics) -> TokenStream {
    let krate = parse_quote!(::portcullis);
    let Expansion { item, beside } = expand_in(raw, arguments, &krate, out);
    quote!(#item #beside)
}

/// What a capability becomes: what stands where the function stood, and what stands beside it, or beside the `impl`.
pub struct Expansion {
    pub item: TokenStream,
    pub beside: TokenStream,
}

/// Like [`expand`], for a plugin, where Portcullis is `krate` unless the capability says otherwise.
pub fn expand_in(
    raw: &RawCapability,
    arguments: &TokenStream,
    krate: &Path,
    out: &mut Diagnostics,
) -> Expansion {
    let args = CapabilityArgs::parse(arguments.clone(), out);
    let krate = args.krate.clone().unwrap_or_else(|| krate.clone());
    match raw.owner {
        None => {
            if let Some(split) = variants::split(raw, arguments, &krate).filter(|_| out.is_empty()) {
                return Expansion { item: split, beside: TokenStream::new() };
            }
        }
        Some(_) if variants::refuse(raw, out) => return rejected_capability::stub(raw, &krate),
        Some(_) => {}
    }
    let capability = raw.check(&args, out);
    if raw.of_type().is_none() && is_method(&raw.signature) {
        return Expansion { item: rejected_capability::method(raw), beside: TokenStream::new() };
    }
    // Also where the signature is at fault: all errors at once.
    let input = raw.inline_input().map(|mut fields| {
        if args.retry.is_some() {
            // Each attempt gets the input as its own.
            fields.attrs.push(parse_quote!(#[derive(::core::clone::Clone)]));
        }
        input_data(fields, &krate, out)
    });
    match (capability, input) {
        (Some(capability), None) => emit(&capability, &krate, &TokenStream::new()),
        (Some(capability), Some(Some(input))) => emit(&capability, &krate, &input),
        _ => rejected_capability::stub(raw, &krate),
    }
}

/// The struct of the inline parameters with all that `#[data(input)]` gives it.
fn input_data(fields: ItemStruct, krate: &Path, out: &mut Diagnostics) -> Option<TokenStream> {
    let args =
        DataArgs { input: Some(Span::call_site()), output: None, personal: None, krate: Some(krate.clone()) };
    let raw = RawData { args, item: DeriveInput::from(fields) };
    let mut found = Diagnostics::new();
    let data = raw.check(&mut found);
    for finding in found.into_findings() {
        out.push(finding);
    }
    data.map(|data| super::data::expand(&raw.item, &data))
}

fn emit(capability: &Capability, krate: &Path, input: &TokenStream) -> Expansion {
    let names = Names::of(capability, krate);
    let function = function(capability, &names);
    let structure = structure(capability, &names);
    let proofs = proofs(capability, &names);
    let parameters = parameters(capability, &names);
    let implementation = implementation(capability, &names);
    let assertions = assertions(capability);
    let unguarded = unguarded(capability, &names);
    let method = method(&names);
    let conditions = conditions(&capability.attributes, capability.in_plugin);
    Expansion {
        item: quote!(#function #unguarded),
        beside: quote! {
            #(#conditions)*
            #structure
            #(#conditions)*
            #[doc(hidden)]
            const _: () = {
                use #krate::__private;
                #input
                #proofs
                #parameters
                #method
                #implementation
                #assertions
            };
        },
    }
}

/// In a plugin, what stands beside a function is there when that is. Elsewhere rustc has decided that already.
pub fn conditions(attributes: &[Attribute], in_plugin: bool) -> Vec<&Attribute> {
    attributes.iter().filter(|attribute| in_plugin && attribute.path().is_ident("cfg")).collect()
}

/// The names that an expansion uses more than once.
struct Names<'a> {
    private: TokenStream,
    function: &'a Ident,
    /// `__add`
    capability: Ident,
    input: TokenStream,
    call: Option<&'a Ident>,
    grants: Vec<Ident>,
    inputs: Vec<Ident>,
    /// The type, if it is a method of a plugin.
    of_type: Option<&'a OfType>,
    /// The parameters of the `impl`.
    generics: Generics,
    /// The capability's type with its arguments.
    own: TokenStream,
    /// The types of the grants, as what is emitted beside the function names them.
    grant_types: Vec<TokenStream>,
    /// What it returns, likewise.
    answer: TokenStream,
}

impl<'a> Names<'a> {
    fn of(capability: &'a Capability, krate: &Path) -> Self {
        let input = match &capability.input {
            Input::Inline(_) => {
                input_name(&capability.signature, capability.of_type.as_ref()).to_token_stream()
            }
            Input::Whole(parameter) => parameter.ty.to_token_stream(),
        };
        let of_type = capability.of_type.as_ref();
        let type_name = type_name(&capability.signature, of_type);
        let arguments = of_type.map(OfType::arguments);
        let is_generic = |ty: &Type| of_type.is_some_and(|of_type| of_type.is_generic(ty));
        let grant_types = capability.grants.iter().enumerate().map(|(index, grant)| match &grant.ty {
            ty if is_generic(ty) => ty.to_token_stream(),
            _ => format_ident!("__Grant{index}").to_token_stream(),
        });
        let answer = match &capability.signature.output {
            ReturnType::Type(_, ty) if is_generic(ty) => ty.to_token_stream(),
            _ => quote!(__Answer),
        };
        Names {
            of_type,
            generics: of_type.map_or_else(no_generics, |of_type| of_type.generics.clone()),
            own: quote!(#type_name #arguments),
            grant_types: grant_types.collect(),
            answer,
            private: quote!(#krate::__private),
            function: &capability.signature.ident,
            capability: type_name,
            input,
            call: capability.call.as_ref().map(|call| &call.pattern.ident),
            grants: capability.grants.iter().map(Parameter::ident).collect(),
            inputs: input_parameters(capability).iter().map(|parameter| parameter.ident()).collect(),
        }
    }
}

fn input_parameters(capability: &Capability) -> Vec<&Parameter> {
    match &capability.input {
        Input::Inline(parameters) => parameters.iter().collect(),
        Input::Whole(parameter) => vec![&**parameter],
    }
}

/// The user's function, statements and spans untouched.
fn function(capability: &Capability, names: &Names<'_>) -> TokenStream {
    let Capability { attributes, visibility, signature, body, .. } = capability;
    let (asyncness, fn_token, output) = (&signature.asyncness, &signature.fn_token, &signature.output);
    let Names { private, function, capability: type_name, own, of_type, .. } = names;
    // For the IDE alone: rustc's own warnings would only add to the error.
    let silenced = (capability.body_state != BodyState::InOrder).then(|| quote!(#[allow(warnings)]));
    let admitted = Ident::new("admitted", Span::mixed_site());
    let call = capability.call.iter().map(|call| {
        let (name, attributes) = (of_expansion(&call.pattern.ident), &call.attributes);
        quote!(#(#attributes)* #name)
    });
    // Never in short, or rustc's advice on an unused parameter is about fields that the user did not write.
    let others = capability.grants.iter().chain(input_parameters(capability)).map(|parameter| {
        let (name, Parameter { attributes, pattern, .. }) = (of_expansion(&parameter.ident()), parameter);
        quote!(#(#attributes)* #name: #pattern)
    });
    let fields = of_type.map(|_| quote!(__plugin: _, __of: _)).into_iter().chain(call).chain(others);
    let borrow = capability.call.as_ref().map(|call| {
        let (name, pattern, ty) = (of_expansion(&call.pattern.ident), &call.pattern, &call.ty);
        quote!(let #pattern: #ty = &#name;)
    });
    let statements = match capability.body_state {
        // In the very braces that rustc has read already, so that it does not report the same twice.
        BodyState::Unfinished => quote!(#body; loop {}),
        BodyState::InOrder | BodyState::Refused => body.stream(),
    };
    let statements = quote! {
        let #type_name { #(#fields),* } = #admitted.into_parts();
        #borrow
        #statements
    };
    // In the user's own braces: between others, rustc would keep quiet about a function that nobody uses.
    let mut block = Group::new(Delimiter::Brace, statements);
    block.set_span(body.span());
    let Some(receiver) = signature.receiver() else {
        return quote! {
            #(#attributes)*
            #silenced
            #visibility #asyncness #fn_token #function(#admitted: #private::Admitted<#own>) #output #block
        };
    };
    // Two functions: the one that the user named, and beside it the body, which has a `self`.
    let is =
        |attribute: &&Attribute, names: &[&str]| names.iter().any(|name| attribute.path().is_ident(name));
    let lints = ["allow", "warn", "deny", "forbid"];
    let of_name = attributes.iter().filter(|it| is(it, &["doc", "must_use", "deprecated"]) || is(it, &lints));
    let of_body = attributes.iter().filter(|it| !is(it, &["doc", "must_use", "deprecated"]));
    let conditions = conditions(attributes, true);
    let (with_body, plugin) = (body_name(signature), Ident::new("plugin", Span::mixed_site()));
    let awaited = asyncness.map(|_| quote!(.await));
    quote! {
        #(#of_name)*
        #(#conditions)*
        #silenced
        #visibility #asyncness #fn_token #function(#admitted: #private::Admitted<#own>) #output {
            let #plugin = #admitted.plugin();
            #plugin.get().#with_body(#admitted)#awaited
        }

        #[doc(hidden)]
        #[allow(non_snake_case)]
        #(#of_body)*
        #silenced
        #asyncness #fn_token #with_body(#receiver, #admitted: #private::Admitted<#own>) #output #block
    }
}

/// How the plugin of a method is found among its grants.
fn method(names: &Names<'_>) -> Option<TokenStream> {
    let Names { own, generics, of_type, .. } = names;
    let ty = &of_type.as_ref()?.ty;
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    Some(quote! {
        impl #impl_generics __private::Method for #own #where_clause {
            type Plugin = #ty;

            fn plugin(grants: &Self::Grants) -> __private::Instance<Self::Plugin> {
                ::core::clone::Clone::clone(&grants.plugin)
            }
        }
    })
}

/// The capability as a type: the parts that its body receives.
fn structure(capability: &Capability, names: &Names<'_>) -> TokenStream {
    let Names { private, capability: type_name, call, of_type, .. } = names;
    let visibility = &capability.visibility;
    let generics = of_type.map(OfType::with_plugin).unwrap_or_else(no_generics);
    let where_clause = &generics.where_clause;
    let plugin = of_type.map(|of_type| {
        let (plugin, parameters) = (of_type.parameter(), of_type.generics.type_params().map(|it| &it.ident));
        quote!(__plugin: #private::Instance<#plugin>, __of: ::core::marker::PhantomData<fn() -> (#(#parameters,)*)>)
    });
    let call = call.iter().map(|call| quote!(#call: #private::Call));
    let parts = capability.grants.iter().chain(input_parameters(capability)).map(|parameter| {
        let (name, ty) = (parameter.ident(), &parameter.ty);
        quote!(#name: #ty)
    });
    let fields = plugin.into_iter().chain(call).chain(parts);
    quote! {
        #[doc(hidden)]
        #[allow(non_camel_case_types, non_snake_case)]
        #visibility struct #type_name #generics #where_clause { #(#fields,)* }
    }
}

/// The same name, which no variable of the user's answers to, and which no lint takes for his own.
fn of_expansion(name: &Ident) -> Ident {
    let mut name = name.clone();
    name.set_span(Span::mixed_site().located_at(name.span()));
    name
}

/// One fault, one error, as in `proof.rs`: what every impl would repeat about a type of the signature is said first,
/// and the impls know the type by a name that has no type where that proof fails.
fn proofs(capability: &Capability, names: &Names<'_>) -> TokenStream {
    let input = match &capability.input {
        Input::Inline(_) => {
            let input = &names.input;
            quote!(type __Input = #input;)
        }
        Input::Whole(parameter) => {
            let ty = &parameter.ty;
            proved(
                "__INPUT",
                "__Input",
                ty,
                &quote_spanned!(Place::from(ty).start=> __private::is_input::<#ty>),
            )
        }
    };
    let is_generic = |ty: &Type| names.of_type.is_some_and(|of_type| of_type.is_generic(ty));
    let grants = capability.grants.iter().enumerate().filter(|(_, grant)| !is_generic(&grant.ty));
    let grants = grants.map(|(index, Parameter { ty, .. })| {
        let path = quote_spanned!(Place::from(ty).start=> <#ty as __private::Authority>::describe);
        proved(&format!("__GRANT{index}"), &format!("__Grant{index}"), ty, &path)
    });
    let answer = match &capability.signature.output {
        ReturnType::Type(_, ty) if is_generic(ty) => None,
        output => Some(proved_answer(output)),
    };
    quote!(#input #(#grants)* #answer)
}

/// What a function returns, as `__Answer`.
pub fn proved_answer(output: &ReturnType) -> TokenStream {
    let unit = parse_quote!(());
    let ty = match output {
        ReturnType::Default => &unit,
        ReturnType::Type(_, ty) if !is_nameable(ty) => &unit,
        ReturnType::Type(_, ty) => &**ty,
    };
    let Place { start, end } = Place::from(ty);
    let mut path = quote_spanned!(start=> __private::Answered::<#ty);
    path.extend(quote_spanned!(end=> >::__verify_answer));
    let import = quote!(
        use __private::PlainAnswer as _;
    );
    let proved = proved("__ANSWER", "__Answer", ty, &path);
    quote!(#import #proved)
}

/// A constant that compiles if `path` does, and the type under a name that has no type if it does not.
fn proved(constant: &str, name: &str, ty: &Type, path: &TokenStream) -> TokenStream {
    let (constant, name) = (Ident::new(constant, Span::call_site()), Ident::new(name, Span::call_site()));
    quote! {
        const #constant: ::core::primitive::usize = { let _ = #path; 0 };
        type #name = __private::schema::Proved<#ty, #constant>;
    }
}

fn parameters(capability: &Capability, names: &Names<'_>) -> TokenStream {
    let Names { own, generics, grants, of_type, .. } = names;
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let inputs: Vec<_> = names.inputs.iter().map(of_expansion).collect();
    let plugin = Ident::new("plugin", Span::mixed_site());
    let plugin_field = of_type.map(|_| quote!(__plugin: #plugin, __of: ::core::marker::PhantomData,));
    let granted = &names.grant_types;
    let (granted, pattern) = (quote!((#(#granted,)*)), quote!((#(#grants,)*)));
    let (granted, pattern) = match (of_type, capability.in_plugin) {
        (Some(OfType { ty, .. }), _) => (
            quote!(__private::OfPlugin<#ty, #granted>),
            quote!(__private::OfPlugin { plugin: #plugin, grants: #pattern }),
        ),
        (None, true) => (
            quote!(__private::OfPlugin<__Module, #granted>),
            quote!(__private::OfPlugin { grants: #pattern, .. }),
        ),
        (None, false) => (granted, pattern),
    };
    let grant_types: Vec<_> = capability.grants.iter().map(|grant| &grant.ty).collect();
    let input_types: Vec<_> = input_parameters(capability).iter().map(|parameter| &parameter.ty).collect();
    // Under names that no parameter of the user's can have.
    let call = Ident::new(if names.call.is_some() { "call" } else { "_call" }, Span::mixed_site());
    let input = Ident::new(if inputs.is_empty() { "_input" } else { "input" }, Span::mixed_site());
    let call_field = names.call.map(|name| quote!(#name: #call,));
    let (arguments, from_arguments, from_input) = match &capability.input {
        Input::Inline(_) => (
            quote!((#(#input_types,)*)),
            quote!(fn input((#(#inputs,)*): Self::Arguments) -> Self::Input { Self::Input { #(#inputs),* } }),
            quote!(#(#inputs: #input.#inputs,)*),
        ),
        Input::Whole(_) => (
            quote!(__Input),
            quote!(
                fn input(input: Self::Arguments) -> Self::Input {
                    input
                }
            ),
            quote!(#(#inputs: #input,)*),
        ),
    };
    let input_type_line = associated("Input", &quote!(__Input), &input_types);
    let arguments_line = associated("Arguments", &arguments, &input_types);
    let grants_line = associated("Grants", &granted, &grant_types);
    quote! {
        impl #impl_generics __private::Parameters for #own #where_clause {
            #input_type_line
            #arguments_line
            #grants_line

            #from_arguments

            fn from_parts(#call: __private::Call, #pattern: Self::Grants, #input: Self::Input) -> Self {
                Self { #plugin_field #call_field #(#grants,)* #from_input }
            }
        }
    }
}

/// `type Name = value;`, at the place of the types in it: there rustc says that one of them is private.
fn associated(name: &str, value: &TokenStream, types: &[&Type]) -> TokenStream {
    let begin = types.first().map_or_else(Span::call_site, |ty| Place::from(*ty).start);
    let end = types.last().map_or_else(Span::call_site, |ty| Place::from(*ty).end);
    let (keyword, name) = (Token![type](begin), Ident::new(name, end));
    let (equals, semicolon) = (Token![=](end), Token![;](end));
    quote!(#keyword #name #equals #value #semicolon)
}

fn implementation(capability: &Capability, names: &Names<'_>) -> TokenStream {
    let Names { function, own, generics, answer, of_type, .. } = names;
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let function_path = match of_type {
        Some(OfType { ty, .. }) => quote_spanned!(function.span()=> <#ty>::#function),
        None => function.to_token_stream(),
    };
    let Capability { name, description, .. } = capability;
    let effect = effect(capability.effect);
    let limits = limits(&capability.limits);
    let approval = capability.approval.then(|| {
        quote!(
            const APPROVAL: ::core::primitive::bool = true;
        )
    });
    let idempotent = capability.idempotent.then(|| {
        quote!(
            const IDEMPOTENT: ::core::primitive::bool = true;
        )
    });
    let exceptions = exceptions(&capability.exceptions);
    let again = capability.limits.retry.as_ref().map(|_| {
        // On the type, where rustc says that it is no `Clone`.
        let span = match &capability.input {
            Input::Whole(input) => Span::mixed_site().located_at(input.ty.span()),
            Input::Inline(_) => Span::mixed_site(),
        };
        let input = Ident::new("input", span);
        let cloned = quote_spanned!(span=> ::core::clone::Clone::clone(#input));
        quote! {
            fn again(#input: &Self::Input) -> ::core::option::Option<Self::Input> {
                ::core::option::Option::Some(#cloned)
            }
        }
    });
    let awaited = capability.signature.asyncness.map(|_| quote!(.await));
    let output = quote!(<#answer as __private::Answer>::Output);
    let written = match &capability.signature.output {
        ReturnType::Default => None,
        ReturnType::Type(_, ty) => Some(&**ty),
    };
    let output_line = associated("Output", &output, written.as_slice());
    // A function of the user's may be called `admitted`.
    let admitted = Ident::new("admitted", Span::mixed_site());
    // On the function's name: there rustc says that a body keeps something that cannot change threads.
    let span = function.span();
    let future = quote_spanned!(span=>
        impl ::core::future::Future<Output = ::core::result::Result<Self::Output, __private::Failed>>
            + ::core::marker::Send
            + 'static
    );
    let awaits = quote_spanned!(span=>
        async move { <#answer as __private::Answer>::answer(#function_path(#admitted)#awaited) }
    );
    quote! {
        impl #impl_generics __private::Capability for #own #where_clause {
            const NAME: &'static ::core::primitive::str = #name;
            const DESCRIPTION: &'static ::core::primitive::str = #description;
            const EFFECT: __private::Effect = __private::Effect::#effect;
            const LIMITS: __private::Limits = __private::Limits::of::<Self>() #limits;
            const EXCEPTIONS: &'static [__private::Exception] = &[#(#exceptions),*];
            #approval
            #idempotent
            const UNWINDS: ::core::primitive::bool = ::core::cfg!(panic = "unwind");

            #output_line

            #again

            #[allow(deprecated)]
            fn run(#admitted: __private::Admitted<Self>) -> #future {
                #awaits
            }
        }
    }
}

/// What was excepted, with its reason.
pub fn exceptions(exceptions: &[Exception]) -> impl Iterator<Item = TokenStream> {
    exceptions.iter().map(|Exception { rule, reason }| {
        let (code, name) = (rule.code, rule.name);
        quote!(__private::Exception::new(#code, #name, #reason))
    })
}

fn effect(effect: Effect) -> Ident {
    let variant = match effect {
        Effect::Read => "Read",
        Effect::Write => "Write",
        Effect::Destructive => "Destructive",
    };
    Ident::new(variant, Span::call_site())
}

/// The limits that were written, as calls on the defaults.
fn limits(limits: &Limits) -> TokenStream {
    let mut calls = TokenStream::new();
    let mut add = |name: &str, numbers: &[u64]| {
        let name = Ident::new(name, Span::call_site());
        let numbers = numbers.iter().map(|number| Literal::u64_unsuffixed(*number));
        calls.extend(quote!(.#name(#(#numbers),*)));
    };
    if let Some(milliseconds) = limits.timeout {
        add("timeout", &[milliseconds]);
    }
    if let Some((bytes, _)) = limits.max_input {
        add("max_input", &[bytes]);
    }
    if let Some(bytes) = limits.max_output {
        add("max_output", &[bytes]);
    }
    if let Some(rate) = &limits.rate {
        add("rate", &[rate.calls, rate.milliseconds]);
    }
    if let Some(calls) = limits.burst {
        add("burst", &[calls]);
    }
    if let Some(calls) = limits.concurrency {
        add("concurrency", &[calls]);
    }
    if let Some(retry) = &limits.retry {
        add("retry", &[retry.attempts, retry.least, retry.most]);
    }
    if let Some(breaker) = &limits.breaker {
        add("breaker", &[breaker.failures, breaker.milliseconds]);
    }
    calls
}

/// What only the compiler can check, each on the type or the literal that it is about.
fn assertions(capability: &Capability) -> TokenStream {
    let own_effect = effect(capability.effect);
    // What depends on a parameter of the plugin's type is checked when a gate gets it.
    let is_generic = |ty: &Type| capability.of_type.as_ref().is_some_and(|of_type| of_type.is_generic(ty));
    let grants = capability.grants.iter().enumerate().filter(|(_, grant)| !is_generic(&grant.ty));
    let effects = grants.map(|(index, grant)| {
        let proved = format_ident!("__Grant{index}");
        quote_spanned! {grant.ty.span()=>
            const _: () = __private::assert_effect(__private::Effect::#own_effect, <#proved as __private::Authority>::EFFECT);
        }
    });
    let size = match capability.limits.max_input {
        Some((bytes, span)) => {
            let bytes = Literal::u64_unsuffixed(bytes);
            quote_spanned!(span=> const _: () = __private::assert_max_input::<__Input>(#bytes);)
        }
        None => {
            let span = capability.signature.ident.span();
            quote_spanned!(span=> const _: () = __private::assert_input_cap::<__Input>();)
        }
    };
    let answer = match &capability.signature.output {
        ReturnType::Default => None,
        ReturnType::Type(_, ty) => {
            let Place { start, end } = Place::from(&**ty);
            let mut assertion =
                quote_spanned!(start=> __private::assert_answer::<<__Answer as __private::Answer>::Output>);
            assertion.extend(quote_spanned!(end=> ()));
            Some(quote!(const _: () = #assertion;))
        }
    };
    quote!(#(#effects)* #size #answer)
}

/// The body without its guards, for the user's unit tests.
fn unguarded(capability: &Capability, names: &Names<'_>) -> TokenStream {
    let Capability { visibility, signature, .. } = capability;
    let Names { private, function, .. } = names;
    // A parameter may have its function's name, and must not stand before it.
    let (grants, inputs) = (names.grants.iter().map(of_expansion), names.inputs.iter().map(of_expansion));
    let (asyncness, output) = (&signature.asyncness, &signature.output);
    let name = format_ident!("{}_unguarded", function);
    let doc = format!("The body of `{function}` without its guards, for unit tests.");
    let call_parameter = capability.call.as_ref().map(|call| {
        let (name, ty) = (of_expansion(&call.pattern.ident), &call.ty);
        quote!(#name: #ty,)
    });
    let call = match names.call.map(of_expansion) {
        Some(name) => quote!(#name),
        None => quote!(&#private::testing_call()),
    };
    let parameters = capability.grants.iter().chain(input_parameters(capability)).map(|parameter| {
        let (name, ty) = (of_expansion(&parameter.ident()), &parameter.ty);
        quote!(#name: #ty)
    });
    let arguments = match &capability.input {
        Input::Inline(_) => quote!((#(#inputs,)*)),
        Input::Whole(_) => quote!(#(#inputs)*),
    };
    let awaited = asyncness.map(|_| quote!(.await));
    let receiver = signature.receiver();
    let receiver_parameter = receiver.map(|receiver| quote!(#receiver,));
    let grants = match capability.in_plugin {
        true => quote!(#private::OfPlugin { plugin: #private::Instance::none(), grants: (#(#grants,)*) }),
        false => quote!((#(#grants,)*)),
    };
    let body = match (receiver, names.of_type) {
        (Some(receiver), _) => {
            let (this, body) = (&receiver.self_token, body_name(signature));
            quote!(#this.#body)
        }
        (None, Some(_)) => quote!(Self::#function),
        (None, None) => function.to_token_stream(),
    };
    let conditions = conditions(&capability.attributes, capability.in_plugin);
    quote! {
        #(#conditions)*
        #[cfg(test)]
        #private::when_testing! {
            #[doc = #doc]
            #[allow(dead_code, deprecated, clippy::too_many_arguments)]
            #visibility #asyncness fn #name(#receiver_parameter #call_parameter #(#parameters),*) #output {
                #body(#private::Admitted::unguarded(#call, #grants, #arguments))#awaited
            }
        }
    }
}
