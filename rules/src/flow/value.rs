//! What is known of a value: what its content could still do, where it comes from, what it is made of.

use std::fmt;
use std::ops::{BitOr, BitOrAssign};
use std::rc::Rc;
use std::sync::Arc;

/// A set of things that are true of a value, or could be.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Traits(u64);

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
    /// Comes from a file, which is local as well.
    pub const FILE: Self = Self(1 << 26);
    /// An input stands behind the beginning of the text, where the host of a URL may be.
    pub const IN_HOST: Self = Self(1 << 27);
    /// Where it comes from, if it is not merely what some function of the program was given.
    pub const OUTSIDE: Self = Self(0b1110 << 10);
    /// A password, or what is named like one: somebody could guess it.
    pub const PASSWORD: Self = Self(1 << 28);
    /// Comes from a generator whose next number can be worked out.
    pub const PREDICTABLE: Self = Self(1 << 29);
    /// Wrapped in a type that does not show it, or hashed, encrypted, masked: its name says nothing more.
    pub const SEALED: Self = Self(1 << 30);
    /// Taken out of a type that keeps it: `key.expose_secret()`.
    pub const REVEALED: Self = Self(1 << 31);
    /// The text of an error.
    pub const ERROR_TEXT: Self = Self(1 << 32);
    /// About a person, and what is kept under lock and key: a card's number, or what a `Personal<T>` held.
    pub const SENSITIVE: Self = Self(1 << 33);
    /// Said by a token that nobody has checked yet.
    pub const UNVERIFIED: Self = Self(1 << 61);
    /// Comes from a database, where somebody has put it.
    pub const STORED: Self = Self(1 << 40);
    /// A text by its type, whatever its name says.
    pub const WRITTEN: Self = Self(1 << 41);
    /// Comes from the environment, which is local as well: whoever starts the program chose it on purpose.
    pub const ENVIRONMENT: Self = Self(1 << 42);
    /// The credential that the caller showed.
    pub const CALLERS: Self = Self(1 << 60);
    /// A text in which something confidential is a part of an address: `https://host/?key=..`.
    pub const IN_ADDRESS: Self = Self(1 << 59);

    /// What nobody else should read.
    pub const CONFIDENTIAL: Self =
        Self::SECRET.and(Self::MAYBE_SECRET).and(Self::PERSONAL).and(Self::REVEALED).and(Self::SENSITIVE);

    pub(super) const fn bits(self) -> u64 {
        self.0
    }

    pub(super) const fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

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
        const NAMES: [&str; 34] = [
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
            "FILE",
            "IN_HOST",
            "PASSWORD",
            "PREDICTABLE",
            "SEALED",
            "REVEALED",
            "ERROR_TEXT",
            "SENSITIVE",
        ];
        let set = NAMES.iter().enumerate().filter(|(bit, _)| self.0 & (1 << bit) != 0);
        let late = [
            (Self::CALLERS, "CALLERS"),
            (Self::UNVERIFIED, "UNVERIFIED"),
            (Self::STORED, "STORED"),
            (Self::WRITTEN, "WRITTEN"),
            (Self::ENVIRONMENT, "ENVIRONMENT"),
            (Self::IN_ADDRESS, "IN_ADDRESS"),
        ];
        let late = late.iter().filter(|(one, _)| self.has(*one)).map(|(_, name)| name);
        f.debug_set().entries(set.map(|(_, name)| name).chain(late)).finish()
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
    /// The type, if it is a number or a list of numbers, and how large it can be.
    pub number: Option<super::Number>,
    /// The call that made it, and what was called on it since.
    pub made_by: Option<Rc<Maker>>,
    /// The type, as far as a signature or a literal tells: its last name.
    pub(super) structure: Option<Arc<str>>,
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
    /// One of these texts: `if cfg!(windows) { "cmd" } else { "sh" }`.
    Texts(Rc<[Rc<str>]>),
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

    /// Something that is no text, with fields of which this much is known.
    pub(super) fn of_fields(of_fields: Traits) -> Self {
        Self { of_fields, ..Self::default() }
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

    /// The texts that it can be, if it is one of those of the source.
    pub(super) fn whole_texts(&self) -> Vec<&str> {
        match (&self.known, self.whole_text()) {
            (_, Some(text)) => vec![text],
            (Known::Texts(texts), None) if self.is_constant() => texts.iter().map(|text| &**text).collect(),
            _ => Vec::new(),
        }
    }

    /// Texts of the source that it may be, among others: `env::var("BIND").unwrap_or("0.0.0.0:80".into())`.
    pub fn possible_texts(&self) -> impl Iterator<Item = &str> {
        let several: &[Rc<str>] = match &self.known {
            Known::Texts(texts) => texts,
            _ => &[],
        };
        self.whole_text().into_iter().chain(several.iter().map(|text| &**text))
    }

    /// The elements, if it is a list that is written down; or the value itself.
    pub(super) fn elements(&self) -> Vec<&Self> {
        match &self.parts {
            Some(parts) if parts.first().is_some_and(|(name, _)| name.starts_with('[')) => {
                parts.iter().map(|(_, element)| element).collect()
            }
            _ => vec![self],
        }
    }

    /// Whether somebody has chosen it who is neither the program nor whoever starts it: a client, a service, a model.
    pub fn is_foreign(&self) -> bool {
        self.traits.has_any(Traits::REMOTE | Traits::NETWORK | Traits::MODEL)
    }

    /// Whether it came in when the program ran: over the network, from the command line, the environment or the standard
    /// input, and not from a file or the calling code alone.
    pub fn is_from_outside(&self) -> bool {
        self.is_foreign() || (self.traits.has(Traits::LOCAL) && !self.traits.has(Traits::FILE))
    }

    /// The last name of its type, as far as a signature or a literal tells: `TcpStream`; `Take` after `take(..)`.
    pub fn type_name(&self) -> Option<&str> {
        self.structure.as_deref()
    }

    /// Whether a caller, a file or a service has any say in it.
    pub fn is_input(&self) -> bool {
        self.traits.has_any(Traits::DANGERS)
    }

    /// Whether somebody has a say in it other than through what the program keeps: what lies in a database may be a list of
    /// what is allowed.
    pub(super) fn is_chosen(&self) -> bool {
        self.is_input() && (!self.traits.has(Traits::STORED) || self.traits.has_any(Traits::ORIGINS))
    }

    /// `String::new()`.
    pub(super) fn empty() -> Self {
        Self { start: Some("".into()), ..Self::default() }
    }

    fn is_empty(&self) -> bool {
        self.start.as_deref() == Some("") && self.traits == Traits::NONE
    }

    /// Takes away what a condition excludes. A number that was compared is no longer any number of its type.
    pub(super) fn lose(&mut self, dangers: Traits) {
        self.traits = self.traits.without(dangers);
        self.of_fields = self.of_fields.without(dangers);
        if dangers.has(Traits::AMOUNT) {
            self.number = None;
        }
    }

    /// A field of a tuple or a struct that is in sight.
    pub fn field(&self, name: &str) -> Option<&Self> {
        self.parts.as_ref()?.iter().find(|(part, _)| part == name).map(|(_, value)| value)
    }

    /// The fields of a tuple or a struct, or the elements of a list, that are in sight.
    pub fn fields(&self) -> impl Iterator<Item = &Self> {
        self.parts.iter().flat_map(|parts| parts.iter().map(|(_, value)| value))
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
            known: if self.known == other.known && same_text {
                self.known.clone()
            } else {
                self.either_text(other)
            },
            number: match (self.number, other.number) {
                (Some(one), Some(two)) => one.or(two),
                (Some(one), None) if matches!(other.known, Known::Int(_)) => Some(one),
                (None, Some(two)) if matches!(self.known, Known::Int(_)) => Some(two),
                _ => None,
            },
            made_by: self.made_by.clone().or_else(|| other.made_by.clone()),
            structure: self.structure.clone().or_else(|| other.structure.clone()),
            parts: match (&self.parts, &other.parts) {
                (Some(one), Some(two)) if Rc::ptr_eq(one, two) => Some(one.clone()),
                (Some(one), Some(two)) => either_part(one, two),
                _ => None,
            },
            alias: if self.alias == other.alias { self.alias.clone() } else { None },
            condition: None,
        }
    }

    /// Texts of the source are kept apart, and beside what is not known.
    fn either_text(&self, other: &Self) -> Known {
        let both = || self.possible_texts().chain(other.possible_texts());
        if !(1..=8).contains(&both().take(9).count()) {
            return Known::Nothing;
        }
        Known::Texts(both().map(Rc::from).collect())
    }

    /// One of a list that is written down, or of a value of which no more is known than of the whole.
    pub(super) fn element(&self) -> Self {
        let is_list =
            |parts: &&Rc<Vec<(String, Value)>>| parts.first().is_some_and(|(name, _)| name.starts_with('['));
        match self.parts.as_ref().filter(is_list).and_then(|parts| parts.split_first()) {
            Some(((_, first), rest)) => {
                let whole = rest.iter().fold(first.same(), |all, (_, element)| all.or(element));
                Self { alias: None, number: whole.number.or(self.number), ..whole }
            }
            None => Self { parts: self.parts.clone(), structure: self.structure.clone(), ..self.derived() },
        }
    }

    /// A field, as far as nothing more is known of it than of the whole.
    pub(super) fn part(&self, name: &str) -> Self {
        if let Some(parts) = &self.parts
            && let Some((_, part)) = parts.iter().find(|(part, _)| part == name)
        {
            return part.clone();
        }
        let mut traits =
            self.traits.without(Traits::CONSTANT | Traits::BUILT | Traits::WRITTEN) | self.of_fields;
        // Of a field with a name of its own, the name of the whole says nothing.
        if !name.starts_with(|c: char| c.is_ascii_digit()) && !traits.has(Traits::REVEALED) {
            traits = traits.without(Traits::CONFIDENTIAL);
        }
        // What is written to a child's standard input is read by that very program.
        let made_by = if name == "stdin" { self.made_by.clone() } else { None };
        Self { traits, of_fields: self.of_fields, made_by, ..Self::default() }
    }

    /// The same content in another form: `trim`, `to_string`, an element of it.
    pub(super) fn same(&self) -> Self {
        Self { condition: None, ..self.clone() }
    }

    /// Something made of it, of which the beginning is not known.
    pub(super) fn derived(&self) -> Self {
        let traits = self.traits.without(Traits::CONSTANT | Traits::CANONICAL | Traits::WRITTEN);
        Self { traits, of_fields: self.of_fields, number: self.number, ..Self::default() }
    }
}

