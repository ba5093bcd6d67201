use portcullis::prelude::*;

struct Door;

impl Door {
    async fn recv_timeout(&self, number: u32) -> u32 {
        number
    }

    fn wait(&self) -> u32 {
        1
    }

    fn park(&self) -> u32 {
        2
    }
}

mod thread {
    pub fn sleep(number: u32) -> u32 {
        number
    }
}

/// Only the names block.
#[capability(read)]
async fn look_alikes(#[validate(length(max = 100))] text: String) -> u32 {
    fn sleep(number: u32) -> u32 {
        number
    }
    let words: Vec<&str> = text.split(' ').collect();
    let joined = words.join("-");
    let path = std::path::Path::new("a").join("b");
    let rest = std::thread::available_parallelism().map_or(1, |count| count.get());
    let block_on = Door.recv_timeout(1).await;
    let own = self::thread::sleep(1) + sleep(2) + Door.wait() + Door.park() + block_on;
    own + joined.len() as u32 + path.components().count() as u32 + rest as u32
}

fn main() {}
