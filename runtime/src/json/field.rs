//! One text of a document by JSON Pointer, where it stands and without a copy: for secrets, which may not be copied on
//! the way.

use super::{scan, token};

/// The content of the string at `pointer` (RFC 6901), still with its escapes; `None` if there is none or `text` is no
/// strict JSON.
pub(crate) fn string_at<'a>(text: &'a str, pointer: &str) -> Option<&'a str> {
    scan::scan(text).ok()?;
    let mut walk = Walk { text, at: 0 };
    let mut steps = pointer.split('/');
    if steps.next() != Some("") {
        return None;
    }
    for step in steps {
        walk.enter(&step.replace("~1", "/").replace("~0", "~"))?;
    }
    (walk.next()? == b'"').then(|| walk.string())?
}

/// Writes what a string's content says into `buffer`, which is at least as long, and tells how much that is.
pub(crate) fn unescape_into(content: &str, buffer: &mut [u8]) -> usize {
    let (mut read, mut written) = (0, 0);
    while let Some(rest) = content.get(read..).filter(|rest| !rest.is_empty()) {
        let plain = rest.find('\\').unwrap_or(rest.len());
        written += put(rest.as_bytes().get(..plain).unwrap_or_default(), buffer, written);
        read += plain;
        if let Ok((character, end)) = token::escape(content.as_bytes(), read) {
            written += put(character.encode_utf8(&mut [0; 4]).as_bytes(), buffer, written);
            read = end;
        } else {
            break;
        }
    }
    written
}

fn put(bytes: &[u8], buffer: &mut [u8], at: usize) -> usize {
    match buffer.get_mut(at..at + bytes.len()) {
        Some(room) => {
            room.copy_from_slice(bytes);
            bytes.len()
        }
        None => 0,
    }
}

/// A place in a document that is known to be strict JSON.
struct Walk<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Walk<'a> {
    /// Goes to the value of a key or to the element of a number.
    fn enter(&mut self, step: &str) -> Option<()> {
        let mut index = match self.next()? {
            b'{' => None,
            b'[' if is_index(step) => Some(step.parse::<usize>().ok()?),
            _ => return None,
        };
        loop {
            // Over the opening bracket, or the comma.
            self.at += 1;
            if matches!(self.next()?, b'}' | b']') {
                return None;
            }
            let is_here = match &mut index {
                Some(0) => true,
                Some(index) => {
                    *index -= 1;
                    false
                }
                None => {
                    let key = self.string()?;
                    self.next()?;
                    self.at += 1;
                    token::unescape(key) == step
                }
            };
            if is_here {
                return Some(());
            }
            self.skip_value()?;
            if self.next()? != b',' {
                return None;
            }
        }
    }

    fn skip_value(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.next()? {
                b'"' => {
                    self.string()?;
                }
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1)?;
                    self.at += 1;
                }
                b',' | b':' => self.at += 1,
                _ => {
                    let rest = self.text.get(self.at..)?;
                    let ends = |c: char| matches!(c, ',' | ']' | '}' | ' ' | '\t' | '\n' | '\r');
                    self.at += rest.find(ends).unwrap_or(rest.len());
                }
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    /// Takes a string and gives its content.
    fn string(&mut self) -> Option<&'a str> {
        let start = self.at + 1;
        let end = token::string(self.text.as_bytes(), start).ok()?.end;
        self.at = end + 1;
        self.text.get(start..end)
    }

    /// The next byte that is no white space, which stays to be taken.
    fn next(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).count();
        self.at += blanks;
        rest.get(blanks).copied()
    }
}

/// Digits without a leading zero.
fn is_index(step: &str) -> bool {
    step.bytes().all(|byte| byte.is_ascii_digit()) && (step == "0" || !step.starts_with('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, pointer: &str) -> Option<String> {
        let content = string_at(text, pointer)?;
        let mut buffer = vec![0; content.len()];
        let length = unescape_into(content, &mut buffer);
        buffer.truncate(length);
        String::from_utf8(buffer).ok()
    }

    #[test]
    fn a_text_is_found_by_pointer_and_read_like_any_parser_reads_it() {
        let document = r#" {"a": [1, {"b": "x"}, "y\n\u00e9\ud83d\ude00\\"], "c/d": {"~": "tilde"}, "": "empty",
            "skip": {"deep": ["}", "]", {"\"": -1.5e3}]}, "\u006cast" : "end", "n": null} "#;
        let value: serde_json::Value = serde_json::from_str(document).unwrap();
        for pointer in ["/a/1/b", "/a/2", "/c~1d/~0", "/", "/last"] {
            assert_eq!(
                said(document, pointer).as_deref(),
                value.pointer(pointer).unwrap().as_str(),
                "{pointer}"
            );
            assert!(said(document, pointer).is_some());
        }
        assert_eq!(said("\"alone\"", "").as_deref(), Some("alone"));
    }

    #[test]
    fn what_is_no_text_or_not_there_is_not_found() {
        let document = r#"{"a": [1, "x"], "b": {"c": 1}, "d": null}"#;
        for pointer in [
            "", "/a", "/a/0", "/a/01", "/a/+1", "/a/2", "/a/x", "/b", "/b/c", "/b/x", "/d", "/x", "a",
            "/a/1/0",
        ] {
            assert_eq!(said(document, pointer), None, "{pointer}");
        }
        for broken in
            ["", "{\"a\": \"x\"", "{\"a\": \"x\"} 1", "{\"a\": \"x\", \"a\": \"y\"}", "{\"a\": \"\\ud800\"}"]
        {
            assert_eq!(said(broken, "/a"), None, "{broken}");
        }
    }
}
