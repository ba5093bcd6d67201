//! A plugin: as written ([`RawPlugin`]), and taken apart into what is a capability, a hook, and all else ([`Plugin`]).

use std::rc::Rc;

use portcullis_rules::facts::Facts;
use portcullis_rules::{Diagnostics, Exceptions, Place, check_facts, idle};
use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::discouraged::Speculative;
use syn::parse::{Parse, ParseStream};
use syn::visit::{self, Visit};
use syn::{
    Attribute, FnArg, GenericParam, Generics, ImplItem, Item, LitStr, Meta, PatType, Path, ReturnType,
    Safety, Signature, Token, Type, Visibility, parse_quote,
};

use super::capability::RawCapability;
use super::exceptions::Exception;
use super::owner::{OfType, Owner, mentions, name_of};
use super::quantity;
use super::scoped::Scoped;
use super::signature::{bare, check_receiver, is_reference};
use crate::args::plugin::{HookArgs, PluginArgs};

/// Characters of the longest name.
const NAME: usize = 32;

/// How long a hook may take unless told otherwise, in milliseconds.
const HOOK_TIMEOUT: u64 = 5_000;

/// An `impl` or a module, as written. Bodies are kept as tokens, so that one that does not parse is not lost.
pub struct RawPlugin {
    pub attributes: Vec<Attribute>,
    pub place: RawPlace,
    /// `//!` and `#![..]`
    pub inner: Vec<Attribute>,
    pub items: Vec<RawItem>,
}

/// What stands before the braces.
pub enum RawPlace {
    Impl { generics: Generics, of_trait: Option<Span>, ty: Box<Type>, head: TokenStream },
    Module { head: TokenStream },
}

/// An item in the braces.
pub enum RawItem {
    Function(Box<RawCapability>),
    Item(Box<Item>),
    ImplItem(Box<ImplItem>),
    /// What does not parse, and all that comes after it. rustc reports it.
    Unread(TokenStream),
}

impl Parse for RawPlugin {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let fork = input.fork();
        let visibility: Visibility = fork.parse()?;
        let place = if fork.peek(Token![mod]) { module(input, &visibility)? } else { implementation(input)? };
        let content;
        syn::braced!(content in input);
        let inner = content.call(Attribute::parse_inner)?;
        let mut items = Vec::new();
        while !content.is_empty() {
            items.push(item(&content, matches!(place, RawPlace::Impl { .. }))?);
        }
        Ok(RawPlugin { attributes, place, inner, items })
    }
}

