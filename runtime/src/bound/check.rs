//! The checks behind `#[validate(..)]`: the `validator` crate decides, and a fault says which rule and limit.
//!
//! Each function is one word of that crate. None of them may put a value into a fault; only what the author
//! wrote goes there. A value that is absent (`None`) passes everything but [`required`].

use std::borrow::Cow;

use validator::{
    AsRegex, ValidateEmail, ValidateIp, ValidateLength, ValidateNonControlCharacter, ValidateRange,
    ValidateRegex, ValidateRequired, ValidateUrl, ValidationError, validate_must_match,
};

use super::{Faults, Limit, Path};

mod lazy_pattern;
mod subjects;

pub use lazy_pattern::LazyPattern;
pub use subjects::{Holds, Text};

/// `length(min, max, equal)`: characters of a text, elements of a list, entries of a map.
///
/// As in `validator`, `equal` alone counts when it is given.
pub fn length<T: ValidateLength<u64> + ?Sized>(
    value: &T,
    min: Option<u64>,
    max: Option<u64>,
    equal: Option<u64>,
    at: &Path<'_>,
    faults: &mut Faults,
) {
    if !value.validate_length(min, max, equal) {
        faults.add(at, "length", &given([("min", min), ("max", max), ("equal", equal)]));
    }
}

/// `range(min, max, exclusive_min, exclusive_max)`.
pub fn range<T, V>(
    value: &V,
    min: Option<T>,
    max: Option<T>,
    exclusive_min: Option<T>,
    exclusive_max: Option<T>,
    at: &Path<'_>,
    faults: &mut Faults,
) where
    T: Clone + Into<Limit>,
    V: ValidateRange<T> + ?Sized,
{
    if !value.validate_range(min.clone(), max.clone(), exclusive_min.clone(), exclusive_max.clone()) {
        let limits =
            [("min", min), ("max", max), ("exclusive_min", exclusive_min), ("exclusive_max", exclusive_max)];
        faults.add(at, "range", &given(limits));
    }
}

/// `email`.
pub fn email<T: ValidateEmail + ?Sized>(value: &T, at: &Path<'_>, faults: &mut Faults) {
    // `validator` looks for an address in brackets at the end only, whatever stands between the `@` and it.
    let is_literal_alone = value.as_email_string().is_none_or(|text| {
        text.rsplit_once('@').is_none_or(|(_, domain)| domain.rfind('[').is_none_or(|at| at == 0))
    });
    require(is_literal_alone && value.validate_email(), "email", at, faults);
}

/// `url`: of any scheme. It says nothing about where the URL leads.
pub fn url<T: ValidateUrl + ?Sized>(value: &T, at: &Path<'_>, faults: &mut Faults) {
    require(value.validate_url(), "url", at, faults);
}

/// `ip`: an IPv4 or IPv6 address.
pub fn ip<T: Text + ?Sized>(value: &T, at: &Path<'_>, faults: &mut Faults) {
    require(value.text().is_none_or(|text| text.validate_ip()), "ip", at, faults);
}

/// `ip(v4)`.
pub fn ipv4<T: Text + ?Sized>(value: &T, at: &Path<'_>, faults: &mut Faults) {
    require(value.text().is_none_or(|text| text.validate_ipv4()), "ipv4", at, faults);
}

/// `ip(v6)`.
pub fn ipv6<T: Text + ?Sized>(value: &T, at: &Path<'_>, faults: &mut Faults) {
    require(value.text().is_none_or(|text| text.validate_ipv6()), "ipv6", at, faults);
}

/// `pattern = "…"`: the fault shows the pattern.
pub fn pattern<T: ValidateRegex + ?Sized>(
    value: &T,
    pattern: &LazyPattern,
    at: &Path<'_>,
    faults: &mut Faults,
) {
    // A pattern that does not compile lets nothing pass.
    if !pattern.compiled().is_some_and(|compiled| value.validate_regex(compiled)) {
        faults.add(at, "pattern", &[("pattern", pattern.text().into())]);
    }
}

