//! Formatted expansions, to be read: generated code should look like code that a person would write.
//!
//! `UPDATE_EXPECT=1 cargo test -p portcullis-macros` writes them anew.

use expect_test::{ExpectFile, expect_file};
use portcullis_rules::Diagnostics;
use proc_macro2::TokenStream;
use quote::quote;

use crate::expand;
use crate::model::attack_test::RawAttackTest;
use crate::model::authority::RawAuthority;
use crate::model::capability::RawCapability;
use crate::model::data::RawData;
use crate::model::failure::RawFailure;
use crate::policy;

fn check(name: &str, expanded: TokenStream, out: Diagnostics, expected: &ExpectFile) {
    let errors = out.into_compile_errors();
    assert!(errors.is_empty(), "{errors}");
    let file: syn::File =
        syn::parse2(expanded).unwrap_or_else(|error| panic!("{name} expands to no file: {error}"));
    expected.assert_eq(&prettyplease::unparse(&file));
}

fn capability(name: &str, arguments: &TokenStream, item: TokenStream, expected: &ExpectFile) {
    let mut out = Diagnostics::new();
    let raw: RawCapability = syn::parse2(item).unwrap();
    let expanded = expand::capability::expand(&raw, arguments, &mut out);
    check(name, expanded, out, expected);
}

fn data(name: &str, arguments: TokenStream, item: TokenStream, expected: &ExpectFile) {
    let mut out = Diagnostics::new();
    let raw = RawData::parse(arguments, item, &mut out).unwrap();
    let expanded = raw.check(&mut out).map(|data| expand::data::expand(&raw.item, &data)).unwrap_or_default();
    check(name, expanded, out, expected);
}

fn attack_test(name: &str, item: TokenStream, expected: &ExpectFile) {
    let mut out = Diagnostics::new();
    let raw = RawAttackTest::parse(TokenStream::new(), item, &mut out).unwrap();
    let expanded = raw.check(&mut out).map(|test| expand::attack_test::expand(&test)).unwrap_or_default();
    check(name, expanded, out, expected);
}

#[test]
fn an_attack_test() {
    let item = quote! {
        /// The shop's own gate.
        #[cfg(unix)]
        async fn the_gate_holds() -> Result<Gate, BuildError> {
            shop().await.build()
        }
    };
    attack_test("the_gate_holds", item, &expect_file!["../snapshots/an_attack_test.rs"]);
}

#[test]
fn an_attack_test_with_fakes() {
    let item = quote! {
        fn the_gate_holds(fakes: testing::Fakes) -> Gate {
            shop(&fakes)
        }
    };
    attack_test("the_gate_holds", item, &expect_file!["../snapshots/an_attack_test_with_fakes.rs"]);
}

#[test]
fn the_smallest_capability() {
    let item = quote! {
        /// Adds two numbers.
        fn add(a: i32, b: i32) -> i64 {
            i64::from(a) + i64::from(b)
        }
    };
    capability("add", &quote!(read), item, &expect_file!["../snapshots/the_smallest_capability.rs"]);
}

#[test]
fn a_usual_capability() {
    let item = quote! {
        /// Finds lines in a file.
        pub async fn find(
            call: &Call,
            #[grant] folder: Dir<Notes>,
            /// The file, relative to the folder.
            path: RelativePath,
            /// The text to look for.
            #[validate(length(min = 1, max = 100))] text: String,
            #[validate(range(min = 1, max = 50))] limit: u32,
        ) -> Result<Lines, FindFailure> {
            call.checkpoint()?;
            lines(&folder, &path, &text, limit).await
        }
    };
    let expected = expect_file!["../snapshots/a_usual_capability.rs"];
    capability("find", &quote!(read, timeout = "2s", rate = "30/min"), item, &expected);
}

#[test]
fn a_capability_with_an_effect_and_an_exception() {
    let item = quote! {
        /// Puts an order on record.
        fn place_order(#[grant] desk: State<Desk>, #[input] order: NewOrder) -> Receipt {
            desk.place(order).unwrap()
        }
    };
    let arguments = quote! {
        write, name = "orders.place", max_output = "4KiB", concurrency = 4,
        allow(panic_in_body, reason = "the desk never closes while the gate is open")
    };
    let expected = expect_file!["../snapshots/a_capability_with_an_effect_and_an_exception.rs"];
    capability("place_order", &arguments, item, &expected);
}

