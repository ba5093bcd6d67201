//! The path of a request: a literal that was checked while compiling, with values that stay one segment each.
//!
//! Whatever a value holds, the path has the segments of its literal, no query and no fragment, for this side and for a
//! server that decodes more often than it should.

use std::fmt::{self, Display, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use portcullis::RelativePath;
use portcullis::bound::RelativePathError;

/// The most bytes of a path.
const MOST: usize = 4096;

/// The most bytes of a query.
const MOST_QUERY: usize = 8192;

/// All but what RFC 3986 calls unreserved.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A path for a request: a literal with holes, and a value for each.
///
/// ```
/// use portcullis_http::{PathFault, path};
///
/// let id = "A 1/2?";
/// assert_eq!(path!("/orders/{id}/items", id).as_str(), Ok("/orders/A%201%2F2%3F/items"));
/// assert_eq!(path!("/orders/{}/items/{}", 7, "last").as_str(), Ok("/orders/7/items/last"));
/// assert_eq!(path!("/orders/{id}", "..").as_str().map(drop), Err(PathFault::Climbs { hole: 1 }));
/// ```
///
/// # What it guarantees
///
/// - **While compiling**: the literal begins with `/`, has no `//`, `.` or `..` as a segment, no query, fragment,
///   backslash, `%` or character that would have to be encoded, and as many holes as there are values. A hole `{}` takes
///   any value; `{id}` takes one whose text ends with that name (`id`, `order.id`, `&id`) or a literal, so that two
///   values do not change places.
/// - **When it runs**: every byte of a value that is no letter, digit, `-`, `.`, `_` or `~` is percent-encoded, so it
///   stays one segment. A value that is empty, `.` or `..`, that has a control character, or that could be read as a way
///   up by a server which decodes up to three times, is refused: the request then fails with
///   [`HttpError::Path`](crate::HttpError::Path), before anything is sent.
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
    let mut rest = template;
    for (index, value) in values.iter().enumerate() {
        let (before, hole) = rest.split_once('{').ok_or(PathFault::Template)?;
        let (_, after) = hole.split_once('}').ok_or(PathFault::Template)?;
        path.push_str(before);
        path.push_str(&encode_segment(*value, index + 1)?);
        rest = after;
    }
    path.push_str(rest);
    match path {
        path if path.len() > MOST => Err(PathFault::TooLong { most: MOST }),
        path if !path.starts_with('/') || path.contains(['{', '}', '?', '#', '\\']) => {
            Err(PathFault::Template)
        }
        path => Ok(path),
    }
}

/// One value, as one segment or a part of one.
fn encode_segment(value: &dyn Display, hole: usize) -> Result<String, PathFault> {
    let value = written(value, MOST)?;
    if value.is_empty() {
        return Err(PathFault::Empty { hole });
    }
    if value.chars().any(char::is_control) {
        return Err(PathFault::ControlCharacter { hole });
    }
    if value == "." {
        return Err(PathFault::Climbs { hole });
    }
    match value.split('/').find_map(danger) {
        Some(RelativePathError::ControlCharacter) => Err(PathFault::ControlCharacter { hole }),
        Some(_) => Err(PathFault::Climbs { hole }),
        None => Ok(utf8_percent_encode(&value, RESERVED).to_string()),
    }
}

/// What a name is to someone who decodes it once more than he should. What cannot be told is taken for a way up.
fn danger(name: &str) -> Option<RelativePathError> {
    let is_encoded = name.contains('%');
    // A colon means something to file systems alone, and is common in identifiers.
    match RelativePath::<MOST>::new(&name.replace(':', "_")) {
        Ok(path) => (is_encoded && path.is_root()).then_some(RelativePathError::Climbs),
        Err(RelativePathError::Climbs) => Some(RelativePathError::Climbs),
        Err(error) => is_encoded.then_some(error),
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
            "a/b",
            "/",
            "//",
            "/etc/passwd",
            "a?b=c",
            "a#b",
            "a;b=c",
            "a\\b",
            "a%2fb",
            "ä",
            "日本",
            "a b",
            "a&b=c",
            "http://evil.example/",
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
