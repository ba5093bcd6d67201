//! Credentials that were never valid, made from a seed when a test runs, in the formats of their providers.
//!
//! Written from what the providers say, and not from the matcher's table, which its author did not read. What a provider
//! says is a regular expression here; what has a checksum or an inner structure is made by a function. Nothing in these
//! files may look like a credential itself: `nothing_here_looks_like_a_credential` reads them.

use std::ops::Range;

use regex_syntax::hir::{Class, Hir, HirKind};

pub mod clouds;
pub mod connections;
pub mod encode;
pub mod forges;
pub mod keys;
pub mod messaging;
pub mod models;
pub mod operations;
pub mod payments;
pub mod products;
pub mod random;
pub mod tokens;

use random::Random;

/// One kind of credential.
pub struct Format {
    pub id: &'static str,
    /// All samples match it as a whole. A group called `secret` is the part that must not become known.
    pub shape: &'static str,
    /// What people call a variable that holds one.
    pub names: &'static [&'static str],
    pub proof: Proof,
    /// Where it was read.
    pub source: &'static str,
    pub make: Make,
    /// Its name alone tells it from a digest or an identifier.
    pub by_name: bool,
}

/// Who says that a format is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Proof {
    /// The page was read and says it all.
    Documented,
    /// The page was read and says how it begins; how long it is, keys in use say.
    Prefix,
    /// Known from use; the page is where the provider speaks of such keys, and was not read for it.
    Use,
}

pub enum Make {
    Shape,
    By(fn(&mut Random) -> String),
}

/// A credential, and where in it the secret is.
#[derive(Clone, Debug)]
pub struct Secret {
    pub text: String,
    pub part: Range<usize>,
}

/// What a text may be put into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One word, which needs no quotes anywhere.
    Token,
    /// One line.
    Line,
    /// Several lines.
    Block,
}

impl Secret {
    pub fn whole(text: String) -> Self {
        let part = 0..text.len();
        Self { text, part }
    }

    pub fn form(&self) -> Form {
        match () {
            () if self.text.contains('\n') => Form::Block,
            () if self
                .text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"_-.+/=:~%".contains(&byte))
                && !self.text.contains("://") =>
            {
                Form::Token
            }
            () => Form::Line,
        }
    }
}

/// A format that a page describes whole.
pub const fn documented(
    id: &'static str,
    shape: &'static str,
    names: &'static [&'static str],
    source: &'static str,
) -> Format {
    Format { id, shape, names, proof: Proof::Documented, source, make: Make::Shape, by_name: false }
}

/// A format of which a page says how it begins.
pub const fn prefixed(
    id: &'static str,
    shape: &'static str,
    names: &'static [&'static str],
    source: &'static str,
) -> Format {
    Format { id, shape, names, proof: Proof::Prefix, source, make: Make::Shape, by_name: false }
}

/// A format as it is in use.
pub const fn in_use(
    id: &'static str,
    shape: &'static str,
    names: &'static [&'static str],
    source: &'static str,
) -> Format {
    Format { id, shape, names, proof: Proof::Use, source, make: Make::Shape, by_name: false }
}

impl Format {
    /// Made by a function, since it has a checksum or an inner structure.
    pub const fn made(self, make: fn(&mut Random) -> String) -> Self {
        let Self { id, shape, names, proof, source, .. } = self;
        Self { id, shape, names, proof, source, make: Make::By(make), by_name: self.by_name }
    }

    /// Told from a digest or an identifier by its name alone.
    pub const fn by_name(self) -> Self {
        let Self { id, shape, names, proof, source, .. } = self;
        Self { id, shape, names, proof, source, make: self.make, by_name: true }
    }

    pub fn sample(&self, random: &mut Random) -> Secret {
        let text = match self.make {
            Make::Shape => return fill(self.shape, random),
            Make::By(make) => make(random),
        };
        let part = self.pattern().captures(&text).and_then(|found| found.name("secret"));
        let part = part.map_or(0..text.len(), |part| part.range());
        Secret { text, part }
    }

    /// The shape as an expression for a whole text.
    pub fn pattern(&self) -> regex::Regex {
        regex::Regex::new(&format!(r"\A(?s:{})\z", self.shape)).expect(self.id)
    }
}

/// All of them, in the order of their providers' trades.
pub fn formats() -> impl Iterator<Item = &'static Format> {
    let tables = [
        forges::FORMATS,
        clouds::FORMATS,
        operations::FORMATS,
        models::FORMATS,
        messaging::FORMATS,
        payments::FORMATS,
        products::FORMATS,
        keys::FORMATS,
        tokens::FORMATS,
        connections::FORMATS,
    ];
    tables.into_iter().flatten()
}

/// A text that a regular expression describes.
pub fn fill(shape: &str, random: &mut Random) -> Secret {
    let shape = regex_syntax::Parser::new().parse(shape).expect("a regular expression");
    let mut secret = Secret::whole(String::new());
    write(&shape, random, &mut secret);
    if secret.part.is_empty() {
        secret.part = 0..secret.text.len();
    }
    secret
}

fn write(shape: &Hir, random: &mut Random, secret: &mut Secret) {
    match shape.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => secret.text += std::str::from_utf8(&literal.0).expect("text"),
        HirKind::Class(Class::Unicode(class)) => {
            let size = |range: &regex_syntax::hir::ClassUnicodeRange| range.len();
            let mut left = random.below(class.iter().map(size).sum());
            for range in class.iter() {
                if left < size(range) {
                    secret.text.extend(char::from_u32(u32::from(range.start()) + left as u32));
                    break;
                }
                left -= size(range);
            }
        }
        HirKind::Class(Class::Bytes(_)) => unreachable!("a text is not bytes"),
        HirKind::Repetition(repeated) => {
            let most = repeated.max.expect("a shape has a longest text");
            for _ in 0..random.between(repeated.min as usize, most as usize) {
                write(&repeated.sub, random, secret);
            }
        }
        HirKind::Capture(group) => {
            let start = secret.text.len();
            write(&group.sub, random, secret);
            if group.name.as_deref() == Some("secret") {
                secret.part = start..secret.text.len();
            }
        }
        HirKind::Concat(parts) => parts.iter().for_each(|part| write(part, random, secret)),
        HirKind::Alternation(ways) => write(&ways[random.below(ways.len())], random, secret),
    }
}
