//! What follows from a condition: a value that was compared with a list of allowed ones does no harm any more.

use syn::{BinOp, Expr, Lit, UnOp};

use super::table;
use super::value::{Traits, Value, names_a_whole_host};
use super::walk::Walk;
use crate::facts::{plain, push_word, word};

/// What a variable or a field can no longer do; or, as the place `a <= b`, that the first is at most the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clear {
    pub(super) place: String,
    pub(super) dangers: Traits,
}

impl Clear {
    /// Stands between two places.
    pub(super) const AT_MOST: &str = " <= ";
}

/// How many links of a chain are gone back through to the variable that it begins with.
const LONGEST_CHAIN: usize = 16;

/// All dangers of a text and of a number.
const ALL: Traits = Traits::DANGERS;

impl Walk<'_> {
    /// What can no longer be if the condition holds, or does not. It looks at the values as they are now.
    pub(super) fn clears(&mut self, condition: &Expr, holds: bool) -> Vec<Clear> {
        match condition {
            Expr::Paren(expr) => self.clears(&expr.expr, holds),
            Expr::Group(expr) => self.clears(&expr.expr, holds),
            Expr::Await(expr) => self.clears(&expr.base, holds),
            Expr::Try(expr) => self.clears(&expr.expr, holds),
            Expr::Unary(expr) if matches!(expr.op, UnOp::Not(_)) => self.clears(&expr.expr, !holds),
            Expr::Binary(expr) => self.clears_of_binary(expr, holds),
            Expr::MethodCall(call) => self.clears_of_method(call, holds),
            Expr::Call(call) => self.clears_of_call(call, holds),
            Expr::Macro(expr) if expr.mac.path.is_ident("matches") => {
                self.clears_of_matches(&expr.mac, holds)
            }
            Expr::Let(expr) if holds => {
                let mut clears = self.clears_of_success(&expr.expr);
                clears.extend(self.clears_of_pattern(&expr.pat, &expr.expr));
                clears
            }
            Expr::Path(path) => {
                let name = path.path.get_ident().map(word);
                let condition = name.and_then(|name| self.state.get(&name)?.condition.clone());
                condition.map_or_else(Vec::new, |it| if holds { it.0.clone() } else { it.1.clone() })
            }
            _ => Vec::new(),
        }
    }

    fn clears_of_binary(&mut self, expr: &syn::ExprBinary, holds: bool) -> Vec<Clear> {
        let either = |one: Vec<Clear>, two: Vec<Clear>| -> Vec<Clear> {
            let both = |clear: &Clear| {
                let other = two.iter().find(|other| other.place == clear.place)?;
                let dangers = clear.dangers.only(other.dangers);
                Some(Clear { place: clear.place.clone(), dangers })
            };
            one.iter().filter_map(both).collect()
        };
        match expr.op {
            BinOp::And(_) | BinOp::Or(_) => {
                let (one, two) = (self.clears(&expr.left, holds), self.clears(&expr.right, holds));
                if matches!(expr.op, BinOp::And(_)) == holds {
                    one.into_iter().chain(two).collect()
                } else {
                    either(one, two)
                }
            }
            BinOp::Eq(_) | BinOp::Ne(_) if matches!(expr.op, BinOp::Eq(_)) == holds => {
                let mut clears = Vec::new();
                for (one, other) in [(&expr.left, &expr.right), (&expr.right, &expr.left)] {
                    if !self.glance(other).is_chosen() {
                        clears.extend(self.cleared_by_equality(one));
                    }
                }
                clears
            }
            // `x != 0`
            BinOp::Eq(_) | BinOp::Ne(_) => {
                let either = [(&expr.left, &expr.right), (&expr.right, &expr.left)];
                let zero = either.into_iter().find(|(one, _)| literal_number(one) == Some(0));
                zero.and_then(|(_, other)| at_least_one(other)).into_iter().collect()
            }
            BinOp::Lt(_) | BinOp::Le(_) => {
                let bounded: (&Expr, &Expr) =
                    if holds { (&expr.left, &expr.right) } else { (&expr.right, &expr.left) };
                self.bounded(bounded, matches!(expr.op, BinOp::Lt(_)) == holds)
            }
            BinOp::Gt(_) | BinOp::Ge(_) => {
                let bounded: (&Expr, &Expr) =
                    if holds { (&expr.right, &expr.left) } else { (&expr.left, &expr.right) };
                self.bounded(bounded, matches!(expr.op, BinOp::Gt(_)) == holds)
            }
            _ => Vec::new(),
        }
    }

    /// `let ("https", Some("example.org")) = (url.scheme(), url.host_str())`: what was compared with literals.
    pub(super) fn clears_of_pattern(&mut self, pattern: &syn::Pat, expr: &Expr) -> Vec<Clear> {
        match (pattern, unwrapped(expr)) {
            (syn::Pat::Tuple(pattern), Expr::Tuple(tuple)) => {
                let pairs = pattern.elems.iter().zip(&tuple.elems);
                pairs.flat_map(|(pattern, expr)| self.clears_of_pattern(pattern, expr)).collect()
            }
            (pattern, expr) if super::pattern::is_literal(pattern) => self.cleared_by_equality(expr),
            _ => Vec::new(),
        }
    }

    /// A closure or a function of the same file that answers yes or no: what its conditions say of its parameters.
    fn clears_of_predicate(&mut self, name: &str, call: &syn::ExprCall, holds: bool) -> Vec<Clear> {
        // One that asks another is enough.
        if self.asked >= 2 {
            return Vec::new();
        }
        let closure = self.closures.iter().rev().find(|(known, _)| known == name).map(|(_, it)| it.clone());
        let (parameters, body): (Vec<String>, Vec<syn::Stmt>) = if let Some(closure) = &closure {
            let body = match &*closure.body {
                Expr::Block(block) => block.block.stmts.clone(),
                expr => vec![syn::Stmt::Expr(expr.clone(), None)],
            };
            (closure.inputs.iter().flat_map(super::pattern::names).collect(), body)
        } else if let Some((signature, body)) = self.functions.get(name)
            && matches!(&signature.output, syn::ReturnType::Type(_, ty) if matches!(&**ty, syn::Type::Path(ty) if ty.path.is_ident("bool")))
        {
            let names = signature.inputs.iter().flat_map(|input| match input {
                syn::FnArg::Typed(input) => super::pattern::names(&input.pat),
                syn::FnArg::Receiver(_) => Vec::new(),
            });
            (names.collect(), body.stmts.clone())
        } else {
            return Vec::new();
        };
        if parameters.len() != call.args.len() {
            return Vec::new();
        }
        let values: Vec<Value> = call.args.iter().map(|argument| self.glance(argument)).collect();
        let clears = self.clears_of_body(&parameters, values, &body, holds);
        let of_arguments = parameters.iter().zip(&call.args).flat_map(|(parameter, argument)| {
            let dangers = clears.iter().filter(|clear| clear.place == *parameter);
            let dangers = dangers.fold(Traits::NONE, |all, clear| all | clear.dangers);
            self.cleared(argument, dangers)
        });
        of_arguments.collect()
    }

    /// What a function that answers yes or no says of each of its parameters, if this is what it answers.
    pub(super) fn says(
        &mut self,
        signature: &syn::Signature,
        body: &syn::Block,
        answer: bool,
    ) -> Vec<Traits> {
        let parameters: Vec<String> = signature
            .inputs
            .iter()
            .filter_map(|input| match input {
                syn::FnArg::Typed(input) => super::pattern::names(&input.pat).into_iter().next(),
                syn::FnArg::Receiver(_) => None,
            })
            .collect();
        let value = || Value::of(Traits::TEXT | Traits::AMOUNT | Traits::REMOTE);
        let values = parameters.iter().map(|_| value()).collect();
        let clears = self.clears_of_body(&parameters, values, &body.stmts, answer);
        let gone = |parameter: &String| {
            let dangers = clears.iter().filter(|clear| clear.place == *parameter);
            dangers.fold(Traits::NONE, |all, clear| all | clear.dangers)
        };
        parameters.iter().map(gone).collect()
    }

    /// What the elements can no longer do that a closure lets through: `.filter(|name| KNOWN.contains(name))`.
    pub(super) fn gone_in_those_that(&mut self, closure: Option<&Expr>, list: &Value) -> Traits {
        let Some(Expr::Closure(closure)) = closure.map(unwrapped) else { return Traits::NONE };
        let mut pattern = closure.inputs.first();
        while let Some(syn::Pat::Reference(inner)) = pattern {
            pattern = Some(&inner.pat);
        }
        let Some(syn::Pat::Ident(element)) = pattern else { return Traits::NONE };
        let element = plain(&element.ident);
        let body = [syn::Stmt::Expr(Expr::clone(&closure.body), None)];
        let clears = self.clears_of_body(std::slice::from_ref(&element), vec![list.element()], &body, true);
        let of_it = clears.iter().filter(|clear| clear.place == element);
        of_it.fold(Traits::NONE, |all, clear| all | clear.dangers)
    }

    /// What a body that answers yes or no says of its parameters.
    fn clears_of_body(
        &mut self,
        parameters: &[String],
        values: Vec<Value>,
        body: &[syn::Stmt],
        holds: bool,
    ) -> Vec<Clear> {
        let state = self.state.clone();
        for (parameter, value) in parameters.iter().zip(values) {
            self.state.bind(parameter.as_str(), Value { alias: None, ..value });
        }
        self.asked += 1;
        let mut clears = Vec::new();
        for stmt in body {
            match stmt {
                syn::Stmt::Expr(Expr::If(early), _)
                    if holds && early.else_branch.is_none() && gives_up(&early.then_branch) =>
                {
                    clears.extend(self.clears(&early.cond, false));
                }
                syn::Stmt::Expr(Expr::Block(block), None) => {
                    if let [syn::Stmt::Expr(last, None)] = block.block.stmts.as_slice() {
                        clears.extend(self.clears(last, holds));
                    }
                }
                syn::Stmt::Expr(last, None) => clears.extend(self.clears(last, holds)),
                syn::Stmt::Expr(Expr::Return(last), _) => {
                    clears
                        .extend(last.expr.as_ref().map(|last| self.clears(last, holds)).unwrap_or_default());
                }
                _ => {}
            }
        }
        self.asked -= 1;
        self.state = state;
        clears
    }

    /// The first is at most the second, or certainly `less`.
    fn bounded(&mut self, (amount, bound): (&Expr, &Expr), less: bool) -> Vec<Clear> {
        let is_zero = matches!(bound, Expr::Lit(lit) if matches!(&lit.lit, Lit::Int(int) if int.base10_digits() == "0"));
        let least = literal_number(amount).map(|number| number.saturating_add(u128::from(less)).to_string());
        let ordered = place_of(amount).or(least).zip(place_of(bound)).map(|(small, large)| Clear {
            place: format!("{small}{}{large}", Clear::AT_MOST),
            dangers: Traits::NONE,
        });
        if self.glance(bound).could(Traits::AMOUNT) && !is_zero {
            return ordered.into_iter().collect();
        }
        let mut clears = self.cleared(amount, Traits::AMOUNT);
        clears.extend(ordered);
        // `a + b <= MAX` and `a * b <= MAX` bound both.
        if let Expr::Binary(expr) = amount {
            clears.extend(self.cleared(&expr.left, Traits::AMOUNT));
            clears.extend(self.cleared(&expr.right, Traits::AMOUNT));
        }
        if let Expr::Cast(expr) = amount {
            clears.extend(self.cleared(&expr.expr, Traits::AMOUNT));
        }
        clears
    }

    /// `x == "a"`, `x.as_str() == ADMIN`, `url.host_str() == Some("example.org")`.
    pub(super) fn cleared_by_equality(&mut self, expr: &Expr) -> Vec<Clear> {
        if let Expr::MethodCall(call) = expr {
            match &*word(&call.method) {
                "host_str" | "host" | "domain" | "authority" | "origin" => {
                    return self.cleared(&call.receiver, Traits::URL);
                }
                "parent" => return self.cleared(&call.receiver, Traits::PATH),
                // A part says nothing of the rest.
                "scheme" => return Vec::new(),
                "len" => return self.cleared(&call.receiver, Traits::AMOUNT),
                "path" => return self.cleared(&call.receiver, ALL.without(Traits::URL)),
                _ => {}
            }
        }
        self.cleared(expr, ALL)
    }

    fn clears_of_method(&mut self, call: &syn::ExprMethodCall, holds: bool) -> Vec<Clear> {
        let method = word(&call.method);
        let first = call.args.first();
        match (&*method, first) {
            ("is_power_of_two" | "is_positive", None) if holds => {
                at_least_one(&call.receiver).into_iter().collect()
            }
            // `ALLOWED.contains(&x)`, `(1..=10).contains(&n)`.
            ("contains" | "contains_key" | "contains_value" | "any_of", Some(argument)) => {
                if self.glance(&call.receiver).is_chosen() {
                    return if holds { Vec::new() } else { self.clears_of_missing(&call.receiver, argument) };
                }
                if holds { self.cleared(argument, ALL) } else { Vec::new() }
            }
            ("starts_with", Some(argument)) => self.clears_of_start(&call.receiver, argument, holds),
            ("is_absolute" | "has_root" | "is_relative", _) => Vec::new(),
            ("is_match", Some(argument)) if holds && !self.glance(&call.receiver).is_input() => {
                self.cleared(argument, ALL)
            }
            ("is_none" | "is_err", _) => match unwrapped(&call.receiver) {
                _ if holds => Vec::new(),
                receiver => self.clears_of_success(receiver),
            },
            ("is_some" | "is_ok", _) if holds => self.clears_of_success(&call.receiver),
            // `ALLOWED.iter().all(|one| *one != x)`: none of them is.
            ("all", Some(Expr::Closure(closure))) if !holds && !self.glance(&call.receiver).is_chosen() => {
                self.clears(&closure.body, false)
            }
            // `url.host_str().map(|host| ALLOWED.contains(&host)).unwrap_or(false)`
            ("unwrap_or_default", None) | ("unwrap_or", Some(Expr::Lit(_))) if holds => {
                match unwrapped(&call.receiver) {
                    Expr::MethodCall(inner) if inner.method == "map" || inner.method == "and_then" => {
                        match inner.args.first() {
                            Some(Expr::Closure(closure)) => {
                                self.clears_of_held(&inner.receiver, closure, holds)
                            }
                            _ => Vec::new(),
                        }
                    }
                    _ => Vec::new(),
                }
            }
            // `host.ends_with(".example.org")`
            ("ends_with", Some(argument)) if holds && is_host(&call.receiver) => {
                let end = self.glance(argument);
                let is_domain = end.whole_text().is_some_and(|end| end.starts_with('.'));
                self.cleared(&call.receiver, if is_domain { Traits::URL } else { Traits::NONE })
            }
            ("all", Some(closure)) if holds => self.clears_of_characters(&call.receiver, closure),
            ("any", Some(closure)) => {
                // `ALLOWED.iter().any(|one| one == x)`.
                if holds && !self.glance(&call.receiver).is_chosen() {
                    if let Expr::Closure(closure) = closure {
                        return self.clears(&closure.body, true);
                    }
                    return Vec::new();
                }
                if holds { Vec::new() } else { self.clears_of_characters(&call.receiver, closure) }
            }
            ("is_some_and" | "is_ok_and" | "is_none_or", Some(Expr::Closure(closure))) => {
                self.clears_of_held(&call.receiver, closure, holds)
            }
            ("eq" | "eq_ignore_ascii_case", Some(argument))
                if holds && !self.glance(argument).is_chosen() =>
            {
                self.cleared_by_equality(&call.receiver)
            }
            (name, _)
                if table::approves(name) == holds && (table::approves(name) || table::disapproves(name)) =>
            {
                let mut clears: Vec<Clear> = Vec::new();
                for argument in &call.args {
                    clears.extend(self.cleared(argument, ALL));
                }
                if call.args.is_empty() {
                    clears.extend(self.cleared(&call.receiver, ALL));
                }
                clears
            }
            _ => Vec::new(),
        }
    }

    /// `host.is_some_and(|host| ALLOWED.contains(&host))`: the closure's parameter is what the receiver holds.
    fn clears_of_held(&mut self, held: &Expr, closure: &syn::ExprClosure, holds: bool) -> Vec<Clear> {
        let inner = self.clears(&closure.body, holds);
        let names: Vec<String> = closure.inputs.iter().flat_map(super::pattern::names).collect();
        let dangers = inner.iter().filter(|clear| names.contains(&clear.place));
        let dangers = dangers.fold(Traits::NONE, |all, clear| all | clear.dangers);
        let mut clears = self.cleared(held, dangers);
        clears.extend(inner.into_iter().filter(|clear| !names.contains(&clear.place)));
        clears
    }

    /// `!name.contains("..")`: what a text that lacks this can no longer do.
    fn clears_of_missing(&mut self, text: &Expr, missing: &Expr) -> Vec<Clear> {
        let value = self.glance(missing);
        let dangers = match value.start.as_deref() {
            Some(text) if text.contains("..") => Traits::PATH,
            Some("\n" | "\r" | "\r\n") => Traits::LOG,
            Some("<" | ">") => Traits::HTML,
            Some("'" | "\"") => Traits::SQL,
            Some("://" | "@") => Traits::NONE,
            Some(_) => Traits::NONE,
            None => {
                // `['/', '\\']`, `|c| c == '/'`, `char::is_control`.
                let written = quote::ToTokens::to_token_stream(missing).to_string();
                if written.contains("'/'") {
                    Traits::PATH
                } else if written.contains("is_control") || written.contains("'\\n'") {
                    Traits::LOG
                } else if written.contains("alphanumeric") {
                    ALL
                } else if written.contains("ParentDir") {
                    Traits::PATH
                } else {
                    Traits::NONE
                }
            }
        };
        self.cleared(text, dangers)
    }

    /// A prefix says where a canonical path lies, and where a URL leads, if it holds a whole host.
    fn clears_of_start(&mut self, text: &Expr, prefix: &Expr, holds: bool) -> Vec<Clear> {
        let (whole, prefix) = (self.glance(text), self.glance(prefix));
        if !holds || prefix.is_input() {
            return Vec::new();
        }
        let mut dangers = Traits::NONE;
        if whole.traits.has(Traits::CANONICAL) {
            dangers |= Traits::PATH;
        }
        if prefix.start.as_deref().is_some_and(|start| start.contains("://") && names_a_whole_host(start)) {
            dangers |= Traits::URL;
        }
        self.cleared(text, dangers)
    }

    /// `name.chars().all(|c| c.is_ascii_alphanumeric())`, `!path.components().any(|c| c == ParentDir)`.
    fn clears_of_characters(&mut self, text: &Expr, closure: &Expr) -> Vec<Clear> {
        let written = self.written_out(closure);
        let dangers = if written.contains("alphanumeric")
            || written.contains("digit")
            || written.contains("alphabetic")
            || written.contains("contains")
            || written.contains("is_ascii_lowercase")
        {
            ALL
        } else if written.contains("ParentDir") || written.contains("Normal") || written.contains("\"..\"") {
            Traits::PATH
        } else if written.contains("is_control") || written.contains("graphic") || written.contains("'\\n'") {
            Traits::LOG
        } else if written.contains("matches") {
            ALL
        } else if ["is_private", "is_loopback", "is_global", "is_public", "is_internal"]
            .iter()
            .any(|word| written.contains(word))
        {
            Traits::URL
        } else {
            Traits::NONE
        };
        self.cleared(text, dangers)
    }

    /// What a closure does, also one that has a name, or a function of the same file.
    fn written_out(&self, closure: &Expr) -> String {
        use quote::ToTokens;
        let name = match closure {
            Expr::Path(path) => path.path.get_ident().map(plain),
            _ => None,
        };
        let Some(name) = name else { return closure.to_token_stream().to_string() };
        let named = self.closures.iter().rev().find(|(known, _)| *known == name);
        let tokens = match (named, self.functions.get(&name)) {
            (Some((_, closure)), _) => closure.to_token_stream(),
            (None, Some((_, body))) => body.to_token_stream(),
            (None, None) => closure.to_token_stream(),
        };
        tokens.to_string()
    }

    /// `matches!(kind, "a" | "b")`.
    fn clears_of_matches(&mut self, invoked: &syn::Macro, holds: bool) -> Vec<Clear> {
        let parse = |input: syn::parse::ParseStream<'_>| {
            let expr: Expr = input.parse()?;
            let _: syn::Token![,] = input.parse()?;
            let pattern = syn::Pat::parse_multi_with_leading_vert(input)?;
            let _: proc_macro2::TokenStream = input.parse()?;
            Ok((expr, pattern))
        };
        let Ok((expr, pattern)) = syn::parse::Parser::parse2(parse, invoked.tokens.clone()) else {
            return Vec::new();
        };
        if holds && super::pattern::is_literal(&pattern) {
            self.cleared_by_equality(&expr)
        } else {
            Vec::new()
        }
    }

    /// `is_allowed(&name)`.
    fn clears_of_call(&mut self, call: &syn::ExprCall, holds: bool) -> Vec<Clear> {
        let Expr::Path(path) = &*call.func else { return Vec::new() };
        let name = path.path.segments.last().map(|segment| word(&segment.ident)).unwrap_or_default();
        let says = if table::disapproves(&name) { !holds } else { holds && table::approves(&name) };
        if !says {
            let mut clears = self.clears_of_predicate(&name, call, holds);
            if clears.is_empty() {
                clears = self.verdict(path, call, holds);
            }
            return clears;
        }
        call.args.iter().flat_map(|argument| self.cleared(argument, ALL)).collect()
    }

    /// What follows if this is `Ok` or `Some`: `name.parse::<u32>()`, `validate(&name)`, `ALLOWED.get(&name)`.
    pub(super) fn clears_of_success(&mut self, expr: &Expr) -> Vec<Clear> {
        match unwrapped(expr) {
            Expr::Try(expr) => self.clears_of_success(&expr.expr),
            Expr::Await(expr) => self.clears_of_success(&expr.base),
            Expr::MethodCall(call) => {
                let method = word(&call.method);
                match &*method {
                    "parse" => {
                        let into = super::expression::turbofish(call);
                        let is_text =
                            into.as_deref().is_some_and(super::expression::keeps_text) || into.is_none();
                        if is_text { Vec::new() } else { self.cleared(&call.receiver, Traits::TEXT) }
                    }
                    "map_err" | "ok_or" | "ok_or_else" | "context" | "with_context" | "ok" | "unwrap"
                    | "expect" | "is_ok" | "is_some" | "inspect_err" | "or_cancel" => {
                        self.clears_of_success(&call.receiver)
                    }
                    "get" | "find" | "position" | "binary_search" | "iter" | "get_key_value"
                        if !self.glance(&call.receiver).is_chosen() =>
                    {
                        match call.args.first() {
                            Some(Expr::Closure(closure)) => self.clears(&closure.body, true),
                            Some(argument) => self.cleared(argument, ALL),
                            None => Vec::new(),
                        }
                    }
                    "strip_prefix" => match call.args.first() {
                        Some(prefix) => self.clears_of_start(&call.receiver, prefix, true),
                        None => Vec::new(),
                    },
                    name if table::ensures(name) => {
                        let mut clears: Vec<Clear> = Vec::new();
                        for argument in &call.args {
                            clears.extend(self.cleared(argument, ALL));
                        }
                        if call.args.is_empty() {
                            clears.extend(self.cleared(&call.receiver, ALL));
                        }
                        clears
                    }
                    _ => Vec::new(),
                }
            }
            Expr::Call(call) => {
                let Expr::Path(path) = &*call.func else { return Vec::new() };
                let Some(last) = path.path.segments.last() else { return Vec::new() };
                let name = word(&last.ident);
                let of_type = path.path.segments.iter().rev().nth(1).map(|segment| word(&segment.ident));
                let parses = matches!(&*name, "from_str" | "parse_str" | "try_parse" | "parse")
                    && of_type.as_deref().is_some_and(|ty| !super::expression::keeps_text(ty));
                if parses {
                    call.args.iter().flat_map(|argument| self.cleared(argument, Traits::TEXT)).collect()
                } else if table::ensures(&name) && name.starts_with(|c: char| c.is_ascii_lowercase()) {
                    call.args.iter().flat_map(|argument| self.cleared(argument, ALL)).collect()
                } else {
                    Vec::new()
                }
            }
            _ => Vec::new(),
        }
    }

    /// The variable or field in an expression, if these dangers are gone from it.
    pub(super) fn cleared(&mut self, expr: &Expr, dangers: Traits) -> Vec<Clear> {
        if dangers == Traits::NONE {
            return Vec::new();
        }
        match place_of(expr) {
            Some(place) => vec![Clear { place, dangers }],
            None => Vec::new(),
        }
    }

    /// The value of an expression in a condition, without writing down what is seen.
    pub(super) fn glance(&mut self, expr: &Expr) -> Value {
        let (quiet, state) = (self.quiet, self.state.clone());
        self.quiet = true;
        let value = self.expr(expr);
        self.quiet = quiet;
        self.state = state;
        value
    }
}

