//! A capability: as written ([`RawCapability`]), and proved fit to be expanded ([`Capability`]).

use portcullis_rules::facts::Facts;
use portcullis_rules::{Diagnostics, Exceptions, check_facts, idle};
use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Block, FnArg, Ident, ItemStruct, LitStr, PatType, Signature, Visibility};

use super::documentation::doc_comment;
use super::exceptions::{Exception, check_exceptions};
use super::owner::{OfType, Owner};
use super::parameters::{CallParameter, Input, Parameter, check_parameters, input_struct};
use super::quantity::{self, Breaker, Rate, Retry};
use super::scoped::{Checked, Scoped};
use super::signature::{can_be_field, check_signature};
use crate::args::capability::{self as args, CapabilityArgs, Effect};

/// Characters of the longest name.
const NAME: usize = 64;

/// A function, as written. Its body is kept as tokens, so that one that does not parse is not lost.
pub struct RawCapability {
    pub attributes: Vec<Attribute>,
    /// `#[exception(..)]` on the function, where it does not belong.
    pub exceptions: Vec<Attribute>,
    pub visibility: Visibility,
    pub signature: Signature,
    pub body: Group,
    /// The plugin that it stands in.
    pub owner: Option<Owner>,
    /// Where `#[capability]` stands.
    pub at: Span,
}

