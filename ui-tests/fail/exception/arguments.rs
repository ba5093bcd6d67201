use portcullis::prelude::*;

/// Each is wrong in another way.
#[capability(read)]
fn arguments(a: Option<u32>) -> u32 {
    #[exception(panic_in_bodies, reason = "the caller always sends it")] //~ refused
    let _ = a;
    #[exception(panic_in_body, reason = "it never fails")] //~ refused
    let _ = a.unwrap();
    #[exception(panic_in_body)] //~ refused
    let _ = a.unwrap();
    #[exception(reason = "the caller always sends it")] //~ refused
    let _ = a;
    #[exception] //~ refused
    let _ = a;
    #[exception = "panic_in_body"] //~ refused
    let _ = a;
    #[exception(unbounded_input, reason = "nobody sends that much")] //~ refused
    let _ = a;
    #[exception(panic_in_body, P203, reason = "the caller always sends it")] //~ refused
    let _ = a.unwrap();
    #[exception(panic_in_body, because = "the caller always sends it")] //~ refused refused
    let _ = a.unwrap();
    0
}

fn main() {}
