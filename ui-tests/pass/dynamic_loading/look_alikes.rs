use portcullis::prelude::*;

pub struct Library(u32);

impl Library {
    fn new(city: u32) -> Self {
        Library(city)
    }

    fn open(&self, hour: u32) -> u32 {
        self.0 + hour
    }

    fn load(&self) -> u32 {
        1
    }

    fn load_extension(&self) -> u32 {
        1
    }
}

mod container {
    pub fn load(number: u32) -> u32 {
        number
    }

    pub fn dlopen(number: u32) -> u32 {
        number
    }
}

fn load_from_file(number: u32) -> u32 {
    number
}

/// A house of books.
#[capability(read)]
fn look_alikes(number: u32) -> u32 {
    let library = Library::new(number);
    let other = load_from_file(1) + library.load_extension();
    library.open(10) + library.load() + container::load(1) + container::dlopen(1) + other
}

fn main() {}