/// `regex(path = …)`: a compiled regular expression of the author's.
pub fn regex_matches<T: ValidateRegex + ?Sized>(
    value: &T,
    regex: impl AsRegex,
    at: &Path<'_>,
    faults: &mut Faults,
) {
    require(value.validate_regex(regex), "regex", at, faults);
}

/// `contains(pattern = "…")`: a part of a text, or a key of a map.
pub fn contains<T: Holds + ?Sized>(value: &T, part: &'static str, at: &Path<'_>, faults: &mut Faults) {
    if value.holds(part) == Some(false) {
        faults.add(at, "contains", &[("text", part.into())]);
    }
}

/// `does_not_contain(pattern = "…")`.
pub fn does_not_contain<T: Holds + ?Sized>(
    value: &T,
    part: &'static str,
    at: &Path<'_>,
    faults: &mut Faults,
) {
    if value.holds(part) == Some(true) {
        faults.add(at, "does_not_contain", &[("text", part.into())]);
    }
}

/// `must_match(other = …)`: `other` is the other field's name.
pub fn must_match<T: Eq + ?Sized>(a: &T, b: &T, other: &'static str, at: &Path<'_>, faults: &mut Faults) {
    if !validate_must_match(a, b) {
        faults.add(at, "must_match", &[("other", other.into())]);
    }
}

/// `custom(function = …)`: what the author's function said.
///
/// Its code becomes the rule and its message a limit, if they are literals. A text made at run time may hold
/// the value and is dropped, and so are the error's parameters.
pub fn custom(result: Result<(), ValidationError>, at: &Path<'_>, faults: &mut Faults) {
    let Err(error) = result else { return };
    let rule = match error.code {
        Cow::Borrowed(code) => code,
        Cow::Owned(_) => "custom",
    };
    match error.message {
        Some(Cow::Borrowed(message)) => faults.add(at, rule, &[("message", message.into())]),
        _ => faults.add(at, rule, &[]),
    }
}

/// `required`: an `Option` that must be there.
pub fn required<T: ValidateRequired + ?Sized>(value: &T, at: &Path<'_>, faults: &mut Faults) {
    require(value.validate_required(), "required", at, faults);
}

/// `non_control_character`.
pub fn non_control_character<T: Text + ?Sized>(value: &T, at: &Path<'_>, faults: &mut Faults) {
    let holds = value.text().is_none_or(|text| text.validate_non_control_character());
    require(holds, "non_control_character", at, faults);
}

/// Adds a fault against a rule that has no limits.
fn require(holds: bool, rule: &'static str, at: &Path<'_>, faults: &mut Faults) {
    if !holds {
        faults.add(at, rule, &[]);
    }
}

