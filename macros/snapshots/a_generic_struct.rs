/// One page of a list.
pub struct Page<T> {
    /// What is on it.
    items: BoundedVec<T, 50>,
    /// Where the next one begins.
    next_cursor: Option<String>,
}
#[doc(hidden)]
#[allow(deprecated, non_camel_case_types, non_snake_case, unused_variables, clippy::all)]
const _: () = {
    use ::portcullis::__private;
    #[derive(__private::serde::Deserialize, __private::serde::Serialize)]
    #[serde(
        crate = "__private::serde",
        remote = "Page",
        rename = "Page",
        deny_unknown_fields,
        bound(
            deserialize = "T: __private::serde::Deserialize<'de>",
            serialize = "T: __private::serde::Serialize"
        )
    )]
    struct __Twin<T> {
        items: BoundedVec<T, 50>,
        #[serde(rename = "nextCursor")]
        next_cursor: Option<String>,
    }
    #[automatically_derived]
    impl<'de, T> __private::serde::Deserialize<'de> for Page<T>
    where
        T: __private::serde::Deserialize<'de>,
    {
        fn deserialize<__D: __private::serde::Deserializer<'de>>(
            deserializer: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            __Twin::deserialize(__private::strict::Shape(deserializer))
        }
    }
    #[automatically_derived]
    impl<T> __private::serde::Serialize for Page<T>
    where
        T: __private::serde::Serialize,
    {
        fn serialize<__S: __private::serde::Serializer>(
            &self,
            serializer: __S,
        ) -> ::core::result::Result<__S::Ok, __S::Error> {
            __Twin::serialize(self, serializer)
        }
    }
    #[automatically_derived]
    impl<T> __private::Bounded for Page<T>
    where
        T: __private::Bounded,
    {
        const MAX_JSON_BYTES: usize = __private::bytes::object(
            &[
                __private::bytes::field(
                    "items",
                    <BoundedVec<T, 50> as __private::Bounded>::MAX_JSON_BYTES,
                ),
                __private::bytes::field(
                    "nextCursor",
                    <Option<String> as __private::Within<64>>::MAX_JSON_BYTES,
                ),
            ],
        );
        fn check(&self, at: &__private::Path<'_>, faults: &mut __private::Faults) {
            <BoundedVec<
                T,
                50,
            > as __private::Bounded>::check(&self.items, &at.field("items"), faults);
            {
                let at = &at.field("nextCursor");
                <Option<
                    String,
                > as __private::Within<
                    64,
                >>::check_within(
                    &self.next_cursor,
                    __private::Controls::Refused,
                    at,
                    faults,
                );
                static PATTERN: __private::check::LazyPattern = __private::check::LazyPattern::new(
                    "^[a-z0-9]+$",
                );
                __private::check::pattern(&self.next_cursor, &PATTERN, at, faults);
            }
        }
    }
    #[automatically_derived]
    impl<T> __private::Input for Page<T>
    where
        Self: ::portcullis::__private::serde::de::DeserializeOwned
            + ::portcullis::__private::Bounded
            + ::portcullis::__private::schemars::JsonSchema + ::core::marker::Send
            + 'static,
    {}
    #[automatically_derived]
    impl<T> __private::Disclose for Page<T>
    where
        T: __private::Disclose,
    {
        const PERSONAL: ::core::primitive::bool = __private::any(
            &[
                <BoundedVec<T, 50> as __private::Disclose>::PERSONAL,
                <Option<String> as __private::Disclose>::PERSONAL,
            ],
        );
        fn verify(&self, at: &__private::Path<'_>, faults: &mut __private::Faults) {
            <BoundedVec<
                T,
                50,
            > as __private::Disclose>::verify(&self.items, &at.field("items"), faults);
            {
                let at = &at.field("nextCursor");
                <Option<
                    String,
                > as __private::Disclose>::verify(&self.next_cursor, at, faults);
                __private::check::length(
                    &self.next_cursor,
                    ::core::option::Option::None,
                    ::core::option::Option::Some(64),
                    ::core::option::Option::None,
                    at,
                    faults,
                );
                static PATTERN: __private::check::LazyPattern = __private::check::LazyPattern::new(
                    "^[a-z0-9]+$",
                );
                __private::check::pattern(&self.next_cursor, &PATTERN, at, faults);
            }
        }
    }
    #[automatically_derived]
    impl<T> __private::schemars::JsonSchema for Page<T>
    where
        T: __private::schemars::JsonSchema + __private::serde::de::DeserializeOwned,
    {
        fn schema_name() -> __private::Cow<'static, str> {
            __private::schema::name(
                "Page",
                &[&<T as __private::schemars::JsonSchema>::schema_name()],
            )
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
                "items",
                __private::schema::of_input::<BoundedVec<T, 50>>(generator)
                    .describe("What is on it."),
            );
            __private::schema::Object::insert(
                &mut object,
                "nextCursor",
                __private::schema::of_input::<Option<String>>(generator)
                    .max_length(64)
                    .pattern("^[a-z0-9]+$")
                    .describe("Where the next one begins."),
            );
            object.finish(generator).describe("One page of a list.").into_schema()
        }
    }
    #[automatically_derived]
    impl<T> __private::schema::Flatten for Page<T>
    where
        T: __private::schemars::JsonSchema + __private::serde::de::DeserializeOwned,
    {
        const NAMES: &'static [&'static str] = &["items", "nextCursor"];
    }
};
