//! What stands in for `core` in an editor: the items that rust-analyzer asks for by name, so that `?`, coercions, closures,
//! derives and `compile_error!` mean what they mean, and the types that `notes.rs` names. Nobody compiles it.

#![no_core]
#![feature(lang_items)]
#![rustc_coherence_is_core]

pub mod marker {
    #[lang = "pointee_sized"]
    pub trait PointeeSized {}
    #[lang = "meta_sized"]
    pub trait MetaSized: PointeeSized {}
    #[lang = "sized"]
    pub trait Sized: MetaSized {}
    #[lang = "unsize"]
    pub trait Unsize<T: PointeeSized>: PointeeSized {}
    #[lang = "copy"]
    pub trait Copy: Clone {}
    #[rustc_builtin_macro]
    pub macro Copy($item:item) {}
    impl<T: PointeeSized> Copy for &T {}
    pub unsafe auto trait Send {}
    #[lang = "sync"]
    pub unsafe auto trait Sync {}
    #[lang = "unpin"]
    pub auto trait Unpin {}
    #[lang = "tuple_trait"]
    pub trait Tuple {}
    #[lang = "phantom_data"]
    pub struct PhantomData<T: PointeeSized>;

    macro_rules! plain {
        ($($ty:ty)*) => {$(
            impl Copy for $ty {}
            impl Clone for $ty {
                fn clone(&self) -> Self { *self }
            }
        )*};
    }
    plain! { usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 f32 f64 bool char }
}

pub mod clone {
    #[lang = "clone"]
    pub trait Clone: Sized {
        fn clone(&self) -> Self;
    }
    impl<T: crate::marker::PointeeSized> Clone for &T {
        fn clone(&self) -> Self { *self }
    }
    #[rustc_builtin_macro]
    pub macro Clone($item:item) {}
}

pub mod default {
    pub trait Default: Sized {
        fn default() -> Self;
    }
    #[rustc_builtin_macro(Default, attributes(default))]
    pub macro Default($item:item) {}
}

pub mod cmp {
    #[lang = "eq"]
    pub trait PartialEq<Rhs: ?Sized = Self> {
        fn eq(&self, other: &Rhs) -> bool;
    }
    pub trait Eq: PartialEq<Self> {}
    #[rustc_builtin_macro]
    pub macro PartialEq($item:item) {}
    #[rustc_builtin_macro]
    pub macro Eq($item:item) {}
}

pub mod convert {
    pub enum Infallible {}
    pub trait From<T>: Sized {
        fn from(value: T) -> Self;
    }
    impl<T> From<T> for T {
        fn from(value: T) -> T { value }
    }
    impl From<u32> for u64 {
        fn from(value: u32) -> u64 { loop {} }
    }
    pub trait Into<T>: Sized {
        fn into(self) -> T;
    }
    impl<T, U: From<T>> Into<U> for T {
        fn into(self) -> U { U::from(self) }
    }
    pub trait AsRef<T: ?Sized> {
        fn as_ref(&self) -> &T;
    }
}

