//! A capability: as written ([`RawCapability`]), and proved fit to be expanded ([`Capability`]).

use portcullis_rules::{Diagnostics, Exceptions, Kind, Rule, catalogue, check_function};
use proc_macro2::{Group, Span, TokenStream};
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute, Block, FnArg, Ident, ItemStruct, LitStr, Pat, PatIdent, PatType, ReturnType, Safety, Signature, Type, Visibility};

use super::documentation::doc_comment;
use super::quantity::{self, Rate};
use crate::args::capability::{Allow, CapabilityArgs, Effect};

/// Characters that the reason of an exception has at least.
const REASON: usize = 15;

/// Characters of the longest name.
const NAME: usize = 64;

/// A function, as written. Its body is kept as tokens, so that one that does not parse is not lost.
pub struct RawCapability {
    pub attributes: Vec<Attribute>,
    pub visibility: Visibility,
    pub signature: Signature,
    pub body: Group,
}

impl Parse for RawCapability {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(RawCapability {
            attributes: input.call(Attribute::parse_outer)?,
            visibility: input.parse()?,
            signature: input.parse()?,
            body: input.parse()?,
        })
    }
}

/// A capability whose signature and arguments are in order.
pub struct Capability {
    pub attributes: Vec<Attribute>,
    pub visibility: Visibility,
    pub signature: Signature,
    pub body: Group,
    pub name: String,
    pub description: String,
    pub effect: Effect,
    pub limits: Limits,
    pub exceptions: Vec<Exception>,
    pub call: Option<CallParameter>,
    pub grants: Vec<Parameter>,
    pub input: Input,
    /// The rules found something in the body: it is emitted for the IDE alone.
    pub body_is_faulty: bool,
}

/// Limits that were written; the others have the runtime's defaults.
#[derive(Default)]
pub struct Limits {
    pub timeout: Option<u64>,
    /// With its place, since only the compiler knows what the input type can need.
    pub max_input: Option<(u64, Span)>,
    pub max_output: Option<u64>,
    pub rate: Option<Rate>,
    pub burst: Option<u64>,
    pub concurrency: Option<u64>,
}

/// An exception to a rule.
pub struct Exception {
    pub rule: &'static Rule,
    pub reason: LitStr,
}

/// `call: &Call`, under the name and type that the user wrote.
pub struct CallParameter {
    pub pattern: PatIdent,
    pub ty: Type,
    pub attributes: Vec<Attribute>,
}

/// A parameter, without the attributes that are ours.
pub struct Parameter {
    pub attributes: Vec<Attribute>,
    pub pattern: Pat,
    pub ty: Type,
}

impl Parameter {
    /// Its name; a pattern that is `#[input]` goes by `__input`, beside grants of any name.
    pub fn ident(&self) -> Ident {
        match &self.pattern {
            Pat::Ident(pattern) => pattern.ident.clone(),
            _ => Ident::new("__input", Span::mixed_site()),
        }
    }
}

/// What callers send.
pub enum Input {
    /// Parameters, which become the fields of a struct of ours: see [`RawCapability::inline_input`].
    Inline(Vec<Parameter>),
    /// One type of the user's: `#[input] order: NewOrder`.
    Whole(Box<Parameter>),
}

impl RawCapability {
    /// Checks everything; `None` when the signature or an argument is at fault.
    pub fn check(&self, args: &CapabilityArgs, out: &mut Diagnostics) -> Option<Capability> {
        let mut found = Diagnostics::new();

        check_signature(&self.signature, &mut found);
        let name = check_name(args.name.as_ref(), &self.signature.ident, &mut found);
        let description = check_description(&self.attributes, &self.signature.ident, &mut found);
        let effect = check_effect(&args.effects, &mut found);
        let limits = check_limits(args, &mut found);
        let exceptions = check_exceptions(&args.allow, &mut found);
        let parameters = check_parameters(&self.signature, &mut found);

        let in_order = found.is_empty();
        report(found, out);
        // The rules read the body even if the signature is at fault: all errors at once.
        let body_is_faulty = self.check_body(&exceptions, out);
        if !in_order {
            return None;
        }
        Some(Capability {
            attributes: self.attributes.clone(),
            visibility: self.visibility.clone(),
            signature: self.signature.clone(),
            body: self.body.clone(),
            name: name?,
            description: description?,
            effect: effect?,
            limits,
            exceptions,
            call: parameters.call,
            grants: parameters.grants,
            input: parameters.input?,
            body_is_faulty,
        })
    }