/// What is known of the parts of either of two values that are made in the same way.
fn either_part(one: &[(String, Value)], two: &[(String, Value)]) -> Option<Rc<Vec<(String, Value)>>> {
    let same = one.len() == two.len() && one.iter().zip(two).all(|(one, two)| one.0 == two.0);
    let both = one.iter().zip(two).map(|((name, one), (_, two))| (name.clone(), one.or(two)));
    same.then(|| Rc::new(both.collect()))
}

/// Pieces of a text, one behind the other.
pub(super) fn joined<'a>(pieces: impl IntoIterator<Item = &'a Value>) -> Value {
    let mut all = Value::default();
    let mut start = String::new();
    let (mut is_whole, mut is_first, mut has_host, mut ends_host) = (true, true, false, false);
    let mut of_numbers = true;
    let mut address = Address::default();
    for piece in pieces {
        // `String::new()`
        if piece.is_empty() {
            continue;
        }
        let is_constant = piece.is_constant() && piece.start.is_some();
        if !is_constant {
            of_numbers &= piece.number.is_some() && !piece.traits.has_any(Traits::TEXT);
            all.number = if of_numbers { piece.number } else { None };
        }
        let text = piece.start.as_deref().unwrap_or_default();
        let mut traits = piece.traits.without(Traits::CONSTANT | Traits::CANONICAL);
        if !is_constant && traits.has_any(Traits::CONFIDENTIAL) && address.holds(&start, piece) {
            traits |= Traits::IN_ADDRESS;
        }
        if address.add(piece, is_constant) {
            all.traits |= Traits::IN_ADDRESS;
        }
        if is_whole {
            start.push_str(text);
        }
        if is_constant {
            // Whoever wrote the program chose the piece before, and the host with it; unless it was the scheme.
            has_host = has_host || (ends_host && !text.starts_with("://") && !text.is_empty());
            // An empty text changes nothing, and begins nothing.
            ends_host = ends_host && text.is_empty();
            // What follows a path leads nowhere else.
            has_host = has_host || (!is_whole && !text.starts_with("://") && text.contains(['/', '?', '#']));
        } else {
            // What follows a complete host is a path or a query, and leads nowhere else.
            has_host = has_host || ends_host || names_a_whole_host(&start);
            if has_host {
                traits = traits.without(Traits::URL | Traits::IN_HOST);
            }
            if !is_first && traits.has(Traits::PATH) {
                traits |= Traits::JOINED;
            }
            if !is_first && traits.has(Traits::URL) {
                traits |= Traits::IN_HOST;
            }
            ends_host = !has_host && !traits.has(Traits::URL) && !piece.is_empty();
            is_whole = false;
        }
        is_first = is_first && piece.is_empty();
        all.traits |= traits;
    }
    all.traits |= if is_whole { Traits::CONSTANT } else { Traits::BUILT };
    if looks_like_sql(&start) {
        all.traits |= Traits::LOOKS_LIKE_SQL;
    }
    all.start = Some(start.into());
    all
}

