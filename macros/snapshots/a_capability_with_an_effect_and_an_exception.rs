/// Puts an order on record.
fn place_order(admitted: ::portcullis::__private::Admitted<__place_order>) -> Receipt {
    let __place_order { desk: desk, order: order } = admitted.into_parts();
    desk.place(order).unwrap()
}
#[cfg(test)]
::portcullis::__private::when_testing! {
    #[doc = "The body of `place_order` without its guards, for unit tests."]
    #[allow(dead_code, deprecated, clippy::too_many_arguments)] fn
    place_order_unguarded(desk : State < Desk >, order : NewOrder) -> Receipt {
    place_order(::portcullis::__private::Admitted::unguarded(&
    ::portcullis::__private::testing_call(), (desk,), order)) }
}
#[doc(hidden)]
#[allow(non_camel_case_types, non_snake_case)]
struct __place_order {
    desk: State<Desk>,
    order: NewOrder,
}
#[doc(hidden)]
const _: () = {
    use ::portcullis::__private;
    const __INPUT: ::core::primitive::usize = {
        let _ = __private::is_input::<NewOrder>;
        0
    };
    type __Input = __private::schema::Proved<NewOrder, __INPUT>;
    const __GRANT0: ::core::primitive::usize = {
        let _ = <State<Desk> as __private::Authority>::describe;
        0
    };
    type __Grant0 = __private::schema::Proved<State<Desk>, __GRANT0>;
    use __private::PlainAnswer as _;
    const __ANSWER: ::core::primitive::usize = {
        let _ = __private::Answered::<Receipt>::__verify_answer;
        0
    };
    type __Answer = __private::schema::Proved<Receipt, __ANSWER>;
    impl __private::Parameters for __place_order {
        type Input = __Input;
        type Arguments = __Input;
        type Grants = (__Grant0,);
        fn input(input: Self::Arguments) -> Self::Input {
            input
        }
        fn from_parts(
            _call: __private::Call,
            (desk,): Self::Grants,
            input: Self::Input,
        ) -> Self {
            Self { desk, order: input }
        }
    }
    impl __private::Capability for __place_order {
        const NAME: &'static ::core::primitive::str = "orders.place";
        const DESCRIPTION: &'static ::core::primitive::str = "Puts an order on record.";
        const EFFECT: __private::Effect = __private::Effect::Write;
        const LIMITS: __private::Limits = __private::Limits::of::<Self>()
            .max_output(4096)
            .concurrency(4);
        const EXCEPTIONS: &'static [__private::Exception] = &[
            __private::Exception::new(
                "P203",
                "panic_in_body",
                "the desk never closes while the gate is open",
            ),
        ];
        const UNWINDS: ::core::primitive::bool = ::core::cfg!(panic = "unwind");
        type Output = <__Answer as __private::Answer>::Output;
        #[allow(deprecated)]
        fn run(
            admitted: __private::Admitted<Self>,
        ) -> impl ::core::future::Future<
            Output = ::core::result::Result<Self::Output, __private::Failed>,
        > + ::core::marker::Send + 'static {
            async move { <__Answer as __private::Answer>::answer(place_order(admitted)) }
        }
    }
    const _: () = __private::assert_effect(
        __private::Effect::Write,
        <__Grant0 as __private::Authority>::EFFECT,
    );
    const _: () = __private::assert_input_cap::<__Input>();
    const _: () = __private::assert_answer::<<__Answer as __private::Answer>::Output>();
};
