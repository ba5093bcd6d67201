use portcullis::prelude::*;

struct Desk;

impl Desk {
    /// Borrows the desk.
    #[capability(read)]
    fn find(&self, number: u32) -> u32 { //~ refused
        number
    }

    /// Takes it.
    #[capability(read)]
    async fn take(self) -> u32 { //~ refused
        5
    }

    /// Changes it.
    #[capability(read)]
    fn change(mut self: Box<Self>) {} //~ refused
}

fn main() {}
