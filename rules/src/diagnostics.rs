//! Accumulates everything that is wrong, so that a user reads all of it at once.
//!
//! Dropping [`Diagnostics`] unread is a bug of the program that made it, and panics: an error must never get lost.

use std::collections::BTreeMap;
use std::fmt;

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens;

use crate::catalogue::{self, Level, Rule};

/// Errors and findings, from a macro's arguments and from the rules alike.
///
/// ```
/// use portcullis_rules::Diagnostics;
/// use proc_macro2::Span;
///
/// let mut out = Diagnostics::new();
/// out.error(Span::call_site(), "`timeout` is longer than 10 minutes").help("write `timeout = \"5s\"`");
///
/// assert!(!out.is_empty());
/// assert!(out.into_compile_errors().to_string().contains("compile_error"));
/// ```
#[derive(Debug, Default)]
#[must_use = "an error that nobody reads is lost"]
pub struct Diagnostics {
    findings: Vec<Finding>,
    read: bool,
}

impl Diagnostics {
    /// Nothing is wrong yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an error. `at` is a span, or anything made of tokens: then all of it is underlined.
    ///
    /// ```
    /// # use portcullis_rules::Diagnostics;
    /// let parameter: syn::Type = syn::parse_quote!(Vec<String>);
    /// let mut out = Diagnostics::new();
    /// out.error(&parameter, "this list has no upper bound").see("P202");
    /// assert_eq!(out.into_findings()[0].code(), Some("P202"));
    /// ```
    pub fn error(&mut self, at: impl Into<Place>, message: impl Into<String>) -> &mut Finding {
        self.push(Finding::new(Level::Deny, at.into(), message.into()))
    }

    /// Adds every message of a `syn` error, each on its own place.
    pub fn syntax_error(&mut self, error: syn::Error) {
        for error in error {
            let message = error.to_string();
            self.error(error.span(), message);
        }
    }

    /// Adds a finding that was made elsewhere.
    pub fn push(&mut self, finding: Finding) -> &mut Finding {
        self.findings.push_mut(finding)
    }

    /// Whether nothing is wrong. Asking does not count as reading.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// Everything, in the order of the source, one finding for one place: see [`Rule::yields_to`].
    pub fn into_findings(mut self) -> Vec<Finding> {
        self.read = true;
        in_source_order(std::mem::take(&mut self.findings))
    }

    /// One `compile_error!` for each finding, on its own place. Nothing at all if nothing is wrong.
    pub fn into_compile_errors(self) -> TokenStream {
        let mut tokens = TokenStream::new();
        for finding in self.into_findings() {
            finding.compile_error(&mut tokens);
        }
        tokens
    }

    /// Takes back what `rule` has found on a line, and gives it away.
    pub(crate) fn lift(&mut self, rule: &Rule, line: usize) -> Vec<Finding> {
        let is_lifted = |it: &mut Finding| it.code == Some(rule.code) && it.place.line_and_column().0 == line;
        self.findings.extract_if(.., is_lifted).collect()
    }

    /// Lets `rule`, and no other, report.
    pub(crate) fn reporter(&mut self, rule: &'static Rule) -> Reporter<'_> {
        Reporter { rule, out: self }
    }
}

impl Drop for Diagnostics {
    fn drop(&mut self) {
        if !self.read && !std::thread::panicking() {
            panic!("diagnostics were dropped unread: call `into_compile_errors` or `into_findings`");
        }
    }
}

/// What a rule reports to: everything that goes in carries that rule's code.
#[derive(Debug)]
pub struct Reporter<'a> {
    rule: &'static Rule,
    out: &'a mut Diagnostics,
}

impl Reporter<'_> {
    /// This does not compile inside a capability.
    pub(crate) fn deny(&mut self, at: Place, message: impl Into<String>) -> &mut Finding {
        self.report(Level::Deny, at, message.into())
    }

    /// This compiles, and `cargo portcullis check` mentions it.
    pub(crate) fn advise(&mut self, at: Place, message: impl Into<String>) -> &mut Finding {
        self.report(Level::Advice, at, message.into())
    }

    /// Denied where it is certain, mentioned where it may well be in order.
    pub(crate) fn weigh(&mut self, certain: bool, at: Place, message: impl Into<String>) -> &mut Finding {
        self.report(if certain { Level::Deny } else { Level::Advice }, at, message.into())
    }

    fn report(&mut self, level: Level, at: Place, message: String) -> &mut Finding {
        let finding = self.out.push(Finding::new(level, at, message));
        finding.code = Some(self.rule.code);
        finding
    }
}

/// One thing that is wrong: where, what, how to mend it, and where to read more.
#[derive(Clone, Debug)]
pub struct Finding {
    level: Level,
    code: Option<&'static str>,
    message: String,
    help: Option<String>,
    place: Place,
}