    /// The struct whose fields are the inline parameters; `None` where the input is one `#[input]`.
    pub fn inline_input(&self) -> Option<ItemStruct> {
        let is = |parameter: &PatType, name: &str| parameter.attrs.iter().any(|attribute| attribute.path().is_ident(name));
        let typed: Vec<_> = self
            .signature
            .inputs
            .iter()
            .filter_map(|argument| match argument {
                FnArg::Typed(parameter) => Some(parameter),
                FnArg::Receiver(_) => None,
            })
            .collect();
        if typed.iter().any(|parameter| is(parameter, "input")) {
            return None;
        }
        let inline: Vec<_> = typed
            .into_iter()
            .filter(|parameter| !is(parameter, "grant") && !is_reference(&parameter.ty) && !matches!(*parameter.ty, Type::ImplTrait(_)))
            .collect();
        input_struct(&self.signature, &inline)
    }

    /// A body that does not parse is left to rustc, which reports it.
    fn check_body(&self, exceptions: &[Exception], out: &mut Diagnostics) -> bool {
        let Ok(body) = syn::parse2::<Block>(TokenStream::from(proc_macro2::TokenTree::Group(self.body.clone()))) else {
            return false;
        };
        let mut allowed = Exceptions::none();
        for exception in exceptions {
            allowed.allow(exception.rule);
        }
        let mut found = Diagnostics::new();
        check_function(&self.signature, &body, &allowed, &mut found);
        let faulty = !found.is_empty();
        report(found, out);
        faulty
    }
}

/// `add` stands for `__add`.
pub fn type_name(signature: &Signature) -> Ident {
    use syn::ext::IdentExt;
    Ident::new(&format!("__{}", signature.ident.unraw()), signature.ident.span())
}

/// `add` takes `__add_input`, if its parameters stand inline.
pub fn input_name(signature: &Signature) -> Ident {
    use syn::ext::IdentExt;
    Ident::new(&format!("__{}_input", signature.ident.unraw()), signature.ident.span())
}

fn report(found: Diagnostics, out: &mut Diagnostics) {
    for finding in found.into_findings() {
        out.push(finding);
    }
}

fn check_signature(signature: &Signature, out: &mut Diagnostics) {
    if let Some(constness) = &signature.constness {
        out.error(constness, "a capability cannot be `const`").help("remove `const`: it runs behind its gate");
    }
    if let Safety::Unsafe(keyword) = &signature.safety {
        out.error(keyword, "a capability cannot be `unsafe`").help("give it a safe signature: its callers are not the ones who can keep a contract").see("P206");
    }
    if let Some(abi) = &signature.abi {
        out.error(abi, "a capability has Rust's own ABI").help("remove `extern`");
    }
    if let Some(variadic) = &signature.variadic {
        out.error(variadic, "a capability has a fixed list of parameters").help("take a list: `#[validate(length(max = 10))] values: Vec<i64>`");
    }
    for parameter in &signature.generics.params {
        out.error(parameter, "a capability cannot be generic")
            .help("name the types: callers send JSON, which has no type parameters");
    }
    if let (Some(clause), true) = (&signature.generics.where_clause, signature.generics.params.is_empty()) {
        out.error(clause, "a capability has no `where` clause").help("remove it");
    }
    if let ReturnType::Type(_, ty) = &signature.output
        && let Type::ImplTrait(ty) = &**ty
    {
        out.error(ty, "what a capability returns must be named").help("name the type, so that callers get its schema");
    }
}

