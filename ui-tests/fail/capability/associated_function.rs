use portcullis::prelude::*;

struct Desk;

impl Desk {
    /// Without the desk.
    #[capability(read)]
    fn find(number: u32) -> u32 {
        number
    }
}

fn main() {}