fn module(input: ParseStream<'_>, visibility: &Visibility) -> syn::Result<RawPlace> {
    let _: Visibility = input.parse()?;
    let keyword: Token![mod] = input.parse()?;
    let name: proc_macro2::Ident = input.parse()?;
    let head = quote::quote!(#visibility #keyword #name);
    Ok(RawPlace::Module { head })
}

fn implementation(input: ParseStream<'_>) -> syn::Result<RawPlace> {
    let keyword: Token![impl] = input.parse()?;
    let mut generics: Generics =
        if input.peek(Token![<]) && !input.peek2(Token![<]) { input.parse()? } else { Generics::default() };
    let first: Type = input.parse()?;
    let (of_trait, ty, of) = if let Some(of) = input.parse::<Option<Token![for]>>()? {
        (Some(Place::from(&first).start), input.parse()?, quote::quote!(#first #of))
    } else {
        (None, first, TokenStream::new())
    };
    generics.where_clause = input.parse()?;
    let where_clause = &generics.where_clause;
    let head = quote::quote!(#keyword #generics #of #ty #where_clause);
    Ok(RawPlace::Impl { generics, of_trait, ty: Box::new(ty), head })
}

fn item(input: ParseStream<'_>, in_impl: bool) -> syn::Result<RawItem> {
    fn read<T: Parse>(input: ParseStream<'_>) -> Option<T> {
        let fork = input.fork();
        let item = fork.parse().ok()?;
        input.advance_to(&fork);
        Some(item)
    }
    if let Some(function) = read::<RawCapability>(input) {
        return Ok(RawItem::Function(Box::new(function)));
    }
    let item = match in_impl {
        true => read(input).map(|item| RawItem::ImplItem(Box::new(item))),
        false => read(input).map(|item| RawItem::Item(Box::new(item))),
    };
    match item {
        Some(item) => Ok(item),
        None => Ok(RawItem::Unread(input.parse()?)),
    }
}

/// A plugin whose outside is in order.
pub struct Plugin {
    pub krate: Path,
    pub name: String,
    pub version: Option<syn::Expr>,
    pub of_type: Option<OfType>,
    pub items: Vec<PluginItem>,
    pub on_load: Option<Hook>,
    pub on_unload: Option<Hook>,
    /// Those that stand in what is no capability.
    pub exceptions: Vec<Exception>,
    /// The user's own function has the name that would give the plugin, which was told.
    pub is_shadowed: bool,
}

/// What an item of a plugin is.
pub enum PluginItem {
    /// With the path of its attribute and the tokens of its arguments.
    Capability(Box<RawCapability>, Path, TokenStream),
    /// Emitted as it is, but for our attributes; under `#[allow(warnings)]` if it was refused.
    Other { tokens: TokenStream, refused: bool },
}

/// `#[on_load]` or `#[on_unload]`.
pub struct Hook {
    pub signature: Signature,
    pub milliseconds: u64,
    /// `context: &LoadContext`
    pub takes_context: bool,
    pub grants: Vec<Type>,
}

impl RawPlugin {
    /// Takes it apart; gives it back if there is no telling what it is.
    pub fn check(self, args: &PluginArgs, out: &mut Diagnostics) -> Result<Plugin, Box<Self>> {
        // Without a name all else is told as well.
        let name = check_plugin_name(args, out).unwrap_or_else(|| "unnamed".into());
        let Some(of_type) = self.check_place(&name, out) else { return Err(Box::new(self)) };
        let is_module = of_type.is_none();
        let beside = self.beside(is_module);
        let owner = Owner { plugin: name.clone(), of_type: of_type.clone(), beside };
        let mut plugin = Plugin {
            krate: args.krate.clone().unwrap_or_else(|| parse_quote!(::portcullis)),
            version: args.version.clone().map(|version| without_self(version, of_type.as_ref())),
            name,
            of_type,
            items: Vec::new(),
            on_load: None,
            on_unload: None,
            exceptions: Vec::new(),
            is_shadowed: false,
        };
        let mut names: Vec<String> = Vec::new();
        for item in self.items {
            match item {
                RawItem::Function(function) => {
                    if is_module && function.signature.ident == "plugin" {
                        plugin.is_shadowed = true;
                        out.error(&function.signature.ident, "in a module, `plugin()` is what gives the plugin")
                            .help("give the function another name; callers can have this one by `name = \"plugin\"`");
                    }
                    plugin.add(*function, &owner, &mut names, out);
                }
                RawItem::Item(item) => {
                    refuse_nested(&item, out);
                    plugin.add_other(item.into_token_stream(), &owner, out);
                }
                RawItem::ImplItem(item) => plugin.add_other(item.into_token_stream(), &owner, out),
                RawItem::Unread(tokens) => {
                    plugin.items.push(PluginItem::Other { tokens, refused: false });
                }
            }
        }
        if names.is_empty() {
            out.error(Span::call_site(), "a plugin needs a capability")
                .help("put `#[capability(read)]` or `#[capability(write)]` on what callers may ask for");
        }
        Ok(plugin)
    }

    /// What the rules know of the code beside a function: items, and the functions that it may call.
    fn beside(&self, is_module: bool) -> Rc<[Item]> {
        let functions = self.items.iter().filter_map(|item| match item {
            RawItem::Function(function) => {
                let body = syn::parse2::<syn::Block>(function.body.to_token_stream()).ok()?;
                let signature = &function.signature;
                Some(quote::quote!(#signature #body))
            }
            _ => None,
        });
        let items = self.items.iter().filter_map(|item| match item {
            RawItem::Item(item) => Some((**item).clone()),
            _ => None,
        });
        if is_module {
            items.chain(functions.filter_map(|function| syn::parse2(function).ok())).collect()
        } else {
            // Whose they are, nobody asks.
            let methods = syn::parse2(quote::quote!(impl Self_ { #(#functions)* }));
            items.chain(methods.ok()).collect()
        }
    }

    fn check_place(&self, plugin: &str, out: &mut Diagnostics) -> Option<Option<OfType>> {
        match &self.place {
            RawPlace::Module { .. } => Some(None),
            RawPlace::Impl { of_trait: Some(of_trait), .. } => {
                out.error(*of_trait, "`#[secure_plugin]` is for an `impl` of the type itself")
                    .help("put the capabilities into `impl Type { .. }`");
                None
            }
            RawPlace::Impl { generics, ty, .. } => {
                if let Some(lifetime) =
                    generics.params.iter().find(|parameter| matches!(parameter, GenericParam::Lifetime(_)))
                {
                    out.error(lifetime, "a plugin cannot borrow")
                        .help("own what it holds: it lives as long as it is loaded");
                    return None;
                }
                if let Some(place) = borrowed(ty.to_token_stream()) {
                    out.error(place, "a plugin cannot borrow")
                        .help("own what it holds: it lives as long as it is loaded");
                    return None;
                }
                let Some(name) = name_of(ty) else {
                    out.error(&**ty, "a plugin is a type with a name").help("make it a struct of your own");
                    return None;
                };
                Some(Some(OfType::new(plugin, generics, ty, &name)))
            }
        }
    }
}

/// A lifetime in a type that is not `'static`.
fn borrowed(tokens: TokenStream) -> Option<Span> {
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        let found = match token {
            TokenTree::Punct(quote) if quote.as_char() == '\'' => {
                tokens.next().filter(|name| name.to_string() != "static").map(|name| name.span())
            }
            TokenTree::Punct(and) if and.as_char() == '&' => Some(and.span()),
            TokenTree::Group(group) => borrowed(group.stream()),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

fn without_self(expression: syn::Expr, of_type: Option<&OfType>) -> syn::Expr {
    let replaced =
        of_type.and_then(|of_type| syn::parse2(of_type.replaced(expression.to_token_stream())).ok());
    replaced.unwrap_or(expression)
}

/// A capability stands in the braces themselves, or it would be none of this plugin's.
fn refuse_nested(item: &Item, out: &mut Diagnostics) {
    struct Nested<'a>(&'a mut Diagnostics);
    impl Nested<'_> {
        fn refuse(&mut self, attributes: &[Attribute]) {
            for attribute in attributes.iter().filter(|attribute| role(attribute).is_some()) {
                self.0
                    .error(attribute, "this stands in another item, and would be no part of the plugin")
                    .help("move the function out into the plugin's own braces");
            }
        }
    }
    impl<'ast> Visit<'ast> for Nested<'_> {
        fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
            self.refuse(&function.attrs);
        }
        fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
            self.refuse(&function.attrs);
        }
        fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
            // A plugin of its own.
            let is_plugin = |attribute: &Attribute| {
                attribute.path().segments.last().is_some_and(|last| last.ident == "secure_plugin")
            };
            if !item.attrs.iter().any(is_plugin) {
                visit::visit_item_impl(self, item);
            }
        }
    }
    Nested(out).visit_item(item);
}

fn check_plugin_name(args: &PluginArgs, out: &mut Diagnostics) -> Option<String> {
    let Some(literal) = &args.name else {
        if !args.name_is_told {
            out.error(Span::call_site(), "a plugin needs a name").help(
                "write `#[secure_plugin(name = \"orders\")]`: its capabilities are called `orders.find`",
            );
        }
        return None;
    };
    let name = literal.value();
    let fits = name.len() <= NAME
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .chars()
            .all(|next| next.is_ascii_lowercase() || next.is_ascii_digit() || matches!(next, '_' | '-'));
    if !fits {
        out.error(literal, format!("`{name}` is no name for a plugin")).help(format!(
            "a name is 1 to {NAME} characters of `a-z`, `0-9`, `_` and `-`, and begins with a letter"
        ));
        return None;
    }
    Some(name)
}

impl Plugin {
    fn add(
        &mut self,
        mut function: RawCapability,
        owner: &Owner,
        names: &mut Vec<String>,
        out: &mut Diagnostics,
    ) {
        let ours: Vec<Attribute> =
            function.attributes.extract_if(.., |attribute| role(attribute).is_some()).collect();
        if let [_, again, ..] = ours.as_slice() {
            out.error(again, "this function has a part already").help("keep one of the attributes");
        }
        let Some(first) = ours.first() else {
            self.add_other(whole(&function), owner, out);
            return;
        };
        let tokens = arguments(first, out);
        match role(first) {
            Some(Role::Capability) => {
                function.at = Place::from(&first.meta).start;
                if let Some(of_type) = &owner.of_type {
                    refuse_generic_checks(&function.signature, of_type, out);
                    function.signature = of_type.without_self(&function.signature);
                }
                function.owner = Some(owner.clone());
                let name = capability_name(&function.signature, &tokens);
                if names.contains(&name) && !is_conditional(&function.attributes) {
                    out.error(
                        &function.signature.ident,
                        format!("two capabilities of this plugin are named `{name}`"),
                    )
                    .help("give one another name with `name = \"…\"`");
                }
                names.push(name);
                let attribute = first.path().clone();
                self.items.push(PluginItem::Capability(Box::new(function), attribute, tokens));
            }
            Some(role) => {
                let hook = check_hook(&function, role, tokens, owner, out);
                let is_hook = hook.is_some();
                let place = if role == Role::OnLoad { &mut self.on_load } else { &mut self.on_unload };
                if place.is_some() {
                    out.error(
                        &function.signature.ident,
                        format!("this plugin has an `#[{}]` already", role.name()),
                    )
                    .help("make one of the two: it may call other functions");
                }
                if let Some(hook) = hook {
                    *place = Some(hook);
                }
                for argument in &mut function.signature.inputs {
                    if let FnArg::Typed(parameter) = argument {
                        parameter.attrs.retain(|attribute| !attribute.path().is_ident("grant"));
                    }
                }
                self.add_other(whole(&function), owner, out);
                if let (false, Some(PluginItem::Other { refused, .. })) = (is_hook, self.items.last_mut()) {
                    *refused = true;
                }
            }
            None => {}
        }
    }
}

/// An attribute of a parameter becomes one of a field of a struct that has no parameters.
fn refuse_generic_checks(signature: &Signature, of_type: &OfType, out: &mut Diagnostics) {
    if of_type.generics.params.is_empty() {
        return;
    }
    let attributes = signature.inputs.iter().flat_map(|argument| match argument {
        FnArg::Typed(parameter) => parameter.attrs.as_slice(),
        FnArg::Receiver(_) => &[],
    });
    for attribute in attributes {
        let tokens = attribute.meta.require_list().map(|list| list.tokens.clone()).unwrap_or_default();
        if mentions(tokens, &|ident| ident == "Self") {
            out.error(attribute, "a check cannot depend on a parameter of the plugin's type")
                .help("put the constant or the function beside the `impl`: a capability has one schema");
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Capability,
    OnLoad,
    OnUnload,
}

impl Role {
    fn name(self) -> &'static str {
        match self {
            Role::Capability => "capability",
            Role::OnLoad => "on_load",
            Role::OnUnload => "on_unload",
        }
    }
}

/// Which part an attribute gives a function: `#[capability]`, also as `#[portcullis::capability]`.
fn role(attribute: &Attribute) -> Option<Role> {
    let last = &attribute.path().segments.last()?.ident;
    [Role::Capability, Role::OnLoad, Role::OnUnload].into_iter().find(|role| last == role.name())
}

fn arguments(attribute: &Attribute, out: &mut Diagnostics) -> TokenStream {
    match &attribute.meta {
        Meta::Path(_) => TokenStream::new(),
        Meta::List(list) => list.tokens.clone(),
        Meta::NameValue(_) => {
            out.error(&attribute.meta, "arguments stand in parentheses").help("write `#[capability(read)]`");
            TokenStream::new()
        }
    }
}

/// As the capability's own reading will have it; what is wrong with it is told there.
fn capability_name(signature: &Signature, arguments: &TokenStream) -> String {
    use syn::ext::IdentExt;
    let mut tokens = arguments.clone().into_iter().peekable();
    while let Some(token) = tokens.next() {
        if matches!(&token, TokenTree::Ident(ident) if ident == "name")
            && matches!(tokens.next(), Some(TokenTree::Punct(equals)) if equals.as_char() == '=')
            && let Some(literal) = tokens.next()
            && let Ok(text) = syn::parse2::<LitStr>(literal.into())
        {
            return text.value();
        }
    }
    signature.ident.unraw().to_string()
}

fn is_conditional(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("cfg"))
}

fn check_hook(
    function: &RawCapability,
    role: Role,
    tokens: TokenStream,
    owner: &Owner,
    out: &mut Diagnostics,
) -> Option<Hook> {
    let what = format!("`#[{}]`", role.name());
    let mut found = Diagnostics::new();
    if let Some(condition) = function.attributes.iter().find(|attribute| attribute.path().is_ident("cfg")) {
        found.error(condition, format!("{what} cannot be conditional")).help(
            "put the condition into its body: `if cfg!(unix) { .. }`, or `#[cfg(unix)]` on a statement",
        );
    }
    let args = HookArgs::parse(role.name(), tokens, &mut found);
    let milliseconds = match &args.timeout {
        Some(literal) => quantity::timeout(literal, &mut found),
        None => Some(HOOK_TIMEOUT),
    };
    let signature = match &owner.of_type {
        Some(of_type) => of_type.without_self(&function.signature),
        None => function.signature.clone(),
    };
    check_receiver(&signature, &what, &mut found);
    if owner.of_type.is_some() && signature.receiver().is_none() {
        found.error(&signature.ident, format!("{what} of a plugin takes `&self`")).help("add `&self`");
    }
    refuse_modifiers(&signature, &what, &mut found);
    let (mut takes_context, mut grants) = (false, Vec::new());
    let typed: Vec<&PatType> = signature
        .inputs
        .iter()
        .filter_map(|input| match input {
            FnArg::Typed(parameter) => Some(parameter),
            FnArg::Receiver(_) => None,
        })
        .collect();
    for (index, parameter) in typed.iter().enumerate() {
        let is_grant = parameter.attrs.iter().any(|attribute| attribute.path().is_ident("grant"));
        match role {
            Role::OnUnload => {
                found
                    .error(*parameter, format!("{what} takes nothing but `&self`"))
                    .help("keep what it needs in the plugin when it is loaded");
            }
            _ if is_grant && !is_reference(&parameter.ty) => grants.push((*parameter.ty).clone()),
            _ if index == 0 && !is_grant && is_context(&parameter.ty) => takes_context = true,
            _ => {
                found
                    .error(*parameter, format!("{what} takes `context: &LoadContext` and what is granted"))
                    .help("mark an authority `#[grant]`; there is no caller who could send anything");
            }
        }
    }
    if let ReturnType::Type(_, ty) = &signature.output
        && !may_be_result(ty)
    {
        found
            .error(&**ty, format!("{what} returns nothing, or `Result<(), F>`"))
            .help("let `F` be a `#[failure]`, or `Internal`");
    }
    if let Some(ninth) = grants.get(8) {
        found
            .error(ninth, format!("{what} takes at most 8 authorities"))
            .help("put some of them into one authority of your own");
    }
    let in_order = found.is_empty();
    for finding in found.into_findings() {
        out.push(finding);
    }
    if !in_order {
        return None;
    }
    Some(Hook { signature, milliseconds: milliseconds?, takes_context, grants })
}

fn refuse_modifiers(signature: &Signature, what: &str, out: &mut Diagnostics) {
    if let Some(constness) = &signature.constness {
        out.error(constness, format!("{what} cannot be `const`")).help("remove `const`");
    }
    if let Safety::Unsafe(keyword) = &signature.safety {
        out.error(keyword, format!("{what} cannot be `unsafe`")).help("give it a safe signature").see("P206");
    }
    if let Some(abi) = &signature.abi {
        out.error(abi, format!("{what} cannot be `extern`")).help("remove it");
    }
    for parameter in &signature.generics.params {
        out.error(parameter, format!("{what} cannot be generic")).help("name the types");
    }
}

fn is_context(ty: &Type) -> bool {
    matches!(bare(ty), Type::Reference(reference)
        if reference.mutability.is_none() && name_of(&reference.elem).is_some_and(|name| name == "LoadContext"))
}

/// `()`, or a path, which may be an alias of a `Result`.
fn may_be_result(ty: &Type) -> bool {
    match bare(ty) {
        Type::Tuple(tuple) => tuple.elems.is_empty(),
        Type::Path(path) => {
            // Of `Result<T, F>` the first is looked at; the compiler knows the rest.
            let last = path.path.segments.last();
            let first = last.and_then(|last| match &last.arguments {
                syn::PathArguments::AngleBracketed(arguments) if last.ident == "Result" => {
                    arguments.args.first()
                }
                _ => None,
            });
            match first {
                Some(syn::GenericArgument::Type(Type::Tuple(unit))) => unit.elems.is_empty(),
                Some(_) => false,
                None => last.is_some_and(|last| {
                    !matches!(last.ident.to_string().as_str(), "bool" | "String" | "Option")
                }),
            }
        }
        _ => false,
    }
}

/// A function with all that was written of it, but for the attributes that made it a part.
fn whole(function: &RawCapability) -> TokenStream {
    let RawCapability { attributes, exceptions, visibility, signature, body, .. } = function;
    quote::quote!(#(#exceptions)* #(#attributes)* #visibility #signature #body)
}

impl Plugin {
    /// The rules read what is no capability as well.
    fn add_other(&mut self, tokens: TokenStream, owner: &Owner, out: &mut Diagnostics) {
        let scoped = Scoped::of(&Group::new(Delimiter::None, tokens));
        let (tokens, marked) = (scoped.stripped.stream(), scoped.marked.stream());
        let mut found = Diagnostics::new();
        let scoped = scoped.check(&mut found);
        let facts = match owner.of_type {
            Some(_) => syn::parse2(marked).map(|item| Facts::of_impl_item(&item)),
            None => syn::parse2(marked).map(|item| Facts::of_item(&owner.beside, &item)),
        };
        // What does not parse is left to rustc, which reports it.
        if let Ok(mut facts) = facts {
            let mut allowed = Exceptions::none();
            scoped.allow(&mut allowed);
            if !scoped.is_empty() {
                let idle = idle(&mut facts, &allowed, scoped.numbers().end);
                scoped.report_idle(&idle, &allowed, &mut found);
            }
            check_facts(&mut facts, &allowed, &mut found);
        }
        let refused = !found.is_empty();
        for finding in found.into_findings() {
            out.push(finding);
        }
        self.exceptions.extend(scoped.into_exceptions());
        self.items.push(PluginItem::Other { tokens, refused });
    }
}
