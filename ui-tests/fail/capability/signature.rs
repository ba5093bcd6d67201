use portcullis::prelude::*;

/// Const.
#[capability(read)]
const fn constant() {} //~ refused

/// Unsafe.
#[capability(read)]
unsafe fn contract() {} //~ refused

/// Unsafe, and asynchronous.
#[capability(read)]
async unsafe fn awaited_contract() {} //~ refused

/// Another ABI.
#[capability(read)]
extern "C" fn foreign() {} //~ refused

/// Another ABI, by default.
#[capability(read)]
extern fn foreign_by_default() {} //~ refused

/// All of it.
#[capability(read)]
const unsafe extern "C" fn all() {} //~ refused refused refused

/// A type parameter.
#[capability(read)]
fn of_type<T>(value: T) {} //~ refused

/// A type parameter with a bound.
#[capability(read)]
fn of_bounded_type<T>(value: T) //~ refused
where
    T: Copy,
{
}

/// A constant parameter.
#[capability(read)]
fn of_constant<const N: usize>() {} //~ refused

/// A lifetime.
#[capability(read)]
fn of_lifetime<'a>(value: std::borrow::Cow<'a, str>) {} //~ refused

/// Two.
#[capability(read)]
fn of_two<K, V>(key: K, value: V) {} //~ refused refused

/// A clause alone.
#[capability(read)]
fn clause()
where //~ refused
    String: Clone,
{
}

/// Returns what has no name.
#[capability(read)]
fn unnamed() -> impl std::fmt::Display { //~ refused
    5
}

/// Returns what has no name in a `Result`.
#[capability(read)]
fn unnamed_in_result() -> Result<impl std::fmt::Display, Internal> { //~ refused
    Ok(5)
}

/// Returns a list of what has no name.
#[capability(read)]
fn unnamed_in_list() -> Vec<impl std::fmt::Display> { //~ refused
    vec![5]
}

fn main() {}
