//! From what is written to what it means: every name becomes a place in a list, or an error that says which there are.

use std::collections::{HashMap, HashSet};

use portcullis_rules::{Diagnostics, Place};
use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::Path;

use super::condition::{Condition, Value, without_spaces};
use super::identities;
use super::parse::{
    Clause, Effect, Name, Written, WrittenExpectation, WrittenIdentity, WrittenRule, WrittenTarget,
};
use crate::args::parser::nearest;

/// A policy in which every name has its meaning. Capabilities are known to the compiler alone.
pub struct Policy {
    pub krate: Path,
    pub principals: Vec<Principal>,
    /// Each path once.
    pub capabilities: Vec<Path>,
    /// Their places, by what is written.
    places: HashMap<String, usize>,
    /// The same paths where they are written again.
    pub mentions: Vec<Path>,
    pub rules: Vec<Rule>,
    pub expectations: Vec<Expectation>,
}

pub struct Principal {
    pub name: Ident,
    pub identity: Identity,
}

#[derive(Clone, PartialEq, Eq)]
pub enum Identity {
    Local,
    Plugin(String),
    Spiffe { id: String, trust_domain: String },
    Approver(String),
}

pub struct Rule {
    pub effect: Effect,
    pub subject: Subject,
    /// Places in `capabilities`.
    pub targets: Vec<usize>,
    pub condition: Option<Condition>,
    /// Those of whom one must agree: places in `principals`. Nobody has to, if it is empty.
    pub approvers: Vec<usize>,
    pub line: usize,
    /// As it is written, on one line.
    pub text: String,
    pub place: Place,
    pub subject_place: Place,
    pub condition_place: Option<Place>,
    pub approvers_place: Option<Place>,
}

pub struct Expectation {
    pub effect: Effect,
    pub subject: Subject,
    pub targets: Vec<usize>,
    pub with: Vec<(Vec<Ident>, Value)>,
    pub place: Place,
}

#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Subject {
    Anyone,
    /// Places in `principals`, in order.
    These(Vec<usize>),
}

impl Subject {
    pub fn includes(&self, principal: usize) -> bool {
        match self {
            Subject::Anyone => true,
            Subject::These(principals) => principals.contains(&principal),
        }
    }
}

/// What is declared, by name. As texts, since to compare identifiers is slow inside the compiler.
struct Names {
    /// Principals and roles, in the order of the source, and their places in `principals`.
    subjects: Vec<String>,
    members: HashMap<String, Vec<usize>>,
    /// The members are places in `capabilities`.
    groups: HashMap<String, Vec<usize>>,
    trusted: Vec<String>,
    /// Declared in a statement that could not be read.
    unread: HashSet<String>,
}

pub fn resolve(written: Written, out: &mut Diagnostics) -> Policy {
    let mut policy = Policy {
        krate: written.krate.unwrap_or_else(|| syn::parse_quote!(::portcullis)),
        principals: Vec::new(),
        capabilities: Vec::new(),
        places: HashMap::new(),
        mentions: Vec::new(),
        rules: Vec::new(),
        expectations: Vec::new(),
    };
    let principals = written.principals.iter().map(|(name, _)| name);
    check_declared_once(principals.chain(written.roles.iter().map(|(name, _)| name)), out);
    check_declared_once(written.groups.iter().map(|(name, _)| name), out);
    let mut names = Names {
        subjects: Vec::new(),
        members: HashMap::new(),
        groups: HashMap::new(),
        trusted: identities::trust_domains(&written.trust_domains, &written.federated, out),
        unread: written.unread.iter().map(Ident::to_string).collect(),
    };
    for (name, identity) in written.principals {
        names.add(name.to_string(), vec![policy.principals.len()]);
        principal(&mut policy, name, &identity, &names, out);
    }
    let principals = names.subjects.clone();
    for (name, members) in written.roles {
        let members = members.iter().filter_map(|member| role_member(member, &principals, &names, out));
        let members = members.collect();
        names.add(name.to_string(), members);
    }
    groups(&mut policy, written.groups, &mut names, out);
    for written in written.rules {
        rule(&mut policy, written, &names, out);
    }
    for written in written.expectations {
        expectation(&mut policy, written, &names, out);
    }
    policy
}

fn principal(
    policy: &mut Policy,
    name: Ident,
    written: &WrittenIdentity,
    names: &Names,
    out: &mut Diagnostics,
) {
    let (identity, place) = identities::identity(written, &names.trusted, out);
    if let Some(other) = policy.principals.iter().find(|other| other.identity == identity) {
        out.error(place, format!("this is the identity of `{}`", other.name))
            .help("use that name, or put it into a role");
    }
    policy.principals.push(Principal { name, identity });
}

