//! The table of rules: codes, names, and what is near to them.

use portcullis_rules::{Exceptions, catalogue};

#[test]
fn codes_are_unique_and_sorted() {
    let codes: Vec<_> = catalogue::ALL.iter().map(|rule| rule.code).collect();
    assert!(codes.is_sorted_by(|one, next| one < next), "{codes:?}");
}

#[test]
fn the_first_digit_of_a_code_is_its_layer() {
    for rule in catalogue::ALL {
        let digits = rule.code.strip_prefix('P').unwrap_or_default();
        assert_eq!(digits.len(), 3, "{}", rule.code);
        assert_eq!(digits.parse::<u16>().map(|number| number / 100), Ok(rule.layer as u16), "{}", rule.code);
    }
}

#[test]
fn names_are_unique_and_a_rule_is_found_by_both() {
    for rule in catalogue::ALL {
        for key in [rule.code, rule.name, &rule.code.to_lowercase()] {
            assert_eq!(catalogue::find(key).map(|found| found.code), Some(rule.code), "{key}");
        }
    }
}

#[test]
fn rules_that_speak_instead_exist() {
    for rule in catalogue::ALL {
        for other in rule.yields_to {
            let other = catalogue::find(other).unwrap_or_else(|| panic!("{other} is no rule"));
            assert!(
                !other.yields_to.contains(&rule.code),
                "{} and {} yield to each other",
                rule.code,
                other.code
            );
            assert!(rule.page().contains(other.code), "{}'s page does not name {}", rule.code, other.code);
        }
    }
}

#[test]
fn a_slip_of_the_pen_is_understood() {
    for (written, meant) in [("P35", "P305"), ("panics_in_body", "P203"), ("ambient_file_system", "P601")] {
        assert_eq!(catalogue::nearest(written).map(|rule| rule.code), Some(meant), "{written}");
    }
    assert!(catalogue::nearest("").is_none());
    assert!(catalogue::nearest("something else altogether").is_none());
}

#[test]
fn an_exception_lifts_one_rule() {
    let [first, second, ..] = catalogue::ALL else { panic!("the catalogue has rules") };
    let mut exceptions = Exceptions::none();
    exceptions.allow(first);
    assert!(exceptions.contains(first) && !exceptions.contains(second));
}
