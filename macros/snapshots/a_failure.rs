#[derive(::core::fmt::Debug)]
/// Why nothing was found.
enum FindFailure {
    Missing,
    Busy { percent: u8 },
    Folder(DirError),
    /// The call was interrupted, and the body passed it on with `?`.
    #[doc(hidden)]
    __Interrupted(::portcullis::__private::Interrupted),
}
#[doc(hidden)]
#[allow(deprecated, clippy::all)]
const _: () = {
    use ::portcullis::__private;
    #[automatically_derived]
    impl ::core::fmt::Display for FindFailure {
        fn fmt(
            &self,
            formatter: &mut ::core::fmt::Formatter<'_>,
        ) -> ::core::fmt::Result {
            formatter.write_str(__private::PublicError::kind(self))
        }
    }
    #[automatically_derived]
    impl ::core::error::Error for FindFailure {
        fn source(
            &self,
        ) -> ::core::option::Option<&(dyn ::core::error::Error + 'static)> {
            match self {
                Self::Missing { .. } => ::core::option::Option::None,
                Self::Busy { .. } => ::core::option::Option::None,
                Self::Folder { 0: source, .. } => {
                    ::core::option::Option::Some(__private::cause(source))
                }
                Self::__Interrupted(interrupted) => {
                    ::core::option::Option::Some(interrupted)
                }
            }
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<DirError> for FindFailure {
        fn from(source: DirError) -> Self {
            Self::Folder { 0: source }
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<__private::Interrupted> for FindFailure {
        fn from(interrupted: __private::Interrupted) -> Self {
            Self::__Interrupted(interrupted)
        }
    }
    #[automatically_derived]
    impl __private::PublicError for FindFailure {
        fn public_text(&self) -> __private::Cow<'static, str> {
            match self {
                Self::Missing { .. } => __private::Cow::Borrowed("no such file"),
                Self::Busy { percent: field_0, .. } => {
                    let _ = <u8 as __private::Disclose>::verify;
                    __private::Cow::Owned(
                        __private::format!(
                            "the index is being built; {0} percent are done", field_0
                        ),
                    )
                }
                Self::Folder { .. } => {
                    __private::Cow::Borrowed("the folder cannot be read")
                }
                Self::__Interrupted(interrupted) => {
                    __private::Cow::Borrowed(
                        __private::Interrupted::public_text(*interrupted),
                    )
                }
            }
        }
        fn is_retryable(&self) -> bool {
            match self {
                Self::Busy { .. } => true,
                _ => false,
            }
        }
        fn kind(&self) -> &'static str {
            match self {
                Self::Missing { .. } => "Missing",
                Self::Busy { .. } => "Busy",
                Self::Folder { .. } => "Folder",
                Self::__Interrupted(_) => "Interrupted",
            }
        }
        fn operator_text(&self) -> __private::String {
            __private::chain(self)
        }
        fn interrupted(&self) -> ::core::option::Option<__private::Interrupted> {
            __private::interrupted(self)
        }
    }
};
