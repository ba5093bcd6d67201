/// Adds two numbers.
fn add(admitted: ::portcullis::__private::Admitted<__add>) -> i64 {
    let __add { a: a, b: b } = admitted.into_parts();
    i64::from(a) + i64::from(b)
}
#[cfg(test)]
::portcullis::__private::when_testing! {
    #[doc = "The body of `add` without its guards, for unit tests."] #[allow(dead_code,
    deprecated, clippy::too_many_arguments)] fn add_unguarded(a : i32, b : i32) -> i64 {
    add(::portcullis::__private::Admitted::unguarded(&
    ::portcullis::__private::testing_call(), (), (a, b,))) }
}
#[doc(hidden)]
#[allow(non_camel_case_types, non_snake_case)]
struct __add {
    a: i32,
    b: i32,
}
#[doc(hidden)]
const _: () = {
    use ::portcullis::__private;
    #[allow(non_camel_case_types, non_snake_case)]
    pub struct __add_input {
        a: i32,
        b: i32,
    }
    #[doc(hidden)]
    #[allow(
        deprecated,
        non_camel_case_types,
        non_snake_case,
        unused_variables,
        clippy::all
    )]
    const _: () = {
        use ::portcullis::__private;
        const __BOUNDED: usize = {
            let _ = <i32 as __private::Bounded>::check;
            let _ = <i32 as __private::Bounded>::check;
            0
        };
        type __Proved<T> = __private::schema::Proved<T, __BOUNDED>;
        type __Target = __Proved<__add_input>;
        #[derive(__private::serde::Deserialize)]
        #[serde(
            crate = "__private::serde",
            remote = "__Target",
            rename = "__add_input",
            deny_unknown_fields,
            expecting = "struct __add_input"
        )]
        struct __Twin {
            a: __Proved<i32>,
            b: __Proved<i32>,
        }
        #[automatically_derived]
        impl<'de> __private::serde::Deserialize<'de> for __add_input {
            fn deserialize<__D: __private::serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                __Twin::deserialize(__private::strict::Shape(deserializer))
            }
        }
        #[automatically_derived]
        impl __private::Bounded for __add_input {
            const MAX_JSON_BYTES: usize = __private::bytes::object(
                &[
                    __private::bytes::field(
                        "a",
                        <i32 as __private::Bounded>::MAX_JSON_BYTES,
                    ),
                    __private::bytes::field(
                        "b",
                        <i32 as __private::Bounded>::MAX_JSON_BYTES,
                    ),
                ],
            );
            fn check(&self, at: &__private::Path<'_>, faults: &mut __private::Faults) {
                <i32 as __private::Bounded>::check(&self.a, &at.field("a"), faults);
                <i32 as __private::Bounded>::check(&self.b, &at.field("b"), faults);
            }
        }
        #[automatically_derived]
        impl __private::Input for __add_input {}
        #[automatically_derived]
        impl __private::schemars::JsonSchema for __add_input {
            fn schema_name() -> __private::Cow<'static, str> {
                __private::schema::name("__add_input", &[])
            }
            fn schema_id() -> __private::Cow<'static, str> {
                __private::schema::id::<
                    Self,
                >(::core::file!(), ::core::line!(), ::core::column!())
            }
            fn json_schema(
                generator: &mut __private::schemars::SchemaGenerator,
            ) -> __private::schemars::Schema {
                let mut object = __private::schema::Object::new();
                __private::schema::Object::insert(
                    &mut object,
                    "a",
                    __private::schema::of_input::<__Proved<i32>>(generator),
                );
                __private::schema::Object::insert(
                    &mut object,
                    "b",
                    __private::schema::of_input::<__Proved<i32>>(generator),
                );
                object.finish(generator).into_schema()
            }
        }
        #[automatically_derived]
        impl __private::schema::Flatten for __add_input {
            const NAMES: &'static [&'static str] = &["a", "b"];
        }
    };
    type __Input = __add_input;
    use __private::PlainAnswer as _;
    const __ANSWER: ::core::primitive::usize = {
        let _ = __private::Answered::<i64>::__verify_answer;
        0
    };
    type __Answer = __private::schema::Proved<i64, __ANSWER>;
    impl __private::Parameters for __add {
        type Input = __Input;
        type Arguments = (i32, i32);
        type Grants = ();
        fn input((a, b): Self::Arguments) -> Self::Input {
            Self::Input { a, b }
        }
        fn from_parts(
            _call: __private::Call,
            (): Self::Grants,
            input: Self::Input,
        ) -> Self {
            Self { a: input.a, b: input.b }
        }
    }
    impl __private::Capability for __add {
        const NAME: &'static ::core::primitive::str = "add";
        const DESCRIPTION: &'static ::core::primitive::str = "Adds two numbers.";
        const EFFECT: __private::Effect = __private::Effect::Read;
        const LIMITS: __private::Limits = __private::Limits::of::<Self>();
        const EXCEPTIONS: &'static [__private::Exception] = &[];
        const UNWINDS: ::core::primitive::bool = ::core::cfg!(panic = "unwind");
        type Output = <__Answer as __private::Answer>::Output;
        #[allow(deprecated)]
        fn run(
            admitted: __private::Admitted<Self>,
        ) -> impl ::core::future::Future<
            Output = ::core::result::Result<Self::Output, __private::Failed>,
        > + ::core::marker::Send + 'static {
            async move { <__Answer as __private::Answer>::answer(add(admitted)) }
        }
    }
    const _: () = __private::assert_input_cap::<__Input>();
    const _: () = __private::assert_answer::<<__Answer as __private::Answer>::Output>();
};
