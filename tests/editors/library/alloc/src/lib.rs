//! What stands in for `alloc` in an editor.

#![no_std]
#![feature(lang_items)]

pub mod string {
    use core::ops::Deref;

    #[lang = "String"]
    pub struct String;
    impl String {
        pub fn from_utf8_lossy(bytes: &[u8]) -> crate::borrow::Cow<'_, str> { loop {} }
    }
    impl Deref for String {
        type Target = str;
        fn deref(&self) -> &str { loop {} }
    }
}

pub mod borrow {
    pub enum Cow<'a, B: ?Sized> { Borrowed(&'a B) }
    impl Cow<'_, str> {
        pub fn into_owned(self) -> crate::string::String { loop {} }
    }
}

pub mod vec {
    pub struct Vec<T>(T);
    impl<T> core::ops::Deref for Vec<T> {
        type Target = [T];
        fn deref(&self) -> &[T] { loop {} }
    }
}

pub mod boxed {
    #[lang = "owned_box"]
    pub struct Box<T: ?Sized>(*const T);
    impl<T: ?Sized> core::ops::Deref for Box<T> {
        type Target = T;
        fn deref(&self) -> &T { loop {} }
    }
}

pub mod sync {
    pub struct Arc<T: ?Sized>(*const T);
    impl<T: ?Sized> core::ops::Deref for Arc<T> {
        type Target = T;
        fn deref(&self) -> &T { loop {} }
    }
}
