//! Values in the text of a log: what comes from outside is escaped, what is confidential is left out.

use std::ops::Range;

use proc_macro2::{Delimiter, TokenTree};
use syn::{Lit, Macro, Type};

use super::finder::Around;
use super::{Draft, range_of};
use crate::diagnostics::Finding;
use crate::flow::is_log;

const REDACTED: &str = "[redacted]";

/// What becomes of a finding within the brackets of a macro.
pub(super) fn mend(around: &Around<'_>, code: &str, mac: &Macro, finding: &Finding) -> Option<Draft> {
    if !matches!(code, "P402" | "P403" | "P406") {
        return None;
    }
    let call = Call::read(around, mac)?;
    let place = range_of(finding.place());
    match code {
        "P403" => call.escaped(around, &place, finding.message()),
        _ => {
            let last = mac.path.segments.last()?.ident.to_string();
            let is_certain = code == "P402" && (is_log(&last) || last.contains("print"));
            call.left_out(&place, finding.message(), is_certain)
        }
    }
}

/// A macro that formats: `info!(field, %other, "text {} {named}", value)`.
struct Call {
    arguments: Vec<Argument>,
    /// Which of the arguments is the text.
    text: Option<usize>,
    holes: Vec<Hole>,
}

struct Argument {
    range: Range<usize>,
    /// `name = ..`
    name: Option<String>,
    /// A variable, a field of one, what a method without arguments makes of it.
    is_plain: bool,
    /// `target: ".."`
    is_setting: bool,
}

/// `{..}`
struct Hole {
    range: Range<usize>,
    what: Fills,
    spec: Option<String>,
}

#[derive(PartialEq, Eq)]
enum Fills {
    Next(usize),
    Number(usize),
    Name(String),
}

impl Call {
    fn read(around: &Around<'_>, mac: &Macro) -> Option<Self> {
        let tokens: Vec<TokenTree> = mac.tokens.clone().into_iter().collect();
        let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(it) if it.as_char() == ',');
        let rows: Vec<&[TokenTree]> = tokens.split(is_comma).filter(|row| !row.is_empty()).collect();
        let literal = |row: &[TokenTree]| match row {
            [TokenTree::Literal(literal)] => match Lit::new(literal.clone()) {
                Lit::Str(_) => Some(range_of(literal.span().into())),
                _ => None,
            },
            _ => None,
        };
        let text = rows.iter().position(|row| literal(row).is_some());
        let holes = match text.and_then(|at| rows.get(at)).and_then(|row| literal(row)) {
            Some(range) => holes(around.text(range.clone()), range.start)?,
            None => Vec::new(),
        };
        let arguments: Option<Vec<Argument>> = rows.iter().map(|row| Argument::of(row)).collect();
        Some(Self { arguments: arguments?, text, holes })
    }

    /// `{name}` becomes `{name:?}`, which escapes line breaks.
    fn escaped(&self, around: &Around<'_>, place: &Range<usize>, message: &str) -> Option<Draft> {
        let filled = self.filled(place, message)?;
        let name = filled.name.unwrap_or_else(|| around.text(filled.argument.range.clone()).to_owned());
        let is_text = around.parameter(&name, place.start).is_some_and(is_text);
        let mut draft = if is_text { Draft::certain("escape it") } else { Draft::maybe("escape it") };
        for hole in filled.holes {
            let end = hole.range.end - 1;
            draft = draft.replace(end..end, if hole.spec.is_some() { "?" } else { ":?" });
        }
        (!draft.edits.is_empty()).then_some(draft)
    }

    /// The field goes, and so does the value; where it stood in the text, that is said.
    fn left_out(&self, place: &Range<usize>, message: &str, is_certain: bool) -> Option<Draft> {
        let mut draft =
            if is_certain { Draft::certain("leave it out") } else { Draft::maybe("leave it out") };
        let text = self.text?;
        let at = self.at(place)?;
        let argument = self.arguments.get(at)?;
        if at < text {
            let next = self.arguments.get(at + 1)?;
            let goes = argument.is_plain && !argument.is_setting;
            return goes.then(|| draft.replace(argument.range.start..next.range.start, ""));
        }
        let holes = self.filled(place, message)?.holes;
        let is_simple = self.holes.iter().all(|hole| {
            !matches!(hole.what, Fills::Number(_))
                && hole.spec.as_ref().is_none_or(|spec| !spec.contains(['$', '*']))
        });
        if holes.is_empty() || !is_simple || (at > text && !argument.is_plain) {
            return None;
        }
        for hole in holes {
            draft = draft.replace(hole.range.clone(), REDACTED);
        }
        if at > text {
            let before = self.arguments.get(at - 1)?;
            draft = draft.replace(before.range.end..argument.range.end, "");
        }
        Some(draft)
    }

    /// The argument around a place, by its number.
    fn at(&self, place: &Range<usize>) -> Option<usize> {
        self.arguments.iter().position(|it| it.range.start <= place.start && place.end <= it.range.end)
    }

    /// The holes that a place fills: those of its argument, or if it is the text, of the name that the message says.
    fn filled(&self, place: &Range<usize>, message: &str) -> Option<Filled<'_>> {
        let (text, at) = (self.text?, self.at(place)?);
        let argument = self.arguments.get(at)?;
        let name = if at == text {
            let names = self.holes.iter().filter_map(|hole| match &hole.what {
                Fills::Name(name) if message.contains(&format!("`{name}`")) => Some(name),
                _ => None,
            });
            Some(names.min()?.clone())
        } else {
            argument.name.clone()
        };
        let before = self.arguments.get(text + 1..at).unwrap_or_default();
        let number = before.iter().filter(|it| it.name.is_none()).count();
        let holes = self.holes.iter().filter(|hole| match (&name, &hole.what) {
            (Some(own), Fills::Name(name)) => own == name,
            (None, Fills::Next(at) | Fills::Number(at)) => *at == number,
            _ => false,
        });
        let holes = if at < text { Vec::new() } else { holes.collect() };
        let name = if at == text { name } else { None };
        Some(Filled { argument, holes, name })
    }
}

