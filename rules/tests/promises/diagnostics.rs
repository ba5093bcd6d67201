//! What becomes of errors on their way to the user.

use std::panic::{AssertUnwindSafe, catch_unwind};

use portcullis_rules::{Diagnostics, Exceptions, Level, Place, check_function, findings};
use proc_macro2::{Span, TokenStream};

use crate::cases;

fn tokens(source: &str) -> TokenStream {
    source.parse().expect("the tokens parse")
}

#[test]
fn dropping_diagnostics_unread_is_a_bug_that_panics() {
    let dropped = catch_unwind(|| drop(Diagnostics::new()));
    assert!(dropped.is_err());
}

#[test]
fn asking_whether_there_are_any_is_not_reading_them() {
    let dropped = catch_unwind(|| {
        let mut out = Diagnostics::new();
        out.error(Span::call_site(), "something is wrong");
        assert!(!out.is_empty());
    });
    assert!(dropped.is_err());
}

#[test]
fn a_panic_under_way_is_not_made_worse() {
    let panicked = catch_unwind(|| {
        let _out = Diagnostics::new();
        panic!("the first reason");
    });
    let reason = panicked.expect_err("it panicked");
    assert_eq!(reason.downcast_ref::<&str>(), Some(&"the first reason"));
}

#[test]
fn errors_come_in_the_order_of_the_source() {
    let file = tokens("first second\nthird");
    let spans: Vec<Span> = file.into_iter().map(|token| token.span()).collect();
    let mut out = Diagnostics::new();
    for (at, message) in [(2, "third"), (0, "first"), (1, "second")] {
        out.error(spans[at], message);
    }
    let messages: Vec<_> = out.into_findings().iter().map(|finding| finding.message().to_owned()).collect();
    assert_eq!(messages, ["first", "second", "third"]);
}

#[test]
fn errors_without_a_rule_may_share_a_place() {
    let mut out = Diagnostics::new();
    for message in ["the effect is missing", "the description is missing", "the description is missing"] {
        out.error(Span::call_site(), message);
    }
    let messages: Vec<_> = out.into_findings().iter().map(|finding| finding.message().to_owned()).collect();
    assert_eq!(messages, ["the effect is missing", "the description is missing"]);
}

#[test]
fn of_two_rules_on_one_place_the_more_telling_one_speaks() {
    for order in [["P501", "P601"], ["P601", "P501"]] {
        let mut out = Diagnostics::new();
        for code in order {
            out.error(Span::call_site(), code).see(code);
        }
        let codes: Vec<_> = out.into_findings().iter().map(|finding| finding.code()).collect();
        assert_eq!(codes, [Some("P601")]);
    }
}

#[test]
fn two_rules_on_two_places_both_speak() {
    let file = tokens("one two");
    let mut out = Diagnostics::new();
    for (token, code) in file.into_iter().zip(["P501", "P601"]) {
        out.error(token.span(), code).see(code);
    }
    assert_eq!(out.into_findings().len(), 2);
}

#[test]
fn an_error_with_tokens_stretches_over_all_of_them() {
    let file = tokens("Vec < String > rest");
    let mut underlined: Vec<_> = file.into_iter().collect();
    underlined.pop();
    let place = Place::from(&underlined.into_iter().collect::<TokenStream>());
    assert_eq!((place.start.start().column, place.end.end().column), (0, 14));
}

#[test]
fn an_error_reads_as_three_lines() {
    let mut out = Diagnostics::new();
    out.error(Span::call_site(), "what is wrong").help("how to mend it").see("P305");
    let finding = &out.into_findings()[0];
    assert_eq!(
        finding.to_string(),
        "what is wrong\nhelp: how to mend it\nsee: cargo portcullis explain P305"
    );
    assert_eq!(finding.help_text(), Some("how to mend it"));
}

