//! The expansion: the policy as data, in the order in which it is written, from which the runtime computes the matrix.
//!
//! Each path of a capability becomes a column with its type, so that conditions are closures over the capability's
//! input, and a field that is not there is the compiler's own error.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::Path;
use syn::ext::IdentExt;

use super::condition::{Atom, Condition, Constant, Operand, Operator, Test, Value};
use super::parse::{Effect, Written, WrittenTarget};
use super::resolve::{Expectation, Identity, Policy, Rule, Subject, first_span};

pub fn emit(policy: &Policy) -> TokenStream {
    let krate = &policy.krate;
    let names = names(policy);
    let principals = principals(policy);
    let columns = columns(policy);
    let rules = policy.rules.iter().map(|rule| emit_rule(policy, rule));
    let expectations = policy.expectations.iter().flat_map(emit_expectation);
    let mentions = &policy.mentions;
    let definition = definition();
    // An empty policy has nothing to add.
    let mutable = (!policy.principals.is_empty() || !policy.capabilities.is_empty()).then(|| quote!(mut));
    quote! {
        {
            use #krate::__private;
            #names
            let #mutable #definition = __private::Definition::new(::core::file!());
            #principals
            #columns
            #(let _ = #mentions;)*
            #(#rules)*
            #(#expectations)*
            #definition.build()
        }
    }
}

