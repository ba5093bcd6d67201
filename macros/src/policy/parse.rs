//! What stands in `policy! { … }`, as written: one statement after the other, each to its `;`.
//!
//! A statement that cannot be read is reported and left out, and the next one is read.

use portcullis_rules::{Diagnostics, Place};
use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use syn::{LitStr, Path};

use super::condition::{Condition, Value};
use super::cursor::Cursor;
use crate::args::parser::nearest;

/// Every statement that could be read, by its kind.
#[derive(Default)]
pub struct Written {
    /// `crate = path;`
    pub krate: Option<Path>,
    /// `trust domain "example.com";`
    pub trust_domains: Vec<LitStr>,
    /// `federated "partner.example.org";`
    pub federated: Vec<LitStr>,
    /// `principal gateway = "spiffe://…";`
    pub principals: Vec<(Ident, WrittenIdentity)>,
    /// `role analyst = [gateway, processor];`
    pub roles: Vec<(Ident, Vec<Ident>)>,
    /// `group reading = [find_orders, order_status];`
    pub groups: Vec<(Ident, Vec<Path>)>,
    /// `permit analyst on reading;`
    pub rules: Vec<WrittenRule>,
    /// `expect forbid processor on refund;`
    pub expectations: Vec<WrittenExpectation>,
    /// Names whose declaration could not be read: that has been said, and they are not unknown besides.
    pub unread: Vec<Ident>,
}

/// What a principal is.
#[derive(Clone)]
pub enum WrittenIdentity {
    Local(Span),
    Plugin(LitStr),
    Spiffe(LitStr),
    Approver(LitStr),
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    Permit,
    Forbid,
}

pub struct WrittenRule {
    pub effect: Effect,
    pub clause: Clause,
    pub condition: Option<(Condition, Place)>,
    /// `approved by supervisor`, or by one of several.
    pub approved_by: Vec<Ident>,
    pub place: Place,
}

pub struct WrittenExpectation {
    pub effect: Effect,
    pub clause: Clause,
    /// `with { amount: 6_000 }`
    pub with: Vec<(Vec<Ident>, Value)>,
    pub place: Place,
}

/// `gateway on refund`
pub struct Clause {
    pub subject: Name,
    pub target: WrittenTarget,
}

/// A name or a wildcard.
pub enum Name {
    Written(Ident),
    Star(Span),
}

pub enum WrittenTarget {
    One(Path),
    List(Vec<Path>),
    Star(Span),
}

const STATEMENTS: [&str; 8] =
    ["trust domain", "federated", "principal", "role", "group", "permit", "forbid", "expect"];

pub fn parse(tokens: TokenStream, out: &mut Diagnostics) -> Written {
    let mut all = Cursor::new(tokens, Span::call_site());
    let mut written = Written::default();
    while !all.is_empty() {
        let (mut statement, ended) = all.statement();
        if statement.is_empty() {
            continue;
        }
        let (start, name) = (statement.span(), statement.second_word());
        if read(&mut statement, start, &mut written, out).is_none() {
            written.unread.extend(name);
            continue;
        }
        if !statement.is_empty() {
            statement
                .error("this does not belong to the statement before it", out)
                .help("end each statement with `;`");
        } else if !ended {
            statement.error("nothing ends this statement", out).help("end each statement with `;`");
        }
    }
    written
}

/// One statement; `None` if `out` says what is wrong.
fn read(cursor: &mut Cursor, start: Span, written: &mut Written, out: &mut Diagnostics) -> Option<()> {
    let keyword = cursor.ident().map(|ident| ident.to_string()).unwrap_or_default();
    match keyword.as_str() {
        "crate" => written.krate = Some(krate(cursor, out)?),
        "trust" => written.trust_domains.push(trust_domain(cursor, out)?),
        "federated" => written.federated.push(quoted(cursor, "federated \"partner.example.org\"", out)?),
        "principal" => {
            let name = declared(cursor, "principal gateway = local", out)?;
            written.principals.push((name, identity(cursor, out)?));
        }
        "role" => {
            let name = declared(cursor, "role analyst = [gateway, processor]", out)?;
            written.roles.push((name, list(cursor, "principals", Cursor::ident, out)?));
        }
        "group" => {
            let name = declared(cursor, "group reading = [find_orders, order_status]", out)?;
            written.groups.push((name, list(cursor, "capabilities", Cursor::path, out)?));
        }
        "permit" => written.rules.push(rule(Effect::Permit, cursor, start, out)?),
        "forbid" => written.rules.push(rule(Effect::Forbid, cursor, start, out)?),
        "expect" => written.expectations.push(expectation(cursor, start, out)?),
        other => {
            let meant = nearest(other, STATEMENTS.into_iter()).map(|it| format!("did you mean `{it}`? "));
            let all = STATEMENTS.map(|statement| format!("`{statement}`")).join(", ");
            out.error(start, "this begins no statement of a policy")
                .help(format!("{}a statement begins with {all}", meant.unwrap_or_default()));
            return None;
        }
    }
    Some(())
}

