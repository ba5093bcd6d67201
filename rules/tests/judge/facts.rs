//! What a reading of a body knows of it, and what it leaves out.

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

mod arguments;
mod bindings;
mod declarations;
mod entries;
mod errors;
mod guards;
mod loops;
mod scopes;

fn file(source: &str) -> Facts {
    let file = syn::parse_file(source).unwrap_or_else(|error| panic!("{error}\n{source}"));
    Facts::of_file(&file)
}

/// What is said of each fact that is of the kind, in the order of the source.
fn all<T>(source: &str, kind: impl Fn(&What) -> Option<T>) -> Vec<T> {
    let facts = file(source);
    let mut found: Vec<_> =
        facts.iter().filter_map(|fact| Some((fact.place.line_and_column(), kind(&fact.what)?))).collect();
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, found)| found).collect()
}

/// The same, for the body of an `async fn`.
fn body<T>(body: &str, kind: impl Fn(&What) -> Option<T>) -> Vec<T> {
    all(&format!("async fn case() {{ {body} }}"), kind)
}
