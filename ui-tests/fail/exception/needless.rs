use portcullis::prelude::*;

/// There is nothing.
#[capability(read)]
fn nothing(a: u32) -> u32 {
    #[exception(panic_in_body, reason = "there was something here once")] //~ refused
    let b = a;
    b
}

/// There is something beside it.
#[capability(read)]
fn beside(a: Option<u32>) -> u32 {
    #[exception(panic_in_body, reason = "the caller always sends it")] //~ refused
    let b = a;
    b.unwrap() //~ P203
}

/// There is an exception for all of it.
#[capability(read, allow(panic_in_body, reason = "the caller always sends it"))]
fn for_all(a: Option<u32>) -> u32 {
    #[exception(panic_in_body, reason = "the caller always sends it")] //~ refused
    let b = a.unwrap();
    b
}

/// One in another that says the same.
#[capability(read)]
fn twice(a: Option<u32>) -> u32 {
    #[exception(panic_in_body, reason = "the caller always sends it")] //~ refused
    {
        #[exception(panic_in_body, reason = "the caller always sends it")]
        let b = a.unwrap();
        b
    }
}

fn main() {}