fn krate(cursor: &mut Cursor, out: &mut Diagnostics) -> Option<Path> {
    let path = cursor.punct('=').and_then(|_| cursor.path());
    if path.is_none() {
        cursor.error("`crate` says where Portcullis is", out).help("write `crate = path;`");
    }
    path
}

fn trust_domain(cursor: &mut Cursor, out: &mut Diagnostics) -> Option<LitStr> {
    const FORM: &str = "trust domain \"example.com\"";
    if cursor.word("domain").is_none() {
        cursor.error("`trust` is followed by `domain`", out).help(format!("write `{FORM};`"));
        return None;
    }
    quoted(cursor, FORM, out)
}

fn quoted(cursor: &mut Cursor, form: &str, out: &mut Diagnostics) -> Option<LitStr> {
    let text = cursor.text();
    if text.is_none() {
        cursor.error("a name in quotes belongs here", out).help(format!("write `{form};`"));
    }
    text
}

/// `name =`
fn declared(cursor: &mut Cursor, form: &str, out: &mut Diagnostics) -> Option<Ident> {
    let name = cursor.ident();
    if name.is_none() || cursor.punct('=').is_none() {
        cursor.error("a declaration is a name, `=` and what it means", out).help(format!("write `{form};`"));
        return None;
    }
    name
}

fn identity(cursor: &mut Cursor, out: &mut Diagnostics) -> Option<WrittenIdentity> {
    const HELP: &str =
        "write `local`, `plugin \"pricing\"`, `approver \"supervisor\"` or a SPIFFE ID in quotes";
    let identity = if let Some(span) = cursor.word("local") {
        Some(WrittenIdentity::Local(span))
    } else if cursor.word("plugin").is_some() {
        cursor.text().map(WrittenIdentity::Plugin)
    } else if cursor.word("approver").is_some() {
        cursor.text().map(WrittenIdentity::Approver)
    } else {
        cursor.text().map(WrittenIdentity::Spiffe)
    };
    if identity.is_none() {
        cursor.error("this is no identity", out).help(HELP);
    }
    identity
}

/// `[one, another]`, with at least one.
fn list<T>(
    cursor: &mut Cursor,
    of: &str,
    read: fn(&mut Cursor) -> Option<T>,
    out: &mut Diagnostics,
) -> Option<Vec<T>> {
    let Some(group) = cursor.group(Delimiter::Bracket) else {
        cursor.error(format!("a list of {of} belongs here"), out).help("write it in square brackets");
        return None;
    };
    let mut inside = Cursor::inside(&group);
    let mut members = Vec::new();
    while !inside.is_empty() {
        match read(&mut inside) {
            Some(member) => members.push(member),
            None => {
                inside.error(format!("this list is of {of}"), out).help("write names, separated by commas");
                return None;
            }
        }
        if !inside.is_empty() && inside.punct(',').is_none() {
            inside.error("a comma belongs here", out).help("separate the names by commas");
            return None;
        }
    }
    if members.is_empty() {
        let place = Place { start: group.span_open(), end: group.span_close() };
        out.error(place, "this list is empty").help(format!("name {of} in it, or remove it"));
        return None;
    }
    Some(members)
}

fn rule(effect: Effect, cursor: &mut Cursor, start: Span, out: &mut Diagnostics) -> Option<WrittenRule> {
    let clause = clause(cursor, "permit", out)?;
    let mut condition = None;
    if cursor.word("when").is_some() {
        let start = cursor.span();
        let read = super::condition::read(cursor, out)?;
        condition = Some((read, cursor.since(start)));
    }
    let approved_by = match cursor.word("approved") {
        Some(approved) => approved_by(effect, cursor, approved, out)?,
        None => Vec::new(),
    };
    Some(WrittenRule { effect, clause, condition, approved_by, place: cursor.since(start) })
}

