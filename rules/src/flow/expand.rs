//! Macros that are declared beside the code that uses them: `macro_rules! run { ($sql:expr) => { db.execute($sql) } }`.
//!
//! Only plain ones are expanded: one rule, whose pattern is a list of names, or one name that repeats. What is more is left
//! alone, and never guessed at.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// The body of a macro with what it is called with put in. `None` if it is not plain.
pub(super) fn expanded(rules: &TokenStream, given: &TokenStream) -> Option<TokenStream> {
    let mut rules = rules.clone().into_iter();
    let (Some(TokenTree::Group(pattern)), Some(_), Some(_), Some(TokenTree::Group(body))) =
        (rules.next(), rules.next(), rules.next(), rules.next())
    else {
        return None;
    };
    // Another rule may be the one that is meant.
    if rules.any(|token| !is(&token, ';')) {
        return None;
    }
    let parts = bound(&pattern.stream().into_iter().collect::<Vec<_>>(), given)?;
    Some(filled(body.stream(), &parts))
}

/// A name of the pattern, and what stands for it.
type Part = (String, Vec<TokenTree>);

fn bound(pattern: &[TokenTree], given: &TokenStream) -> Option<Vec<Part>> {
    let given: Vec<TokenTree> = given.clone().into_iter().collect();
    // `$($part:tt)*`, `$($part:expr),* $(,)?`
    if let [dollar, TokenTree::Group(inner), ..] = pattern
        && is(dollar, '$')
    {
        let inner: Vec<TokenTree> = inner.stream().into_iter().collect();
        let [dollar, TokenTree::Ident(name), colon, TokenTree::Ident(_)] = inner.as_slice() else {
            return None;
        };
        return (is(dollar, '$') && is(colon, ':')).then(|| vec![(name.to_string(), given)]);
    }
    let mut parts = Vec::new();
    let mut values = given.split(|token| is(token, ','));
    for piece in pattern.split(|token| is(token, ',')) {
        match piece {
            [] => {}
            [dollar, TokenTree::Ident(name), colon, TokenTree::Ident(_)]
                if is(dollar, '$') && is(colon, ':') =>
            {
                parts.push((name.to_string(), values.next()?.to_vec()));
            }
            _ => return None,
        }
    }
    values.all(<[TokenTree]>::is_empty).then_some(parts)
}

fn filled(body: TokenStream, parts: &[Part]) -> TokenStream {
    let mut out: Vec<TokenTree> = Vec::new();
    let mut tokens = body.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match &token {
            TokenTree::Punct(punct) if punct.as_char() == '$' => match tokens.next() {
                Some(TokenTree::Ident(name)) => {
                    match parts.iter().find(|(part, _)| name == part.as_str()) {
                        Some((_, value)) => out.extend(value.iter().cloned()),
                        // `$crate`
                        None => out.push(TokenTree::Ident(name)),
                    }
                }
                // `$($part),*` stands for all of them.
                Some(TokenTree::Group(repeated)) => {
                    out.extend(filled(repeated.stream(), parts));
                    while tokens.next_if(|next| is(next, ',') || is(next, ';')).is_some() {}
                    tokens.next_if(|next| is(next, '*') || is(next, '+') || is(next, '?'));
                }
                _ => {}
            },
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), filled(group.stream(), parts));
                inner.set_span(group.span());
                out.push(TokenTree::Group(inner));
            }
            _ => out.push(token),
        }
    }
    out.into_iter().collect()
}

fn is(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

/// The name and the rules of `macro_rules! name { .. }`.
pub(super) fn declared(item: &syn::ItemMacro) -> Option<(String, TokenStream)> {
    let name = item.ident.as_ref()?;
    let is_plain = item.mac.path.is_ident("macro_rules")
        && matches!(item.mac.tokens.clone().into_iter().next(), Some(TokenTree::Group(group)) if group.delimiter() != Delimiter::None);
    is_plain.then(|| (name.to_string(), item.mac.tokens.clone()))
}

#[cfg(test)]
mod tests {
    use super::expanded;

    #[track_caller]
    fn becomes(rules: &str, given: &str, expected: &str) {
        let parsed = |text: &str| text.parse::<proc_macro2::TokenStream>().unwrap();
        let written = |tokens: proc_macro2::TokenStream| tokens.to_string().replace(' ', "");
        let found = expanded(&parsed(rules), &parsed(given)).map(written);
        assert_eq!(found, Some(written(parsed(expected))), "{rules} on {given}");
    }

    #[test]
    fn names_and_repetitions_are_put_in() {
        becomes("($sql:expr) => { db.execute($sql) }", "&text", "db.execute(&text)");
        becomes("($db:expr, $sql:expr) => { $db.execute(&$sql) };", "pool, a.b", "pool.execute(&a.b)");
        becomes("($($part:tt)*) => { info!($($part)*) }", "\"x {}\", y", "info!(\"x {}\", y)");
        becomes("($($part:expr),* $(,)?) => { f($($part),*) }", "a, b", "f(a, b)");
    }

    #[test]
    fn a_macro_of_two_rules_or_with_words_of_its_own_is_left_alone() {
        for rules in [
            "() => {}; ($a:expr) => { f($a) }",
            "(run $a:expr) => { f($a) }",
            "($($a:expr => $b:expr),*) => {}",
        ] {
            assert!(expanded(&rules.parse().unwrap(), &"run x".parse().unwrap()).is_none(), "{rules}");
        }
    }
}
