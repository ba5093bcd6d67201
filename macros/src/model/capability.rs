//! A capability: as written ([`RawCapability`]), and proved fit to be expanded ([`Capability`]).

use portcullis_rules::{Diagnostics, Exceptions, Kind, Place, Rule, catalogue, check_function};
use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{
    Attribute, Block, FnArg, GenericParam, Ident, ItemStruct, LitStr, Pat, PatIdent, PatType, ReturnType,
    Safety, Signature, Type, TypeReference, Visibility,
};

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
            body: parse_body(input)?,
        })
    }
}

/// A block in braces, which stands in invisible delimiters where a macro passes it on as `$body:block`.
fn parse_body(input: ParseStream<'_>) -> syn::Result<Group> {
    let mut token: TokenTree = input.parse()?;
    loop {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => return Ok(group),
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                token = syn::parse2(group.stream())?;
            }
            other => return Err(syn::Error::new(other.span(), "expected a body in braces")),
        }
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
    pub body_state: BodyState,
}

/// What can be said of a body. One that is not in order is emitted for the IDE alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum BodyState {
    InOrder,
    /// The rules found something in it.
    Refused,
    /// It does not parse. rustc reports that.
    Unfinished,
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
        let effect = check_effect(args, &mut found);
        let limits = check_limits(args, &mut found);
        let exceptions = check_exceptions(&args.allow, &mut found);
        let parameters = check_parameters(&self.signature, &mut found);

        let in_order = found.is_empty();
        report(found, out);
        // The rules read the body even if the signature is at fault: all errors at once.
        let body_state = self.check_body(&exceptions, out);
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
            body_state,
        })
    }

    /// The struct whose fields are the inline parameters; `None` where the input is one `#[input]`.
    pub fn inline_input(&self) -> Option<ItemStruct> {
        let is = |parameter: &PatType, name: &str| {
            parameter.attrs.iter().any(|attribute| attribute.path().is_ident(name))
        };
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
            .filter(|parameter| !is(parameter, "grant") && can_be_field(&parameter.ty))
            .collect();
        input_struct(&self.visibility, &self.signature, &inline)
    }

    /// A body that does not parse is left to rustc, which reports it.
    fn check_body(&self, exceptions: &[Exception], out: &mut Diagnostics) -> BodyState {
        let Ok(body) = syn::parse2::<Block>(TokenStream::from(TokenTree::Group(self.body.clone()))) else {
            return BodyState::Unfinished;
        };
        let mut allowed = Exceptions::none();
        for exception in exceptions {
            allowed.allow(exception.rule);
        }
        let mut found = Diagnostics::new();
        check_function(&self.signature, &body, &allowed, &mut found);
        let state = if found.is_empty() { BodyState::InOrder } else { BodyState::Refused };
        report(found, out);
        state
    }
}

/// Whether a function stands in an `impl` or a `trait`, as far as its signature tells.
pub fn is_method(signature: &Signature) -> bool {
    signature.receiver().is_some() || mentions_self(signature.to_token_stream())
}

fn mentions_self(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == "Self",
        TokenTree::Group(group) => mentions_self(group.stream()),
        _ => false,
    })
}

