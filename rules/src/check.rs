//! All rules over one file, outside of any macro: what `cargo portcullis check` finds.
//!
//! Where code is annotated, the attributes `#[capability(allow(..))]` and `#[exception(..)]` lift rules, as they do when
//! it is compiled. Code that is only checked has comments for this: see [`check_file`].

mod comment;
mod lifted;
mod written;

use crate::catalogue::{self, Exceptions, Kind, Reach, Rule};
use crate::diagnostics::{Diagnostics, Finding, Place};
use crate::facts::{Entry, Facts, Names, is_test_code};
use crate::flow::Inputs;
use crate::flow::crossing::{Crossings, Elsewhere};
use comment::Comment;
pub(crate) use lifted::Exception;
pub(crate) use written::Written;

/// Characters that the reason of an exception has at least.
pub const SHORTEST_REASON: usize = 15;

/// Which code of a file the rules are applied to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Breadth {
    /// What is annotated: capabilities, plugins, and the tools and handlers of other frameworks.
    Annotated,
    /// What is annotated, and to all else the rules that make sense anywhere: see [`Reach::Anywhere`].
    #[default]
    Default,
    /// All rules to all code.
    Everywhere,
}

/// What the rules have to say about a file, advice included, in the order of the source. Test code is left out.
///
/// A comment lifts a rule for the line that it ends, or for the next line of code if it stands alone. It does not lift
/// anything inside a capability, since the compiler does not see it; there it is reported, and so is one that names no
/// rule or has no reason. These findings have no code.
///
/// The source is that of the file. Places are read from spans, so this belongs outside of procedural macros.
///
/// ```
/// use portcullis_rules::{Breadth, check_file};
///
/// let source = r#"
/// // portcullis: allow(unsafe_block, reason = "the length was checked above")
/// fn first(bytes: &[u8]) -> u8 { unsafe { *bytes.get_unchecked(0) } }
/// fn second(bytes: &[u8]) -> u8 { unsafe { *bytes.get_unchecked(1) } }
/// "#;
/// let file = syn::parse_file(source).unwrap();
/// let found = check_file(&file, source, Breadth::Everywhere);
/// assert_eq!(found.len(), 1);
/// assert_eq!((found[0].code(), found[0].place().line_and_column().0), (Some("P206"), 4));
/// ```
pub fn check_file(file: &syn::File, source: &str, breadth: Breadth) -> Vec<Finding> {
    inspect(file, source, breadth, &Names::default(), None).findings
}

/// The same, where somebody who knows the types has said what some names mean.
///
/// ```
/// use portcullis_rules::facts::{Names, Resolved};
/// use portcullis_rules::{Breadth, check_file, check_resolved};
///
/// let source = "fn f(path: &str) { crate::storage::load(path); }";
/// let file = syn::parse_file(source).unwrap();
/// assert!(check_file(&file, source, Breadth::Everywhere).is_empty());
///
/// let mut names = Names::default();
/// names.insert(1, 20, Resolved::Function("std::fs::read".to_owned()));
/// let found = check_resolved(&file, source, Breadth::Everywhere, &names);
/// assert_eq!(found[0].code(), Some("P601"));
/// ```
pub fn check_resolved(file: &syn::File, source: &str, breadth: Breadth, names: &Names) -> Vec<Finding> {
    inspect(file, source, breadth, names, None).findings
}

/// What is to be said about a file.
#[derive(Debug, Default)]
#[cfg_attr(not(feature = "files"), expect(dead_code, reason = "macros ask for the findings alone"))]
pub(crate) struct Inspection {
    pub(crate) findings: Vec<Finding>,
    /// Every exception that is in force, in the order of the source.
    pub(crate) exceptions: Vec<Exception>,
    /// From where to where each function goes, and its path; outer ones before those inside them.
    functions: Vec<(Place, String)>,
    /// What the file does to the others of its crate.
    pub(crate) crossings: Crossings,
}

impl Inspection {
    /// The path of the innermost function around a finding; nothing outside of functions.
    #[cfg(feature = "files")]
    pub(crate) fn function_at(&self, finding: &Finding) -> &str {
        let place = finding.place();
        let around = self.functions.iter().rfind(|(extent, _)| extent.contains(place));
        around.map_or("", |(_, path)| path)
    }
}

