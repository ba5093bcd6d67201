//! Reads conditions from left to right, and says of what is no comparison why it is none.

use portcullis_rules::{Diagnostics, Place};
use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Lit, Path};

use super::{Atom, Condition, Constant, Number, Operand, Operator, Test, Value, without_spaces};
use crate::policy::cursor::Cursor;

/// Reads a condition; `None` if `out` says what is wrong.
pub fn read(cursor: &mut Cursor, out: &mut Diagnostics) -> Option<Condition> {
    let first = conjunction(cursor, out)?;
    let mut parts = vec![first];
    while cursor.pair(['|', '|']).is_some() {
        parts.push(conjunction(cursor, out)?);
    }
    Some(if parts.len() == 1 { parts.swap_remove(0) } else { Condition::Or(parts) })
}

fn conjunction(cursor: &mut Cursor, out: &mut Diagnostics) -> Option<Condition> {
    let first = unary(cursor, out)?;
    let mut parts = vec![first];
    while cursor.pair(['&', '&']).is_some() {
        parts.push(unary(cursor, out)?);
    }
    Some(if parts.len() == 1 { parts.swap_remove(0) } else { Condition::And(parts) })
}

fn unary(cursor: &mut Cursor, out: &mut Diagnostics) -> Option<Condition> {
    if let Some(not) = cursor.punct('!') {
        let part = unary(cursor, out)?;
        let parenthesised = cursor.follows_parentheses();
        if !parenthesised && matches!(&part, Condition::Atom(atom) if !matches!(atom.test, Test::Holds)) {
            // Rust would read `!input.amount == 5` as `(!input.amount) == 5`.
            out.error(not.span(), "`!` stands before parentheses, or before a field that is a `bool`")
                .help("write `!(input.amount == 5)`, or `input.amount != 5`");
            return None;
        }
        return Some(Condition::Not(Box::new(part)));
    }
    if let Some(group) = cursor.group(Delimiter::Parenthesis) {
        let mut inside = Cursor::inside(&group);
        let condition = read(&mut inside, out)?;
        if !inside.is_empty() {
            inside.error("a condition ends before this", out).help("join comparisons with `&&` or `||`");
            return None;
        }
        return Some(condition);
    }
    atom(cursor, out)
}

fn atom(cursor: &mut Cursor, out: &mut Diagnostics) -> Option<Condition> {
    let operand = operand(cursor, out)?;
    let test = test(cursor, &operand, out)?;
    Some(Condition::Atom(Atom { operand, test }))
}

fn operand(cursor: &mut Cursor, out: &mut Diagnostics) -> Option<Operand> {
    const HELP: &str = "begin with the field: `input.amount <= 200`, `caller.kind == plugin`, `caller.trust_domain == \"…\"`";
    let start = cursor.span();
    if cursor.word("input").is_some() {
        let fields = cursor.punct('.').and_then(|_| field(cursor));
        let Some(fields) = fields else {
            cursor.error("`input` is followed by a field", out).help("write `input.amount <= 200`");
            return None;
        };
        return Some(Operand::Input(Ident::new("input", start), fields));
    }
    if cursor.word("caller").is_some() {
        let asked = cursor.punct('.').and_then(|_| cursor.ident());
        return match asked.as_ref().map(Ident::to_string).as_deref() {
            Some("kind") => Some(Operand::CallerKind(start)),
            Some("trust_domain") => Some(Operand::CallerTrustDomain(start)),
            _ => {
                let place = asked.map_or_else(|| cursor.span(), |asked| asked.span());
                out.error(place, "a policy does not know this of a caller")
                    .help("ask for `caller.kind` or `caller.trust_domain`");
                None
            }
        };
    }
    cursor.error("a condition compares a field with a constant", out).help(HELP);
    None
}

/// `amount`, `address.country`
pub fn field(cursor: &mut Cursor) -> Option<Vec<Ident>> {
    let mut fields = vec![cursor.ident()?];
    while cursor.punct('.').is_some() {
        fields.push(cursor.ident()?);
    }
    Some(fields)
}

