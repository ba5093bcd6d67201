use portcullis::prelude::*;

/// In a macro, in a closure, as a value.
#[capability(write, allow(unsafe_block, reason = "the test is about another rule"))]
fn hidden(number: u32) -> usize {
    let list = vec![std::env::set_current_dir("/srv").is_ok()]; //~ P603
    ["A", "B"].into_iter().for_each(|name| unsafe { std::env::remove_var(name) }); //~ P603
    let remove: unsafe fn(String) = std::env::remove_var::<String>; //~ P603
    unsafe { remove(number.to_string()) };
    list.len()
}

fn main() {}