fn groups(policy: &mut Policy, written: Vec<(Ident, Vec<Path>)>, names: &mut Names, out: &mut Diagnostics) {
    let all: HashSet<String> = written.iter().map(|(name, _)| name.to_string()).collect();
    for (name, members) in written {
        let mut places = Vec::new();
        for member in members {
            if member.get_ident().is_some_and(|member| all.contains(&member.to_string())) {
                out.error(&member, "a group holds capabilities, and this is the name of a group")
                    .help("name the capabilities; one that is called like a group is written `self::name`");
            } else {
                places.push(policy.capability(member));
            }
        }
        names.groups.insert(name.to_string(), places);
    }
}

fn rule(policy: &mut Policy, written: WrittenRule, names: &Names, out: &mut Diagnostics) {
    let WrittenRule { effect, clause: of, condition, approved_by, place } = written;
    let (condition, condition_place) = condition.unzip();
    if let Some(condition) = &condition {
        identities::check_trust_domains_of(condition, &names.trusted, out);
    }
    let subject_place = name_place(&of.subject);
    let text = text(effect, &of, condition.as_ref(), &approved_by);
    let approvers = approvers(policy, &approved_by, names, out);
    if let (Some((subject, targets)), Some(approvers)) = (clause(policy, of, names, out), approvers) {
        let ends = approved_by.first().zip(approved_by.last());
        policy.rules.push(Rule {
            effect,
            subject,
            targets,
            condition,
            approvers,
            line: place.line_and_column().0,
            text,
            place,
            subject_place,
            condition_place,
            approvers_place: ends.map(|(first, last)| Place { start: first.span(), end: last.span() }),
        });
    }
}

/// Principals who may agree: their places, `None` if one of them cannot.
fn approvers(policy: &Policy, written: &[Ident], names: &Names, out: &mut Diagnostics) -> Option<Vec<usize>> {
    let mut places = Vec::new();
    let mut all_can = true;
    for name in written {
        let text = name.to_string();
        let Some(members) = names.members.get(&text) else {
            if !names.unread.contains(&text) {
                unknown("principal or role", "principals and roles", name, &names.subjects, out);
            }
            all_can = false;
            continue;
        };
        let principals = members.iter().filter_map(|place| policy.principals.get(*place));
        let cannot = principals.clone().find(|it| !matches!(it.identity, Identity::Approver(_)));
        if let Some(principal) = cannot {
            let whose =
                if principal.name == text { String::new() } else { format!("`{}` in ", principal.name) };
            out.error(name, format!("{whose}`{text}` is no approver, so nobody can ask for an answer"))
                .help("declare one, and give the gate somebody of that name: `principal supervisor = approver \"supervisor\";`");
            all_can = false;
        }
        places.extend(members);
    }
    places.sort_unstable();
    places.dedup();
    all_can.then_some(places)
}

fn expectation(policy: &mut Policy, written: WrittenExpectation, names: &Names, out: &mut Diagnostics) {
    let WrittenExpectation { effect, clause: of, with, place } = written;
    if let Some((subject, targets)) = clause(policy, of, names, out) {
        policy.expectations.push(Expectation { effect, subject, targets, with, place });
    }
}

impl Policy {
    /// The place of a capability, which is new if its path is.
    fn capability(&mut self, path: Path) -> usize {
        let new = self.capabilities.len();
        let place = *self.places.entry(without_spaces(&path)).or_insert(new);
        if place == new {
            self.capabilities.push(path);
        } else {
            self.mentions.push(path);
        }
        place
    }
}

impl Names {
    fn add(&mut self, name: String, mut members: Vec<usize>) {
        members.sort_unstable();
        members.dedup();
        self.subjects.push(name.clone());
        // Of two of one name, which is an error, the first counts.
        self.members.entry(name).or_insert(members);
    }
}

/// A name has one meaning, and a word of the language its own.
fn check_declared_once<'a>(names: impl Iterator<Item = &'a Ident>, out: &mut Diagnostics) {
    const RESERVED: [&str; 4] = ["anyone", "anything", "everything", "on"];
    let mut seen = HashSet::new();
    for ident in names {
        let name = ident.to_string();
        if RESERVED.contains(&name.as_str()) {
            out.error(ident, format!("`{name}` is a word of the language")).help("choose another name");
        }
        if seen.contains(&name) {
            out.error(ident, format!("`{name}` is declared twice")).help("keep one of the two, or rename it");
        }
        seen.insert(name);
    }
}