fn test(cursor: &mut Cursor, operand: &Operand, out: &mut Diagnostics) -> Option<Test> {
    if cursor.word("in").is_some() {
        return values(cursor, operand, out).map(Test::In);
    }
    if let Some((operator, tokens)) = operator(cursor) {
        let place = Place::from(&tokens);
        let value = operand_value(cursor, operand, out)?;
        check_operator(operator, place, operand, &value, out)?;
        return Some(Test::Compare(operator, tokens, value));
    }
    let whole_statement = cursor.is_empty() || cursor.is_punct('&') || cursor.is_punct('|');
    let approval = matches!(cursor.peek(), Some(TokenTree::Ident(word)) if word == "approved");
    match operand {
        Operand::Input(..) if whole_statement || approval => Some(Test::Holds),
        _ => {
            let called = matches!(cursor.peek(), Some(TokenTree::Group(_)));
            let message = if called { "a condition calls no functions" } else { "a comparison belongs here" };
            cursor.error(message, out).help(
                "compare with `==`, `!=`, `<`, `<=`, `>`, `>=` or `in [..]`, and join with `&&`, `||`, `!`",
            );
            None
        }
    }
}

fn operator(cursor: &mut Cursor) -> Option<(Operator, TokenStream)> {
    let pairs = [
        (['=', '='], Operator::Equal),
        (['!', '='], Operator::NotEqual),
        (['<', '='], Operator::LessOrEqual),
        (['>', '='], Operator::GreaterOrEqual),
    ];
    for (pair, operator) in pairs {
        if let Some((first, second)) = cursor.pair(pair) {
            return Some((
                operator,
                [TokenTree::Punct(first), TokenTree::Punct(second)].into_iter().collect(),
            ));
        }
    }
    for (character, operator) in [('<', Operator::Less), ('>', Operator::Greater)] {
        if let Some(punct) = cursor.punct(character) {
            return Some((operator, TokenTree::Punct(punct).into()));
        }
    }
    None
}

/// A caller's facts and texts are equal or not; the compiler would say so of texts as well, but not of the reason.
fn check_operator(
    operator: Operator,
    place: Place,
    operand: &Operand,
    value: &Value,
    out: &mut Diagnostics,
) -> Option<()> {
    let equality = matches!(operator, Operator::Equal | Operator::NotEqual);
    let ordered = matches!(operand, Operand::Input(..))
        && matches!(value.constant, Constant::Number(_) | Constant::Opaque(_));
    if equality || ordered {
        return Some(());
    }
    out.error(place, "only numbers have an order").help("compare with `==`, `!=` or `in [..]`");
    None
}

fn values(cursor: &mut Cursor, operand: &Operand, out: &mut Diagnostics) -> Option<Vec<Value>> {
    let Some(group) = cursor.group(Delimiter::Bracket) else {
        cursor.error("`in` is followed by a list", out).help("write `in [\"EUR\", \"USD\"]`");
        return None;
    };
    let mut inside = Cursor::inside(&group);
    let mut values = Vec::new();
    while !inside.is_empty() {
        values.push(operand_value(&mut inside, operand, out)?);
        if !inside.is_empty() && inside.punct(',').is_none() {
            inside.error("a comma belongs here", out).help("separate the values by commas");
            return None;
        }
    }
    if values.is_empty() {
        let place = Place { start: group.span_open(), end: group.span_close() };
        out.error(place, "nothing is in an empty list").help("name the values, or remove the comparison");
        return None;
    }
    Some(values)
}