/// `by supervisor`, `by [supervisor, owner]`
fn approved_by(
    effect: Effect,
    cursor: &mut Cursor,
    approved: Span,
    out: &mut Diagnostics,
) -> Option<Vec<Ident>> {
    const HELP: &str = "write `permit gateway on refund approved by supervisor;`";
    if effect == Effect::Forbid {
        let place = Place { start: approved, end: cursor.rest().end };
        out.error(place, "what is forbidden needs nobody's approval")
            .help("permit it `approved by` somebody, or forbid it");
        return None;
    }
    if cursor.word("by").is_none() {
        cursor.error("`approved` is followed by `by`", out).help(HELP);
        return None;
    }
    let approvers = match cursor.peek() {
        Some(TokenTree::Group(_)) => list(cursor, "approvers", Cursor::ident, out)?,
        _ => cursor.ident().into_iter().collect(),
    };
    if approvers.is_empty() {
        cursor.error("the name of an approver belongs here", out).help(HELP);
        return None;
    }
    if cursor.word("when").is_some() {
        cursor
            .error("a condition stands before `approved by`", out)
            .help("write `permit gateway on refund when input.amount <= 5_000 approved by supervisor;`");
        return None;
    }
    Some(approvers)
}

fn expectation(cursor: &mut Cursor, start: Span, out: &mut Diagnostics) -> Option<WrittenExpectation> {
    let effect = if cursor.word("permit").is_some() {
        Effect::Permit
    } else if cursor.word("forbid").is_some() {
        Effect::Forbid
    } else {
        cursor
            .error("an expectation says `permit` or `forbid`", out)
            .help("write `expect forbid anyone on delete_customer;`");
        return None;
    };
    let clause = clause(cursor, "expect permit", out)?;
    let with = match cursor.word("with") {
        Some(_) => with(cursor, out)?,
        None => Vec::new(),
    };
    if cursor.word("when").is_some() {
        cursor
            .error("an expectation has no condition", out)
            .help("say what the arguments are: `with { amount: 6_000 }`");
        return None;
    }
    Some(WrittenExpectation { effect, clause, with, place: cursor.since(start) })
}

/// `{ amount: 6_000, address.country: "DE" }`
fn with(cursor: &mut Cursor, out: &mut Diagnostics) -> Option<Vec<(Vec<Ident>, Value)>> {
    const HELP: &str = "write fields and their values: `with { amount: 6_000 }`";
    let Some(group) = cursor.group(Delimiter::Brace) else {
        cursor.error("`with` is followed by fields in braces", out).help(HELP);
        return None;
    };
    let mut inside = Cursor::inside(&group);
    let mut fields: Vec<(Vec<Ident>, Value)> = Vec::new();
    while !inside.is_empty() {
        let start = inside.span();
        let Some(field) = super::condition::field(&mut inside) else {
            inside.error("this is no field", out).help(HELP);
            return None;
        };
        let place = inside.since(start);
        if inside.punct(':').is_none() {
            inside.error("a field's value belongs here", out).help(HELP);
            return None;
        }
        let value = super::condition::value(&mut inside, out)?;
        if fields.iter().any(|(other, _)| *other == field) {
            out.error(place, "this field is given twice").help("keep one of the two");
        }
        fields.push((field, value));
        if !inside.is_empty() && inside.punct(',').is_none() {
            inside.error("a comma belongs here", out).help(HELP);
            return None;
        }
    }
    Some(fields)
}

/// `gateway on refund`
fn clause(cursor: &mut Cursor, form: &str, out: &mut Diagnostics) -> Option<Clause> {
    let help = format!("write `{form} gateway on find_orders;`");
    let subject = match cursor.peek() {
        Some(TokenTree::Ident(ident)) if ident != "on" => cursor.ident().map(Name::Written),
        Some(TokenTree::Punct(star)) if star.as_char() == '*' => {
            cursor.advance().map(|star| Name::Star(star.span()))
        }
        _ => None,
    };
    let Some(subject) = subject else {
        cursor.error("a principal, a role or `anyone` belongs here", out).help(help);
        return None;
    };
    if cursor.word("on").is_none() {
        cursor.error("`on` belongs here, and what may be called", out).help(help);
        return None;
    }
    let target = match cursor.peek() {
        Some(TokenTree::Punct(star)) if star.as_char() == '*' => {
            cursor.advance().map(|star| WrittenTarget::Star(star.span()))
        }
        Some(TokenTree::Group(_)) => {
            Some(WrittenTarget::List(list(cursor, "capabilities", Cursor::path, out)?))
        }
        _ => cursor.path().map(WrittenTarget::One),
    };
    let Some(target) = target else {
        cursor.error("a capability, a group or a list of them belongs here", out).help(help);
        return None;
    };
    Some(Clause { subject, target })
}
