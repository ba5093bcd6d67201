//! Which functions a router of axum serves, and by which method: `.route("/orders", get(list).post(create))`.

use std::collections::HashMap;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Functions by their names, with the methods that they serve.
#[derive(Default)]
pub(super) struct Routes(HashMap<String, Vec<String>>);

impl Routes {
    pub(super) fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut routes = Self::default();
        for text in texts.filter(|text| text.contains(".route(")) {
            if let Ok(tokens) = text.parse::<TokenStream>() {
                routes.read(tokens, false);
            }
            proc_macro2::extra::invalidate_current_thread_spans();
        }
        routes
    }

    /// The methods of a function, in small letters; none if no router names it.
    pub(super) fn methods(&self, function: &str) -> &[String] {
        self.0.get(function).map(Vec::as_slice).unwrap_or_default()
    }

    fn read(&mut self, tokens: TokenStream, is_route: bool) {
        const METHODS: [&str; 5] = ["delete", "get", "patch", "post", "put"];
        let mut before: Option<String> = None;
        for token in tokens {
            match &token {
                TokenTree::Group(group) => {
                    let word = before.take().unwrap_or_default();
                    if is_route
                        && group.delimiter() == Delimiter::Parenthesis
                        && METHODS.contains(&word.as_str())
                        && let Some(function) = last_of_path(group.stream())
                    {
                        self.0.entry(function).or_default().push(word);
                    } else {
                        self.read(group.stream(), is_route || word == "route");
                    }
                }
                TokenTree::Ident(word) => before = Some(word.to_string()),
                _ => before = None,
            }
        }
    }
}

/// `list` of `handlers::list`, if there is nothing but a path.
fn last_of_path(tokens: TokenStream) -> Option<String> {
    let mut last = None;
    for token in tokens {
        match token {
            TokenTree::Ident(word) => last = Some(word.to_string()),
            TokenTree::Punct(punct) if punct.as_char() == ':' => {}
            _ => return None,
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::Routes;

    #[test]
    fn a_router_says_who_serves_what() {
        let text = r#"fn app() { Router::new().route("/a", get(list).post(api::create)).route("/b", x.get(y.z())); get(other) }"#;
        let routes = Routes::of([text].into_iter());
        assert_eq!(
            (routes.methods("list"), routes.methods("create")),
            (&["get".to_owned()][..], &["post".to_owned()][..])
        );
        assert!(routes.methods("other").is_empty() && routes.methods("z").is_empty());
    }
}
