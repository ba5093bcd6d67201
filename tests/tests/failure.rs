//! What `#[failure]` promises: callers read a fixed text, operators read everything, and `?` works.

use std::error::Error;
use std::fmt;

use portcullis::prelude::*;
use portcullis::{Interrupted, PublicError};

/// What can go wrong with orders.
#[failure]
#[derive(PartialEq)]
enum OrdersFailure {
    /// Nobody of that number.
    #[public("no such customer")]
    UnknownCustomer,
    #[public("the order service is unavailable", retryable)]
    Upstream(#[from] Refused),
    #[public("order {number} of {number} is in {place}, not {{here}}")]
    Elsewhere { number: u32, place: String },
    #[public("{0} of {1}")]
    Pair(u8, u8),
    #[public("it cannot be stored")]
    Store {
        table: &'static str,
        #[source]
        cause: Refused,
    },
}

#[derive(Debug, PartialEq)]
struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("10.1.2.3 refused the password")
    }
}

impl Error for Refused {}

#[test]
fn a_caller_reads_the_text_of_the_variant_and_nothing_of_its_cause() {
    assert_eq!(OrdersFailure::UnknownCustomer.public_text(), "no such customer");
    assert_eq!(OrdersFailure::from(Refused).public_text(), "the order service is unavailable");
    let store = OrdersFailure::Store { table: "orders", cause: Refused };
    assert_eq!(store.public_text(), "it cannot be stored");
}

#[test]
fn a_text_names_plain_fields_and_escaped_braces() {
    let elsewhere = OrdersFailure::Elsewhere { number: 7, place: "Bern".into() };
    assert_eq!(elsewhere.public_text(), "order 7 of 7 is in Bern, not {here}");
    assert_eq!(OrdersFailure::Pair(1, 2).public_text(), "1 of 2");
}

#[test]
fn only_what_says_so_is_worth_another_try() {
    assert!(OrdersFailure::from(Refused).is_retryable());
    assert!(!OrdersFailure::UnknownCustomer.is_retryable());
}

#[test]
fn the_kind_is_the_name_of_the_variant() {
    assert_eq!(OrdersFailure::from(Refused).kind(), "Upstream");
    assert_eq!(OrdersFailure::Pair(1, 2).kind(), "Pair");
}

#[test]
fn the_operator_reads_the_kind_and_the_cause_once() {
    let failure = OrdersFailure::from(Refused);
    assert_eq!(failure.to_string(), "Upstream");
    assert_eq!(failure.operator_text(), "Upstream: 10.1.2.3 refused the password");
    assert_eq!(failure.source().map(ToString::to_string).as_deref(), Some("10.1.2.3 refused the password"));
    assert_eq!(OrdersFailure::UnknownCustomer.operator_text(), "UnknownCustomer");
    assert!(OrdersFailure::UnknownCustomer.source().is_none());
}

#[test]
fn the_operator_reads_the_causes_of_causes() {
    #[failure]
    enum Outer {
        #[public("it failed")]
        Inner(#[from] OrdersFailure),
    }
    assert_eq!(
        Outer::from(OrdersFailure::from(Refused)).operator_text(),
        "Inner: Upstream: 10.1.2.3 refused the password"
    );
}

#[test]
fn a_cause_converts_by_a_question_mark() {
    fn order() -> Result<(), OrdersFailure> {
        Err(Refused)?
    }
    assert_eq!(order(), Err(OrdersFailure::Upstream(Refused)));
}

#[test]
fn an_interrupted_call_converts_by_a_question_mark_and_is_told_apart() {
    fn order() -> Result<(), OrdersFailure> {
        Err(Interrupted::Cancelled)?
    }
    let failure = order().unwrap_err();
    assert_eq!(failure.interrupted(), Some(Interrupted::Cancelled));
    assert_eq!(failure.public_text(), Interrupted::Cancelled.public_text());
    assert_eq!(failure.kind(), "Interrupted");
    assert_eq!(OrdersFailure::UnknownCustomer.interrupted(), None);
}

#[test]
fn a_boxed_cause_is_a_cause() {
    #[failure]
    enum Boxed {
        #[public("it failed")]
        Anything(#[from] Box<dyn Error + Send + Sync>),
        #[public("it failed")]
        Shared(#[source] std::sync::Arc<Refused>),
    }
    assert_eq!(Boxed::from(Box::<dyn Error + Send + Sync>::from("no")).operator_text(), "Anything: no");
    let shared = Boxed::Shared(std::sync::Arc::new(Refused));
    assert_eq!(shared.operator_text(), "Shared: 10.1.2.3 refused the password");
}

#[test]
fn variants_under_a_cfg_exist_or_not_everywhere() {
    #[failure]
    enum Conditional {
        #[cfg(test)]
        #[public("there")]
        There,
        #[cfg(not(test))]
        #[public("gone {0}")]
        Gone(#[from] Missing),
    }
    assert_eq!(Conditional::There.public_text(), "there");
}

#[test]
fn a_derived_debug_of_the_users_is_enough() {
    #[failure]
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    enum Small {
        #[public("no")]
        No,
    }
    assert_eq!(format!("{:?}", Small::No.clone()), "No");
}

#[test]
fn the_names_of_the_prelude_may_be_the_users() {
    use portcullis::prelude::failure;

    struct String;
    struct Option;
    struct Result;
    struct Box;

    #[failure]
    enum Named {
        #[public("number {source} of {formatter}")]
        Fields { source: u8, formatter: u8 },
    }
    let _ = (String, Option, Result, Box);
    assert_eq!(Named::Fields { source: 1, formatter: 2 }.public_text(), "number 1 of 2");
}

#[test]
fn raw_identifiers_go_by_their_word() {
    #[failure]
    enum Raw {
        #[public("of type {type}")]
        Typed { r#type: u8 },
    }
    assert_eq!(Raw::Typed { r#type: 3 }.public_text(), "of type 3");
}

#[test]
fn the_debug_form_shows_the_fields_to_the_operator() {
    let store = OrdersFailure::Store { table: "orders", cause: Refused };
    assert_eq!(format!("{store:?}"), r#"Store { table: "orders", cause: Refused }"#);
}

#[test]
fn a_capability_whose_failure_is_internal_says_nothing_of_it() {
    let failure = Internal::from(Refused);
    assert_eq!(failure.public_text(), "the capability failed");
}
