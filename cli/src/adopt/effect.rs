//! What a body seems to change. It is a guess, by the names of what it calls, and is marked as one.

use proc_macro2::{TokenStream, TokenTree};

use super::words::snake;

/// A guess, with what it was made by.
pub(super) struct Guess {
    /// `read`, `write`, `destructive, approval`.
    pub(super) written: &'static str,
    pub(super) because: Option<String>,
}

const DESTROYS: [&str; 8] = ["delete", "destroy", "drop", "erase", "purge", "remove", "truncate", "wipe"];

const CHANGES: &[&str] = &[
    "add", "append", "book", "cancel", "charge", "commit", "create", "edit", "enqueue", "execute", "extend",
    "insert", "keep", "pay", "post", "publish", "push", "put", "record", "refund", "register", "rename",
    "replace", "save", "send", "set", "store", "submit", "update", "upsert", "write",
];

/// By the name of the function, the methods of its route, and what its body calls.
pub(super) fn guess(name: &str, methods: &[String], body: TokenStream) -> Guess {
    let destructive = |because| Guess { written: "destructive, approval", because: Some(because) };
    let first = snake(name);
    let first = first.split('_').next().unwrap_or_default();
    if DESTROYS.contains(&first) {
        return destructive(format!("it is called `{name}`"));
    }
    if methods.iter().any(|method| method == "delete") {
        return destructive("its route is a `delete`".to_owned());
    }
    let mut because =
        methods.iter().find(|method| *method != "get").map(|it| format!("its route is a `{it}`"));
    if because.is_none() {
        because = called(body.clone(), is_shared(body)).map(|called| format!("it calls `{called}`"));
    }
    // `add_numbers` adds nothing to anything.
    if because.is_none() && CHANGES.contains(&first) && first != "add" {
        because = Some(format!("it is called `{name}`"));
    }
    Guess { written: if because.is_some() { "write" } else { "read" }, because }
}

/// Whether a body gets at something that it shares with others.
fn is_shared(body: TokenStream) -> bool {
    body.into_iter().any(|token| match token {
        TokenTree::Ident(word) => ["lock", "write", "borrow_mut", "get_mut"].iter().any(|it| word == it),
        TokenTree::Group(group) => is_shared(group.stream()),
        _ => false,
    })
}

/// The first function or method whose name says that it changes something, other than a list of the body's own.
fn called(body: TokenStream, is_shared: bool) -> Option<String> {
    // What texts and lists are put together with.
    const HARMLESS: [&str; 11] = [
        "add",
        "append",
        "extend",
        "extend_from_slice",
        "insert",
        "insert_str",
        "push",
        "push_str",
        "remove",
        "replace",
        "truncate",
    ];
    let mut before: Option<String> = None;
    let mut receiver: Vec<String> = Vec::new();
    for token in body {
        match token {
            TokenTree::Ident(word) => {
                receiver.extend(before.take());
                before = Some(word.to_string());
            }
            TokenTree::Punct(punct) if matches!(punct.as_char(), '.' | ':' | '?') => {
                receiver.extend(before.take())
            }
            TokenTree::Group(group) => {
                if let Some(word) = before.take()
                    && group.delimiter() == proc_macro2::Delimiter::Parenthesis
                {
                    let name = snake(&word);
                    let first = name.split('_').next().unwrap_or_default();
                    let is_own =
                        !is_shared && receiver.len() < 2 && receiver.first().is_none_or(|it| it != "self");
                    if (CHANGES.contains(&first) || DESTROYS.contains(&first))
                        && !receiver.is_empty()
                        && !(is_own && HARMLESS.contains(&word.as_str()))
                    {
                        return Some(word);
                    }
                    receiver.push(word);
                }
                if let Some(inside) = called(group.stream(), is_shared) {
                    return Some(inside);
                }
            }
            _ => {
                before = None;
                receiver.clear();
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::guess;

    #[test]
    fn an_effect_is_guessed_by_what_is_called() {
        for (name, methods, body, effect) in [
            ("find", vec![], "db.fetch(id).await", "read"),
            ("find", vec![], "let mut all = Vec::new(); all.push(1); all.len()", "read"),
            ("note", vec![], "let mut all = self.all.lock()?; all.insert(1, text)", "write"),
            ("cut", vec![], "words.truncate(3); words.insert_str(0, a)", "read"),
            ("note", vec![], "self.notes.lock().await.push(text)", "write"),
            ("order", vec![], "db.insert_order(o).await?;", "write"),
            ("order", vec!["post".to_owned()], "o", "write"),
            ("order", vec!["delete".to_owned()], "o", "destructive, approval"),
            ("delete_order", vec![], "o", "destructive, approval"),
            ("add", vec![], "a + b", "read"),
            ("send_mail", vec![], "m", "write"),
            ("read", vec![], "format!(\"{}\", mailer.send(a))", "write"),
        ] {
            let body = body.parse().expect("these are tokens");
            assert_eq!(guess(name, &methods, body).written, effect, "{name}");
        }
    }
}
