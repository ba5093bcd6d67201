#[::core::prelude::v1::test]
fn the_gate_holds() {
    fn the_gate_holds(fakes: testing::Fakes) -> Gate {
        shop(&fakes)
    }
    {
        use ::portcullis::__private;
        __private::attack_test_with_fakes(
            ::core::concat!(
                ::core::module_path!(), "::", ::core::stringify!(the_gate_holds)
            ),
            |fakes| async move { the_gate_holds(__private::fakes_of_test(&fakes)) },
        )
    }
}