pub mod fmt {
    pub struct Error;
    pub struct Formatter<'a>(&'a ());
    #[lang = "format_arguments"]
    pub struct Arguments<'a>(&'a ());
    pub type Result = crate::result::Result<(), Error>;
    pub trait Debug {
        fn fmt(&self, f: &mut Formatter<'_>) -> Result;
    }
    pub trait Display {
        fn fmt(&self, f: &mut Formatter<'_>) -> Result;
    }
    impl Debug for str {
        fn fmt(&self, f: &mut Formatter<'_>) -> Result { loop {} }
    }
    impl Display for str {
        fn fmt(&self, f: &mut Formatter<'_>) -> Result { loop {} }
    }
    impl<T: Debug + ?Sized> Debug for &T {
        fn fmt(&self, f: &mut Formatter<'_>) -> Result { loop {} }
    }
    impl<T: Display + ?Sized> Display for &T {
        fn fmt(&self, f: &mut Formatter<'_>) -> Result { loop {} }
    }
    #[rustc_builtin_macro]
    pub macro Debug($item:item) {}
}

pub mod error {
    pub trait Error: crate::fmt::Debug + crate::fmt::Display {
        fn source(&self) -> Option<&(dyn Error + 'static)> { None }
    }
}

pub mod ops {
    use crate::convert::{From, Infallible};
    use crate::marker::{PointeeSized, Tuple, Unsize};

    #[lang = "coerce_unsized"]
    pub trait CoerceUnsized<T> {}
    impl<'a, 'b: 'a, T: PointeeSized + Unsize<U>, U: PointeeSized> CoerceUnsized<&'a U> for &'b T {}
    impl<'a, T: PointeeSized + Unsize<U>, U: PointeeSized> CoerceUnsized<&'a mut U> for &'a mut T {}

    #[lang = "dispatch_from_dyn"]
    pub trait DispatchFromDyn<T> {}
    impl<'a, T: PointeeSized + Unsize<U>, U: PointeeSized> DispatchFromDyn<&'a U> for &'a T {}
    impl<'a, T: PointeeSized + Unsize<U>, U: PointeeSized> DispatchFromDyn<&'a mut U> for &'a mut T {}

    #[lang = "drop"]
    pub trait Drop {
        fn drop(&mut self);
    }

    #[lang = "deref"]
    pub trait Deref: PointeeSized {
        #[lang = "deref_target"]
        type Target: ?Sized;
        fn deref(&self) -> &Self::Target;
    }
    impl<T: PointeeSized> Deref for &T {
        type Target = T;
        fn deref(&self) -> &T { *self }
    }
    impl<T: PointeeSized> Deref for &mut T {
        type Target = T;
        fn deref(&self) -> &T { *self }
    }
    #[lang = "deref_mut"]
    pub trait DerefMut: Deref + PointeeSized {
        fn deref_mut(&mut self) -> &mut Self::Target;
    }

    #[lang = "fn_once"]
    #[rustc_paren_sugar]
    pub trait FnOnce<Args: Tuple> {
        #[lang = "fn_once_output"]
        type Output;
        extern "rust-call" fn call_once(self, args: Args) -> Self::Output;
    }
    #[lang = "fn_mut"]
    #[rustc_paren_sugar]
    pub trait FnMut<Args: Tuple>: FnOnce<Args> {
        extern "rust-call" fn call_mut(&mut self, args: Args) -> Self::Output;
    }
    #[lang = "fn"]
    #[rustc_paren_sugar]
    pub trait Fn<Args: Tuple>: FnMut<Args> {
        extern "rust-call" fn call(&self, args: Args) -> Self::Output;
    }

    pub enum ControlFlow<B, C = ()> {
        #[lang = "Continue"]
        Continue(C),
        #[lang = "Break"]
        Break(B),
    }
    pub trait FromResidual<R = <Self as Try>::Residual> {
        #[lang = "from_residual"]
        fn from_residual(residual: R) -> Self;
    }
    #[lang = "Try"]
    pub trait Try: FromResidual<Self::Residual> {
        type Output;
        type Residual;
        #[lang = "from_output"]
        fn from_output(output: Self::Output) -> Self;
        #[lang = "branch"]
        fn branch(self) -> ControlFlow<Self::Residual, Self::Output>;
    }
    impl<T, E> Try for Result<T, E> {
        type Output = T;
        type Residual = Result<Infallible, E>;
        fn from_output(output: T) -> Self { Ok(output) }
        fn branch(self) -> ControlFlow<Self::Residual, T> { loop {} }
    }
    impl<T, E, F: From<E>> FromResidual<Result<Infallible, E>> for Result<T, F> {
        fn from_residual(residual: Result<Infallible, E>) -> Self { loop {} }
    }
    impl<T> Try for Option<T> {
        type Output = T;
        type Residual = Option<Infallible>;
        fn from_output(output: T) -> Self { Some(output) }
        fn branch(self) -> ControlFlow<Self::Residual, T> { loop {} }
    }
    impl<T> FromResidual<Option<Infallible>> for Option<T> {
        fn from_residual(residual: Option<Infallible>) -> Self { loop {} }
    }
}

pub mod option {
    #[lang = "Option"]
    pub enum Option<T> {
        #[lang = "None"]
        None,
        #[lang = "Some"]
        Some(T),
    }
}

pub mod result {
    #[lang = "Result"]
    pub enum Result<T, E> {
        #[lang = "Ok"]
        Ok(T),
        #[lang = "Err"]
        Err(E),
    }
}

pub mod pin {
    #[lang = "pin"]
    pub struct Pin<P> { pointer: P }
}

pub mod task {
    #[lang = "Poll"]
    pub enum Poll<T> {
        #[lang = "Ready"]
        Ready(T),
        #[lang = "Pending"]
        Pending,
    }
    #[lang = "Context"]
    pub struct Context<'a>(&'a ());
}

pub mod future {
    #[lang = "future_trait"]
    pub trait Future {
        #[lang = "future_output"]
        type Output;
        #[lang = "poll"]
        fn poll(self: crate::pin::Pin<&mut Self>, cx: &mut crate::task::Context<'_>) -> crate::task::Poll<Self::Output>;
    }
    pub trait IntoFuture {
        type Output;
        type IntoFuture: Future<Output = Self::Output>;
        #[lang = "into_future"]
        fn into_future(self) -> Self::IntoFuture;
    }
    impl<F: Future> IntoFuture for F {
        type Output = F::Output;
        type IntoFuture = F;
        fn into_future(self) -> F { self }
    }
}

pub mod primitive {
    pub use bool;
    pub use str;
    pub use usize;
}

#[lang = "str"]
impl str {
    pub const fn len(&self) -> usize { loop {} }
}

impl<T> [T] {
    pub const fn len(&self) -> usize { loop {} }
}

#[macro_use]
mod macros {
    macro_rules! built_in {
        ($($name:ident)*) => {$(
            #[rustc_builtin_macro]
            #[macro_export]
            macro_rules! $name { () => {} }
        )*};
    }
    built_in! { compile_error cfg concat env option_env stringify file line column module_path include_str format_args assert }

    #[macro_export]
    macro_rules! panic { ($($any:tt)*) => { loop {} }; }
    #[macro_export]
    macro_rules! unreachable { ($($any:tt)*) => { loop {} }; }
    #[macro_export]
    macro_rules! matches {
        ($value:expr, $pattern:pat) => { match $value { $pattern => true, _ => false } };
    }

    pub mod builtin {
        #[rustc_builtin_macro]
        pub macro derive($item:item) {}
        #[rustc_builtin_macro]
        pub macro test($item:item) {}
    }
}

pub mod prelude {
    pub mod rust_2024 {
        pub use crate::clone::Clone;
        pub use crate::cmp::{Eq, PartialEq};
        pub use crate::convert::{AsRef, From, Into};
        pub use crate::default::Default;
        pub use crate::fmt::Debug;
        pub use crate::future::{Future, IntoFuture};
        pub use crate::macros::builtin::{derive, test};
        pub use crate::marker::{Copy, Send, Sized, Sync, Unpin};
        pub use crate::ops::{Drop, Fn, FnMut, FnOnce};
        pub use crate::option::Option::{self, None, Some};
        pub use crate::result::Result::{self, Err, Ok};
        pub use crate::{assert, cfg, column, compile_error, concat, env, file, format_args, include_str, line};
        pub use crate::{matches, module_path, option_env, panic, stringify, unreachable};
    }
}

#[prelude_import]
use prelude::rust_2024::*;
