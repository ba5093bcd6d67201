//! What must not compile does not, with the expected message; what must compile does.
//!
//! `TRYBUILD=overwrite cargo test -p portcullis-ui-tests` writes the messages anew; read each of them.

#[test]
fn what_is_refused_says_what_to_do() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("fail/*/*.rs");
}

#[test]
fn look_alikes_and_known_evasions_compile() {
    let cases = trybuild::TestCases::new();
    cases.pass("pass/*/*.rs");
    cases.pass("evasion/*/*.rs");
}
