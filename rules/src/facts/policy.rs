//! What a `policy!` grants: which principal may call what, without conditions.
//!
//! It reads the statements as far as they name things; whether they are right is for the macro itself to say.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::What;
use super::reader::Reader;
use super::word::plain;
use crate::diagnostics::Place;

/// `permit principal on this, that;` Its place is what is granted.
#[derive(Clone, Debug)]
pub struct Grant {
    /// Who may: the names of principals, also those of a role.
    pub principals: Vec<String>,
    /// What they may call: the last names of capabilities, also those of a group.
    pub capabilities: Vec<String>,
    /// `on everything`, `on anything`.
    pub everything: bool,
    /// With a `when` or an `approved by`.
    pub conditional: bool,
    /// A number of its policy's own.
    pub policy: usize,
    /// How many capabilities the policy speaks of.
    pub known: usize,
}

/// `role name = [a, b];`, `group name = [a, b];`
type Lists = Vec<(String, Vec<String>)>;

impl Reader {
    /// Reads the statements of a `policy! { .. }`.
    pub(super) fn policy(&mut self, tokens: &TokenStream) {
        let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
        let policy = self.facts.len();
        let mut lists: Lists = Vec::new();
        let mut known: Vec<String> = Vec::new();
        let mut grants: Vec<(Grant, Place)> = Vec::new();
        for statement in tokens.split(|token| matches!(token, TokenTree::Punct(it) if it.as_char() == ';')) {
            match word(statement.first()).as_deref() {
                Some("role" | "group") => {
                    if let Some(name) = word(statement.get(1)) {
                        lists.push((name, names(statement.get(2..).unwrap_or_default())));
                    }
                }
                Some(verb @ ("permit" | "forbid")) => {
                    let Some((who, what, rest)) = parts(statement) else { continue };
                    let (mut principals, mut capabilities) = (names(who), names(what));
                    replace(&mut principals, &lists);
                    replace(&mut capabilities, &lists);
                    let everything =
                        matches!(capabilities.as_slice(), [one] if one == "everything" || one == "anything");
                    if !everything {
                        known.extend(capabilities.iter().cloned());
                    }
                    if verb == "permit"
                        && let (Some(first), Some(last)) = (what.first(), what.last())
                    {
                        let place = Place { start: first.span(), end: last.span() };
                        let conditional = !rest.is_empty();
                        grants.push((
                            Grant { principals, capabilities, everything, conditional, policy, known: 0 },
                            place,
                        ));
                    }
                }
                _ => {}
            }
        }
        known.extend(
            lists
                .into_iter()
                .flat_map(|(_, names)| names)
                .filter(|name| !grants.iter().any(|(grant, _)| grant.principals.contains(name))),
        );
        known.sort_unstable();
        known.dedup();
        for (mut grant, place) in grants {
            grant.known = known.len();
            self.add(What::Grant(grant), place);
        }
    }
}

/// The tokens of who may, of what, and of the conditions behind it.
fn parts(statement: &[TokenTree]) -> Option<(&[TokenTree], &[TokenTree], &[TokenTree])> {
    let on = statement.iter().position(|token| matches!(token, TokenTree::Ident(it) if it == "on"))?;
    let behind = statement.get(on + 1..)?;
    let ends = |token: &TokenTree| matches!(token, TokenTree::Ident(it) if it == "when" || it == "approved" || it == "with");
    let end = behind.iter().position(ends).unwrap_or(behind.len());
    Some((statement.get(1..on)?, behind.get(..end)?, behind.get(end..)?))
}

/// The last names of paths, alone or in brackets.
fn names(tokens: &[TokenTree]) -> Vec<String> {
    let mut all = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
                all.extend(names(&group.stream().into_iter().collect::<Vec<_>>()));
            }
            TokenTree::Ident(ident) => {
                let goes_on = matches!(tokens.get(at + 1), Some(TokenTree::Punct(it)) if it.as_char() == ':');
                if !goes_on {
                    all.push(plain(ident));
                }
            }
            _ => {}
        }
    }
    all
}

fn replace(names: &mut Vec<String>, lists: &Lists) {
    *names = names
        .drain(..)
        .flat_map(|name| match lists.iter().find(|(list, _)| *list == name) {
            Some((_, members)) => members.clone(),
            None => vec![name],
        })
        .collect();
}

fn word(token: Option<&TokenTree>) -> Option<String> {
    match token {
        Some(TokenTree::Ident(ident)) => Some(plain(ident)),
        _ => None,
    }
}
