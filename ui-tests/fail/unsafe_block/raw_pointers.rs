use portcullis::prelude::*;

/// Makes pointers, which needs no `unsafe`.
#[capability(read)]
fn pointers(mut number: u32) -> bool {
    let first: *const u32 = &number; //~ P206
    let second = &mut number as *mut u32; //~ P206
    let third = &raw const number; //~ P206
    let fourth = std::ptr::addr_of!(number); //~ P206
    let list = vec![first, &number as *const u32]; //~ P206
    list.contains(&third) && second.is_null() && fourth.is_null()
}

fn main() {}
