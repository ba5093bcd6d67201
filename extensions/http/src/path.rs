//! The path of a request: a literal that was checked while compiling, with values that stay one segment each.
//!
//! Whatever a value holds, the path has the segments of its literal, no query and no fragment, for this side and for a
//! server that decodes more often than it should.

use std::fmt::{self, Display, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::segment::{Danger, MOST, danger};

/// The most bytes of a query.
const MOST_QUERY: usize = 8192;

/// All but what RFC 3986 calls unreserved.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A path for a request: a literal with holes, and a value for each.
///
/// ```
/// use portcullis_http::{PathFault, path};
///
/// let id = "A 1?";
/// assert_eq!(path!("/orders/{id}/items", id).as_str(), Ok("/orders/A%201%3F/items"));
/// assert_eq!(path!("/orders/{}/items/{}", 7, "last").as_str(), Ok("/orders/7/items/last"));
/// assert_eq!(path!("/orders/{id}", "..").as_str().map(drop), Err(PathFault::Climbs { hole: 1 }));
/// assert_eq!(path!("/orders/{id}", "7/cancel").as_str().map(drop), Err(PathFault::Divides { hole: 1 }));
/// ```
///
/// # What it guarantees
///
/// - **While compiling**: the literal begins with `/`, has no `//`, `.` or `..` as a segment, no query, fragment,
///   backslash, `%` or character that would have to be encoded, and as many holes as there are values. A hole `{}` takes
///   any value; `{id}` takes one whose text ends with that name (`id`, `order.id`, `&id`) or a literal, so that two
///   values do not change places.
/// - **When it runs**: every byte of a value that is no letter, digit, `-`, `.`, `_` or `~` is percent-encoded. A value is
///   refused that is empty, `.` or `..`, or has a slash, a backslash or a control character; and so is each whole segment,
///   with all values that are in it, that could be read as a way up or as two segments by a server which decodes up to
///   three times. The request then fails with [`HttpError::Path`](crate::HttpError::Path), before anything is sent.
///
/// Encoding a slash is not enough: many servers match their routes after they have decoded the path, and to them
/// `/orders/7%2Fcancel` is `/orders/7/cancel`. What may have slashes goes into the
/// [query](crate::Request::query), or into a hole for each of its parts.
///
/// ```compile_fail
/// portcullis_http::path!("/orders/../admin");
/// ```
/// ```compile_fail
/// portcullis_http::path!("orders");
/// ```
/// ```compile_fail
/// portcullis_http::path!("/orders?all=true");
/// ```
/// ```compile_fail
/// portcullis_http::path!("/orders/{id}");
/// ```
/// ```compile_fail
/// let (order, item) = (1, 2);
/// portcullis_http::path!("/orders/{order}/{item}", item, order);
/// ```
/// ```compile_fail
/// let template = String::from("/orders");
/// portcullis_http::path!(template);
/// ```
#[macro_export]
macro_rules! path {
    ($template:literal $(, $value:expr)* $(,)?) => {{
        const _: () = $crate::__private::check_template($template, &[$(::core::stringify!($value)),*]);
        $crate::__private::fill_template($template, &[$(&$value as &dyn ::core::fmt::Display),*])
    }};
}

/// A path that [`path!`](crate::path!) has made, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct UrlPath(Result<String, PathFault>);

impl UrlPath {
    /// The path, encoded.
    ///
    /// # Errors
    ///
    /// [`PathFault`], with the first value that is wrong.
    pub fn as_str(&self) -> Result<&str, PathFault> {
        self.0.as_deref().map_err(|fault| *fault)
    }
}

/// Why there is no path with these values. Never says what the values were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PathFault {
    /// A value without a character: the path would be another one.
    #[error("value {hole} is empty")]
    Empty {
        /// Which, counted from 1.
        hole: usize,
    },
    /// `.`, `..`, or what a server that decodes carelessly could read as that.
    #[error("value {hole} is a way up, or could be read as one")]
    Climbs {
        /// Which, counted from 1.
        hole: usize,
    },
    /// A slash or a backslash, also an encoded one, or what a server could read as one: the path would have more segments.
    #[error("value {hole} has a slash or a backslash, or what could be read as one")]
    Divides {
        /// Which, counted from 1.
        hole: usize,
    },
    /// A line break or another control character, plain or encoded.
    #[error("value {hole} has a control character")]
    ControlCharacter {
        /// Which, counted from 1.
        hole: usize,
    },
    /// A path of more than 4,096 bytes, or a query of more than 8,192.
    #[error("it is longer than {most} bytes")]
    TooLong {
        /// The limit.
        most: usize,
    },
    /// A literal that was not checked: the macro was gone round.
    #[error("it was not made by `path!`")]
    Template,
}