/// The same as [`check_resolved`], with the exceptions that made findings none.
/// `elsewhere` says what the other files of the crate do to this one, if that is known.
pub(crate) fn inspect(
    file: &syn::File,
    source: &str,
    breadth: Breadth,
    names: &Names,
    elsewhere: Option<&dyn Elsewhere>,
) -> Inspection {
    if is_test_code(&file.attrs) {
        return Inspection::default();
    }
    let inputs = match breadth {
        Breadth::Everywhere => Inputs::OfFunctions,
        // A function that nobody calls from outside may rely on who calls it.
        Breadth::Annotated | Breadth::Default => Inputs::OfEntries,
    };
    let mut facts = Facts::among(file, inputs, elsewhere);
    let crossings = facts.crossings();
    facts.resolve(names);
    let written = written_exceptions(&facts);
    let mut exceptions = Vec::new();
    // In most files there is nothing to be seen by the rules for annotated code.
    let is_annotated = facts.are_annotated();
    let mut out = Diagnostics::new();
    for rule in catalogue::ALL {
        if let Some(check) = rule.check {
            let narrow = match breadth {
                Breadth::Annotated => true,
                Breadth::Default => rule.reach == Reach::Bodies,
                Breadth::Everywhere => false,
            };
            if narrow && !is_annotated {
                continue;
            }
            facts.narrow(narrow);
            facts.see_crossed(follows_over_files(rule));
            let places = written.places(rule);
            exceptions.extend(lifted::by_attributes(rule, &places, &mut facts));
            facts.lift(places);
            check(&facts, &mut out.reporter(rule));
        }
    }
    for comment in comment::all(source) {
        apply(&comment, &facts, &mut exceptions, &mut out);
    }
    exceptions.sort_by_key(|it| it.place.line_and_column());
    let findings = out.into_findings();
    // In most files there is nothing to find a place for.
    let is_asked = !(findings.is_empty() && exceptions.is_empty());
    let functions = facts.functions().iter().filter(|_| is_asked);
    let functions = functions.map(|it| (it.extent, it.path.clone())).collect();
    Inspection { findings, exceptions, functions, crossings }
}

/// Whether a rule is asked about values that come from another file. Whether an index or a sum fits is decided where it
/// stands, by checks that can stand anywhere before; there the rules would mostly be wrong.
fn follows_over_files(rule: &Rule) -> bool {
    const INJECTION: [&str; 15] = [
        "P101", "P105", "P207", "P208", "P209", "P210", "P211", "P214", "P310", "P402", "P403", "P504",
        "P606", "P607", "P305",
    ];
    INJECTION.contains(&rule.code)
}

/// The exceptions in attributes. What is wrong with them is for the macros to say.
fn written_exceptions(facts: &Facts) -> Exceptions {
    let mut exceptions = Exceptions::none();
    for (number, written) in facts.written().iter().enumerate() {
        if !written.has_reason() {
            continue;
        }
        for rule in written.rules.iter().filter_map(|name| catalogue::find(name)) {
            if rule.kind != Kind::Sound {
                exceptions.allow_in(number, rule);
            }
        }
    }
    exceptions
}

/// Lifts what the comment lifts, or says what is wrong with it.
fn apply(comment: &Comment, facts: &Facts, exceptions: &mut Vec<Exception>, out: &mut Diagnostics) {
    let Some(written) = &comment.written else {
        out.error(comment.place, "this comment lifts no rule")
            .help("write `// portcullis: allow(rule_name, reason = \"…\")`");
        return;
    };
    let is_in_capability = facts.functions().iter().any(|function| {
        let lines = function.extent.start.start().line..=function.extent.end.end().line;
        function.entry == Some(Entry::Capability) && lines.contains(&comment.target)
    });
    if is_in_capability {
        out.error(comment.place, "a comment lifts no rule inside a capability: the compiler does not see it")
            .help("write `#[exception(rule_name, reason = \"…\")]` in front of the statement");
        return;
    }
    if written.rules.is_empty() {
        out.error(comment.place, "this exception names no rule")
            .help("write `// portcullis: allow(rule_name, reason = \"…\")`");
        return;
    }
    let Some(reason) = written.reason() else {
        out.error(comment.place, "an exception needs a reason")
            .help(format!("add `reason = \"…\"`, with at least {SHORTEST_REASON} characters that say why"));
        return;
    };
    for name in &written.rules {
        match catalogue::find(name) {
            Some(rule) if rule.kind == Kind::Sound => {
                out.error(comment.place, format!("`{}` has no exceptions", rule.name))
                    .help("mend the code: the type system keeps this rule");
            }
            Some(rule) => exceptions.push(Exception {
                rule,
                place: comment.place,
                reason: reason.to_owned(),
                lifts: out.lift(rule, comment.target),
            }),
            None => {
                let nearest = catalogue::nearest(name).map(|rule| format!("did you mean `{}`? ", rule.name));
                out.error(comment.place, format!("there is no rule `{name}`")).help(format!(
                    "{}`cargo portcullis explain` lists the rules",
                    nearest.unwrap_or_default()
                ));
            }
        }
    }
}
