use portcullis::prelude::*;

#[exception(panic_in_body, reason = "the caller always sends it")] //~ refused
fn outside(a: Option<u32>) -> u32 {
    a.unwrap()
}

/// On the function.
#[capability(read)]
#[exception(panic_in_body, reason = "the caller always sends it")] //~ refused
fn on_the_function(a: Option<u32>) -> u32 {
    a.unwrap() //~ P203
}

/// On what is neither a statement nor an item.
#[capability(read)]
fn inside(a: Option<u32>) -> u32 {
    match a {
        #[exception(panic_in_body, reason = "the caller always sends it")] //~ refused
        Some(a) => a,
        None => 0,
    }
}

fn main() {
    let _ = outside(None);
}