/// Puts the values into the holes. For [`path!`](crate::path!) only.
#[doc(hidden)]
pub fn fill_template(template: &str, values: &[&dyn Display]) -> UrlPath {
    UrlPath(fill(template, values))
}

fn fill(template: &str, values: &[&dyn Display]) -> Result<String, PathFault> {
    let mut path = String::with_capacity(template.len() + 32);
    // Of the segment that is being written: as it was before it was encoded, and the last hole in it.
    let mut segment = Segment::default();
    let mut rest = template;
    for (index, value) in values.iter().enumerate() {
        let (before, hole) = rest.split_once('{').ok_or(PathFault::Template)?;
        let (_, after) = hole.split_once('}').ok_or(PathFault::Template)?;
        path.push_str(before);
        segment.literal(before)?;
        let value = value_of(*value, index + 1)?;
        path.extend(utf8_percent_encode(&value, RESERVED));
        segment.value(&value, index + 1);
        if path.len() > MOST {
            return Err(PathFault::TooLong { most: MOST });
        }
        rest = after;
    }
    path.push_str(rest);
    segment.literal(rest)?;
    segment.end()?;
    match path {
        path if path.len() > MOST => Err(PathFault::TooLong { most: MOST }),
        path if !path.starts_with('/') || path.contains(['{', '}', '?', '#', '\\']) => {
            Err(PathFault::Template)
        }
        path => Ok(path),
    }
}

/// One value, as a segment or a part of one, before it is encoded.
fn value_of(value: &dyn Display, hole: usize) -> Result<String, PathFault> {
    let value = written(value, MOST)?;
    if value.is_empty() {
        return Err(PathFault::Empty { hole });
    }
    judge(&value, hole)?;
    Ok(value)
}

fn judge(text: &str, hole: usize) -> Result<(), PathFault> {
    match danger(text) {
        None => Ok(()),
        Some(Danger::Climbs) => Err(PathFault::Climbs { hole }),
        Some(Danger::Divides) => Err(PathFault::Divides { hole }),
        Some(Danger::ControlCharacter) => Err(PathFault::ControlCharacter { hole }),
    }
}

/// A segment in the making. Values that are harmless one by one may be `..` or `%2f` together.
#[derive(Default)]
struct Segment {
    plain: String,
    last_hole: Option<usize>,
}

impl Segment {
    fn literal(&mut self, literal: &str) -> Result<(), PathFault> {
        let mut parts = literal.split('/');
        self.plain.push_str(parts.next().unwrap_or_default());
        for part in parts {
            self.end()?;
            self.plain.push_str(part);
        }
        Ok(())
    }

    fn value(&mut self, value: &str, hole: usize) {
        self.plain.push_str(value);
        self.last_hole = Some(hole);
    }

    /// What is written in the literal alone was checked while compiling.
    fn end(&mut self) -> Result<(), PathFault> {
        let Segment { plain, last_hole } = std::mem::take(self);
        last_hole.map_or(Ok(()), |hole| judge(&plain, hole))
    }
}

/// Adds `name=value` to a query, both encoded.
pub(crate) fn add_to_query(query: &mut String, name: &str, value: &dyn Display) -> Result<(), PathFault> {
    const TOO_LONG: PathFault = PathFault::TooLong { most: MOST_QUERY };
    let value = written(value, MOST_QUERY).map_err(|_| TOO_LONG)?;
    query.push(if query.is_empty() { '?' } else { '&' });
    query.extend(utf8_percent_encode(name, RESERVED));
    query.push('=');
    query.extend(utf8_percent_encode(&value, RESERVED));
    if query.len() > MOST_QUERY { Err(TOO_LONG) } else { Ok(()) }
}

/// What a value says of itself, if that is not too much.
pub(crate) fn written(value: &dyn Display, most: usize) -> Result<String, PathFault> {
    struct Bounded {
        text: String,
        most: usize,
    }

    impl Write for Bounded {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            if self.text.len() + text.len() > self.most {
                return Err(fmt::Error);
            }
            self.text.push_str(text);
            Ok(())
        }
    }

    let mut written = Bounded { text: String::new(), most };
    write!(written, "{value}").map_err(|_| PathFault::TooLong { most })?;
    Ok(written.text)
}

