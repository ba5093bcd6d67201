#![no_implicit_prelude]

#[::portcullis::prelude::data]
#[derive(::core::clone::Clone)]
pub struct Order {
    #[validate(length(max = 10), pattern = "a")]
    pub text: ::std::string::String,
    pub number: ::core::option::Option<u8>,
}

#[::portcullis::prelude::data]
#[serde(tag = "kind")]
pub enum Change {
    Nothing,
    Add { #[validate(range(max = 3))] at: u8 },
    Put(Order),
}

fn main() {}