#[test]
fn each_error_becomes_a_compile_error_on_its_place() {
    let file = tokens("first second third");
    let spans: Vec<Span> = file.into_iter().map(|token| token.span()).collect();
    let mut out = Diagnostics::new();
    out.error(Place { start: spans[0], end: spans[1] }, "over two tokens");
    out.error(spans[2], "over one token");
    let emitted: Vec<_> = out.into_compile_errors().into_iter().collect();

    assert_eq!(emitted.len(), 16, "two times `::core::compile_error! {{ .. }}`");
    assert_eq!(emitted[0].span().start().column, 0);
    assert_eq!(emitted[7].span().start().column, 6);
    let errors: TokenStream = emitted.into_iter().collect();
    let file: syn::File = syn::parse2(errors).expect("the errors are items");
    assert!(file.items.iter().all(|item| matches!(item, syn::Item::Macro(_))));
}

#[test]
fn no_errors_become_nothing() {
    assert!(Diagnostics::new().into_compile_errors().is_empty());
}

#[test]
fn every_message_of_a_syntax_error_is_kept() {
    let mut error = syn::Error::new(Span::call_site(), "the first");
    error.combine(syn::Error::new(Span::call_site(), "the second"));
    let mut out = Diagnostics::new();
    out.syntax_error(error);
    assert_eq!(out.into_findings().len(), 2);
}

#[test]
fn advice_does_not_stop_the_compiler() {
    let function: syn::ItemFn = syn::parse_quote! {
        fn first(words: Vec<String>) -> String {
            words.into_iter().next().expect("there is a word")
        }
    };
    let all = findings(&function.sig, &function.block, &Exceptions::none());
    assert_eq!(all.iter().map(|finding| finding.level()).collect::<Vec<_>>(), [Level::Advice]);

    let mut out = Diagnostics::new();
    check_function(&function.sig, &function.block, &Exceptions::none(), &mut out);
    assert!(out.into_findings().is_empty());
}

#[test]
fn messages_are_in_one_style() {
    for case in cases::all("fail") {
        for finding in cases::findings(&case.source) {
            let (message, help) = (finding.message(), finding.help_text().unwrap_or_default());
            for (what, text) in [("message", message), ("help", help)] {
                let first = text.trim_start_matches('`').chars().next();
                let path = case.path.display();
                assert!(!text.is_empty(), "{path}: no {what}");
                assert!(
                    text.starts_with('`') || first.is_some_and(char::is_lowercase),
                    "{path}: {what} does not start in lower case: {text}"
                );
                assert!(!text.ends_with(['.', '!', ' ']), "{path}: {what} ends like a sentence: {text}");
                assert!(!text.contains('\n'), "{path}: {what} has several lines: {text}");
                assert!(text.chars().count() <= 120, "{path}: {what} is long: {text}");
                assert_eq!(text.matches('`').count() % 2, 0, "{path}: {what} has an open backtick: {text}");
            }
        }
    }
}

#[test]
fn a_message_never_repeats_a_credential() {
    let source = cases::credentials::fill(
        "use portcullis::prelude::*;\n/// Says it.\n#[capability(read)]\nfn it() -> String { \"{{github_token}}\".into() }",
    );
    let token = cases::credentials::fill("{{github_token}}");
    let found = cases::findings(&source);
    assert_eq!(found.len(), 1);
    assert!(!format!("{:?} {}", found[0], found[0]).contains(&token));
}

#[test]
fn a_finding_points_at_the_narrowest_tokens() {
    let source = "#[capability(read)]\nfn f(x: Option<u32>) -> u32 { x.unwrap() + std::panic!(\"no\") }";
    let found = cases::findings(source);
    let columns: Vec<_> = found
        .iter()
        .map(|finding| (finding.place().start.start().column, finding.place().end.end().column))
        .collect();
    assert_eq!(columns, [(32, 40), (43, 54)]);
}

#[test]
fn diagnostics_that_are_read_do_not_panic() {
    let result = catch_unwind(AssertUnwindSafe(|| {
        let out = Diagnostics::new();
        let _ = out.into_findings();
    }));
    assert!(result.is_ok());
}
