//! The rules of Portcullis: which patterns do not compile inside a capability, and the code that finds them.
//!
//! It reads syntax that somebody else has parsed and answers with [`Diagnostics`]; it never parses an attribute's
//! arguments, never expands anything, and works outside a procedural macro as well as inside.
//!
//! In reading order: [`catalogue`] lists the rules, [`facts`] turns a body into a flat list of what it does, each
//! file of [`rule`] says what is wrong with some of these facts, and [`diagnostics`] carries the answer out. A macro
//! asks about a function or an item; [`check_file`] is asked about a whole file.
//!
//! ```
//! use portcullis_rules::{Diagnostics, Exceptions, check_function};
//!
//! let function: syn::ItemFn = syn::parse_quote! {
//!     async fn total(prices: Vec<u32>) -> u32 {
//!         prices.into_iter().reduce(|a, b| a + b).unwrap()
//!     }
//! };
//! let mut diagnostics = Diagnostics::new();
//! check_function(&function.sig, &function.block, &Exceptions::none(), &mut diagnostics);
//!
//! let findings = diagnostics.into_findings();
//! assert_eq!(findings[0].code(), Some("P203"));
//! ```

pub mod catalogue;
mod check;
mod confidential;
mod credential;
mod crypto;
pub mod diagnostics;
pub mod facts;
#[cfg(feature = "files")]
pub mod files;
pub mod flow;
pub mod rule;

pub use catalogue::{Exceptions, Kind, Layer, Level, Reach, Rule};
pub use check::{Breadth, SHORTEST_REASON, check_file, check_resolved};
pub use diagnostics::{Diagnostics, Finding, Place};
use facts::Facts;

/// Checks a function's body against every rule that has no exception, and adds what is refused to `out`.
///
/// What is advice only is left out: see [`findings`]. The body's own `use` lines are followed; nothing else of the
/// file is known.
pub fn check_function(
    signature: &syn::Signature,
    body: &syn::Block,
    exceptions: &Exceptions,
    out: &mut Diagnostics,
) {
    check_facts(&mut Facts::of(signature, body), exceptions, out);
}

/// Checks what was read of a function or an item against every rule that has no exception, and adds what is refused to `out`.
pub fn check_facts(facts: &mut Facts, exceptions: &Exceptions, out: &mut Diagnostics) {
    for finding in findings_in(facts, exceptions) {
        if finding.level() == Level::Deny {
            out.push(finding);
        }
    }
}

/// All that the rules have to say about a function's body, advice included, in the order of the source.
///
/// ```
/// use portcullis_rules::{Exceptions, Level, findings};
///
/// let function: syn::ItemFn = syn::parse_quote! {
///     fn first(words: Vec<String>) -> String {
///         words.into_iter().next().expect("the input has at least one word")
///     }
/// };
/// let found = findings(&function.sig, &function.block, &Exceptions::none());
/// assert_eq!(found[0].level(), Level::Advice);
/// ```
pub fn findings(signature: &syn::Signature, body: &syn::Block, exceptions: &Exceptions) -> Vec<Finding> {
    findings_in(&mut Facts::of(signature, body), exceptions)
}

fn findings_in(facts: &mut Facts, exceptions: &Exceptions) -> Vec<Finding> {
    let mut out = Diagnostics::new();
    for rule in catalogue::ALL {
        if let Some(check) = rule.check
            && !exceptions.contains(rule)
        {
            facts.lift(exceptions.places(rule));
            check(facts, &mut out.reporter(rule));
        }
    }
    out.into_findings()
}

/// Why an exception for a statement or an item does nothing, by its number.
#[derive(Clone, Copy, Debug)]
pub enum Idle {
    /// It stands on no statement and no item.
    Misplaced(usize),
    /// Nothing under it breaks this rule, or the rule is lifted everywhere.
    Needless(usize, &'static Rule),
}

/// The exceptions for statements and items that except nothing. All of them have the numbers from 0 to `count`.
///
/// ```
/// use portcullis_rules::facts::Facts;
/// use portcullis_rules::{Exceptions, Idle, catalogue, idle};
///
/// let function: syn::ItemFn = syn::parse_quote! {
///     fn total(prices: Vec<u32>) -> Option<u32> {
///         #[exception = 0]
///         let total = prices.into_iter().reduce(|a, b| a + b)?;
///         Some(total)
///     }
/// };
/// let mut exceptions = Exceptions::none();
/// exceptions.allow_in(0, catalogue::find("panic_in_body").unwrap());
/// assert!(matches!(idle(&mut Facts::of(&function.sig, &function.block), &exceptions, 1)[..], [Idle::Needless(0, _)]));
/// ```
pub fn idle(facts: &mut Facts, exceptions: &Exceptions, count: usize) -> Vec<Idle> {
    let misplaced: Vec<usize> = (0..count).filter(|number| !facts.has_exception(*number)).collect();
    let mut idle: Vec<Idle> = misplaced.iter().map(|number| Idle::Misplaced(*number)).collect();
    let mut needed: Vec<_> =
        exceptions.scoped().iter().filter(|(number, _)| !misplaced.contains(number)).collect();
    let mut at = 0;
    while let Some(&&(number, rule)) = needed.get(at) {
        let mut found_under = |exceptions: &[&(usize, &Rule)]| {
            let places = exceptions.iter().filter(|(_, lifted)| lifted.code == rule.code);
            facts.lift(places.map(|(number, _)| *number).collect());
            let mut out = Diagnostics::new();
            if let Some(check) = rule.check {
                check(facts, &mut out.reporter(rule));
            }
            out.into_findings().len()
        };
        let with = found_under(&needed);
        let one = needed.remove(at);
        if exceptions.contains(rule) || found_under(&needed) == with {
            // Of two that say the same, the other is needed.
            idle.push(Idle::Needless(number, rule));
        } else {
            needed.insert(at, one);
            at += 1;
        }
    }
    idle
}
