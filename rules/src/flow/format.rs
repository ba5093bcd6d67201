//! The text of a macro that formats: its literal pieces, and what goes between them.

/// A piece of a format string.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Literal(String),
    /// `{}`, `{0}`: an argument by its position.
    Position {
        at: usize,
        quoted: bool,
    },
    /// `{name}`: a variable, or a named argument.
    Name {
        name: String,
        quoted: bool,
    },
}

/// Cuts a format string. `quoted` tells `{:?}`, which escapes line breaks.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut literal = String::new();
    let mut next = 0;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if c != '{' && c != '}' {
            literal.push(c);
            continue;
        }
        if rest.next_if_eq(&c).is_some() {
            literal.push(c);
            continue;
        }
        if c == '}' {
            continue;
        }
        let inside: String = rest.by_ref().take_while(|c| *c != '}').collect();
        let (name, spec) = inside.split_once(':').unwrap_or((&inside, ""));
        let (name, quoted) = (name.trim(), spec.contains('?'));
        if !literal.is_empty() {
            pieces.push(Piece::Literal(std::mem::take(&mut literal)));
        }
        if name.is_empty() {
            pieces.push(Piece::Position { at: next, quoted });
            next += 1;
        } else if let Ok(at) = name.parse() {
            pieces.push(Piece::Position { at, quoted });
        } else {
            pieces.push(Piece::Name { name: name.to_owned(), quoted });
        }
    }
    if !literal.is_empty() {
        pieces.push(Piece::Literal(literal));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces};

    fn literal(text: &str) -> Piece {
        Piece::Literal(text.to_owned())
    }

    #[test]
    fn a_format_string_is_cut_into_its_pieces() {
        let name = Piece::Name { name: "b".to_owned(), quoted: true };
        assert_eq!(
            pieces("x{}y{b:?}{0:>5}"),
            [
                literal("x"),
                Piece::Position { at: 0, quoted: false },
                literal("y"),
                name,
                Piece::Position { at: 0, quoted: false }
            ]
        );
    }

    #[test]
    fn doubled_braces_are_text() {
        assert_eq!(pieces("{{a}}"), [literal("{a}")]);
        assert_eq!(pieces("a}b{"), [literal("ab"), Piece::Position { at: 0, quoted: false }]);
    }
}