/// Refuses, while compiling, a literal that is no path or whose holes are not those of the values. For
/// [`path!`](crate::path!) only.
#[doc(hidden)]
#[track_caller]
pub const fn check_template(template: &str, values: &[&str]) {
    if let Err(fault) = read_template(template.as_bytes(), values) {
        panic!("{}", fault);
    }
}

/// What is wrong with a literal, in words for its author.
const fn read_template(bytes: &[u8], values: &[&str]) -> Result<(), &'static str> {
    if bytes.is_empty() || bytes[0] != b'/' {
        return Err("this is no path on a host\nhelp: begin it with `/`");
    }
    let mut at = 1;
    let mut segment = 1;
    let mut holes = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'/' if at == segment => return Err("a path has no empty segment\nhelp: write one `/`"),
            b'/' if is_dots(bytes, segment, at) => return Err(DOTS),
            b'/' => segment = at + 1,
            b'{' => {
                let Some(end) = end_of_hole(bytes, at) else { return Err(HOLE) };
                if holes == values.len() {
                    return Err(
                        "there are more holes in this path than values\nhelp: add a value for each `{}`",
                    );
                }
                if !is_called(values[holes].as_bytes(), bytes, at + 1, end) {
                    return Err(
                        "a value is called otherwise than the hole that it is put into\nhelp: bring them into one order, or write the hole as `{}`",
                    );
                }
                holes += 1;
                at = end;
            }
            b'}' => return Err(HOLE),
            b'?' => {
                return Err("a path holds no query\nhelp: add it to the request, `.query(\"name\", value)`");
            }
            b'#' => return Err("a path holds no fragment: servers do not get it\nhelp: leave it out"),
            b'\\' => return Err("a backslash divides no path\nhelp: write `/`"),
            byte if !is_plain(byte) => {
                return Err(
                    "a path is written with letters, digits and `-._~!$&'()*+,;=:@`\nhelp: put what has to be encoded into a hole, `{}`",
                );
            }
            _ => {}
        }
        at += 1;
    }
    if is_dots(bytes, segment, at) {
        return Err(DOTS);
    }
    if holes < values.len() {
        return Err("there are more values than holes in this path\nhelp: write a `{}` for each value");
    }
    Ok(())
}

const DOTS: &str = "a path has no `.` and no `..`\nhelp: write the path that is meant";

const HOLE: &str = "a brace that belongs to no hole\nhelp: a hole is written `{}` or `{name}`";

/// Whether a segment is `.` or `..`.
const fn is_dots(bytes: &[u8], first: usize, end: usize) -> bool {
    match end - first {
        1 => bytes[first] == b'.',
        2 => bytes[first] == b'.' && bytes[first + 1] == b'.',
        _ => false,
    }
}

/// Where the hole that begins at `start` has its closing brace.
const fn end_of_hole(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    while at < bytes.len() && is_name(bytes[at]) {
        at += 1;
    }
    if at < bytes.len() && bytes[at] == b'}' { Some(at) } else { None }
}

/// Whether a value goes by the name of its hole; a literal has no name, and a hole without one takes any.
const fn is_called(value: &[u8], bytes: &[u8], first: usize, end: usize) -> bool {
    let length = end - first;
    if length == 0 || value.is_empty() || value[0] == b'"' || value[0].is_ascii_digit() {
        return true;
    }
    if value.len() < length || value.len() > length && is_name(value[value.len() - length - 1]) {
        return false;
    }
    let mut at = 0;
    while at < length {
        if bytes[first + at] != value[value.len() - length + at] {
            return false;
        }
        at += 1;
    }
    true
}

const fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// What RFC 3986 lets stand in a segment as it is.
const fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'-' | b'.'
                | b'_'
                | b'~'
                | b'!'
                | b'$'
                | b'&'
                | b'\''
                | b'('
                | b')'
                | b'*'
                | b'+'
                | b','
                | b';'
                | b'='
                | b':'
                | b'@'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_stays_one_segment_whatever_it_holds() {
        let values = [
            "a?b=c",
            "a#b",
            "a;b=c",
            "ä",
            "日本",
            "a b",
            "a&b=c",
            "@evil.example",
            ":80",
            "a:b",
            "\u{202e}",
            "..a",
            "a..",
            "...",
            "a.",
            "{}",
            "{x}",
            "100%",
            "a%",
            "+",
            "\"",
            "<>",
            "|",
            "^",
            "`",
            "~",
            "a%zz",
        ];
        for value in values {
            let path = path!("/before/{}/after", value);
            let path = path.as_str().unwrap_or_else(|fault| panic!("{value}: {fault}"));
            assert_eq!(path.split('/').count(), 4, "{value}: {path}");
            assert!(path.starts_with("/before/") && path.ends_with("/after"), "{value}: {path}");
            assert!(path.is_ascii() && !path.contains(['?', '#', '\\', ' ', '\r', '\n']), "{value}: {path}");
            let url = url::Url::parse(&format!("https://host.example{path}")).unwrap();
            assert_eq!(url.path(), path, "a parser of URLs reads it in the same way: {value}");
        }
    }

    #[test]
    fn a_value_that_would_change_the_path_is_refused() {
        for value in [
            ".",
            "..",
            "../a",
            "a/../b",
            "/..",
            "a/..",
            "..\\a",
            "a\\..\\b",
            "%2e%2e",
            ".%2e",
            "%2E.",
            "..%2f",
            "%252e%252e",
            "%2f",
            "%25252e%25252e",
            "..%5c",
            "．．",
            "..;a",
            "%c0%ae%c0%ae",
            "a:b/../c",
            "a:%2e%2e%2fb",
            "%2e",
            "~/%2e%2e/a",
            "%uff0e%uff0e",
            "%2e%2e%2f.",
            "%ff%2e%2e",
            " . ",
            ".;a",
            "%2e;a",
        ] {
            let fault = path!("/a/{}", value).as_str().map(drop);
            assert_eq!(fault, Err(PathFault::Climbs { hole: 1 }), "{value}");
        }
        for value in ["a\r\nb", "\0", "\n", "a\tb", "\u{7f}", "\u{85}", "%0d%0aX: y", "%2500"] {
            let fault = path!("/{}/{}", 1, value).as_str().map(drop);
            assert_eq!(fault, Err(PathFault::ControlCharacter { hole: 2 }), "{value:?}");
        }
        assert_eq!(path!("/{}", "").as_str().map(drop), Err(PathFault::Empty { hole: 1 }));
        let long = "x".repeat(5000);
        assert_eq!(path!("/{}", long).as_str().map(drop), Err(PathFault::TooLong { most: 4096 }));
    }

    #[test]
    fn a_value_with_a_slash_in_any_spelling_is_refused() {
        for value in [
            "/",
            "//",
            "a/b",
            "7/cancel",
            "7%2fcancel",
            "7%252Fcancel",
            "/etc/passwd",
            "http://evil.example/",
            "a\\b",
            "a%5cb",
            "a／b",
            "a＼b",
        ] {
            for path in [path!("/a/{}", value), path!("/a/x{}y/b", value)] {
                assert_eq!(path.as_str().map(drop), Err(PathFault::Divides { hole: 1 }), "{value}");
            }
        }
    }

    #[test]
    fn values_that_are_harmless_alone_are_judged_as_the_segment_that_they_make() {
        let climbs = Err(PathFault::Climbs { hole: 2 });
        for (first, second) in [("%2", "e."), ("..%", "2fadmin"), ("%25", "2e%252e")] {
            assert_eq!(path!("/a/{}{}/b", first, second).as_str().map(drop), climbs, "{first} {second}");
        }
        let divides = Err(PathFault::Divides { hole: 2 });
        for (first, second) in [("a%2", "fb"), ("a%", "2fb"), ("a%25", "5cb"), ("a%u00", "2fb")] {
            assert_eq!(path!("/a/{}{}/b", first, second).as_str().map(drop), divides, "{first} {second}");
        }
        // With what the literal says.
        assert_eq!(
            path!("/files/{}.{}", "/", "./admin").as_str().map(drop),
            Err(PathFault::Divides { hole: 1 })
        );
        assert_eq!(path!("/files/.{}", ".").as_str().map(drop), Err(PathFault::Climbs { hole: 1 }));
        assert_eq!(path!("/files/.{}", ";a").as_str().map(drop), Err(PathFault::Climbs { hole: 1 }));
        assert_eq!(path!("/files/.{};v=1", "%2e").as_str().map(drop), Err(PathFault::Climbs { hole: 1 }));
        assert_eq!(path!("/files/{}2fb", "a%").as_str().map(drop), Err(PathFault::Divides { hole: 1 }));
        assert_eq!(path!("/files/{}.{}", "a", "b").as_str(), Ok("/files/a.b"));
        assert_eq!(path!("/100/{}/2f", "100%").as_str(), Ok("/100/100%25/2f"), "two segments are not one");
    }

    /// Against a decoder of another library's: what is sent, decoded at once by a server that decodes first, and three times
    /// more.
    #[test]
    fn no_values_together_make_another_segment_or_a_way_up_for_who_decodes_first() {
        const PARTS: [&str; 18] = [
            "/", "\\", ".", "%", "2", "5", "f", "F", "e", "c", "25", "%2", "%2e", "%25", ";", "a", "u00", " ",
        ];
        let mut random = fastrand::Rng::with_seed(11);
        let mut value =
            || (0..random.usize(1..6)).map(|_| PARTS[random.usize(..PARTS.len())]).collect::<String>();
        let mut taken = 0;
        for _ in 0..100_000 {
            let (one, two, three) = (value(), value(), value());
            let path = path!("/a/{}{}/b/.{}.x", one, two, three);
            let Ok(path) = path.as_str() else { continue };
            taken += 1;
            let mut decoded = path.to_owned();
            for _ in 0..4 {
                decoded = percent_encoding::percent_decode_str(&decoded).decode_utf8_lossy().into_owned();
                let segments: Vec<_> = decoded.split(['/', '\\']).collect();
                assert_eq!(segments.len(), 5, "{one:?} {two:?} {three:?}: {decoded:?}");
                let climbs = |name: &&str| matches!(name.split(';').next().map(str::trim), Some("." | ".."));
                assert!(!segments.iter().any(climbs), "{one:?} {two:?} {three:?}: {decoded:?}");
            }
        }
        assert!(taken > 1_000, "{taken}");
    }

    #[test]
    fn holes_are_filled_in_their_order() {
        struct Order {
            id: u32,
        }
        let order = Order { id: 7 };
        let item = "x";
        assert_eq!(path!("/o/{id}.json", order.id).as_str(), Ok("/o/7.json"));
        assert_eq!(path!("/o/{id}/{item}:cancel", &order.id, item).as_str(), Ok("/o/7/x:cancel"));
        assert_eq!(path!("/o/{}-{}", item, order.id + 1,).as_str(), Ok("/o/x-8"));
        assert_eq!(path!("/").as_str(), Ok("/"));
        assert_eq!(path!("/o/").as_str(), Ok("/o/"));
    }

    #[test]
    fn the_function_behind_the_macro_takes_no_other_templates() {
        for template in ["", "o", "//{", "/a?b", "/{}", "/a}"] {
            assert_eq!(
                fill_template(template, &[]).as_str().map(drop),
                Err(PathFault::Template),
                "{template}"
            );
        }
    }

    fn is_refused(template: &str, values: &[&str]) -> bool {
        read_template(template.as_bytes(), values).is_err()
    }

    #[test]
    fn a_literal_that_is_no_path_is_refused_and_a_path_is_not() {
        for template in [
            "",
            "a",
            "//",
            "/a//b",
            "/.",
            "/..",
            "/a/./b",
            "/a/../b",
            "/a/..",
            "/a?b",
            "/a#b",
            "/a%20b",
            "/a b",
            "/ä",
            "/a\\b",
            "/a\n",
            "/{",
            "/}",
            "/{a",
            "/a}",
            "/{a b}",
            "/{{}}",
            "https://host.example/",
            "/\"",
            "/<a>",
            "/|",
        ] {
            assert!(is_refused(template, &["a"]) && is_refused(template, &[]), "{template}");
        }
        for template in ["/", "/a", "/a/", "/a/b.c", "/...", "/.well-known/x", "/a:b@c;d=e", "/~me"] {
            assert!(!is_refused(template, &[]), "{template}");
            assert!(is_refused(template, &["more"]), "{template}");
        }
    }

    #[test]
    fn a_value_under_another_name_than_its_hole_is_refused() {
        for value in ["id", "order.id", "&id", "*id", "self.id", "\"a literal\"", "7"] {
            assert!(!is_refused("/{id}", &[value]), "{value}");
        }
        for value in ["other", "id.other", "my_id", "id()", "xid", "i"] {
            assert!(is_refused("/{id}", &[value]), "{value}");
            assert!(!is_refused("/{}", &[value]), "{value}");
        }
        assert!(is_refused("/{a}/{b}", &["b", "a"]));
    }

    #[test]
    fn a_query_holds_what_it_was_given_and_no_more() {
        let mut query = String::new();
        add_to_query(&mut query, "q", &"a&b=c#d?e+f g\r\nh").unwrap();
        add_to_query(&mut query, "n", &7).unwrap();
        assert_eq!(query, "?q=a%26b%3Dc%23d%3Fe%2Bf%20g%0D%0Ah&n=7");
        assert!(add_to_query(&mut query, "long", &"x".repeat(9000)).is_err());
    }
}
