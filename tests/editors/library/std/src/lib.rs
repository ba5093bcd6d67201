//! What stands in for `std` in an editor.

#![no_std]

pub use alloc::{borrow, boxed, string, vec};
pub use core::{clone, cmp, convert, default, error, fmt, future, marker, ops, option, pin, primitive, result, task};
pub use core::{assert, cfg, column, compile_error, concat, env, file, format_args, include_str, line};
pub use core::{matches, module_path, option_env, panic, stringify, unreachable};

pub mod sync {
    pub use alloc::sync::Arc;
    pub struct Mutex<T: ?Sized>(T);
}

pub mod prelude {
    pub mod rust_2024 {
        pub use alloc::boxed::Box;
        pub use alloc::string::String;
        pub use alloc::vec::Vec;
        pub use core::prelude::rust_2024::*;
    }
    pub use rust_2024 as rust_2021;
    pub use rust_2024 as rust_2018;
    pub use rust_2024 as rust_2015;
    pub use rust_2024 as v1;
}