fn check_name(written: Option<&LitStr>, function: &Ident, out: &mut Diagnostics) -> Option<String> {
    use syn::ext::IdentExt;
    let name = written.map_or_else(|| function.unraw().to_string(), LitStr::value);
    let fits = name.len() <= NAME
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(|next| next.is_ascii_lowercase() || next.is_ascii_digit() || matches!(next, '_' | '.' | '-'));
    if fits {
        return Some(name);
    }
    let rule = "a name is 1 to 64 characters of `a-z`, `0-9`, `_`, `.` and `-`, and begins with a letter";
    match written {
        Some(literal) => out.error(literal, format!("`{name}` is no name for a capability")).help(rule),
        None => out
            .error(function, format!("`{name}` is no name for a capability"))
            .help(format!("give callers another one with `name = \"…\"`: {rule}")),
    };
    None
}

fn check_description(attributes: &[Attribute], function: &Ident, out: &mut Diagnostics) -> Option<String> {
    let description = doc_comment(attributes);
    if description.is_none() {
        out.error(function, "a capability needs a doc comment")
            .help("say in `///` what it does: callers and models choose it by that");
    }
    description
}

fn check_effect(effects: &[(Effect, Span)], out: &mut Diagnostics) -> Option<Effect> {
    match effects {
        [] => {
            out.error(Span::call_site(), "a capability must say what it may change")
                .help("write `#[capability(read)]` if it changes nothing, `#[capability(write)]` if it does");
            None
        }
        [(Effect::Destructive, span)] => {
            out.error(*span, "`destructive` needs an approval, which this version does not have")
                .help("leave it out of the gate for now, or offer a `write` that can be undone, such as a move to a trash folder");
            None
        }
        [(effect, _)] => Some(*effect),
        [_, again, ..] => {
            out.error(again.1, "a capability has one effect").help("keep the greater of the two");
            None
        }
    }
}

fn check_limits(args: &CapabilityArgs, out: &mut Diagnostics) -> Limits {
    Limits {
        timeout: args.timeout.as_ref().and_then(|literal| quantity::timeout(literal, out)),
        max_input: args
            .max_input
            .as_ref()
            .and_then(|literal| Some((quantity::size("max_input", literal, out)?, literal.span()))),
        max_output: args.max_output.as_ref().and_then(|literal| quantity::size("max_output", literal, out)),
        rate: args.rate.as_ref().and_then(|literal| quantity::rate(literal, out)),
        burst: args.burst.as_ref().and_then(|number| quantity::burst(number, out)),
        concurrency: args.concurrency.as_ref().and_then(|number| quantity::concurrency(number, out)),
    }
}

fn check_exceptions(allows: &[Allow], out: &mut Diagnostics) -> Vec<Exception> {
    let mut exceptions: Vec<Exception> = Vec::new();
    for allow in allows {
        let reason = check_reason(allow, out);
        if allow.rules.is_empty() {
            out.error(allow.span, "`allow` names no rule").help("write `allow(rule_name, reason = \"…\")`");
        }
        for name in &allow.rules {
            let Some(rule) = check_rule(name, out) else { continue };
            if exceptions.iter().any(|exception| exception.rule.code == rule.code) {
                out.error(name, format!("`{name}` is allowed twice")).help("keep one of the two, with one reason");
            } else if let Some(reason) = &reason {
                exceptions.push(Exception { rule, reason: reason.clone() });
            }
        }
    }
    exceptions
}

fn check_reason(allow: &Allow, out: &mut Diagnostics) -> Option<LitStr> {
    let Some(reason) = &allow.reason else {
        out.error(allow.span, "an exception needs a reason")
            .help("add `reason = \"…\"`: whoever reviews the gate reads it");
        return None;
    };
    let text = reason.value();
    if text.trim().chars().count() < REASON || text.chars().any(char::is_control) {
        out.error(reason, "this reason is too short to be one")
            .help(format!("say in a line of at least {REASON} characters why the rule does not apply here"));
        return None;
    }
    Some(reason.clone())
}

fn check_rule(name: &Ident, out: &mut Diagnostics) -> Option<&'static Rule> {
    let written = name.to_string();
    let Some(rule) = catalogue::find(&written) else {
        let nearest = catalogue::nearest(&written).map(|rule| format!("did you mean `{}`? ", rule.name));
        out.error(name, format!("there is no rule `{written}`"))
            .help(format!("{}`cargo portcullis explain` lists the rules", nearest.unwrap_or_default()));
        return None;
    };
    if rule.kind == Kind::Sound {
        out.error(name, format!("`{}` has no exceptions", rule.name))
            .help("mend the code: the type system keeps this rule")
            .see(rule.code);
        return None;
    }
    Some(rule)
}

