use portcullis::prelude::*;

mod transmute {
    pub fn zeroed() -> u32 {
        0
    }

    pub fn transmute() -> u32 {
        1
    }
}

struct Table {
    unsafe_block: u32,
}

/// Only the words are unsafe.
#[capability(read)]
fn look_alikes(number: u32) -> u32 {
    fn transmute(number: u32) -> u32 {
        number
    }
    let text = "unsafe { *(0 as *mut u32) }";
    let table = Table { unsafe_block: number };
    let product = 2 * table.unsafe_block;
    let shared = std::sync::Arc::new(number);
    let same = std::sync::Arc::ptr_eq(&shared, &shared);
    transmute::transmute() + self::transmute::zeroed() + transmute(product) + text.len() as u32 + u32::from(same)
}

fn main() {}
