#[doc(hidden)]
#[allow(deprecated, clippy::all)]
const _: () = {
    use ::portcullis::__private;
    #[automatically_derived]
    impl<T: Job> __private::Authority for WorkQueue<T>
    where
        Self: ::core::clone::Clone + ::core::marker::Send + ::core::marker::Sync
            + 'static,
    {
        const EFFECT: __private::Effect = __private::Effect::Write;
        const KIND: &'static ::core::primitive::str = "work_queue";
        fn describe(&self) -> __private::String {
            <__private::String as ::core::convert::From<
                &::core::primitive::str,
            >>::from("the outgoing queue")
        }
    }
};