/// `add` stands for `__add`.
pub fn type_name(signature: &Signature) -> Ident {
    use syn::ext::IdentExt;
    let name = match signature.ident.unraw().to_string().as_str() {
        // Every expansion knows the runtime by this name.
        "private" => "__private_".to_owned(),
        name => format!("__{name}"),
    };
    Ident::new(&name, signature.ident.span())
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
    if is_method(signature) {
        let place = signature.receiver().map_or_else(|| Place::from(&signature.ident), Place::from);
        out.error(place, "a capability cannot be a method")
            .help("make it a free function, and take what it needs as `#[grant] state: State<T>`");
    }
    if let Some(constness) = &signature.constness {
        out.error(constness, "a capability cannot be `const`")
            .help("remove `const`: it runs behind its gate");
    }
    if let Safety::Unsafe(keyword) = &signature.safety {
        out.error(keyword, "a capability cannot be `unsafe`")
            .help("give it a safe signature: its callers are not the ones who can keep a contract")
            .see("P206");
    }
    if let Some(abi) = &signature.abi {
        out.error(abi, "a capability cannot be `extern`").help("remove it: a gate calls Rust functions");
    }
    if let Some(variadic) = &signature.variadic {
        out.error(variadic, "a capability cannot take any number of parameters")
            .help("take a list: `#[validate(length(max = 10))] values: Vec<i64>`");
    }
    for parameter in &signature.generics.params {
        let help = match parameter {
            GenericParam::Lifetime(_) => {
                "own what it takes: the input is decoded for one call, and ends with it"
            }
            _ => "name the types: callers send JSON, which has no type parameters",
        };
        out.error(parameter, "a capability cannot be generic").help(help);
    }
    if let (Some(clause), true) = (&signature.generics.where_clause, signature.generics.params.is_empty()) {
        out.error(clause, "a capability cannot have a `where` clause")
            .help("remove it: without type parameters it says nothing");
    }
    if let ReturnType::Type(_, ty) = &signature.output {
        check_answer(ty, out);
    }
}

/// What no type of an answer may be, whatever traits it has.
fn check_answer(ty: &Type, out: &mut Diagnostics) {
    if let Some(place) = impl_trait(ty) {
        out.error(place, "a capability cannot return `impl Trait`")
            .help("name the type: callers get its schema");
    } else if let Type::Never(never) = bare(ty) {
        out.error(never, "a capability must end").help("leave `-> !` out, or return what it can say");
    } else if let Some(place) = borrow(ty.to_token_stream(), Borrow::Any) {
        out.error(place, "an answer cannot be borrowed")
            .help("return `String` for `&str`, `Vec<T>` for `&[T]`");
    }
}

