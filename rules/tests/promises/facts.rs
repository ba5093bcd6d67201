//! What a reading of a body must not miss, and must survive.

use portcullis_rules::facts::{Facts, What};
use portcullis_rules::{Exceptions, Level, findings};

fn codes(body: &str) -> Vec<&'static str> {
    let source = format!("async fn case() {{ {body} }}");
    let function: syn::ItemFn = syn::parse_str(&source).unwrap_or_else(|error| panic!("{error}\n{source}"));
    let found = findings(&function.sig, &function.block, &Exceptions::none());
    found.iter().filter_map(|finding| finding.code()).collect()
}

#[test]
fn brackets_nested_a_thousand_deep_are_read_to_the_bottom() {
    for (open, close) in [("(", ")"), ("[ =>", "]"), ("vec![", "]"), ("{ a: ", "}")] {
        let body = format!("m!({}x.unwrap(){})", open.repeat(1000), close.repeat(1000));
        assert_eq!(codes(&body), ["P203"], "{open}");
    }
}

#[test]
fn a_long_chain_of_methods_is_read_to_its_end() {
    assert_eq!(codes(&format!("x{}.unwrap();", ".next()".repeat(500))), ["P203"]);
}

#[test]
fn imports_that_import_each_other_end_somewhere() {
    assert_eq!(codes("use a::b as c; use c::d as a; a::read(1); c::read(1);"), Vec::<&str>::new());
}

#[test]
fn an_import_counts_in_its_block_and_before_its_line() {
    assert_eq!(codes("slurp(1); use std::fs::read as slurp;"), ["P601"]);
    assert_eq!(codes("{ use std::fs::read as slurp; } slurp(1);"), Vec::<&str>::new());
}

#[test]
fn an_import_of_ones_own_hides_the_known_name() {
    assert_eq!(codes("use mine::fs; fs::read(1);"), Vec::<&str>::new());
    assert_eq!(codes("use mine::{fs as disk, thread}; disk::read(1); thread::spawn(f);"), Vec::<&str>::new());
    assert_eq!(codes("use crate::fs; fs::read(1); use self::thread; thread::sleep(1);"), Vec::<&str>::new());
}

#[test]
fn a_raw_identifier_is_the_same_name() {
    assert_eq!(codes("r#std::fs::read(1);"), ["P601"]);
}

#[test]
fn macros_that_only_write_code_down_are_not_read() {
    assert_eq!(
        codes("quote! { x.unwrap() }; stringify!(std::fs::read(1)); parse_quote!(a.unwrap());"),
        Vec::<&str>::new()
    );
}

#[test]
fn doc_comments_and_attributes_are_not_what_a_body_does() {
    let function: syn::ItemFn = syn::parse_quote! {
        fn case() {
            /// `unwrap()`
            #[doc = "text"]
            fn inner() {}
        }
    };
    let facts = Facts::of(&function.sig, &function.block);
    assert!(!facts.iter().any(|fact| matches!(fact.what, What::Text(_))));
}

#[test]
fn code_that_syn_does_not_understand_is_still_read() {
    assert_eq!(codes("let x = builtin # wrap(std::fs::read(1));"), ["P601"]);
}

#[test]
fn every_language_of_a_macro_is_read() {
    for body in [
        "json!({ \"a\": [1, { \"b\": x.unwrap() }] })",
        "info!(a = %x.unwrap(), ?y, \"text\")",
        "html! { div class=\"a\" { (x.unwrap()) } }",
        "rsx! { <div class={x.unwrap()}> }",
        "stream! { for await y in z { yield y.unwrap(); } }",
        "cfg_if! { if #[cfg(unix)] { x.unwrap() } else { y } }",
        "maplit!(a => x.unwrap(), b => y)",
        "m!(a => b::<c>::d(x).unwrap())",
    ] {
        assert_eq!(codes(body), ["P203"], "{body}");
    }
}

#[test]
fn constants_are_constants_in_the_language_of_a_macro_too() {
    assert_eq!(codes("json!({ \"a\": NonZeroU32::new(5).unwrap() })"), Vec::<&str>::new());
}

#[test]
fn many_macros_are_read_as_well_as_the_first() {
    let many = "m!(a => b);".repeat(100);
    assert_eq!(codes(&format!("{many} m!(a => NonZeroU32::new(5).unwrap())")), Vec::<&str>::new());
}

#[test]
fn only_an_expect_with_a_reason_is_advice() {
    let advised = |body: &str| {
        let function: syn::ItemFn =
            syn::parse_str(&format!("fn case() {{ {body} }}")).expect("the body parses");
        let found = findings(&function.sig, &function.block, &Exceptions::none());
        found.iter().filter(|finding| finding.level() == Level::Advice).count()
    };
    assert_eq!(advised("x.expect(\"why\"); x.expect(&format!(\"why {y}\")); x.expect_err(\"why\");"), 3);
    assert_eq!(advised("parser.expect(Token::Comma); parser.expect(','); parser.expect(\"a\", 1);"), 0);
}