/// The parameters by what they are.
struct Parameters {
    call: Option<CallParameter>,
    grants: Vec<Parameter>,
    input: Option<Input>,
}

fn check_parameters(signature: &Signature, out: &mut Diagnostics) -> Parameters {
    let mut call = None;
    let mut grants = Vec::new();
    let mut whole: Vec<Parameter> = Vec::new();
    let mut inline = Vec::new();
    for (index, argument) in signature.inputs.iter().enumerate() {
        let parameter = match argument {
            FnArg::Receiver(receiver) => {
                out.error(receiver, "a capability on a method needs a plugin")
                    .help("make it a free function and take what it needs as `#[grant] state: State<T>`");
                continue;
            }
            FnArg::Typed(parameter) => parameter,
        };
        refuse_cfg_attr(parameter, out);
        match (marker(parameter, out), &*parameter.ty) {
            (Some(Marker::Grant), ty) if !is_reference(ty) => grants.extend(grant(parameter, out)),
            (Some(Marker::Input), ty) if !is_reference(ty) => whole.push(stripped(parameter, "input")),
            (None, Type::Reference(reference)) if is_call(&reference.elem) && reference.mutability.is_none() => {
                call = check_call(parameter, index, out).or(call);
            }
            (_, Type::Reference(reference)) => {
                out.error(reference, "a parameter owns what it takes")
                    .help("take `String` for `&str`, `Vec<T>` for `&[T]`; only `call: &Call` is borrowed");
            }
            (_, ty) => inline.extend(check_inline(parameter, ty, out)),
        }
    }
    check_grant_types(&grants, out);
    Parameters { call, grants, input: check_input(whole, inline, out) }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Marker {
    Grant,
    Input,
}

fn marker(parameter: &PatType, out: &mut Diagnostics) -> Option<Marker> {
    let mut found = None;
    for attribute in &parameter.attrs {
        let marker = match attribute.path() {
            path if path.is_ident("grant") => Marker::Grant,
            path if path.is_ident("input") => Marker::Input,
            _ => continue,
        };
        if attribute.meta.require_path_only().is_err() {
            out.error(attribute, "this attribute takes no arguments").help("write `#[grant]` or `#[input]` alone");
        }
        if found.is_some() {
            out.error(attribute, "a parameter is a grant or the input, once").help("remove one of the two attributes");
        }
        found = Some(marker);
    }
    found
}

fn is_reference(ty: &Type) -> bool {
    matches!(ty, Type::Reference(_))
}

fn is_call(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Call"))
}

/// Whether a type is `&Call`.
pub fn is_call_reference(ty: &Type) -> bool {
    matches!(ty, Type::Reference(reference) if is_call(&reference.elem))
}

fn check_call(parameter: &PatType, index: usize, out: &mut Diagnostics) -> Option<CallParameter> {
    if index != 0 {
        out.error(parameter, "`call: &Call` goes first").help("move it to the front of the parameters");
        return None;
    }
    match &*parameter.pat {
        Pat::Ident(pattern) if pattern.subpat.is_none() && pattern.by_ref.is_none() => Some(CallParameter {
            pattern: pattern.clone(),
            ty: (*parameter.ty).clone(),
            attributes: parameter.attrs.clone(),
        }),
        Pat::Wild(_) => {
            out.error(&parameter.pat, "a call that is not used need not be taken").help("remove the parameter");
            None
        }
        pattern => {
            out.error(pattern, "`&Call` needs a name").help("write `call: &Call`");
            None
        }
    }
}

fn grant(parameter: &PatType, out: &mut Diagnostics) -> Option<Parameter> {
    named(parameter, "an authority needs a name", "write `#[grant] folder: Dir<Root>`", out)?;
    Some(stripped(parameter, "grant"))
}

fn check_grant_types(grants: &[Parameter], out: &mut Diagnostics) {
    if let Some(ninth) = grants.get(8) {
        out.error(&ninth.pattern, "a capability takes at most 8 authorities")
            .help("part the capability, or put some of them into one authority of your own");
    }
}

fn check_inline(parameter: &PatType, ty: &Type, out: &mut Diagnostics) -> Option<Parameter> {
    if let Type::ImplTrait(ty) = ty {
        out.error(ty, "a parameter needs a named type").help("name the type: callers send JSON of it");
        return None;
    }
    let help = "name it, since the name is its key in JSON; take it apart in the body, or mark a `#[data]` type `#[input]`";
    named(parameter, "a parameter needs a name", help, out)?;
    Some(Parameter { attributes: parameter.attrs.clone(), pattern: (*parameter.pat).clone(), ty: ty.clone() })
}

fn named(parameter: &PatType, message: &str, help: &str, out: &mut Diagnostics) -> Option<()> {
    match &*parameter.pat {
        Pat::Ident(pattern) if pattern.subpat.is_none() && pattern.by_ref.is_none() => Some(()),
        pattern => {
            out.error(pattern, message).help(help);
            None
        }
    }
}

fn refuse_cfg_attr(parameter: &PatType, out: &mut Diagnostics) {
    for attribute in parameter.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg_attr")) {
        out.error(attribute, "`cfg_attr` on a parameter is not read")
            .help("write `#[cfg(..)]` on the parameter, or two functions");
    }
}