/// Whether an answer can be told as a type. See [`check_answer`].
pub fn is_nameable(ty: &Type) -> bool {
    let mut out = Diagnostics::new();
    check_answer(ty, &mut out);
    out.into_findings().is_empty()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Borrow {
    /// `&str`, `Cow<'_, str>`
    Any,
    /// `Cow<'_, str>`
    Unnamed,
}

/// The first lifetime in a type that is neither `'static` nor a parameter's, or the `&` that stands for one.
fn borrow(tokens: TokenStream, wanted: Borrow) -> Option<Span> {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let found = match token {
            TokenTree::Punct(quote) if quote.as_char() == '\'' => {
                let lifetime = tokens.next();
                lifetime.filter(|name| name.to_string() == "_").map(|name| name.span())
            }
            TokenTree::Punct(and) if and.as_char() == '&' && wanted == Borrow::Any => {
                let named = matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == '\'');
                (!named).then(|| and.span())
            }
            TokenTree::Group(group) => borrow(group.stream(), wanted),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

/// Where `impl Trait` stands in a type.
fn impl_trait(ty: &Type) -> Option<Place> {
    fn keyword(tokens: TokenStream) -> Option<Span> {
        tokens.into_iter().find_map(|token| match token {
            TokenTree::Ident(ident) => (ident == "impl").then(|| ident.span()),
            TokenTree::Group(group) => keyword(group.stream()),
            _ => None,
        })
    }
    match bare(ty) {
        Type::ImplTrait(ty) => Some(Place::from(ty)),
        other => keyword(other.to_token_stream()).map(Place::from),
    }
}

/// Whether a type is, or holds, an `impl Trait`, so that nothing but a function can have it.
pub fn has_impl_trait(ty: &Type) -> bool {
    impl_trait(ty).is_some()
}

fn can_be_field(ty: &Type) -> bool {
    !is_reference(ty) && !has_impl_trait(ty) && borrow(ty.to_token_stream(), Borrow::Unnamed).is_none()
}

fn check_name(written: Option<&LitStr>, function: &Ident, out: &mut Diagnostics) -> Option<String> {
    use syn::ext::IdentExt;
    let name = written.map_or_else(|| function.unraw().to_string(), LitStr::value);
    let fits = name.len() <= NAME
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(|next| {
            next.is_ascii_lowercase() || next.is_ascii_digit() || matches!(next, '_' | '.' | '-')
        });
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

fn check_effect(args: &CapabilityArgs, out: &mut Diagnostics) -> Option<Effect> {
    match args.effects.as_slice() {
        [] if args.effect_is_misspelt => None,
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
            out.error(again.1, "a capability cannot have two effects").help("keep the greater of the two");
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
        if allow.rules.is_empty() {
            out.error(allow.span, "`allow` names no rule").help("write `allow(rule_name, reason = \"…\")`");
            continue;
        }
        // Without a good reason the capability is refused, and what it meant to allow is no second error.
        let reason = check_reason(allow, out).unwrap_or_else(|| LitStr::new("", allow.span));
        for name in &allow.rules {
            let Some(rule) = check_rule(name, out) else { continue };
            if exceptions.iter().any(|exception| exception.rule.code == rule.code) {
                out.error(name, format!("`{name}` is allowed twice"))
                    .help("keep one of the two, with one reason");
            } else {
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
    if text.trim().chars().count() < REASON {
        out.error(reason, "this reason is too short to be one")
            .help(format!("say in at least {REASON} characters why the rule does not apply here"));
        return None;
    }
    if text.chars().any(char::is_control) {
        out.error(reason, "a reason is one line")
            .help("leave out line ends, tabs and other control characters");
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
            // Told of already.
            FnArg::Receiver(_) => continue,
            FnArg::Typed(parameter) => parameter,
        };
        refuse_cfg_attr(parameter, out);
        match (marker(parameter, out), bare(&parameter.ty)) {
            (marker, Type::Reference(reference)) if is_call(&reference.elem) => {
                call = check_call(parameter, marker, index, out).or(call);
            }
            (marker, Type::Reference(reference)) => refuse_borrowed(reference, marker, out),
            (Some(Marker::Grant), _) => grants.extend(grant(parameter, out)),
            (Some(Marker::Input), _) => whole.push(stripped(parameter, "input")),
            (None, ty) => inline.extend(check_inline(parameter, ty, out)),
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
            let name = if marker == Marker::Grant { "grant" } else { "input" };
            out.error(&attribute.meta, format!("`{name}` takes no arguments"))
                .help(format!("write `#[{name}]`"));
        }
        if found.is_some() {
            out.error(attribute, "this parameter is marked already")
                .help("keep one `#[grant]` or one `#[input]`");
        }
        found = Some(marker);
    }
    found
}

/// The type without the invisible delimiters in which a macro passes on `$ty:ty`.
fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => bare(&group.elem),
        other => other,
    }
}

fn is_reference(ty: &Type) -> bool {
    matches!(bare(ty), Type::Reference(_))
}

fn is_mutable(ty: &Type) -> bool {
    matches!(bare(ty), Type::Reference(reference) if reference.mutability.is_some())
}

fn is_call(ty: &Type) -> bool {
    matches!(bare(ty), Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Call"))
}

/// Whether a type is `&Call`.
pub fn is_call_reference(ty: &Type) -> bool {
    matches!(bare(ty), Type::Reference(reference) if is_call(&reference.elem))
}

fn check_call(
    parameter: &PatType,
    marker: Option<Marker>,
    index: usize,
    out: &mut Diagnostics,
) -> Option<CallParameter> {
    if index != 0 {
        out.error(parameter, "`call: &Call` must be the first parameter")
            .help("move it to the front, and take it once");
        return None;
    }
    if marker.is_some() {
        out.error(parameter, "`&Call` is neither an authority nor input")
            .help("write `call: &Call` without an attribute");
        return None;
    }
    if is_mutable(&parameter.ty) {
        out.error(&parameter.ty, "`&Call` cannot be mutable").help("write `call: &Call`");
        return None;
    }
    match &*parameter.pat {
        Pat::Ident(pattern) if pattern.subpat.is_none() && pattern.by_ref.is_none() => Some(CallParameter {
            pattern: pattern.clone(),
            ty: (*parameter.ty).clone(),
            attributes: parameter.attrs.clone(),
        }),
        Pat::Wild(_) => {
            out.error(&parameter.pat, "a call that is not used need not be taken")
                .help("remove the parameter");
            None
        }
        pattern => {
            out.error(pattern, "`&Call` needs a name").help("write `call: &Call`");
            None
        }
    }
}

/// A body gets its parts as its own. What to write instead depends on what is borrowed.
fn refuse_borrowed(reference: &TypeReference, marker: Option<Marker>, out: &mut Diagnostics) {
    let help = match marker {
        Some(Marker::Grant) => "remove the `&`: each call gets a handle of its own",
        Some(Marker::Input) => "remove the `&`: the input belongs to the body",
        None => "take `String` for `&str`, `Vec<T>` for `&[T]`; only `call: &Call` is borrowed",
    };
    out.error(reference, "a parameter cannot be borrowed").help(help);
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
    if let Some(place) = impl_trait(ty) {
        out.error(place, "a parameter cannot be `impl Trait`").help("name the type: callers send JSON of it");
        return None;
    }
    if let Some(place) = borrow(ty.to_token_stream(), Borrow::Unnamed) {
        out.error(place, "a parameter cannot be borrowed")
            .help("write `'static`, or a type without a lifetime");
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
        attributes: parameter
            .attrs
            .iter()
            .filter(|attribute| !attribute.path().is_ident(marker))
            .cloned()
            .collect(),
        pattern: (*parameter.pat).clone(),
        ty: (*parameter.ty).clone(),
    }
}

fn check_input(mut whole: Vec<Parameter>, inline: Vec<Parameter>, out: &mut Diagnostics) -> Option<Input> {
    for again in whole.iter().skip(1) {
        out.error(&again.pattern, "a capability cannot have two `#[input]`")
            .help("make one `#[data]` struct of both");
    }
    if let (Some(_), Some(other)) = (whole.first(), inline.first()) {
        out.error(&other.pattern, "a parameter cannot stand beside an `#[input]`")
            .help("make it a field of the input's type, or mark it `#[grant]` if it is an authority");
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
    for attribute in parameter
        .attributes
        .iter()
        .filter(|attribute| is_ours(attribute) && !attribute.path().is_ident("doc"))
    {
        out.error(attribute, "an `#[input]` cannot have the attributes of a field")
            .help("move it to the field of its type that it is about");
    }
}

fn is_ours(attribute: &Attribute) -> bool {
    ["doc", "validate", "serde", "schemars", "bound", "audit"]
        .iter()
        .any(|name| attribute.path().is_ident(name))
}

fn without_our_attributes(mut parameter: Parameter) -> Parameter {
    parameter.attributes.retain(|attribute| !is_ours(attribute));
    parameter
}

/// The struct whose fields are the inline parameters.
///
/// Its fields are as visible as the function, since a policy may ask of them wherever it may name the function.
fn input_struct(
    visibility: &Visibility,
    signature: &Signature,
    parameters: &[&PatType],
) -> Option<ItemStruct> {
    let name = input_name(signature);
    let fields = parameters.iter().filter_map(|PatType { attrs, pat, ty, .. }| {
        let attributes = attrs.iter().filter(|attribute| is_ours(attribute));
        match &**pat {
            Pat::Ident(pattern) => {
                let ident = &pattern.ident;
                Some(quote::quote!(#(#attributes)* #visibility #ident: #ty))
            }
            _ => None,
        }
    });
    let item =
        quote::quote!(#[allow(non_camel_case_types, non_snake_case)] pub struct #name { #(#fields,)* });
    ItemStruct::parse.parse2(item).ok()
}
