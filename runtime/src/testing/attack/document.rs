//! A document that is sent: a tree whose leaves are bytes, so that it can hold what no JSON value can, such as a repeated
//! key, half of a surrogate pair, or a number beyond all numbers.

use serde_json::Value;

/// What is sent, with what stands before and after it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Document {
    pub(super) before: Vec<u8>,
    pub(super) root: Node,
    pub(super) after: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// As it stands.
    Leaf(Vec<u8>),
    List(Vec<Node>),
    /// Keys as they stand, with their quotes.
    Object(Vec<(Vec<u8>, Node)>),
}

/// The way to a node: the number of a child at each level.
pub(super) type Way = Vec<usize>;

impl Document {
    pub(super) fn of(value: &Value) -> Self {
        Document { before: Vec::new(), root: Node::of(value), after: Vec::new() }
    }

    /// Bytes that are taken as a whole.
    pub(super) fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Document { before: Vec::new(), root: Node::Leaf(bytes.into()), after: Vec::new() }
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut out = self.before.clone();
        self.root.write(&mut out);
        out.extend_from_slice(&self.after);
        out
    }

    /// With another node in the place of one.
    pub(super) fn with(&self, way: &[usize], node: Node) -> Self {
        let mut changed = self.clone();
        if let Some(place) = changed.root.at_mut(way) {
            *place = node;
        }
        changed
    }
}

impl Node {
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Array(list) => Node::List(list.iter().map(Node::of).collect()),
            Value::Object(object) => {
                Node::Object(object.iter().map(|(key, value)| (quoted(key), Node::of(value))).collect())
            }
            scalar => Node::Leaf(scalar.to_string().into_bytes()),
        }
    }

    pub(super) fn at(&self, way: &[usize]) -> Option<&Node> {
        let Some((first, rest)) = way.split_first() else { return Some(self) };
        match self {
            Node::Leaf(_) => None,
            Node::List(list) => list.get(*first)?.at(rest),
            Node::Object(pairs) => pairs.get(*first)?.1.at(rest),
        }
    }

    pub(super) fn at_mut(&mut self, way: &[usize]) -> Option<&mut Node> {
        let Some((first, rest)) = way.split_first() else { return Some(self) };
        match self {
            Node::Leaf(_) => None,
            Node::List(list) => list.get_mut(*first)?.at_mut(rest),
            Node::Object(pairs) => pairs.get_mut(*first)?.1.at_mut(rest),
        }
    }

    /// The ways to all nodes, this one first.
    pub(super) fn ways(&self) -> Vec<Way> {
        let mut ways = vec![Vec::new()];
        let children: Vec<&Node> = match self {
            Node::Leaf(_) => Vec::new(),
            Node::List(list) => list.iter().collect(),
            Node::Object(pairs) => pairs.iter().map(|(_, node)| node).collect(),
        };
        for (number, child) in children.into_iter().enumerate() {
            ways.extend(child.ways().into_iter().map(|way| [vec![number], way].concat()));
        }
        ways
    }

    /// Whether an object in it has a key twice, after unescaping.
    pub(super) fn repeats_a_key(&self) -> bool {
        match self {
            Node::Leaf(_) => false,
            Node::List(list) => list.iter().any(Node::repeats_a_key),
            Node::Object(pairs) => {
                let keys: Vec<_> =
                    pairs.iter().map(|(key, _)| serde_json::from_slice::<String>(key).ok()).collect();
                let repeated = |at: usize| {
                    keys.get(at).is_some_and(|key| {
                        key.is_some() && keys.iter().skip(at + 1).any(|other| other == key)
                    })
                };
                (0..keys.len()).any(repeated) || pairs.iter().any(|(_, node)| node.repeats_a_key())
            }
        }
    }

    /// All texts and numbers in it, as their sender means them.
    pub(super) fn words(&self, out: &mut Vec<String>) {
        match self {
            Node::Leaf(bytes) => out.push(word(bytes)),
            Node::List(list) => list.iter().for_each(|node| node.words(out)),
            Node::Object(pairs) => pairs.iter().for_each(|(key, node)| {
                out.push(word(key));
                node.words(out);
            }),
        }
    }

    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Node::Leaf(bytes) => out.extend_from_slice(bytes),
            Node::List(list) => {
                out.push(b'[');
                for (number, node) in list.iter().enumerate() {
                    if number > 0 {
                        out.push(b',');
                    }
                    node.write(out);
                }
                out.push(b']');
            }
            Node::Object(pairs) => {
                out.push(b'{');
                for (number, (key, node)) in pairs.iter().enumerate() {
                    if number > 0 {
                        out.push(b',');
                    }
                    out.extend_from_slice(key);
                    out.push(b':');
                    node.write(out);
                }
                out.push(b'}');
            }
        }
    }
}

/// A JSON string.
pub(super) fn quoted(text: &str) -> Vec<u8> {
    Value::from(text).to_string().into_bytes()
}

fn word(bytes: &[u8]) -> String {
    match serde_json::from_slice::<Value>(bytes) {
        Ok(Value::String(text)) => text,
        _ => String::from_utf8_lossy(bytes).trim_matches('"').to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_written_as_it_is_meant() {
        let value = serde_json::json!({"a": [1, "x\n", {}], "b": {"c": null}});
        let document = Document::of(&value);
        assert_eq!(document.bytes(), value.to_string().into_bytes());
        let odd = document.with(&[0, 1], Node::Leaf(b"1e400".to_vec()));
        assert_eq!(odd.bytes(), br#"{"a":[1,1e400,{}],"b":{"c":null}}"#);
        assert_eq!(document.root.ways().len(), 7);
    }

    #[test]
    fn a_key_is_the_same_however_it_is_escaped() {
        let pairs = |keys: [&str; 2]| {
            Node::Object(keys.map(|key| (key.as_bytes().to_vec(), Node::Leaf(b"1".to_vec()))).to_vec())
        };
        assert!(pairs([r#""a""#, r#""\u0061""#]).repeats_a_key());
        assert!(!pairs([r#""a""#, r#""b""#]).repeats_a_key());
        assert!(Node::List(vec![pairs([r#""a""#, r#""a""#])]).repeats_a_key());
    }
}
