//! `Bounded` for the types that are bounded by themselves.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::{
    NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroU8, NonZeroU16, NonZeroU32, NonZeroU64,
};

use super::within::{Controls, check_text, list_bytes, text_bytes};
use super::{Bounded, Faults, Path};

/// The shortest form that reads back as the same float has at most 25 characters; a client may write some more.
const FLOAT_BYTES: usize = 32;

macro_rules! bounded_by_type {
    ($($type:ty: $bytes:expr),* $(,)?) => {$(
        impl Bounded for $type {
            const MAX_JSON_BYTES: usize = $bytes;

            fn check(&self, _: &Path<'_>, _: &mut Faults) {}
        }
    )*};
}
bounded_by_type! {
    (): 4, bool: 5,
    i8: 4, i16: 6, i32: 11, i64: 20, isize: 20,
    u8: 3, u16: 5, u32: 10, u64: 20, usize: 20,
    NonZeroI8: 4, NonZeroI16: 6, NonZeroI32: 11, NonZeroI64: 20,
    NonZeroU8: 3, NonZeroU16: 5, NonZeroU32: 10, NonZeroU64: 20,
    // Addresses are texts; a client may escape each character, which is six bytes in ASCII.
    Ipv4Addr: 2 + 15 * 6, Ipv6Addr: 2 + 45 * 6, IpAddr: 2 + 45 * 6,
}

macro_rules! bounded_float {
    ($($float:ty)*) => {$(
        impl Bounded for $float {
            const MAX_JSON_BYTES: usize = FLOAT_BYTES;

            /// JSON has no NaN and no infinity, but a typed call could bring them.
            fn check(&self, at: &Path<'_>, faults: &mut Faults) {
                if !self.is_finite() {
                    faults.add(at, "finite", &[]);
                }
            }
        }
    )*};
}
bounded_float!(f32 f64);

impl Bounded for char {
    const MAX_JSON_BYTES: usize = text_bytes(1);

    fn check(&self, at: &Path<'_>, faults: &mut Faults) {
        check_text(self.encode_utf8(&mut [0; 4]), Controls::Refused, at, faults);
    }
}

impl<T: Bounded> Bounded for Option<T> {
    const MAX_JSON_BYTES: usize = if T::MAX_JSON_BYTES > 4 { T::MAX_JSON_BYTES } else { 4 };

    fn check(&self, at: &Path<'_>, faults: &mut Faults) {
        if let Some(value) = self {
            value.check(at, faults);
        }
    }
}

impl<T: Bounded + ?Sized> Bounded for Box<T> {
    const MAX_JSON_BYTES: usize = T::MAX_JSON_BYTES;

    fn check(&self, at: &Path<'_>, faults: &mut Faults) {
        T::check(self, at, faults);
    }
}

impl<T: Bounded, const N: usize> Bounded for [T; N] {
    const MAX_JSON_BYTES: usize = list_bytes(N, T::MAX_JSON_BYTES);

    fn check(&self, at: &Path<'_>, faults: &mut Faults) {
        for (index, element) in self.iter().enumerate() {
            element.check(&at.index(index), faults);
        }
    }
}

/// A tuple is a JSON list of exactly these.
macro_rules! bounded_tuple {
    ($($name:ident $index:tt),*) => {
        impl<$($name: Bounded),*> Bounded for ($($name,)*) {
            const MAX_JSON_BYTES: usize = {
                let mut bytes = 2_usize;
                $(bytes = bytes.saturating_add($name::MAX_JSON_BYTES).saturating_add(1);)*
                bytes
            };

            fn check(&self, at: &Path<'_>, faults: &mut Faults) {
                $(self.$index.check(&at.index($index), faults);)*
            }
        }
    };
}
bounded_tuple!(A 0);
bounded_tuple!(A 0, B 1);
bounded_tuple!(A 0, B 1, C 2);
bounded_tuple!(A 0, B 1, C 2, D 3);
bounded_tuple!(A 0, B 1, C 2, D 3, E 4);
bounded_tuple!(A 0, B 1, C 2, D 3, E 4, F 5);
bounded_tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
bounded_tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
