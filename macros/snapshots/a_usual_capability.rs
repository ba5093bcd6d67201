/// Finds lines in a file.
pub async fn find(
    admitted: ::portcullis::__private::Admitted<__find>,
) -> Result<Lines, FindFailure> {
    let __find { call, folder: folder, path: path, text: text, limit: limit } = admitted
        .into_parts();
    let call: &Call = &call;
    call.checkpoint()?;
    lines(&folder, &path, &text, limit).await
}
#[cfg(test)]
::portcullis::__private::when_testing! {
    #[doc = "The body of `find` without its guards, for unit tests."] #[allow(dead_code,
    deprecated, clippy::too_many_arguments)] pub async fn find_unguarded(call : & Call,
    folder : Dir < Notes >, path : RelativePath, text : String, limit : u32) -> Result <
    Lines, FindFailure > { find(::portcullis::__private::Admitted::unguarded(call,
    (folder,), (path, text, limit,))). await }
}
#[doc(hidden)]
#[allow(non_camel_case_types, non_snake_case)]
pub struct __find {
    call: ::portcullis::__private::Call,
    folder: Dir<Notes>,
    path: RelativePath,
    text: String,
    limit: u32,
}
#[doc(hidden)]
const _: () = {
    use ::portcullis::__private;
    #[allow(non_camel_case_types, non_snake_case)]
    pub struct __find_input {
        /// The file, relative to the folder.
        pub path: RelativePath,
        /// The text to look for.
        pub text: String,
        pub limit: u32,
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
            let _ = <RelativePath as __private::Bounded>::check;
            let _ = <String as __private::Within<100>>::check_within;
            let _ = <u32 as __private::Bounded>::check;
            0
        };
        type __Proved<T> = __private::schema::Proved<T, __BOUNDED>;
        type __Target = __Proved<__find_input>;
        #[derive(__private::serde::Deserialize)]
        #[serde(
            crate = "__private::serde",
            remote = "__Target",
            rename = "__find_input",
            deny_unknown_fields,
            expecting = "struct __find_input"
        )]
        struct __Twin {
            path: __Proved<RelativePath>,
            text: __Proved<String>,
            limit: __Proved<u32>,
        }
        #[automatically_derived]
        impl<'de> __private::serde::Deserialize<'de> for __find_input {
            fn deserialize<__D: __private::serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                __Twin::deserialize(__private::strict::Shape(deserializer))
            }
        }
        #[automatically_derived]
        impl __private::Bounded for __find_input {
            const MAX_JSON_BYTES: usize = __private::bytes::object(
                &[
                    __private::bytes::field(
                        "path",
                        <RelativePath as __private::Bounded>::MAX_JSON_BYTES,
                    ),
                    __private::bytes::field(
                        "text",
                        <String as __private::Within<100>>::MAX_JSON_BYTES,
                    ),
                    __private::bytes::field(
                        "limit",
                        <u32 as __private::Bounded>::MAX_JSON_BYTES,
                    ),
                ],
            );
            fn check(&self, at: &__private::Path<'_>, faults: &mut __private::Faults) {
                <RelativePath as __private::Bounded>::check(
                    &self.path,
                    &at.field("path"),
                    faults,
                );
                {
                    let at = &at.field("text");
                    <String as __private::Within<
                        100,
                    >>::check_within(
                        &self.text,
                        __private::Controls::Refused,
                        at,
                        faults,
                    );
                    __private::check::length(
                        &self.text,
                        ::core::option::Option::Some(1),
                        ::core::option::Option::None,
                        ::core::option::Option::None,
                        at,
                        faults,
                    );
                }
                {
                    let at = &at.field("limit");
                    <u32 as __private::Bounded>::check(&self.limit, at, faults);
                    __private::check::range(
                        &self.limit,
                        ::core::option::Option::Some(1),
                        ::core::option::Option::Some(50),
                        ::core::option::Option::None,
                        ::core::option::Option::None,
                        at,
                        faults,
                    );
                }
            }
        }
        #[automatically_derived]
        impl __private::Input for __find_input {}
        #[automatically_derived]
        impl __private::schemars::JsonSchema for __find_input {
            fn schema_name() -> __private::Cow<'static, str> {
                __private::schema::name("__find_input", &[])
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
                    "path",
                    __private::schema::of_input::<__Proved<RelativePath>>(generator)
                        .describe("The file, relative to the folder."),
                );
                __private::schema::Object::insert(
                    &mut object,
                    "text",
                    __private::schema::of_input::<__Proved<String>>(generator)
                        .min_length(1)
                        .max_length(100)
                        .describe("The text to look for."),
                );
                __private::schema::Object::insert(
                    &mut object,
                    "limit",
                    __private::schema::of_input::<__Proved<u32>>(generator)
                        .minimum(1_i64)
                        .maximum(50_i64),
                );
                object.finish(generator).into_schema()
            }
        }
        #[automatically_derived]
        impl __private::schema::Flatten for __find_input {
            const NAMES: &'static [&'static str] = &["path", "text", "limit"];
        }
    };
    type __Input = __find_input;
    const __GRANT0: ::core::primitive::usize = {
        let _ = <Dir<Notes> as __private::Authority>::describe;
        0
    };
    type __Grant0 = __private::schema::Proved<Dir<Notes>, __GRANT0>;
    use __private::PlainAnswer as _;
    const __ANSWER: ::core::primitive::usize = {
        let _ = __private::Answered::<Result<Lines, FindFailure>>::__verify_answer;
        0
    };
    type __Answer = __private::schema::Proved<Result<Lines, FindFailure>, __ANSWER>;
    impl __private::Parameters for __find {
        type Input = __Input;
        type Arguments = (RelativePath, String, u32);
        type Grants = (__Grant0,);
        fn input((path, text, limit): Self::Arguments) -> Self::Input {
            Self::Input { path, text, limit }
        }
        fn from_parts(
            call: __private::Call,
            (folder,): Self::Grants,
            input: Self::Input,
        ) -> Self {
            Self {
                call: call,
                folder,
                path: input.path,
                text: input.text,
                limit: input.limit,
            }
        }
    }
    impl __private::Capability for __find {
        const NAME: &'static ::core::primitive::str = "find";
        const DESCRIPTION: &'static ::core::primitive::str = "Finds lines in a file.";
        const EFFECT: __private::Effect = __private::Effect::Read;
        const LIMITS: __private::Limits = __private::Limits::of::<Self>()
            .timeout(2000)
            .rate(30, 60000);
        const EXCEPTIONS: &'static [__private::Exception] = &[];
        const UNWINDS: ::core::primitive::bool = ::core::cfg!(panic = "unwind");
        type Output = <__Answer as __private::Answer>::Output;
        #[allow(deprecated)]
        fn run(
            admitted: __private::Admitted<Self>,
        ) -> impl ::core::future::Future<
            Output = ::core::result::Result<Self::Output, __private::Failed>,
        > + ::core::marker::Send + 'static {
            async move { <__Answer as __private::Answer>::answer(find(admitted).await) }
        }
    }
    const _: () = __private::assert_effect(
        __private::Effect::Read,
        <__Grant0 as __private::Authority>::EFFECT,
    );
    const _: () = __private::assert_input_cap::<__Input>();
    const _: () = __private::assert_answer::<<__Answer as __private::Answer>::Output>();
};
