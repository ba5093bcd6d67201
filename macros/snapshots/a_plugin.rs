impl<S: Store> Notes<S> {
    /// Keeps a note.
    pub async fn add(
        admitted: ::portcullis::__private::Admitted<__notes_Notes_add<Notes<S>, S>>,
    ) -> Result<u32, NotesFailure> {
        let plugin = admitted.plugin();
        plugin.get().__body_of_add(admitted).await
    }
    #[doc(hidden)]
    #[allow(non_snake_case)]
    async fn __body_of_add(
        &self,
        admitted: ::portcullis::__private::Admitted<__notes_Notes_add<Notes<S>, S>>,
    ) -> Result<u32, NotesFailure> {
        let __notes_Notes_add { __plugin: _, __of: _, folder: folder, number: number } = admitted
            .into_parts();
        self.keep(&folder, number).await
    }
    #[cfg(test)]
    ::portcullis::__private::when_testing! {
        #[doc = "The body of `add` without its guards, for unit tests."]
        #[allow(dead_code, deprecated, clippy::too_many_arguments)] pub async fn
        add_unguarded(& self, folder : DirMut < Kept >, number : u32) -> Result < u32,
        NotesFailure > { self
        .__body_of_add(::portcullis::__private::Admitted::unguarded(&
        ::portcullis::__private::testing_call(), ::portcullis::__private::OfPlugin {
        plugin : ::portcullis::__private::Instance::none(), grants : (folder,) },
        (number,))). await }
    }
    async fn open(
        &self,
        context: &LoadContext,
        folder: Dir<Kept>,
    ) -> Result<(), NotesFailure> {
        self.store.open(context.call(), &folder).await
    }
    async fn keep(
        &self,
        folder: &DirMut<Kept>,
        number: u32,
    ) -> Result<u32, NotesFailure> {
        self.store.keep(folder, number).await
    }
}
#[capability(__expanded)]
const _: () = ();
#[doc(hidden)]
#[allow(non_camel_case_types, non_snake_case)]
pub struct __notes_Notes_add<__Plugin, S: Store> {
    __plugin: ::portcullis::__private::Instance<__Plugin>,
    __of: ::core::marker::PhantomData<fn() -> (S,)>,
    folder: DirMut<Kept>,
    number: u32,
}
#[doc(hidden)]
const _: () = {
    use ::portcullis::__private;
    #[allow(non_camel_case_types, non_snake_case)]
    pub struct __notes_Notes_add_input {
        pub number: u32,
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
            let _ = <u32 as __private::Bounded>::check;
            0
        };
        type __Proved<T> = __private::schema::Proved<T, __BOUNDED>;
        type __Target = __Proved<__notes_Notes_add_input>;
        #[derive(__private::serde::Deserialize)]
        #[serde(
            crate = "__private::serde",
            remote = "__Target",
            rename = "__notes_Notes_add_input",
            deny_unknown_fields,
            expecting = "struct __notes_Notes_add_input"
        )]
        struct __Twin {
            number: __Proved<u32>,
        }
        #[automatically_derived]
        impl<'de> __private::serde::Deserialize<'de> for __notes_Notes_add_input {
            fn deserialize<__D: __private::serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                __Twin::deserialize(__private::strict::Shape(deserializer))
            }
        }
        #[automatically_derived]
        impl __private::Bounded for __notes_Notes_add_input {
            const MAX_JSON_BYTES: usize = __private::bytes::object(
                &[
                    __private::bytes::field(
                        "number",
                        <u32 as __private::Bounded>::MAX_JSON_BYTES,
                    ),
                ],
            );
            fn check(&self, at: &__private::Path<'_>, faults: &mut __private::Faults) {
                <u32 as __private::Bounded>::check(
                    &self.number,
                    &at.field("number"),
                    faults,
                );
            }
        }
        #[automatically_derived]
        impl __private::Input for __notes_Notes_add_input {}
        #[automatically_derived]
        impl __private::schemars::JsonSchema for __notes_Notes_add_input {
            fn schema_name() -> __private::Cow<'static, str> {
                __private::schema::name("__notes_Notes_add_input", &[])
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
                    "number",
                    __private::schema::of_input::<__Proved<u32>>(generator),
                );
                object.finish(generator).into_schema()
            }
        }
        #[automatically_derived]
        impl __private::schema::Flatten for __notes_Notes_add_input {
            const NAMES: &'static [&'static str] = &["number"];
        }
    };
    type __Input = __notes_Notes_add_input;
    const __GRANT0: ::core::primitive::usize = {
        let _ = <DirMut<Kept> as __private::Authority>::describe;
        0
    };
    type __Grant0 = __private::schema::Proved<DirMut<Kept>, __GRANT0>;
    use __private::PlainAnswer as _;
    const __ANSWER: ::core::primitive::usize = {
        let _ = __private::Answered::<Result<u32, NotesFailure>>::__verify_answer;
        0
    };
    type __Answer = __private::schema::Proved<Result<u32, NotesFailure>, __ANSWER>;
    impl<S: Store> __private::Parameters for __notes_Notes_add<Notes<S>, S> {
        type Input = __Input;
        type Arguments = (u32,);
        type Grants = __private::OfPlugin<Notes<S>, (__Grant0,)>;
        fn input((number,): Self::Arguments) -> Self::Input {
            Self::Input { number }
        }
        fn from_parts(
            _call: __private::Call,
            __private::OfPlugin { plugin: plugin, grants: (folder,) }: Self::Grants,
            input: Self::Input,
        ) -> Self {
            Self {
                __plugin: plugin,
                __of: ::core::marker::PhantomData,
                folder,
                number: input.number,
            }
        }
    }
    impl<S: Store> __private::Method for __notes_Notes_add<Notes<S>, S> {
        type Plugin = Notes<S>;
        fn plugin(grants: &Self::Grants) -> __private::Instance<Self::Plugin> {
            ::core::clone::Clone::clone(&grants.plugin)
        }
    }
    impl<S: Store> __private::Capability for __notes_Notes_add<Notes<S>, S> {
        const NAME: &'static ::core::primitive::str = "notes.add";
        const DESCRIPTION: &'static ::core::primitive::str = "Keeps a note.";
        const EFFECT: __private::Effect = __private::Effect::Write;
        const LIMITS: __private::Limits = __private::Limits::of::<Self>().timeout(2000);
        const EXCEPTIONS: &'static [__private::Exception] = &[];
        const UNWINDS: ::core::primitive::bool = ::core::cfg!(panic = "unwind");
        type Output = <__Answer as __private::Answer>::Output;
        #[allow(deprecated)]
        fn run(
            admitted: __private::Admitted<Self>,
        ) -> impl ::core::future::Future<
            Output = ::core::result::Result<Self::Output, __private::Failed>,
        > + ::core::marker::Send + 'static {
            async move {
                <__Answer as __private::Answer>::answer(<Notes<S>>::add(admitted).await)
            }
        }
    }
    const _: () = __private::assert_effect(
        __private::Effect::Write,
        <__Grant0 as __private::Authority>::EFFECT,
    );
    const _: () = __private::assert_input_cap::<__Input>();
    const _: () = __private::assert_answer::<<__Answer as __private::Answer>::Output>();
};
#[doc(hidden)]
const _: () = {
    use ::portcullis::__private;
    const _: () = __private::assert_load_effect(
        <Dir<Kept> as __private::Authority>::EFFECT,
    );
    const __VERSION: &'static ::core::primitive::str = __private::version("1.2.3");
    impl<S: Store> __private::Plugin for Notes<S> {
        const NAME: &'static ::core::primitive::str = "notes";
        const VERSION: &'static ::core::primitive::str = __VERSION;
        const LOAD: ::core::option::Option<__private::Duration> = ::core::option::Option::Some(
            __private::Duration::from_millis(1000),
        );
        const UNLOAD: ::core::option::Option<__private::Duration> = ::core::option::Option::None;
        const EXCEPTIONS: &'static [__private::Exception] = &[];
        type LoadGrants = (Dir<Kept>,);
        #[allow(deprecated)]
        fn parts(parts: __private::Parts<Self>) -> __private::Parts<Self> {
            let parts = parts.capability(Self::add);
            parts
        }
        #[allow(unused_variables)]
        fn on_load(
            self: __private::Arc<Self>,
            context: __private::LoadContext,
            granted: (Dir<Kept>,),
        ) -> impl ::core::future::Future<
            Output = ::core::result::Result<(), __private::Failed>,
        > + ::core::marker::Send + 'static {
            let this = self;
            async move {
                {
                    use __private::PlainAnswer as _;
                    const __ANSWER: ::core::primitive::usize = {
                        let _ = __private::Answered::<
                            Result<(), NotesFailure>,
                        >::__verify_answer;
                        0
                    };
                    type __Answer = __private::schema::Proved<
                        Result<(), NotesFailure>,
                        __ANSWER,
                    >;
                    let (grant0,) = granted;
                    let () = <__Answer as __private::Answer>::answer(
                        Self::open(&this, &context, grant0).await,
                    )?;
                    ::core::result::Result::Ok(())
                }
            }
        }
        #[allow(unused_variables)]
        fn on_unload(
            self: __private::Arc<Self>,
        ) -> impl ::core::future::Future<
            Output = ::core::result::Result<(), __private::Failed>,
        > + ::core::marker::Send + 'static {
            let this = self;
            async move { ::core::result::Result::Ok(()) }
        }
    }
};