#[test]
fn a_plugin() {
    let item = quote! {
        impl<S: Store> Notes<S> {
            /// Keeps a note.
            #[capability(write, timeout = "2s")]
            pub async fn add(&self, #[grant] folder: DirMut<Kept>, number: u32) -> Result<u32, NotesFailure> {
                self.keep(&folder, number).await
            }

            #[on_load(timeout = "1s")]
            async fn open(&self, context: &LoadContext, #[grant] folder: Dir<Kept>) -> Result<(), NotesFailure> {
                self.store.open(context.call(), &folder).await
            }

            async fn keep(&self, folder: &DirMut<Kept>, number: u32) -> Result<u32, NotesFailure> {
                self.store.keep(folder, number).await
            }
        }
    };
    let mut out = Diagnostics::new();
    let raw = syn::parse2(item).unwrap();
    let expanded = expand::plugin::expand(raw, quote!(name = "notes", version = "1.2.3"), &mut out);
    check("Notes", expanded, out, &expect_file!["../snapshots/a_plugin.rs"]);
}

#[test]
fn a_generic_struct() {
    let item = quote! {
        /// One page of a list.
        #[serde(rename_all = "camelCase")]
        pub struct Page<T> {
            /// What is on it.
            items: BoundedVec<T, 50>,
            /// Where the next one begins.
            #[validate(length(max = 64), pattern = "^[a-z0-9]+$")]
            next_cursor: Option<String>,
        }
    };
    data("Page", quote!(), item, &expect_file!["../snapshots/a_generic_struct.rs"]);
}

#[test]
fn a_tagged_enum() {
    let item = quote! {
        /// What to look for.
        #[serde(tag = "kind", rename_all = "snake_case")]
        enum Query {
            /// All of them.
            Everything,
            /// Those with a text in them.
            Text { #[validate(length(max = 100))] text: String },
        }
    };
    data("Query", quote!(input), item, &expect_file!["../snapshots/a_tagged_enum.rs"]);
}

#[test]
fn a_failure() {
    let item = quote! {
        /// Why nothing was found.
        enum FindFailure {
            #[public("no such file")]
            Missing,
            #[public("the index is being built; {percent} percent are done", retryable)]
            Busy { percent: u8 },
            #[public("the folder cannot be read")]
            Folder(#[from] DirError),
        }
    };
    let mut out = Diagnostics::new();
    let raw = RawFailure::parse(TokenStream::new(), item, &mut out).unwrap();
    let expanded =
        raw.check(&mut out).map(|failure| expand::failure::expand(&raw.item, &failure)).unwrap_or_default();
    check("FindFailure", expanded, out, &expect_file!["../snapshots/a_failure.rs"]);
}

#[test]
fn a_policy() {
    let statements = quote! {
        trust domain "example.com";

        principal operator = local;
        principal pricing = plugin "pricing";
        principal gateway = "spiffe://example.com/agent/gateway/prod";
        principal processor = "spiffe://example.com/agent/processor/prod";
        role analyst = [gateway, processor];
        group reading = [find_orders, Desk::status];

        permit operator on [reading, refund];
        permit analyst on reading;
        permit gateway on refund when input.amount <= 200 && input.currency in [Currency::Eur, Currency::Usd];
        permit anyone on Desk::status when caller.kind == plugin;
        forbid processor on refund when caller.trust_domain == "example.com" && !input.urgent;

        expect permit analyst on find_orders;
        expect permit gateway on refund with { amount: 200, currency: Currency::Usd };
    };
    let expanded = policy::expand(statements);
    let function = quote!(fn policy() -> Policy #expanded);
    check("policy", function, Diagnostics::new(), &expect_file!["../snapshots/a_policy.rs"]);
}

#[test]
fn a_derived_authority() {
    let item = quote! {
        /// Where things wait.
        #[derive(Clone, Authority)]
        #[authority(write, reaches = "the outgoing queue")]
        struct WorkQueue<T: Job>(Sender<T>);
    };
    let mut out = Diagnostics::new();
    let raw = RawAuthority::parse(item, &mut out).unwrap();
    let expanded =
        raw.check(&mut out).map(|authority| expand::authority::expand(&authority)).unwrap_or_default();
    check("WorkQueue", expanded, out, &expect_file!["../snapshots/a_derived_authority.rs"]);
}
