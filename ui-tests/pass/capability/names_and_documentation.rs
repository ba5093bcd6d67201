//! Names and descriptions.

use portcullis::prelude::*;

/// A dot, a dash, an underscore and digits.
#[capability(read, name = "orders.find-all_2")]
fn find() {}

/// One letter.
#[capability(read, name = "f")]
fn one_letter() {}

/// 64 characters.
#[capability(read, name = "a123456789012345678901234567890123456789012345678901234567890123")]
fn longest() {}

/// The function's own name would not do.
#[capability(read, name = "find_orders")]
#[allow(non_snake_case)]
fn FindOrders() {}

/// A raw name.
#[capability(read)]
fn r#match(r#type: u32, r#in: u32) -> u32 {
    r#type + r#in
}

#[doc = "Not written with slashes."]
#[capability(read)]
fn described() {}

#[doc = concat!("Made ", "of parts.")]
/// And of slashes.
#[capability(read)]
fn made_of_parts() {}

/** A block. */
#[capability(read)]
fn block() {}

/// Names that the expansion uses for itself.
mod names_of_the_expansion {
    use portcullis::prelude::*;

    /// `__private` is a module of the runtime.
    #[capability(read)]
    fn private(private: u32) -> u32 {
        private
    }

    /// serde's derives have a variable called `__value`.
    #[capability(read)]
    fn value(value: u32, admitted: u32, input: u32, call: u32) -> u32 {
        value + admitted + input + call
    }

    /// So has the expansion.
    #[capability(read)]
    async fn admitted(call: &Call, __value: u32, __input: u32) -> u32 {
        call.note("sum", __value + __input);
        value_of(__value)
    }

    fn value_of(value: u32) -> u32 {
        value
    }

    /// The name of another function's input.
    #[capability(read)]
    fn value_input(value: u32) -> u32 {
        value
    }
}

fn main() {}
