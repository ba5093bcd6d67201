//! What is known of a value: what its content could still do, where it comes from, what it is made of.

use std::fmt;
use std::ops::{BitOr, BitOrAssign};
use std::rc::Rc;

/// A set of things that are true of a value, or could be.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Traits(u32);

/// The dangers say what the content of a value could do where it is taken for code, a place or a size. Each barrier takes
/// away those that it guards against.
impl Traits {
    /// Nothing is known to be wrong.
    pub const NONE: Self = Self(0);

    /// Could change the meaning of an SQL text.
    pub const SQL: Self = Self(1);
    /// Could be another command.
    pub const COMMAND: Self = Self(1 << 1);
    /// Could lead to another place in the file system.
    pub const PATH: Self = Self(1 << 2);
    /// Could lead to another host, or be another scheme.
    pub const URL: Self = Self(1 << 3);
    /// Could be another template, expression or query than was meant.
    pub const PATTERN: Self = Self(1 << 4);
    /// Could be markup.
    pub const HTML: Self = Self(1 << 5);
    /// Could forge a line of a log.
    pub const LOG: Self = Self(1 << 6);
    /// Could be an order to a model.
    pub const PROMPT: Self = Self(1 << 7);
    /// Could be code.
    pub const CODE: Self = Self(1 << 8);
    /// Could be any number.
    pub const AMOUNT: Self = Self(1 << 9);

    /// All that a text can do.
    pub const TEXT: Self = Self(0b1_1111_1111);
    /// All dangers.
    pub const DANGERS: Self = Self(0b11_1111_1111);

    /// Comes from a parameter of a function that is nobody's entry point.
    pub const PARAMETER: Self = Self(1 << 10);
    /// Comes from whoever calls over the network, or from a model: a handler's or a capability's input.
    pub const REMOTE: Self = Self(1 << 11);
    /// Comes from what another service answered.
    pub const NETWORK: Self = Self(1 << 12);
    /// Comes from the command line, the environment, the standard input or a file.
    pub const LOCAL: Self = Self(1 << 13);
    /// Where it comes from.
    pub const ORIGINS: Self = Self(0b1111 << 10);

    /// A revealed secret, or what is named like one.
    pub const SECRET: Self = Self(1 << 14);
    /// What is named like a secret in programs that know secrets, and like a word of a grammar in others: `token`.
    pub const MAYBE_SECRET: Self = Self(1 << 15);
    /// About a person: a `Personal<T>`, or what is named so.
    pub const PERSONAL: Self = Self(1 << 16);
    /// An error, or its text.
    pub const ERROR: Self = Self(1 << 17);
    /// A text that was put together from pieces, of which one is no constant.
    pub const BUILT: Self = Self(1 << 18);
    /// One of its literal pieces begins like SQL.
    pub const LOOKS_LIKE_SQL: Self = Self(1 << 19);
    /// One of its literal pieces has a tag.
    pub const LOOKS_LIKE_HTML: Self = Self(1 << 20);
    /// A path that went through `canonicalize`, so that a prefix says where it lies.
    pub const CANONICAL: Self = Self(1 << 21);
    /// A path that was put together from a folder and something in it.
    pub const JOINED: Self = Self(1 << 22);
    /// A digest or a MAC.
    pub const DIGEST: Self = Self(1 << 23);
    /// The same in every run.
    pub const CONSTANT: Self = Self(1 << 24);
    /// What a model said.
    pub const MODEL: Self = Self(1 << 25);
    /// Wrapped in a type that does not show it, or hashed, encrypted, masked: its name says nothing more.
    pub const SEALED: Self = Self(1 << 26);
    /// Taken out of a type that keeps it: `key.expose_secret()`.
    pub const REVEALED: Self = Self(1 << 27);
    /// The text of an error.
    pub const ERROR_TEXT: Self = Self(1 << 28);
    /// About a person, and what is kept under lock and key: a card's number, or what a `Personal<T>` held.
    pub const SENSITIVE: Self = Self(1 << 29);
    /// What nobody else should read.
    pub const CONFIDENTIAL: Self = Self(0b111 << 14 | 0b1010 << 26);

    /// Whether all of these are in it.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether any of these is in it.
    pub const fn has_any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Only those that are in both.
    #[must_use]
    pub const fn only(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// All but these.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Those of either.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOr for Traits {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.and(other)
    }
}

impl BitOrAssign for Traits {
    fn bitor_assign(&mut self, other: Self) {
        *self = self.and(other);
    }
}