pub(super) fn unwrapped(mut expr: &Expr) -> &Expr {
    loop {
        expr = match expr {
            Expr::Paren(inner) => &inner.expr,
            Expr::Group(inner) => &inner.expr,
            Expr::Reference(inner) => &inner.expr,
            _ => return expr,
        };
    }
}

/// `host`, `url.host_str()`, `domain`: the name of a host and nothing more.
fn is_host(expr: &Expr) -> bool {
    matches!(
        super::expression::names_of(expr).rsplit(['.', '_']).next(),
        Some("host" | "hostname" | "domain" | "h" | "d" | "str" | "authority")
    )
}

/// `{ return false; }`
fn gives_up(block: &syn::Block) -> bool {
    let [syn::Stmt::Expr(Expr::Return(left), _)] = block.stmts.as_slice() else { return false };
    matches!(left.expr.as_deref(), Some(Expr::Lit(lit)) if matches!(&lit.lit, Lit::Bool(bool) if !bool.value))
}

/// `Path::new`, `PathBuf::from`.
fn is_path_of(function: &Expr) -> bool {
    let Expr::Path(path) = function else { return false };
    let mut ends = path.path.segments.iter().rev();
    let makes = ends.next().is_some_and(|last| last.ident == "new" || last.ident == "from");
    makes
        && ends.next().is_some_and(|of| {
            let of = word(&of.ident);
            of.ends_with("Path") || of.ends_with("PathBuf")
        })
}

