//! A name of the source that is only looked at. Its memory is used again for the next one.

use std::cell::RefCell;
use std::fmt::{Display, Write};
use std::ops::Deref;

use syn::Ident;

/// The text of a name; `r#move` is `move`.
#[derive(Default)]
pub(crate) struct Word(String);

/// How many words are kept for the next ones: there are as many at once as expressions are nested.
const MOST_SPARE: usize = 64;

thread_local! {
    static SPARE: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// The text of a name, or of the number of a field, where a string would be thrown away at once.
pub(crate) fn word(name: &impl Display) -> Word {
    let mut text = SPARE.with_borrow_mut(Vec::pop).unwrap_or_default();
    text.clear();
    push_word(&mut text, name);
    Word(text)
}

/// `r#move` is `move`.
pub(crate) fn plain(ident: &Ident) -> String {
    let mut text = ident.to_string();
    if text.starts_with("r#") {
        text.drain(.."r#".len());
    }
    text
}

/// Appends the text of a name.
pub(crate) fn push_word(text: &mut String, name: &impl Display) {
    let start = text.len();
    // A `String` takes whatever it is given.
    let _ = write!(text, "{name}");
    if text.get(start..).is_some_and(|name| name.starts_with("r#")) {
        text.drain(start..start + "r#".len());
    }
}

impl Deref for Word {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Drop for Word {
    fn drop(&mut self) {
        let text = std::mem::take(&mut self.0);
        // At a thread's end there may be nothing to keep it in.
        let _ = SPARE.try_with(|spare| match spare.try_borrow_mut() {
            Ok(mut spare) if spare.len() < MOST_SPARE => spare.push(text),
            _ => {}
        });
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::Span;
    use syn::Ident;

    use super::{plain, word};

    fn ident(name: &str) -> Ident {
        Ident::new(name, Span::call_site())
    }

    #[test]
    fn words_that_are_looked_at_together_stay_apart() {
        let (first, second) = (word(&ident("first")), word(&ident("second")));
        assert_eq!((&*first, &*second), ("first", "second"));
        drop(first);
        let third = word(&ident("x"));
        assert_eq!((&*second, &*third), ("second", "x"));
    }

    #[test]
    fn a_raw_name_is_said_without_its_mark() {
        let raw = Ident::new_raw("move", Span::call_site());
        assert_eq!((&*word(&raw), &*plain(&raw)), ("move", "move"));
    }
}