impl fmt::Debug for Traits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const NAMES: [&str; 30] = [
            "SQL",
            "COMMAND",
            "PATH",
            "URL",
            "PATTERN",
            "HTML",
            "LOG",
            "PROMPT",
            "CODE",
            "AMOUNT",
            "PARAMETER",
            "REMOTE",
            "NETWORK",
            "LOCAL",
            "SECRET",
            "MAYBE_SECRET",
            "PERSONAL",
            "ERROR",
            "BUILT",
            "LOOKS_LIKE_SQL",
            "LOOKS_LIKE_HTML",
            "CANONICAL",
            "JOINED",
            "DIGEST",
            "CONSTANT",
            "MODEL",
            "SEALED",
            "REVEALED",
            "ERROR_TEXT",
            "SENSITIVE",
        ];
        let set = NAMES.iter().enumerate().filter(|(bit, _)| self.0 & (1 << bit) != 0);
        f.debug_set().entries(set.map(|(_, name)| name)).finish()
    }
}

/// What is known of a value at one place.
#[derive(Clone, Debug, Default)]
pub struct Value {
    /// What it could do, where it comes from, what it is.
    pub traits: Traits,
    /// What its fields are, if it is an input of the user's own type: the whole is no text.
    pub of_fields: Traits,
    /// The text that it certainly begins with.
    pub start: Option<Rc<str>>,
    /// A constant that is no text.
    pub known: Known,
    /// The call that made it, and what was called on it since.
    pub made_by: Option<Rc<Maker>>,
    /// The type, as far as a signature or a literal tells: its last name.
    pub(super) structure: Option<Rc<str>>,
    /// The fields of a tuple or a struct that is in sight.
    pub(super) parts: Option<Rc<Vec<(String, Value)>>>,
    /// The variable or field that it is a copy of.
    pub(super) alias: Option<Rc<str>>,
    /// What follows for other values if it is true, and if it is false.
    pub(super) condition: Option<Rc<(Vec<super::guard::Clear>, Vec<super::guard::Clear>)>>,
}

/// A constant that is no text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Known {
    /// Nothing is known, or it is a text: see [`Value::start`].
    #[default]
    Nothing,
    /// `true`.
    Bool(bool),
    /// `0o666`.
    Int(u128),
    /// `SslVerifyMode::NONE`.
    Path(Rc<str>),
}

/// A call that makes a value on which others are called: `Command::new("sh")`.
#[derive(Clone, Debug)]
pub struct Maker {
    /// The function's path, with imports followed as far as they are known.
    pub path: Rc<str>,
    /// What it was given.
    pub arguments: Vec<Value>,
    /// What was called on its value since.
    pub calls: Vec<Called>,
}

/// A method that was called on a value since it was made.
#[derive(Clone, Debug)]
pub struct Called {
    /// The method.
    pub method: Rc<str>,
    /// The first argument.
    pub argument: Option<Value>,
}

impl Maker {
    /// Whether a method was called on the value since it was made.
    pub fn has_called(&self, method: &str) -> bool {
        self.calls.iter().any(|call| &*call.method == method)
    }

    /// The last two names of the path: `Command::new`.
    pub fn short(&self) -> &str {
        let mut ends = self.path.rmatch_indices("::");
        ends.next();
        ends.next().map_or(&*self.path, |(at, _)| self.path.get(at + 2..).unwrap_or_default())
    }

    /// The type's name: `Command` of `std::process::Command::new`.
    pub fn of(&self) -> &str {
        self.short().split("::").next().unwrap_or_default()
    }
}

impl Value {
    /// A value of which this much is known.
    pub(super) fn of(traits: Traits) -> Self {
        Self { traits, ..Self::default() }
    }

    /// A text of the source.
    pub(super) fn text(text: &str) -> Self {
        let mut traits = Traits::CONSTANT;
        if looks_like_sql(text) {
            traits |= Traits::LOOKS_LIKE_SQL;
        }
        if looks_like_html(text) {
            traits |= Traits::LOOKS_LIKE_HTML;
        }
        Self { traits, start: Some(text.into()), ..Self::default() }
    }

    pub(super) fn constant(known: Known) -> Self {
        Self { traits: Traits::CONSTANT, known, ..Self::default() }
    }

    /// Whether the content could do this, whoever chose it.
    pub fn could(&self, danger: Traits) -> bool {
        self.traits.has_any(danger)
    }

    /// Whether it is the same in every run.
    pub fn is_constant(&self) -> bool {
        self.traits.has(Traits::CONSTANT)
    }

    /// The text, if it is the same in every run.
    pub fn whole_text(&self) -> Option<&str> {
        if self.is_constant() { self.start.as_deref() } else { None }
    }

    /// Whether a caller, a file or a service has any say in it.
    pub fn is_input(&self) -> bool {
        self.traits.has_any(Traits::DANGERS)
    }