/// The limits that the author gave.
fn given<T: Into<Limit>, const N: usize>(
    limits: [(&'static str, Option<T>); N],
) -> Vec<(&'static str, Limit)> {
    limits.into_iter().filter_map(|(name, limit)| Some((name, limit?.into()))).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashMap};

    use super::*;
    use crate::bound::{BoundedMap, BoundedString, BoundedVec, Fault, RelativePath};

    /// What a check adds for a value at `/field`.
    fn faults(check: impl FnOnce(&Path<'_>, &mut Faults)) -> Vec<Fault> {
        let mut faults = Faults::default();
        check(&Path::ROOT.field("field"), &mut faults);
        faults.into_listed()
    }

    fn fault(rule: &'static str) -> Fault {
        Fault::new("/field", rule)
    }

    fn text(text: &str) -> BoundedString<40> {
        BoundedString::new(text).unwrap()
    }

    #[test]
    fn length_counts_characters_elements_and_entries_and_names_its_limits() {
        let between = |value: &dyn ValidateLength<u64>| {
            faults(|at, faults| length(value, Some(2), Some(3), None, at, faults))
        };
        let refused = [fault("length").limit("min", 2_u64).limit("max", 3_u64)];
        assert_eq!(between(&"ä"), refused);
        assert_eq!(between(&"äöü"), []);
        assert_eq!(between(&text("äöüß")), refused);
        assert_eq!(between(&RelativePath::<9>::new("a/b").unwrap()), []);
        assert_eq!(between(&BoundedVec::<u8, 9>::new([1]).unwrap()), refused);
        assert_eq!(between(&BoundedMap::<u8, u8, 9>::new([(1, 1), (2, 2)]).unwrap()), []);
        assert_eq!(between(&BTreeMap::from([(1, 1)])), refused);
        assert_eq!(between(&None::<String>), []);
        assert_eq!(between(&Some(text("ä"))), refused);
        assert_eq!(
            faults(|at, faults| length("abc", None, None, Some(2), at, faults)),
            [fault("length").limit("equal", 2_u64)]
        );
    }

    #[test]
    fn range_has_closed_and_open_ends() {
        let closed = |value| faults(|at, faults| range(&value, Some(1), Some(50), None, None, at, faults));
        assert_eq!(closed(1), []);
        assert_eq!(closed(50), []);
        assert_eq!(closed(0), [fault("range").limit("min", 1).limit("max", 50)]);
        assert_eq!(closed(51), [fault("range").limit("min", 1).limit("max", 50)]);

        let open = |value| faults(|at, faults| range(&value, None, None, Some(0.0), Some(1.0), at, faults));
        assert_eq!(open(0.5), []);
        assert_eq!(open(0.0), [fault("range").limit("exclusive_min", 0.0).limit("exclusive_max", 1.0)]);
        assert_eq!(open(1.0).len(), 1);

        let absent =
            |value: Option<u8>| faults(|at, faults| range(&value, Some(1), None, None, None, at, faults));
        assert_eq!(absent(None), []);
        assert_eq!(absent(Some(0)), [fault("range").limit("min", 1_u8)]);
    }

    #[test]
    fn email_url_and_addresses_are_judged_for_every_kind_of_text() {
        assert_eq!(faults(|at, faults| email(&text("a@example.com"), at, faults)), []);
        assert_eq!(faults(|at, faults| email(&Some(text("a b")), at, faults)), [fault("email")]);
        assert_eq!(faults(|at, faults| email(&String::from("@"), at, faults)), [fault("email")]);
        assert_eq!(faults(|at, faults| email(&None::<String>, at, faults)), []);
        assert_eq!(faults(|at, faults| email(&"a@[127.0.0.1]", at, faults)), []);
        assert_eq!(faults(|at, faults| email(&"a@b<script>[127.0.0.1]", at, faults)), [fault("email")]);
        assert_eq!(faults(|at, faults| email(&"a@[<script>][127.0.0.1]", at, faults)), [fault("email")]);

        assert_eq!(faults(|at, faults| url(&text("https://example.com"), at, faults)), []);
        assert_eq!(faults(|at, faults| url("example", at, faults)), [fault("url")]);
        assert_eq!(faults(|at, faults| url(&None::<BoundedString<9>>, at, faults)), []);

        assert_eq!(faults(|at, faults| ip("::1", at, faults)), []);
        assert_eq!(faults(|at, faults| ip(&Some("1.2.3"), at, faults)), [fault("ip")]);
        assert_eq!(faults(|at, faults| ipv4(&text("::1"), at, faults)), [fault("ipv4")]);
        assert_eq!(faults(|at, faults| ipv4("127.0.0.1", at, faults)), []);
        assert_eq!(faults(|at, faults| ipv6("127.0.0.1", at, faults)), [fault("ipv6")]);
        assert_eq!(faults(|at, faults| ipv6(&None::<String>, at, faults)), []);
    }

    #[test]
    fn a_pattern_is_shown_and_is_anchored_as_written() {
        static WHOLE: LazyPattern = LazyPattern::new("^[a-z]+$");
        static PART: LazyPattern = LazyPattern::new("[a-z]+");
        let shown = [fault("pattern").limit("pattern", "^[a-z]+$")];
        assert_eq!(faults(|at, faults| pattern(&text("abc"), &WHOLE, at, faults)), []);
        assert_eq!(faults(|at, faults| pattern(&text("abc1"), &WHOLE, at, faults)), shown);
        assert_eq!(faults(|at, faults| pattern("abc\n", &WHOLE, at, faults)), shown);
        assert_eq!(faults(|at, faults| pattern(&None::<String>, &WHOLE, at, faults)), []);
        assert_eq!(faults(|at, faults| pattern(&Some(String::from("1a")), &PART, at, faults)), []);
    }

    #[test]
    fn a_pattern_that_cannot_be_used_lets_nothing_pass() {
        for broken in [LazyPattern::new("("), LazyPattern::new(r"\w{5000}{500}")] {
            assert!(broken.error().is_some());
            assert_eq!(faults(|at, faults| pattern("a", &broken, at, faults)).len(), 1, "{}", broken.text());
        }
    }

    #[test]
    fn a_regex_of_the_authors_is_not_shown() {
        let regex = regex::Regex::new("^a").unwrap();
        assert_eq!(faults(|at, faults| regex_matches("abc", &regex, at, faults)), []);
        assert_eq!(faults(|at, faults| regex_matches(&text("b"), &regex, at, faults)), [fault("regex")]);
        assert_eq!(faults(|at, faults| regex_matches(&None::<String>, &regex, at, faults)), []);
    }

    #[test]
    fn contains_and_its_opposite_both_pass_what_is_absent() {
        let with = [fault("contains").limit("text", "@")];
        let without = [fault("does_not_contain").limit("text", "@")];
        assert_eq!(faults(|at, faults| contains("a@b", "@", at, faults)), []);
        assert_eq!(faults(|at, faults| contains(&text("ab"), "@", at, faults)), with);
        assert_eq!(faults(|at, faults| contains(&None::<String>, "@", at, faults)), []);
        assert_eq!(
            faults(|at, faults| contains(&HashMap::from([(String::from("@"), 1)]), "@", at, faults)),
            []
        );
        assert_eq!(faults(|at, faults| does_not_contain("ab", "@", at, faults)), []);
        assert_eq!(faults(|at, faults| does_not_contain(&Some(text("a@b")), "@", at, faults)), without);
        assert_eq!(faults(|at, faults| does_not_contain(&None::<String>, "@", at, faults)), []);
        let map = HashMap::from([(String::from("@"), 1)]);
        assert_eq!(faults(|at, faults| does_not_contain(&map, "@", at, faults)), without);
    }

    #[test]
    fn must_match_names_the_other_field() {
        assert_eq!(faults(|at, faults| must_match("a", "a", "again", at, faults)), []);
        let differs = faults(|at, faults| must_match(&Some(text("a")), &None, "again", at, faults));
        assert_eq!(differs, [fault("must_match").limit("other", "again")]);
    }

    #[test]
    fn a_custom_check_tells_its_literals_and_nothing_made_of_the_value() {
        let sent = String::from("zebra");
        let mut error = ValidationError::new("no_zebras").with_message("not a zebra".into());
        error.add_param("value".into(), &sent);
        assert_eq!(
            faults(|at, faults| custom(Err(error), at, faults)),
            [fault("no_zebras").limit("message", "not a zebra")]
        );

        let mut leaking = ValidationError::new("x").with_message(format!("{sent} is a zebra").into());
        leaking.code = sent.into();
        assert_eq!(faults(|at, faults| custom(Err(leaking), at, faults)), [fault("custom")]);
        assert_eq!(faults(|at, faults| custom(Ok(()), at, faults)), []);
    }

    #[test]
    fn required_and_control_characters() {
        assert_eq!(faults(|at, faults| required(&None::<u8>, at, faults)), [fault("required")]);
        assert_eq!(faults(|at, faults| required(&Some(1), at, faults)), []);
        let refused = [fault("non_control_character")];
        assert_eq!(faults(|at, faults| non_control_character("a\u{7}", at, faults)), refused);
        assert_eq!(faults(|at, faults| non_control_character(&Some(text("a\n")), at, faults)), refused);
        assert_eq!(faults(|at, faults| non_control_character(&None::<String>, at, faults)), []);
    }
}