/// What of a macro a place is about.
struct Filled<'a> {
    argument: &'a Argument,
    holes: Vec<&'a Hole>,
    /// The variable, where it stands in the text.
    name: Option<String>,
}

impl Argument {
    fn of(row: &[TokenTree]) -> Option<Self> {
        let (first, last) = (row.first()?, row.last()?);
        let range = first.span().byte_range().start..last.span().byte_range().end;
        let is = |at: usize, character: char| matches!(row.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == character);
        let name = match first {
            TokenTree::Ident(name) if is(1, '=') && !is(2, '=') => Some(name.to_string()),
            _ => None,
        };
        let is_setting = matches!(first, TokenTree::Ident(_)) && is(1, ':') && !is(2, ':');
        let value = row.get(if name.is_some() { 2 } else { 0 }..).unwrap_or_default();
        let is_plain = value.iter().enumerate().all(|(at, token)| match token {
            TokenTree::Ident(_) => true,
            TokenTree::Punct(punct) => match punct.as_char() {
                '.' | '&' | '*' => true,
                '%' | '?' => at == 0,
                _ => false,
            },
            TokenTree::Group(group) => {
                group.delimiter() == Delimiter::Parenthesis && group.stream().is_empty()
            }
            TokenTree::Literal(_) => false,
        });
        Some(Self { range, name, is_plain, is_setting })
    }
}

/// The holes of a text as it is written, with its quotes. `None` if it is not understood.
fn holes(written: &str, offset: usize) -> Option<Vec<Hole>> {
    let is_raw = written.starts_with('r');
    let mut holes = Vec::new();
    let mut next = 0;
    let mut characters = written.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' if !is_raw => {
                let (_, escaped) = characters.next()?;
                if escaped == 'u' {
                    characters.by_ref().find(|(_, it)| *it == '}')?;
                }
            }
            '{' if characters.next_if(|(_, it)| *it == '{').is_some() => {}
            '{' => {
                let (end, _) = characters.by_ref().find(|(_, it)| *it == '}')?;
                let inside = written.get(at + 1..end)?;
                if inside.contains(['\\', '{']) {
                    return None;
                }
                let (name, spec) = match inside.split_once(':') {
                    Some((name, spec)) => (name.trim(), Some(spec.to_owned())),
                    None => (inside.trim(), None),
                };
                let what = match name.parse() {
                    Ok(number) => Fills::Number(number),
                    Err(_) if name.is_empty() => {
                        next += 1;
                        Fills::Next(next - 1)
                    }
                    Err(_) => Fills::Name(name.to_owned()),
                };
                holes.push(Hole { range: offset + at..offset + end + 1, what, spec });
            }
            _ => {}
        }
    }
    Some(holes)
}

fn is_text(ty: &Type) -> bool {
    match ty {
        Type::Reference(ty) => is_text(&ty.elem),
        Type::Path(path) => path.path.is_ident("String") || path.path.is_ident("str"),
        _ => false,
    }
}
