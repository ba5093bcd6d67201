//! What stands inside the brackets of macros: what is parsed, what is not, and how deep.

use super::body::{all_findings, asynchronous, plain};

#[test]
fn every_language_of_a_macro_is_read() {
    plain(
        "json!({ \"a\": [1, { \"b\": x.unwrap() }] }); //~ P203
         info!(a = %x.unwrap(), ?y, \"text\"); //~ P203
         html! { div class=\"a\" { (x.unwrap()) } }; //~ P203
         rsx! { <div class={x.unwrap()}> }; //~ P203
         stream! { for await y in z { yield y.unwrap(); } }; //~ P203
         cfg_if! { if #[cfg(unix)] { x.unwrap() } else { y } }; //~ P203
         maplit!(a => x.unwrap(), b => y); //~ P203
         m!(a => b::<c>::d(x).unwrap()); //~ P203",
    );
}

#[test]
fn constants_are_constants_in_the_language_of_a_macro_too() {
    plain("json!({ \"a\": NonZeroU32::new(5).unwrap() });");
}

#[test]
fn brackets_nested_a_thousand_deep_are_read_to_the_bottom() {
    for (open, close) in
        [("(", ")"), ("[ =>", "]"), ("vec![", "]"), ("{ a: ", "}"), ("f(", ")"), ("a.b(", ")")]
    {
        let (open, close) = (open.repeat(1000), close.repeat(1000));
        plain(&format!("m!({open}x.unwrap(){close}) //~ P203"));
        plain(&format!("m!(say {open}x.unwrap(){close}) //~ P203"));
    }
}

#[test]
fn what_is_too_deep_to_parse_counts_as_not_constant() {
    let nested = |depth: usize, what: &str| format!("m!({}{what}{})", "[".repeat(depth), "]".repeat(depth));
    for what in ["Option::unwrap(LIMIT)", "NonZeroU32::new(5).unwrap()", "assert!(LIMIT < 100)"] {
        assert_eq!(all_findings(&nested(8, what)).len(), 0, "{what}");
        assert_eq!(all_findings(&nested(40, what)).len(), 1, "{what}");
    }
}

#[test]
fn many_macros_are_read_as_well_as_the_first() {
    let many = "m!(say a => b); ".repeat(100);
    plain(&format!("{many} m!(say so [NonZeroU32::new(5).unwrap()])"));
}

/// `match` takes a result, which is seen where it is parsed and not where tokens are read one by one.
#[test]
fn pieces_between_commas_and_colons_and_arrows_are_expressions() {
    asynchronous(
        "m!(a b, match c.recv() { _ => 1 }); //~ P501
         m!(a b; match c.recv() { _ => 1 }); //~ P501
         m!(a b => match c.recv() { _ => 1 }); //~ P501
         m!(a b: match c.recv() { _ => 1 }); //~ P501
         m!(a b:&match c.recv() { _ => 1 }); //~ P501
         m!(a b = match c.recv() { _ => 1 });
         m!(a b::match c.recv() { _ => 1 });",
    );
}

#[test]
fn arguments_that_do_not_parse_are_counted_by_their_commas() {
    asynchronous(
        "m!(say File::open(a b)); //~ P601
         m!(say File::open(a b, c));
         m!(say a.recv_timeout(b c)); //~ P501
         m!(say a.recv_timeout(b c, d));",
    );
}

#[test]
fn code_that_syn_does_not_understand_is_still_read() {
    plain("let x = builtin # wrap(std::fs::read(1)); //~ P601");
}

#[test]
fn macros_that_only_write_code_down_are_not_read() {
    plain(
        "quote! { a.unwrap() };
         quote_spanned! { a => b.unwrap() };
         parse_quote!(a.unwrap());
         stringify!(a.unwrap());",
    );
}

/// What a macro of the same file is given is read twice; that of a macro in it must not be read four times.
#[test]
fn macros_of_the_same_file_can_be_nested_deep() {
    let nested = (0..40).fold("name".to_owned(), |inner, _| format!("shout!({inner})"));
    let body = format!(
        "macro_rules! shout {{ ($text:expr) => {{ $text.to_uppercase() }} }}
         let name: String = std::env::args().nth(1)?;
         let all = {nested};"
    );
    assert_eq!(all_findings(&body).len(), 0);
}
