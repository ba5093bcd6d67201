use portcullis::prelude::*;
use std::env;

/// Names it as people do.
#[capability(write, allow(unsafe_block, reason = "the test is about another rule"))]
fn imported(number: u32) -> Result<u32, Internal> {
    use std::env::set_var as put;
    env::set_current_dir("/srv")?; //~ P603
    unsafe {
        put("ORDERS", "1"); //~ P603
        env::remove_var("ORDERS"); //~ P603
    }
    use std::env as surroundings;
    surroundings::set_current_dir("/")?; //~ P603
    Ok(number)
}

fn main() {}
