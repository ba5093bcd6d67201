//! Finds the `id` of a JSON-RPC message that is not kept, so that its sender can be answered.
//!
//! It looks at each byte once and remembers one token; it does not check that the message is JSON.

use rmcp::model::RequestId;

/// The longest id that is remembered, as it is written.
const TOKEN: usize = 256;

/// Reads a message in parts.
#[derive(Debug, Default)]
pub(super) struct TopLevelId {
    depth: usize,
    text: Text,
    /// The key or value at the top level that is being read.
    token: Vec<u8>,
    after_id: bool,
    id: Option<RequestId>,
    /// Two ids are none.
    repeated: bool,
}

/// Where a byte stands.
#[derive(Debug, Default, PartialEq)]
enum Text {
    #[default]
    Outside,
    Inside,
    AfterBackslash,
}

impl TopLevelId {
    pub(super) fn read(&mut self, part: &[u8]) {
        for byte in part {
            self.read_byte(*byte);
        }
    }

    /// The id, if the message had exactly one.
    pub(super) fn found(self) -> Option<RequestId> {
        if self.repeated { None } else { self.id }
    }

    fn read_byte(&mut self, byte: u8) {
        match (&self.text, byte) {
            (Text::AfterBackslash, _) => self.keep(byte, Text::Inside),
            (Text::Inside, b'\\') => self.keep(byte, Text::AfterBackslash),
            (Text::Inside, b'"') => self.keep(byte, Text::Outside),
            (Text::Inside, _) | (Text::Outside, b'"') => self.keep(byte, Text::Inside),
            (Text::Outside, b'{' | b'[') => {
                // What holds an object or a list is no id.
                self.after_id = false;
                self.token.clear();
                self.depth = self.depth.saturating_add(1);
            }
            (Text::Outside, b'}' | b']') => {
                self.end_member();
                self.depth = self.depth.saturating_sub(1);
            }
            (Text::Outside, b':') if self.depth == 1 => {
                self.after_id = self.token == b"\"id\"";
                self.token.clear();
            }
            (Text::Outside, b',') => self.end_member(),
            (Text::Outside, _) if byte.is_ascii_whitespace() => {}
            (Text::Outside, _) => self.keep(byte, Text::Outside),
        }
    }

    fn keep(&mut self, byte: u8, text: Text) {
        self.text = text;
        if self.depth == 1 && self.token.len() < TOKEN {
            self.token.push(byte);
        }
    }

    fn end_member(&mut self) {
        if self.depth != 1 {
            return;
        }
        if std::mem::take(&mut self.after_id) {
            self.repeated |= self.id.is_some();
            self.id = serde_json::from_slice(&self.token).ok();
        }
        self.token.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(message: &str) -> Option<RequestId> {
        let mut whole = TopLevelId::default();
        whole.read(message.as_bytes());
        let whole = whole.found();
        let mut in_bytes = TopLevelId::default();
        message.as_bytes().chunks(1).for_each(|byte| in_bytes.read(byte));
        assert_eq!(in_bytes.found(), whole, "the same in parts");
        whole
    }

    #[test]
    fn an_id_is_found_wherever_it_stands() {
        let seven = Some(RequestId::Number(7));
        assert_eq!(found(r#"{"id":7,"method":"tools/call"}"#), seven);
        assert_eq!(found(r#"{"method":"tools/call", "id" : 7 }"#), seven);
        assert_eq!(found(r#"{"params":{"arguments":{"text":"}]\"\\"}},"id":7}"#), seven);
        assert_eq!(found(r#"{"id":"se\"ven","a":[]}"#), Some(RequestId::String("se\"ven".into())));
    }

    #[test]
    fn an_id_elsewhere_is_no_id() {
        assert_eq!(found(r#"{"params":{"id":7}}"#), None);
        assert_eq!(found(r#"{"params":[{"id":7}]}"#), None);
        assert_eq!(found(r#"{"name":"\"id\":7,"}"#), None);
        assert_eq!(found(r#"{"name":"id","x":7}"#), None);
        assert_eq!(found(r#"[{"id":7}]"#), None);
    }

    #[test]
    fn what_cannot_be_an_id_is_none() {
        for value in ["null", "true", "7.5", "{\"id\":7}", "[7]", "99999999999999999999", "\"unfinished"] {
            assert_eq!(found(&format!(r#"{{"id":{value}}}"#)), None, "{value}");
        }
        assert_eq!(found(&format!(r#"{{"id":"{}"}}"#, "x".repeat(TOKEN))), None);
    }

    #[test]
    fn two_ids_are_none() {
        assert_eq!(found(r#"{"id":7,"id":8}"#), None);
    }

    #[test]
    fn closing_more_than_was_opened_does_no_harm() {
        assert_eq!(found(r#"}}]]{"id":7}"#), Some(RequestId::Number(7)));
    }
}