impl Parse for RawCapability {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let is_exception = |attribute: &Attribute| {
            attribute.path().segments.last().is_some_and(|last| last.ident == "exception")
        };
        let (exceptions, attributes) =
            input.call(Attribute::parse_outer)?.into_iter().partition(is_exception);
        Ok(RawCapability {
            attributes,
            exceptions,
            visibility: input.parse()?,
            signature: input.parse()?,
            body: parse_body(input)?,
            owner: None,
            at: Span::call_site(),
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
    pub approval: bool,
    pub idempotent: bool,
    pub limits: Limits,
    pub exceptions: Vec<Exception>,
    pub call: Option<CallParameter>,
    pub grants: Vec<Parameter>,
    pub input: Input,
    pub body_state: BodyState,
    /// The type, if it is a method of a plugin.
    pub of_type: Option<OfType>,
    /// Whether it stands in a plugin, a module or an `impl`.
    pub in_plugin: bool,
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
    pub retry: Option<Retry>,
    pub breaker: Option<Breaker>,
}

impl RawCapability {
    /// Checks everything; `None` when the signature or an argument is at fault.
    pub fn check(&self, args: &CapabilityArgs, out: &mut Diagnostics) -> Option<Capability> {
        let mut found = Diagnostics::new();

        check_signature(&self.signature, self.owner.as_ref(), &mut found);
        let plugin = self.owner.as_ref().map(|owner| owner.plugin.as_str());
        let name = check_name(args.name.as_ref(), &self.signature.ident, plugin, &mut found);
        let description = check_description(&self.attributes, &self.signature.ident, &mut found);
        let effect = check_effect(args, self.at, &mut found);
        check_idempotent(args, effect, &mut found);
        let limits = check_limits(args, effect, &mut found);
        let mut exceptions = check_exceptions("allow", &args.allow, &mut found);
        refuse_exceptions(&self.exceptions, &mut found);
        let scoped = Scoped::of(&self.body);
        let (stripped, marked) = (scoped.stripped.clone(), scoped.marked.clone());
        let scoped = scoped.check(&mut found);
        let parameters = check_parameters(&self.signature, self.of_type(), &mut found);

        let in_order = found.is_empty();
        report(found, out);
        // The rules read the body even if the signature is at fault: all errors at once.
        let body_state = self.check_body(marked, &exceptions, &scoped, out);
        exceptions.extend(scoped.into_exceptions());
        if !in_order {
            return None;
        }
        Some(Capability {
            attributes: self.attributes.clone(),
            visibility: self.visibility.clone(),
            signature: self.signature.clone(),
            body: stripped,
            name: name?,
            description: description?,
            effect: effect?,
            approval: args.approval.is_some(),
            idempotent: args.idempotent.is_some(),
            limits,
            exceptions,
            call: parameters.call,
            grants: parameters.grants,
            input: parameters.input?,
            body_state,
            of_type: self.of_type().cloned(),
            in_plugin: self.owner.is_some(),
        })
    }

    /// The type, if it is a method of a plugin.
    pub fn of_type(&self) -> Option<&OfType> {
        self.owner.as_ref()?.of_type.as_ref()
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
        input_struct(&self.visibility, &self.signature, self.of_type(), &inline)
    }

    /// A body that does not parse is left to rustc, which reports it.
    fn check_body(
        &self,
        marked: Group,
        exceptions: &[Exception],
        scoped: &Checked,
        out: &mut Diagnostics,
    ) -> BodyState {
        let Ok(body) = syn::parse2::<Block>(TokenStream::from(TokenTree::Group(marked))) else {
            return BodyState::Unfinished;
        };
        let mut allowed = Exceptions::none();
        for exception in exceptions {
            allowed.allow(exception.rule);
        }
        scoped.allow(&mut allowed);
        let mut found = Diagnostics::new();
        let beside = self.owner.as_ref().map_or(&[][..], |owner| &owner.beside);
        let mut facts = Facts::beside(beside, &self.signature, &body);
        if !scoped.is_empty() {
            let idle = idle(&mut facts, &allowed, scoped.numbers().end);
            scoped.report_idle(&idle, &allowed, &mut found);
        }
        check_facts(&mut facts, &allowed, &mut found);
        let state = if found.is_empty() { BodyState::InOrder } else { BodyState::Refused };
        report(found, out);
        state
    }
}

/// For the whole of a capability there is `allow`.
fn refuse_exceptions(written: &[Attribute], out: &mut Diagnostics) {
    for exception in written {
        out.error(exception.path(), "an exception stands on a statement or an item of a body")
            .help("for the whole capability write `#[capability(read, allow(rule_name, reason = \"…\"))]`");
    }
}

fn report(found: Diagnostics, out: &mut Diagnostics) {
    for finding in found.into_findings() {
        out.push(finding);
    }
}

fn check_name(
    written: Option<&LitStr>,
    function: &Ident,
    plugin: Option<&str>,
    out: &mut Diagnostics,
) -> Option<String> {
    use syn::ext::IdentExt;
    let own = written.map_or_else(|| function.unraw().to_string(), LitStr::value);
    // Before the plugin's name stands before it.
    let begins_well = own.starts_with(|first: char| first.is_ascii_lowercase());
    let name = plugin.map_or_else(|| own.clone(), |plugin| format!("{plugin}.{own}"));
    let fits = begins_well
        && name.len() <= NAME
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

fn check_effect(args: &CapabilityArgs, at: Span, out: &mut Diagnostics) -> Option<Effect> {
    match args.effects.as_slice() {
        [] if args.effect_is_misspelt => None,
        [] => {
            out.error(at, "a capability must say what it may change")
                .help("write `#[capability(read)]` if it changes nothing, `#[capability(write)]` if it does");
            None
        }
        [(Effect::Destructive, span)] if args.approval.is_none() => {
            out.error(*span, "what cannot be undone needs somebody's approval")
                .help("write `#[capability(destructive, approval)]`, or offer a `write` that can be undone, such as a move to a trash folder");
            None
        }
        [(effect, _)] => Some(*effect),
        [_, again, ..] => {
            out.error(again.1, "a capability cannot have two effects").help("keep the greater of the two");
            None
        }
    }
}

fn check_limits(args: &CapabilityArgs, effect: Option<Effect>, out: &mut Diagnostics) -> Limits {
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
        retry: args.retry.as_ref().and_then(|retry| check_retry(retry, effect, out)),
        breaker: args.breaker.as_ref().and_then(|breaker| {
            let failures = breaker.failures.as_ref().and_then(|number| quantity::failures(number, out));
            let cooldown = breaker.cooldown.as_ref().and_then(|literal| quantity::cooldown(literal, out));
            Some(Breaker { failures: failures?, milliseconds: cooldown? })
        }),
    }
}

/// There is nothing to keep of a call that changes nothing.
fn check_idempotent(args: &CapabilityArgs, effect: Option<Effect>, out: &mut Diagnostics) {
    if let (Some(span), Some(Effect::Read)) = (args.idempotent, effect) {
        out.error(span, "`idempotent` is for capabilities with an effect")
            .help("remove it: a `read` may be called again as it is");
    }
}

/// What has an effect must not happen twice because its answer was lost.
fn check_retry(retry: &args::Retry, effect: Option<Effect>, out: &mut Diagnostics) -> Option<Retry> {
    if effect.is_some_and(|effect| effect != Effect::Read) {
        out.error(retry.span, "`retry` is for `read` only")
            .help("remove it: an effect that failed half-way would happen twice");
        return None;
    }
    let attempts = retry.attempts.as_ref().and_then(|number| quantity::attempts(number, out));
    let backoff = retry.backoff.as_ref().and_then(|literal| quantity::backoff(literal, out));
    let (least, most) = backoff?;
    Some(Retry { attempts: attempts?, least, most })
}
