use portcullis::prelude::*;

/// Changes what all read.
#[capability(write, allow(unsafe_block, reason = "the test is about another rule"))]
fn change(number: u32) -> Result<u32, Internal> {
    unsafe {
        std::env::set_var("ORDERS", number.to_string()); //~ P603
        std::env::remove_var("ORDERS"); //~ P603
    }
    std::env::set_current_dir("/srv")?; //~ P603
    Ok(number)
}

fn main() {}