impl Finding {
    fn new(level: Level, place: Place, message: String) -> Self {
        Self { level, code: None, message, help: None, place }
    }

    /// Says how to mend it. The last call wins.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Names the rule whose page tells more, by its code.
    pub fn see(&mut self, code: &'static str) -> &mut Self {
        self.code = Some(code);
        self
    }

    /// Whether it keeps the code from compiling.
    pub fn level(&self) -> Level {
        self.level
    }

    /// The code of the rule that it breaks, if it breaks one.
    pub fn code(&self) -> Option<&'static str> {
        self.code
    }

    /// What is wrong: lower case, without a final dot.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// How to mend it, if that is known.
    pub fn help_text(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// Where it is.
    pub fn place(&self) -> Place {
        self.place
    }

    /// `::core::compile_error! { "…" }`, its first token on the place's start and its last on the end: rustc
    /// underlines what is between.
    fn compile_error(&self, tokens: &mut TokenStream) {
        let Place { start, end } = self.place;
        let punct = |character, spacing| {
            let mut punct = Punct::new(character, spacing);
            punct.set_span(start);
            TokenTree::Punct(punct)
        };
        let mut text = Literal::string(&self.to_string());
        text.set_span(end);
        let mut braces = Group::new(Delimiter::Brace, TokenTree::Literal(text).into());
        braces.set_span(end);
        tokens.extend([
            punct(':', Spacing::Joint),
            punct(':', Spacing::Alone),
            TokenTree::Ident(Ident::new("core", start)),
            punct(':', Spacing::Joint),
            punct(':', Spacing::Alone),
            TokenTree::Ident(Ident::new("compile_error", start)),
            punct('!', Spacing::Alone),
            TokenTree::Group(braces),
        ]);
    }
}

/// The text that the compiler prints: what is wrong, how to mend it, where to read more, a line each.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if let Some(help) = &self.help {
            write!(f, "\nhelp: {help}")?;
        }
        if let Some(code) = self.code {
            write!(f, "\nsee: cargo portcullis explain {code}")?;
        }
        Ok(())
    }
}

/// Where something is: from the start of one token to the end of another.
///
/// Two spans and not one, because stable Rust cannot join spans inside a macro.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The first token.
    pub start: Span,
    /// The last token.
    pub end: Span,
}

impl Place {
    /// Line and column of the first character (lines count from 1, columns from 0).
    pub fn line_and_column(self) -> (usize, usize) {
        let start = self.start.start();
        (start.line, start.column)
    }

    /// Whether it lies inside another, or is the same.
    pub(crate) fn is_within(self, whole: Self) -> bool {
        whole.contains(self)
    }

    /// Whether all of `other` stands in it.
    pub(crate) fn contains(self, other: Self) -> bool {
        let ([line, column, end_line, end_column], [first, at, last, to]) = (self.extent(), other.extent());
        (line, column) <= (first, at) && (last, to) <= (end_line, end_column)
    }

    /// The lines and columns of its beginning and its end.
    pub(crate) fn extent(self) -> [usize; 4] {
        let (start, end) = (self.start.start(), self.end.end());
        [start.line, start.column, end.line, end.column]
    }
}

impl From<Span> for Place {
    fn from(span: Span) -> Self {
        Self { start: span, end: span }
    }
}

impl<T: ToTokens> From<&T> for Place {
    fn from(tokens: &T) -> Self {
        let mut spans = tokens.to_token_stream().into_iter().map(|token| token.span());
        let start = spans.next().unwrap_or_else(Span::call_site);
        Self { start, end: spans.last().unwrap_or(start) }
    }
}

fn in_source_order(findings: Vec<Finding>) -> Vec<Finding> {
    let mut by_place: BTreeMap<[usize; 4], Vec<Finding>> = BTreeMap::new();
    for finding in findings {
        by_place.entry(finding.place.extent()).or_default().push(finding);
    }
    by_place.into_values().flat_map(most_telling).collect()
}

/// Of the rules that speak of one place, one is heard. Errors without a rule are kept: two faults of one attribute
/// may well stand on one span.
fn most_telling(here: Vec<Finding>) -> Vec<Finding> {
    let (mut of_rules, mut others): (Vec<_>, Vec<_>) = here.into_iter().partition(|it| it.code.is_some());
    of_rules.sort_by_key(|finding| (finding.level, finding.code));
    let heard = of_rules.iter().position(|it| !of_rules.iter().any(|other| it.yields_to(other)));
    others.dedup_by(|one, other| one.message == other.message);
    others.extend(heard.map(|at| of_rules.swap_remove(at)));
    others
}

impl Finding {
    fn yields_to(&self, other: &Self) -> bool {
        let rule = self.code.and_then(catalogue::find);
        other.code.is_some_and(|other| rule.is_some_and(|rule| rule.yields_to.contains(&other)))
    }
}
