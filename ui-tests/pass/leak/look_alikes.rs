use portcullis::prelude::*;

struct Memory;

impl Memory {
    fn forget(&self, key: u32) -> u32 {
        key
    }

    fn leak(&self, place: u32) -> u32 {
        place
    }

    fn into_raw(self, flags: u32) -> u32 {
        flags
    }

    fn new() -> u32 {
        1
    }
}

mod pipes {
    pub fn leak(place: u32) -> u32 {
        place
    }

    pub fn forget(place: u32) -> u32 {
        place
    }

    pub fn into_raw(place: u32) -> u32 {
        place
    }
}

/// Only the names leak.
#[capability(read)]
fn look_alikes(number: u32) -> u32 {
    fn forget(number: u32) -> u32 {
        number
    }
    let own = Memory.forget(number) + Memory.leak(1) + forget(2) + Memory::new();
    own + pipes::leak(1) + pipes::forget(1) + pipes::into_raw(1) + Memory.into_raw(1)
}

fn main() {}
