//! What a reading of a body leaves out. What it must not miss is judged in `rules/tests/judge`.

use portcullis_rules::facts::{Facts, What};

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
