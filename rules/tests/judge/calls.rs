//! Calls of functions and methods, as they are parsed.

use portcullis_rules::{Exceptions, Level, findings};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

use super::body::{all_findings, plain};

#[test]
fn a_long_chain_of_methods_is_read_to_its_end() {
    plain(&format!("x{}.unwrap(); //~ P203", ".next()".repeat(500)));
}

#[test]
fn only_an_expect_with_a_reason_is_advice() {
    for (body, count) in [
        ("a.expect(\"why\")", 1),
        ("a.expect(&format!(\"why {b}\"))", 1),
        ("a.expect(format!(\"why {b}\"))", 1),
        ("a.expect_err(&\"why\")", 1),
        ("a.expect(',')", 0),
        ("a.expect(Token::Comma)", 0),
        ("a.expect(&b)", 0),
        ("a.expect(concat!(b))", 0),
        ("a.expect(\"why\", 1)", 0),
        ("talk!(say a.expect(\"why\"))", 1),
        ("talk!(say a.expect(&format!(\"why {b}\")))", 1),
        ("talk!(say a.expect(','))", 0),
        ("talk!(say a.expect())", 0),
    ] {
        let found = all_findings(body);
        assert_eq!(found.len(), count, "{body}");
        assert!(found.iter().all(|finding| finding.level() == Level::Advice), "{body}");
    }
}

#[test]
fn parentheses_around_a_function_change_nothing() {
    plain(
        "(std::fs::File::open)(a); //~ P601
         (File::open)(a); //~ P601
         (File::open)(a, b);
         ((Option::unwrap))(LIMIT.checked_sub(1));
         ((Option::unwrap))(a); //~ P203",
    );
}

#[test]
fn a_constructor_without_arguments_is_no_constant() {
    plain(
        "Parser::new().unwrap(); //~ P203
         size_of::<u8>().checked_sub(1).unwrap();",
    );
}

/// What a `macro_rules!` passes on stands in brackets that nobody wrote.
#[test]
fn invisible_brackets_change_nothing() {
    let hidden = |tokens| TokenTree::Group(Group::new(Delimiter::None, tokens));
    let (builder, constant) = (hidden(quote!(std::thread::Builder::new())), hidden(quote!(5)));
    let (open, sum) = (hidden(quote!(File::open)), hidden(quote!(a + b)));
    let runs = hidden(quote!(runs.recv()));
    for (body, codes) in [
        (quote!(#builder.spawn(f)), vec!["P505"]),
        (quote!(NonZeroU32::new(#constant).unwrap()), vec![]),
        (quote!(#open(a)), vec!["P601"]),
        (quote!(#open(a, b)), vec![]),
        (quote!(#sum.unwrap()), vec!["P203"]),
        (quote!(#runs?), vec!["P501"]),
        (quote!(let later = #runs;), vec![]),
    ] {
        assert_eq!(codes_in(&body), codes, "{body}");
    }
}

fn codes_in(body: &TokenStream) -> Vec<&'static str> {
    let function: syn::ItemFn = syn::parse_quote!(async fn case() { #body });
    let found = findings(&function.sig, &function.block, &Exceptions::none());
    found.iter().filter_map(|finding| finding.code()).collect()
}
