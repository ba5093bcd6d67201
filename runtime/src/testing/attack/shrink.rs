//! The smallest input that still shows what was found: fields, elements and characters are taken away for as long as it does.

use std::time::{Duration, Instant};

use super::Target;
use super::campaign::Campaign;
use super::document::{Document, Node, quoted};
use super::front::{Case, Front};
use super::judge::Breach;

/// So many smaller inputs are tried at most.
const TRIES: usize = 300;

/// And for so long.
const PATIENCE: Duration = Duration::from_secs(5);

/// The smallest document for which the same invariant does not hold, and how that shows.
pub(super) async fn smallest<T: Target>(
    campaign: &mut Campaign<'_, T>,
    front: &Front,
    case: &Case,
    breach: &Breach,
) -> (Document, String) {
    let (mut best, mut said) = (case.document.clone(), breach.said.clone());
    let (mut tries, until) = (0, Instant::now() + PATIENCE);
    'smaller: loop {
        for document in smaller(&best) {
            tries += 1;
            if tries > TRIES || Instant::now() > until || campaign.is_over() {
                break 'smaller;
            }
            let tried = Case { document, ..case.clone() };
            let breaches = campaign.reproduce(front, &tried).await;
            if let Some(same) = breaches.into_iter().find(|other| other.invariant == breach.invariant) {
                (best, said) = (tried.document, same.said);
                continue 'smaller;
            }
        }
        break;
    }
    (best, said)
}

/// Documents that are smaller than this one, by one step; the greatest steps first.
fn smaller(document: &Document) -> Vec<Document> {
    let mut out = Vec::new();
    if !document.before.is_empty() {
        out.push(Document { before: Vec::new(), ..document.clone() });
    }
    if !document.after.is_empty() {
        out.push(Document { after: Vec::new(), ..document.clone() });
        let half = document.after.len() / 2;
        out.extend([half, document.after.len() - 1].map(|length| Document {
            after: document.after.get(..length).unwrap_or_default().to_vec(),
            ..document.clone()
        }));
    }
    for way in document.root.ways() {
        let Some(node) = document.root.at(&way) else { continue };
        out.extend(simpler(node).into_iter().map(|node| document.with(&way, node)));
    }
    let length = document.bytes().len();
    out.retain(|smaller| smaller.bytes().len() < length);
    out
}

fn simpler(node: &Node) -> Vec<Node> {
    match node {
        Node::Object(pairs) => {
            let fewer = (0..pairs.len()).map(|gone| Node::Object(without(pairs, gone)));
            let nameless = (0..pairs.len()).map(|at| {
                let mut pairs = pairs.clone();
                pairs.iter_mut().skip(at).take(1).for_each(|(key, _)| *key = quoted(""));
                Node::Object(pairs)
            });
            [Node::Leaf(b"0".to_vec())].into_iter().chain(fewer).chain(nameless).collect()
        }
        Node::List(list) => {
            let half = list.get(..list.len() / 2).unwrap_or_default().to_vec();
            let inner = list.first().cloned();
            [Node::List(half)]
                .into_iter()
                .chain((0..list.len().min(8)).map(|gone| Node::List(without(list, gone))))
                .chain(inner)
                .collect()
        }
        Node::Leaf(bytes) => match serde_json::from_slice::<String>(bytes) {
            Ok(text) => {
                let characters: Vec<char> = text.chars().collect();
                let part = |from: usize, to: usize| {
                    Node::Leaf(quoted(
                        &characters.get(from..to).unwrap_or_default().iter().collect::<String>(),
                    ))
                };
                let length = characters.len();
                vec![
                    part(0, 0),
                    part(0, 1),
                    part(0, length / 2),
                    part(length / 2, length),
                    part(1, length),
                    part(0, length.saturating_sub(1)),
                ]
            }
            Err(_) => {
                let length = bytes.len();
                let part = |length: usize| Node::Leaf(bytes.get(..length).unwrap_or_default().to_vec());
                vec![
                    Node::Leaf(b"0".to_vec()),
                    part(0),
                    part(1),
                    part(length / 2),
                    part(length.saturating_sub(1)),
                ]
            }
        },
    }
}

fn without<N: Clone>(all: &[N], gone: usize) -> Vec<N> {
    all.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, one)| one.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_is_smaller() {
        let document = Document {
            before: b" ".to_vec(),
            after: b"    ".to_vec(),
            ..Document::of(&serde_json::json!({"customer": "AAAA", "lines": [1, [2, 3]]}))
        };
        let steps = smaller(&document);
        assert!(steps.len() > 10);
        assert!(steps.iter().all(|step| step.bytes().len() < document.bytes().len()));
        assert!(steps.iter().any(|step| step.bytes() == br#" {"lines":[1,[2,3]]}    "#));
    }
}
