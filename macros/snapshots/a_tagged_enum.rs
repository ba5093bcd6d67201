/// What to look for.
enum Query {
    /// All of them.
    Everything,
    /// Those with a text in them.
    Text { text: String },
}
#[doc(hidden)]
#[allow(deprecated, non_camel_case_types, non_snake_case, unused_variables, clippy::all)]
const _: () = {
    use ::portcullis::__private;
    const __BOUNDED: usize = {
        let _ = <String as __private::Within<100>>::check_within;
        0
    };
    type __Proved<T> = __private::schema::Proved<T, __BOUNDED>;
    #[derive(__private::serde::Deserialize)]
    #[serde(
        crate = "__private::serde",
        remote = "Query",
        rename = "Query",
        deny_unknown_fields,
        tag = "kind"
    )]
    enum __Twin {
        #[serde(rename = "everything")]
        Everything {},
        #[serde(rename = "text")]
        Text { text: __Proved<String> },
    }
    #[automatically_derived]
    impl<'de> __private::serde::Deserialize<'de> for Query {
        fn deserialize<__D: __private::serde::Deserializer<'de>>(
            deserializer: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            __Twin::deserialize(__private::strict::Tagged(deserializer))
        }
    }
    #[automatically_derived]
    impl __private::Bounded for Query {
        const MAX_JSON_BYTES: usize = __private::bytes::largest(
            &[
                __private::bytes::object(
                    &[
                        __private::bytes::field(
                            "kind",
                            __private::bytes::word("everything"),
                        ),
                    ],
                ),
                __private::bytes::object(
                    &[
                        __private::bytes::field("kind", __private::bytes::word("text")),
                        __private::bytes::field(
                            "text",
                            <String as __private::Within<100>>::MAX_JSON_BYTES,
                        ),
                    ],
                ),
            ],
        );
        fn check(&self, at: &__private::Path<'_>, faults: &mut __private::Faults) {
            match self {
                Self::Everything { .. } => {}
                Self::Text { text: field_text, .. } => {
                    <String as __private::Within<
                        100,
                    >>::check_within(
                        field_text,
                        __private::Controls::Refused,
                        &at.field("text"),
                        faults,
                    );
                }
            }
        }
    }
    #[automatically_derived]
    impl __private::Input for Query {}
    #[automatically_derived]
    impl __private::schemars::JsonSchema for Query {
        fn schema_name() -> __private::Cow<'static, str> {
            __private::schema::name("Query", &[])
        }
        fn schema_id() -> __private::Cow<'static, str> {
            __private::schema::id::<
                Self,
            >(::core::file!(), ::core::line!(), ::core::column!())
        }
        fn json_schema(
            generator: &mut __private::schemars::SchemaGenerator,
        ) -> __private::schemars::Schema {
            let mut forms = __private::schema::Parts::new();
            forms
                .push({
                    let mut object = __private::schema::Object::new();
                    __private::schema::Object::insert(
                        &mut object,
                        "kind",
                        __private::schema::word(generator, "everything"),
                    );
                    object.finish(generator).describe("All of them.")
                });
            forms
                .push({
                    let mut object = __private::schema::Object::new();
                    __private::schema::Object::insert(
                        &mut object,
                        "kind",
                        __private::schema::word(generator, "text"),
                    );
                    __private::schema::Object::insert(
                        &mut object,
                        "text",
                        __private::schema::of_input::<__Proved<String>>(generator)
                            .max_length(100),
                    );
                    object.finish(generator).describe("Those with a text in them.")
                });
            forms.one_of(generator).describe("What to look for.").into_schema()
        }
    }
};
