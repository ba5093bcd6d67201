//! What may leave the gate: plain data, and nothing that holds a secret, an error or a handle.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde::Serialize;

use crate::bound::{BoundedMap, BoundedString, BoundedVec, Faults, Path, RelativePath};

/// Data that a caller may read.
///
/// `#[data]` implements it for a type whose fields all have it. There is no implementation for secrets,
/// errors, authorities, `dyn Any` or `serde_json::Value`, so that an output says what it holds.
///
/// ```
/// fn disclosed<T: portcullis::Disclose>() {}
///
/// disclosed::<Vec<(String, Option<u32>)>>();
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` may not leave the gate",
    label = "this is not plain data that a caller may read",
    note = "help: put `#[data]` or `#[data(output)]` on a type of your own, and return that; secrets, errors, handles and untyped values are never output"
)]
pub trait Disclose: Serialize {
    /// Whether it holds [`Personal`](crate::Personal) data that nothing has declared: what holds it must not leave.
    ///
    /// A type that passes on what is in it says here what that says. With `#[data(output, personal)]` it is `false`.
    const PERSONAL: bool = false;

    /// Adds to `faults` which of its own declared bounds the value breaks.
    ///
    /// The gate withholds such an output: its schema promised the bounds to the caller.
    fn verify(&self, at: &Path<'_>, faults: &mut Faults) {
        let _ = (at, faults);
    }
}

macro_rules! disclose {
    ($($plain:ty),* $(,)?) => {$(impl Disclose for $plain {})*};
}
disclose! {
    (), bool, char, i8, i16, i32, i64, isize, u8, u16, u32, u64, usize, f32, f64,
    String, str, Cow<'_, str>, Ipv4Addr, Ipv6Addr, IpAddr,
}

impl<const N: usize> Disclose for BoundedString<N> {}
impl<const N: usize> Disclose for RelativePath<N> {}

impl<T: Disclose + ?Sized> Disclose for &T {
    const PERSONAL: bool = T::PERSONAL;

    fn verify(&self, at: &Path<'_>, faults: &mut Faults) {
        T::verify(self, at, faults);
    }
}

impl<T: Disclose + ?Sized> Disclose for Box<T> {
    const PERSONAL: bool = T::PERSONAL;

    fn verify(&self, at: &Path<'_>, faults: &mut Faults) {
        T::verify(self, at, faults);
    }
}

impl<T: Disclose> Disclose for Option<T> {
    const PERSONAL: bool = T::PERSONAL;

    fn verify(&self, at: &Path<'_>, faults: &mut Faults) {
        if let Some(value) = self {
            value.verify(at, faults);
        }
    }
}

macro_rules! disclose_list {
    ($($list:ty [$($generics:tt)*]),* $(,)?) => {$(
        impl<T: Disclose, $($generics)*> Disclose for $list where Self: Serialize {
            const PERSONAL: bool = T::PERSONAL;

            fn verify(&self, at: &Path<'_>, faults: &mut Faults) {
                for (index, element) in self.iter().enumerate() {
                    element.verify(&at.index(index), faults);
                }
            }
        }
    )*};
}
disclose_list! {
    Vec<T> [], [T] [], [T; N] [const N: usize], BTreeSet<T> [], HashSet<T, S> [S], BoundedVec<T, N> [const N: usize],
}

macro_rules! disclose_map {
    ($($map:ty [$($generics:tt)*]),* $(,)?) => {$(
        impl<K: Disclose, V: Disclose, $($generics)*> Disclose for $map where Self: Serialize {
            const PERSONAL: bool = K::PERSONAL || V::PERSONAL;

            fn verify(&self, at: &Path<'_>, faults: &mut Faults) {
                for (key, value) in self.iter() {
                    let entry = at.entry();
                    key.verify(&entry, faults);
                    value.verify(&entry, faults);
                }
            }
        }
    )*};
}
disclose_map! { BTreeMap<K, V> [], HashMap<K, V, S> [S], BoundedMap<K, V, N> [const N: usize] }

macro_rules! disclose_tuple {
    ($($name:ident $index:tt),*) => {
        impl<$($name: Disclose),*> Disclose for ($($name,)*) {
            const PERSONAL: bool = $($name::PERSONAL)||*;

            fn verify(&self, at: &Path<'_>, faults: &mut Faults) {
                $(self.$index.verify(&at.index($index), faults);)*
            }
        }
    };
}
disclose_tuple!(A 0);
disclose_tuple!(A 0, B 1);
disclose_tuple!(A 0, B 1, C 2);
disclose_tuple!(A 0, B 1, C 2, D 3);
disclose_tuple!(A 0, B 1, C 2, D 3, E 4);
disclose_tuple!(A 0, B 1, C 2, D 3, E 4, F 5);
disclose_tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
disclose_tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