    /// One or the other.
    pub(super) fn or(&self, other: &Self) -> Self {
        let both = self.traits | other.traits;
        let constant = self.traits.only(other.traits).only(Traits::CONSTANT);
        let same_text = self.start == other.start;
        Self {
            traits: both.without(Traits::CONSTANT) | constant,
            of_fields: self.of_fields | other.of_fields,
            start: if same_text { self.start.clone() } else { None },
            known: if self.known == other.known { self.known.clone() } else { Known::Nothing },
            made_by: self.made_by.clone().or_else(|| other.made_by.clone()),
            structure: self.structure.clone().or_else(|| other.structure.clone()),
            parts: match (&self.parts, &other.parts) {
                (Some(one), Some(two)) if Rc::ptr_eq(one, two) => Some(one.clone()),
                _ => None,
            },
            alias: if self.alias == other.alias { self.alias.clone() } else { None },
            condition: None,
        }
    }

    /// A field, as far as nothing more is known of it than of the whole.
    pub(super) fn part(&self, name: &str) -> Self {
        if let Some(parts) = &self.parts
            && let Some((_, part)) = parts.iter().find(|(part, _)| part == name)
        {
            return part.clone();
        }
        let traits = self.traits.without(Traits::CONSTANT | Traits::BUILT) | self.of_fields;
        Self { traits, of_fields: self.of_fields, ..Self::default() }
    }

    /// The same content in another form: `trim`, `to_string`, an element of it.
    pub(super) fn same(&self) -> Self {
        Self { condition: None, ..self.clone() }
    }

    /// Something made of it, of which the beginning is not known.
    pub(super) fn derived(&self) -> Self {
        let traits = self.traits.without(Traits::CONSTANT | Traits::CANONICAL);
        Self { traits, of_fields: self.of_fields, ..Self::default() }
    }
}

/// Pieces of a text, one behind the other.
pub(super) fn joined<'a>(pieces: impl IntoIterator<Item = &'a Value>) -> Value {
    let mut all = Value::default();
    let mut start = String::new();
    let (mut is_whole, mut has_host) = (true, false);
    for piece in pieces {
        let is_constant = piece.is_constant() && piece.start.is_some();
        if is_whole {
            start.push_str(piece.start.as_deref().unwrap_or_default());
        }
        let mut traits = piece.traits.without(Traits::CONSTANT | Traits::CANONICAL);
        if !is_constant {
            // What follows a complete host is a path or a query, and leads nowhere else.
            has_host = has_host || names_a_whole_host(&start);
            if has_host {
                traits = traits.without(Traits::URL);
            }
            // Whoever wrote the program chose this piece, and the host with it.
            has_host = has_host || !traits.has(Traits::URL);
            is_whole = false;
        }
        all.traits |= traits;
    }
    all.traits |= if is_whole { Traits::CONSTANT } else { Traits::BUILT };
    if looks_like_sql(&start) {
        all.traits |= Traits::LOOKS_LIKE_SQL;
    }
    all.start = Some(start.into());
    all
}

/// `https://example.org/`: what is appended cannot change the host.
pub(super) fn names_a_whole_host(text: &str) -> bool {
    let Some((_, rest)) = text.split_once("://") else {
        // A path without a host.
        return text.starts_with('/') && !text.starts_with("//");
    };
    rest.find(['/', '?', '#']).is_some_and(|end| end > 0)
}

fn looks_like_sql(text: &str) -> bool {
    const VERBS: [&str; 16] = [
        "select", "insert", "update", "delete", "create", "drop", "alter", "with", "replace", "merge",
        "truncate", "call", "exec", "pragma", "grant", "attach",
    ];
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let is_verb = (4..=8).contains(&word.len()) && VERBS.iter().any(|verb| word.eq_ignore_ascii_case(verb));
    is_verb && (rest.is_empty() || rest.starts_with(char::is_whitespace))
        || ["where", "order by", "limit", "from", "values", "and", "or", "set"].iter().any(|clause| {
            text.get(..clause.len()).is_some_and(|start| start.eq_ignore_ascii_case(clause))
                && text
                    .get(..clause.len())
                    .is_some_and(|start| start.chars().all(|c| c.is_ascii_uppercase() || c == ' '))
                && text.get(clause.len()..).is_some_and(|rest| rest.starts_with(' '))
        })
}

fn looks_like_html(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        let rest = text.get(at + 1..).unwrap_or_default();
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        const TAGS: [&str; 32] = [
            "a", "b", "body", "button", "code", "div", "em", "form", "h1", "h2", "h3", "head", "html", "i",
            "iframe", "img", "input", "li", "link", "meta", "option", "p", "pre", "script", "span", "strong",
            "style", "table", "td", "title", "tr", "ul",
        ];
        rest.get(..end).is_some_and(|tag| TAGS.iter().any(|known| tag.eq_ignore_ascii_case(known)))
            && rest.get(end..).is_some_and(|rest| rest.starts_with(['>', ' ', '/']))
    })
}