fn role_member(member: &Ident, principals: &[String], names: &Names, out: &mut Diagnostics) -> Option<usize> {
    let name = member.to_string();
    let place = principals.iter().position(|principal| *principal == name);
    if place.is_none() && !names.unread.contains(&name) {
        unknown("principal", "principals", member, principals, out);
    }
    place
}

fn unknown(what: &str, plural: &str, name: &Ident, names: &[String], out: &mut Diagnostics) {
    let names = || names.iter().map(String::as_str);
    let written = name.to_string();
    let meant = nearest(&written, names()).map(|meant| format!("did you mean `{meant}`? "));
    out.error(name, format!("there is no {what} `{written}` in this policy"))
        .help(format!("{}{}", meant.unwrap_or_default(), declared(plural, names())))
        .see("P705");
}

/// Those that there are, for a message about one that there is not.
pub fn declared<'a>(plural: &str, names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<_> = names.map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => format!("no {plural} are declared"),
        names => format!("the {plural} are {}", names.join(", ")),
    }
}

fn clause(
    policy: &mut Policy,
    clause: Clause,
    names: &Names,
    out: &mut Diagnostics,
) -> Option<(Subject, Vec<usize>)> {
    let subject = subject(&clause.subject, names, out);
    let targets = targets(policy, clause.target, names, out);
    Some((subject?, targets?))
}

fn subject(name: &Name, names: &Names, out: &mut Diagnostics) -> Option<Subject> {
    let name = match name {
        Name::Written(name) => name,
        Name::Star(star) => {
            out.error(*star, "a policy has no wildcard").help("name a principal or a role").see("P702");
            return None;
        }
    };
    let written = name.to_string();
    if written == "anyone" {
        return Some(Subject::Anyone);
    }
    if let Some(members) = names.members.get(&written) {
        return Some(Subject::These(members.clone()));
    }
    if !names.unread.contains(&written) {
        let known: Vec<_> = names.subjects.iter().cloned().chain(["anyone".to_owned()]).collect();
        unknown("principal or role", "principals and roles", name, &known, out);
    }
    None
}

fn targets(
    policy: &mut Policy,
    target: WrittenTarget,
    names: &Names,
    out: &mut Diagnostics,
) -> Option<Vec<usize>> {
    let paths = match target {
        WrittenTarget::One(path) => vec![path],
        WrittenTarget::List(paths) => paths,
        WrittenTarget::Star(star) => {
            everything(star.into(), out);
            return None;
        }
    };
    let mut places = Vec::new();
    for path in paths {
        let group = path.get_ident().and_then(|name| names.groups.get(&name.to_string()));
        match group {
            Some(members) => places.extend(members),
            None if path.is_ident("anything") || path.is_ident("everything") => {
                everything(Place::from(&path), out);
                return None;
            }
            None => places.push(policy.capability(path)),
        }
    }
    places.sort_unstable();
    places.dedup();
    Some(places)
}

fn everything(place: Place, out: &mut Diagnostics) {
    out.error(place, "a rule names what it is about, or what is added later is decided by default")
        .help("name the capabilities, or a group of them: `group reading = [find_orders, order_status];`")
        .see("P703");
}

fn name_place(name: &Name) -> Place {
    match name {
        Name::Written(name) => Place::from(name),
        Name::Star(star) => Place::from(*star),
    }
}

/// A rule as it is written, on one line.
fn text(effect: Effect, clause: &Clause, condition: Option<&Condition>, approved_by: &[Ident]) -> String {
    let effect = match effect {
        Effect::Permit => "permit",
        Effect::Forbid => "forbid",
    };
    let subject = match &clause.subject {
        Name::Written(name) => name.to_string(),
        Name::Star(_) => "*".to_owned(),
    };
    let target = match &clause.target {
        WrittenTarget::One(path) => without_spaces(path),
        WrittenTarget::List(paths) => {
            let paths: Vec<_> = paths.iter().map(without_spaces).collect();
            format!("[{}]", paths.join(", "))
        }
        WrittenTarget::Star(_) => "*".to_owned(),
    };
    let condition = condition.map(|condition| format!(" when {condition}")).unwrap_or_default();
    let approved_by: Vec<_> = approved_by.iter().map(Ident::to_string).collect();
    let approved_by = match approved_by.as_slice() {
        [] => String::new(),
        [one] => format!(" approved by {one}"),
        several => format!(" approved by [{}]", several.join(", ")),
    };
    format!("{effect} {subject} on {target}{condition}{approved_by}")
}

/// The first token of a path, for what is said of all of it.
pub fn first_span(path: &Path) -> Span {
    path.to_token_stream().into_iter().next().map_or_else(Span::call_site, |token| token.span())
}