/// A policy for what else is compiled, and what can be said of the capabilities all the same.
pub fn stub(written: &Written) -> TokenStream {
    let krate = written.krate.as_ref().map_or_else(|| quote!(::portcullis), ToTokens::to_token_stream);
    let groups: Vec<String> = written.groups.iter().map(|(name, _)| name.to_string()).collect();
    let rules = written.rules.iter().map(|rule| &rule.clause);
    let clauses = rules.chain(written.expectations.iter().map(|expectation| &expectation.clause));
    let targets = clauses.flat_map(|clause| match &clause.target {
        WrittenTarget::One(path) => std::slice::from_ref(path),
        WrittenTarget::List(paths) => paths,
        WrittenTarget::Star(_) => &[],
    });
    let members = written.groups.iter().flat_map(|(_, members)| members);
    let paths = members.chain(targets).filter(|path| {
        let word = path.get_ident();
        word.is_none_or(|word| {
            !groups.iter().any(|group| word == group)
                && !written.unread.contains(word)
                && word != "anything"
                && word != "everything"
        })
    });
    quote!(#(let _ = #paths;)* #krate::__private::Definition::new("").build())
}

/// Two paths of one capability would be two to the analysis: refused in const context.
fn names(policy: &Policy) -> Option<TokenStream> {
    let capabilities = &policy.capabilities;
    let count = capabilities.len();
    let assertions = capabilities.iter().enumerate().skip(1).map(|(place, path)| {
        let span = first_span(path);
        quote_spanned!(span=> const _: () = __private::assert_new_capability(&__NAMES, #place);)
    });
    let named = capabilities.iter().map(named);
    (count > 1).then(|| {
        quote! {
            const __NAMES: [&::core::primitive::str; #count] = [#(#named.name()),*];
            #(#assertions)*
        }
    })
}

/// The capability that a function is. In the same words wherever it stands, so that rustc says once what is wrong with it.
fn named(path: &Path) -> TokenStream {
    quote_spanned!(first_span(path)=> __private::named(&#path))
}

fn principals(policy: &Policy) -> TokenStream {
    let definition = definition();
    let is_named = |place: usize| {
        let names = |rule: &Rule| {
            rule.approvers.contains(&place)
                || matches!(&rule.subject, Subject::These(these) if these.contains(&place))
        };
        policy.rules.iter().any(names)
    };
    let lines = policy.principals.iter().enumerate().map(|(place, principal)| {
        let identity = match &principal.identity {
            Identity::Local => quote!(Local),
            Identity::Plugin(name) => quote!(Plugin(#name)),
            Identity::Spiffe { id, .. } => quote!(Spiffe(#id)),
            Identity::Approver(name) => quote!(Approver(#name)),
        };
        let name = is_named(place).then(|| {
            let name = principal_variable(&principal.name);
            quote!(let #name =)
        });
        quote!(#name #definition.principal(__private::Identity::#identity);)
    });
    lines.collect()
}

fn columns(policy: &Policy) -> TokenStream {
    let definition = definition();
    let is_used = |place: usize| {
        let with = |it: &Expectation| !it.with.is_empty() && it.targets.contains(&place);
        policy.rules.iter().any(|rule| rule.targets.contains(&place)) || policy.expectations.iter().any(with)
    };
    let lines = policy.capabilities.iter().enumerate().map(|(place, path)| {
        let name = is_used(place).then(|| {
            let name = column(place);
            quote!(let #name =)
        });
        let named = named(path);
        quote!(#name #definition.capability(#named);)
    });
    lines.collect()
}

fn emit_rule(policy: &Policy, rule: &Rule) -> TokenStream {
    let definition = definition();
    let method = match rule.effect {
        Effect::Permit => quote!(permit),
        Effect::Forbid => quote!(forbid),
    };
    let subject = match &rule.subject {
        Subject::Anyone => quote!(Anyone),
        Subject::These(places) => {
            let names = places.iter().filter_map(|place| policy.principals.get(*place));
            let names = names.map(|principal| principal_variable(&principal.name));
            quote!(These(&[#(#names),*]))
        }
    };
    let (line, text) = (u32::try_from(rule.line).unwrap_or(u32::MAX), &rule.text);
    let line = proc_macro2::Literal::u32_unsuffixed(line);
    let approved_by = (!rule.approvers.is_empty()).then(|| {
        let names = rule.approvers.iter().filter_map(|place| policy.principals.get(*place));
        let names = names.map(|principal| principal_variable(&principal.name));
        quote!(.approved_by(&[#(#names),*]))
    });
    let targets = rule.targets.iter().map(|place| {
        let column = column(*place);
        match &rule.condition {
            None => quote!(.on(#column)),
            Some(condition) => {
                let (input, caller) = (
                    parameter("input", condition.reads_input()),
                    parameter("caller", condition.reads_caller()),
                );
                // What has no order, as amounts of two currencies, is not permitted and is forbidden.
                let holds = emit_condition(condition, rule.effect == Effect::Forbid);
                match condition.reads_input() {
                    true => quote!(.when(#column, |#input, #caller| #holds)),
                    false => quote!(.when_caller(#column, |#caller| #holds)),
                }
            }
        }
    });
    quote!(#definition.#method(#line, #text, __private::Subject::#subject) #approved_by #(#targets)*;)
}

/// The fields of `with` exist and are compared with values of their types.
fn emit_expectation(expectation: &Expectation) -> Vec<TokenStream> {
    if expectation.with.is_empty() {
        return Vec::new();
    }
    let (definition, input) = (definition(), parameter("input", true));
    let fields = expectation.with.iter().map(|(fields, value)| {
        let tokens = &value.tokens;
        quote!(#input.#(#fields).* == #tokens)
    });
    let fields: Vec<_> = fields.collect();
    let lines = expectation.targets.iter().map(|place| {
        let column = column(*place);
        quote!(#definition.typed(#column, |#input| #(#fields)&&*);)
    });
    lines.collect()
}

/// A condition, which is `unordered` where it hangs on the order of two values that have none.
fn emit_condition(condition: &Condition, unordered: bool) -> TokenStream {
    let joined = |parts: &[Condition], by: TokenStream| {
        let mut tokens = TokenStream::new();
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                tokens.extend(by.clone());
            }
            let part_tokens = emit_condition(part, unordered);
            tokens.extend(match is_joined_by_or(part) {
                true => quote!((#part_tokens)),
                false => part_tokens,
            });
        }
        tokens
    };
    match condition {
        Condition::Atom(atom) => emit_atom(atom, unordered),
        Condition::Not(part) => {
            let inner = emit_condition(part, !unordered);
            match &**part {
                Condition::Atom(Atom { test: Test::Holds, .. }) => quote!(!#inner),
                _ => quote!(!(#inner)),
            }
        }
        Condition::And(parts) => joined(parts, quote!(&&)),
        Condition::Or(parts) => joined(parts, quote!(||)),
    }
}

fn is_joined_by_or(condition: &Condition) -> bool {
    match condition {
        Condition::Or(_) => true,
        Condition::Atom(Atom { test: Test::In(values), .. }) => values.len() > 1,
        _ => false,
    }
}

fn emit_atom(atom: &Atom, unordered: bool) -> TokenStream {
    let operand = match &atom.operand {
        Operand::Input(input, fields) => {
            let input = local(input);
            quote!(#input.#(#fields).*)
        }
        Operand::CallerKind(span) => {
            let caller = local(&Ident::new("caller", *span));
            quote!(#caller.kind())
        }
        Operand::CallerTrustDomain(span) => {
            let caller = local(&Ident::new("caller", *span));
            quote!(#caller.trust_domain())
        }
    };
    let value = |value: &Value| match &atom.operand {
        Operand::CallerKind(_) => kind(value),
        _ => value.tokens.clone(),
    };
    match &atom.test {
        Test::Holds => operand,
        // Rust's own comparison of what has no order is false. Literals have one.
        Test::Compare(operator, tokens, compared) => {
            let opposite = operator.opposite(tokens);
            let is_opaque = matches!(compared.constant, Constant::Opaque(_));
            let compared = value(compared);
            match opposite {
                Some(opposite) if unordered && is_opaque => quote!(!(#operand #opposite #compared)),
                _ => quote!(#operand #tokens #compared),
            }
        }
        Test::In(values) => {
            let equals = values.iter().map(|it| {
                let it = value(it);
                quote!(#operand == #it)
            });
            let equals: Vec<_> = equals.collect();
            quote!(#(#equals)||*)
        }
    }
}

impl Operator {
    /// What holds where this one does not, of values that have an order; it stands where this one is `written`.
    fn opposite(self, written: &TokenStream) -> Option<TokenStream> {
        let span = written.clone().into_iter().next().map_or_else(Span::call_site, |token| token.span());
        match self {
            Operator::Equal | Operator::NotEqual => None,
            Operator::Less => Some(quote_spanned!(span=> >=)),
            Operator::LessOrEqual => Some(quote_spanned!(span=> >)),
            Operator::Greater => Some(quote_spanned!(span=> <=)),
            Operator::GreaterOrEqual => Some(quote_spanned!(span=> <)),
        }
    }
}

fn kind(value: &Value) -> TokenStream {
    let name = match value.tokens.to_string().as_str() {
        "local" => "Local",
        "plugin" => "Plugin",
        "spiffe" => "Spiffe",
        _ => "Approver",
    };
    let kind = Ident::new(name, Span::call_site());
    quote!(__private::Kind::#kind)
}

/// A closure's parameter, if it is used.
fn parameter(name: &str, used: bool) -> TokenStream {
    match used {
        true => Ident::new(name, Span::mixed_site()).to_token_stream(),
        false => quote!(_),
    }
}

/// The variable that holds the policy, which no path of the user's means: he may well have a `policy` of his own.
fn definition() -> Ident {
    Ident::new("policy", Span::mixed_site())
}

/// A variable that no path of the user's can mean, at the place of his word.
fn local(name: &Ident) -> Ident {
    let mut name = name.clone();
    name.set_span(Span::mixed_site().located_at(name.span()));
    name
}

/// A variable that is none of the others here, whatever a principal is called.
fn principal_variable(name: &Ident) -> Ident {
    format_ident!("principal_{}", name.unraw(), span = Span::mixed_site().located_at(name.span()))
}

fn column(place: usize) -> Ident {
    format_ident!("column_{place}", span = Span::mixed_site())
}
