/// The shop's own gate.
#[cfg(unix)]
#[::core::prelude::v1::test]
fn the_gate_holds() {
    async fn the_gate_holds() -> Result<Gate, BuildError> {
        shop().await.build()
    }
    {
        use ::portcullis::__private;
        __private::attack_test(
            ::core::concat!(
                ::core::module_path!(), "::", ::core::stringify!(the_gate_holds)
            ),
            || async move { the_gate_holds().await },
        )
    }
}