/// The variable or the path of fields that an expression reads, or takes the content of as it is.
pub(super) fn place_of(expr: &Expr) -> Option<String> {
    let mut place = String::new();
    write_place(expr, LONGEST_CHAIN, &mut place).then_some(place)
}

fn write_place(expr: &Expr, depth: usize, place: &mut String) -> bool {
    let mut write = |expr: &Expr| depth.checked_sub(1).is_some_and(|depth| write_place(expr, depth, place));
    match expr {
        Expr::Path(path) => path.path.get_ident().map(|ident| push_word(place, ident)).is_some(),
        Expr::Field(expr) => {
            let is_one = write(&expr.base);
            if is_one {
                place.push('.');
                match &expr.member {
                    syn::Member::Named(ident) => push_word(place, ident),
                    syn::Member::Unnamed(index) => push_word(place, &index.index),
                }
            }
            is_one
        }
        Expr::Reference(expr) => write(&expr.expr),
        // `Path::new(&name)`.
        Expr::Call(call) if call.args.len() == 1 && is_path_of(&call.func) => {
            call.args.first().is_some_and(write)
        }
        Expr::Paren(expr) => write(&expr.expr),
        Expr::Group(expr) => write(&expr.expr),
        Expr::Try(expr) => write(&expr.expr),
        Expr::Await(expr) => write(&expr.base),
        Expr::Unary(expr) if matches!(expr.op, UnOp::Deref(_)) => write(&expr.expr),
        Expr::MethodCall(call) => keeps_place(&word(&call.method)) && write(&call.receiver),
        _ => false,
    }
}

