use portcullis::prelude::*;

struct Pond;

impl Pond {
    fn new() -> Self {
        Pond
    }

    fn spawn(&self, fish: u32) -> u32 {
        fish
    }

    fn spawn_blocking(&self) -> u32 {
        1
    }
}

fn spawn(fish: u32) -> u32 {
    fish
}

mod task {
    pub fn spawn(fish: u32) -> u32 {
        fish
    }
}

mod pond {
    pub fn spawn_blocking(fish: u32) -> u32 {
        fish
    }
}

/// Fish spawn as well.
#[capability(read)]
fn look_alikes(number: u32) -> u32 {
    mod tokio {
        pub fn spawn(fish: u32) -> u32 {
            fish
        }
    }
    fn spawn_blocking(fish: u32) -> u32 {
        fish
    }
    let own = crate::task::spawn(1) + self::spawn(2) + tokio::spawn(3) + spawn_blocking(4) + pond::spawn_blocking(5);
    own + Pond::new().spawn(1) + Pond.spawn_blocking() + spawn(number) + Pond.spawn(number) + std::thread::available_parallelism().map_or(1, |_| 1)
}

fn main() {}
