#![no_implicit_prelude]

extern crate portcullis as gate;

mod inner {
    pub use ::portcullis as again;
}

// Names that an expansion must not take for its own.
#[allow(non_camel_case_types, dead_code)]
struct str;
#[allow(dead_code)]
struct String;

#[derive(::core::clone::Clone, gate::Authority)]
#[authority(read, crate = gate)]
struct Prices;

#[derive(::core::clone::Clone, ::portcullis::Authority)]
#[authority(write, crate = self::inner::again)]
struct Outbox<T: ::core::marker::Send>(::core::option::Option<T>);

fn main() {
    ::core::assert_eq!(<Prices as gate::Authority>::KIND, "prices");
    ::core::assert_eq!(<Outbox<u8> as gate::Authority>::KIND, "outbox");
}