/// What stands before a piece of a text, as far as it says whether that is an address.
#[derive(Default)]
struct Address<'v> {
    /// The text directly before, if it is one of the source.
    last: &'v str,
    /// A question mark stands before.
    asks: bool,
    /// It begins with a variable that is named like an address.
    is_named: bool,
    is_begun: bool,
    /// The piece before is confidential, and stands where the host or the name of a user is.
    may_be_user: bool,
}

impl<'v> Address<'v> {
    /// Whether what comes next is a part of an address, and not of a form.
    fn holds(&mut self, start: &str, piece: &Value) -> bool {
        let asks = self.asks || (start.contains('?') && !start.contains(' '));
        let begins = piece.start.as_deref().unwrap_or_default();
        if (asks || self.is_named) && (ends_in_key(self.last) || ends_in_key(begins) || ends_in_key(start)) {
            return true;
        }
        if !names_web(start)
            || !piece.could(Traits::CONFIDENTIAL.without(Traits::PERSONAL | Traits::SENSITIVE))
        {
            return false;
        }
        self.may_be_user = self.last.ends_with("://");
        !self.may_be_user
    }

    /// Takes the next piece. Says whether the one before was the name of a user: `https://{token}@host`.
    fn add(&mut self, piece: &'v Value, is_constant: bool) -> bool {
        const NAMES: [&str; 7] = ["url", "uri", "addr", "endpoint", "base", "link", "href"];
        let text = if is_constant { piece.start.as_deref().unwrap_or_default() } else { "" };
        self.asks |= text.contains('?') && !text.contains(' ');
        if !self.is_begun
            && !is_constant
            && let Some(alias) = &piece.alias
        {
            let name = alias.rsplit('.').next().unwrap_or_default();
            self.is_named = NAMES.iter().any(|word| name.contains(word));
        }
        self.is_begun |= !piece.is_empty();
        self.last = text;
        is_constant && std::mem::take(&mut self.may_be_user) && text.starts_with(['@', ':'])
    }
}

/// `?key=`, `&key=`: what stands behind it is a value of a query or a form.
fn ends_in_key(text: &str) -> bool {
    !text.contains(' ')
        && text.rsplit_once(['?', '&']).is_some_and(|(_, name)| name.ends_with('=') && !name.contains('/'))
}

/// `https://host/`
pub(super) fn names_web(text: &str) -> bool {
    ["https://", "http://", "wss://", "ws://"].iter().any(|scheme| text.starts_with(scheme))
        && !text.contains(' ')
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
    const VERBS: [&str; 24] = [
        "select", "insert", "update", "delete", "create", "drop", "alter", "with", "replace", "merge",
        "truncate", "call", "exec", "pragma", "grant", "attach", "copy", "explain", "describe", "declare",
        "vacuum", "revoke", "refresh", "show",
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