fn operand_value(cursor: &mut Cursor, operand: &Operand, out: &mut Diagnostics) -> Option<Value> {
    const KINDS: [&str; 4] = ["local", "plugin", "spiffe", "approver"];
    match operand {
        Operand::Input(..) => value(cursor, out),
        Operand::CallerKind(_) => {
            let kind = KINDS.into_iter().find_map(|kind| Some((kind, cursor.word(kind)?)));
            let Some((kind, span)) = kind else {
                cursor
                    .error("this is no kind of caller", out)
                    .help("a caller is `local`, `plugin`, `spiffe` or `approver`");
                return None;
            };
            let tokens = Ident::new(kind, span).to_token_stream();
            Some(Value { tokens, constant: Constant::Text(kind.to_owned()) })
        }
        Operand::CallerTrustDomain(_) => {
            let Some(text) = cursor.text() else {
                cursor.error("a trust domain in quotes belongs here", out).help("write `\"example.com\"`");
                return None;
            };
            Some(Value { tokens: text.to_token_stream(), constant: Constant::Text(text.value()) })
        }
    }
}

/// A literal, with a minus or without, or a path.
pub fn value(cursor: &mut Cursor, out: &mut Diagnostics) -> Option<Value> {
    let minus = cursor.punct('-');
    if let Some(literal) = cursor.literal() {
        let mut tokens: TokenStream = minus.clone().map(TokenTree::Punct).into_iter().collect();
        tokens.extend([TokenTree::Literal(literal.clone())]);
        check_not_calculated(cursor, out)?;
        let constant = constant(&Lit::new(literal), minus.is_some(), &tokens);
        return Some(Value { tokens, constant });
    }
    if minus.is_none() {
        for (word, truth) in [("true", true), ("false", false)] {
            if let Some(span) = cursor.word(word) {
                let tokens = Ident::new(word, span).to_token_stream();
                return Some(Value { tokens, constant: Constant::Bool(truth) });
            }
        }
        let is_field =
            matches!(cursor.peek(), Some(TokenTree::Ident(word)) if word == "input" || word == "caller");
        if !is_field && let Some(path) = cursor.path() {
            check_not_calculated(cursor, out)?;
            return Some(Value { tokens: path.to_token_stream(), constant: constant_of_path(&path) });
        }
    }
    cursor
        .error("a constant belongs here", out)
        .help("write a number, a text in quotes, `true`, `false`, or the path of a constant or variant");
    None
}

/// A call, a literal of a struct, arithmetic: a person would read it, and the analysis cannot.
fn check_not_calculated(cursor: &Cursor, out: &mut Diagnostics) -> Option<()> {
    let goes_on = match cursor.peek() {
        Some(TokenTree::Group(_)) => true,
        Some(TokenTree::Punct(punct)) => "+-*/%.".contains(punct.as_char()),
        Some(TokenTree::Ident(word)) => word == "as",
        _ => false,
    };
    if goes_on {
        cursor
            .error("a value in a policy is not calculated", out)
            .help("name it outside of the policy, `const MOST: Money = …;`, and write `MOST`");
        return None;
    }
    Some(())
}

fn constant(literal: &Lit, negative: bool, tokens: &TokenStream) -> Constant {
    let sign = if negative { "-" } else { "" };
    let number = match literal {
        Lit::Int(number) => format!("{sign}{}", number.base10_digits()).parse().ok().map(Number::Whole),
        Lit::Float(number) => format!("{sign}{}", number.base10_digits()).parse().ok().map(Number::Fraction),
        _ => None,
    };
    match (literal, number) {
        (_, Some(number)) => Constant::Number(number),
        (Lit::Str(text), _) => Constant::Text(text.value()),
        _ => Constant::Opaque(without_spaces(tokens)),
    }
}

/// Variants of one enum differ from each other, and are written in `UpperCamelCase`. Of constants nothing is known.
fn constant_of_path(path: &Path) -> Constant {
    let text = without_spaces(path);
    let camel = |name: &str| {
        let variant = name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase);
        variant && !name.contains('_')
    };
    match text.rsplit_once("::") {
        Some((of, name)) if camel(name) => Constant::Variant { of: of.to_owned(), name: name.to_owned() },
        _ => Constant::Opaque(text),
    }
}