/// Without the attribute that marks it.
fn stripped(parameter: &PatType, marker: &str) -> Parameter {
    Parameter {
        attributes: parameter.attrs.iter().filter(|attribute| !attribute.path().is_ident(marker)).cloned().collect(),
        pattern: (*parameter.pat).clone(),
        ty: (*parameter.ty).clone(),
    }
}

fn check_input(
    mut whole: Vec<Parameter>,
    inline: Vec<Parameter>,
    out: &mut Diagnostics,
) -> Option<Input> {
    for again in whole.iter().skip(1) {
        out.error(&again.pattern, "a capability has one `#[input]`").help("make one `#[data]` struct of both");
    }
    if let (Some(_), Some(other)) = (whole.first(), inline.first()) {
        out.error(&other.pattern, "an `#[input]` stands alone")
            .help("make this a field of the input type, or mark it `#[grant]` if it is an authority");
    }
    match whole.pop() {
        Some(parameter) => {
            refuse_attributes(&parameter, out);
            Some(Input::Whole(Box::new(parameter)))
        }
        None => Some(Input::Inline(inline.into_iter().map(without_our_attributes).collect())),
    }
}

/// What would be read on an inline parameter means nothing on a whole input, so it is refused.
fn refuse_attributes(parameter: &Parameter, out: &mut Diagnostics) {
    for attribute in parameter.attributes.iter().filter(|attribute| is_ours(attribute) && !attribute.path().is_ident("doc")) {
        out.error(attribute, "an `#[input]` has its checks on the fields of its type")
            .help("move this to the field that it is about");
    }
}

fn is_ours(attribute: &Attribute) -> bool {
    ["doc", "validate", "serde", "schemars", "bound", "audit"].iter().any(|name| attribute.path().is_ident(name))
}

fn without_our_attributes(mut parameter: Parameter) -> Parameter {
    parameter.attributes.retain(|attribute| !is_ours(attribute));
    parameter
}

/// The struct whose fields are the inline parameters.
fn input_struct(signature: &Signature, parameters: &[&PatType]) -> Option<ItemStruct> {
    let name = input_name(signature);
    let fields = parameters.iter().filter_map(|PatType { attrs, pat, ty, .. }| {
        let attributes = attrs.iter().filter(|attribute| is_ours(attribute));
        match &**pat {
            Pat::Ident(pattern) => {
                let ident = &pattern.ident;
                Some(quote::quote!(#(#attributes)* #ident: #ty))
            }
            _ => None,
        }
    });
    let item = quote::quote!(#[allow(non_camel_case_types, non_snake_case)] pub struct #name { #(#fields,)* });
    ItemStruct::parse.parse2(item).ok()
}