/// A method that gives the content of what it is called on, whole or piece by piece.
fn keeps_place(method: &str) -> bool {
    matches!(
        method,
        "as_str"
            | "as_ref"
            | "clone"
            | "to_string"
            | "to_owned"
            | "as_deref"
            | "trim"
            | "as_bytes"
            | "chars"
            | "bytes"
            | "iter"
            | "components"
            | "to_str"
            | "to_string_lossy"
            | "as_path"
            | "unwrap"
            | "borrow"
            | "to_lowercase"
            | "to_ascii_lowercase"
            | "as_os_str"
            | "split"
            | "copied"
            | "cloned"
            | "len"
            | "unwrap_or_default"
            | "deref"
            | "path"
            | "into_owned"
            | "host_str"
            | "scheme"
            | "host"
    )
}

/// The number of a literal.
pub(super) fn literal_number(expr: &Expr) -> Option<u128> {
    match unwrapped(expr) {
        Expr::Lit(lit) => match &lit.lit {
            Lit::Int(int) => int.base10_parse().ok(),
            _ => None,
        },
        _ => None,
    }
}

fn at_least_one(expr: &Expr) -> Option<Clear> {
    place_of(expr).map(|place| Clear { place: format!("1{}{place}", Clear::AT_MOST), dangers: Traits::NONE })
}
