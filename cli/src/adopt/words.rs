//! Names in the spellings that they have here and there.

/// `NotFound` and `get-weather` are `not_found` and `get_weather`.
pub(super) fn snake(name: &str) -> String {
    let mut snake = String::new();
    let mut before = '_';
    for character in name.chars() {
        if character.is_ascii_uppercase() && (before.is_ascii_lowercase() || before.is_ascii_digit()) {
            snake.push('_');
        }
        let is_word = character.is_ascii_alphanumeric();
        snake.push(if is_word { character.to_ascii_lowercase() } else { '_' });
        before = character;
    }
    snake.trim_matches('_').to_owned()
}

/// `not_found` is `NotFound`.
pub(super) fn pascal(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words
        .map(|word| {
            let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
            first.to_ascii_uppercase()
                + if rest.chars().any(|c| c.is_ascii_lowercase()) {
                    rest.to_owned()
                } else {
                    rest.to_ascii_lowercase()
                }
                .as_str()
        })
        .collect()
}

/// `NotFound` is `not found`.
pub(super) fn spaced(name: &str) -> String {
    snake(name).replace('_', " ")
}

/// `create_order` is `Create order.`
pub(super) fn sentence(name: &str) -> String {
    let words = spaced(name);
    let (first, rest) = words.split_at_checked(1).unwrap_or((&words, ""));
    format!("{}{rest}.", first.to_ascii_uppercase())
}

/// A name that a capability can have: `Get Weather!` is `get-weather`.
pub(super) fn capability(name: &str) -> String {
    let is_allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '.' | '-');
    let name: String = name
        .chars()
        .map(|c| c.to_ascii_lowercase())
        .map(|c| if is_allowed(c) { c } else { '-' })
        .take(64)
        .collect();
    name.trim_matches(|c: char| !c.is_ascii_alphanumeric()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{capability, pascal, sentence, snake};

    #[test]
    fn a_name_has_a_form_for_each_place() {
        assert_eq!(snake("HTTPServer2Go"), "httpserver2_go");
        assert_eq!(snake("get-weather"), "get_weather");
        assert_eq!((pascal("NOT_FOUND"), pascal("find_order")), ("NotFound".into(), "FindOrder".into()));
        assert_eq!(
            (capability("Get Weather!"), capability("get_weather.v2")),
            ("get-weather".into(), "get_weather.v2".into())
        );
        assert_eq!(sentence("createOrder"), "Create order.");
    }
}
