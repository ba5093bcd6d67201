use portcullis::prelude::*;

struct Lock;

impl Lock {
    async fn wait(&self, number: u32) -> u32 {
        number
    }
}

struct Door;

impl Door {
    async fn recv_timeout(&self, number: u32) -> u32 {
        number
    }

    async fn join(&self) -> u32 {
        1
    }

    async fn wait_for(&self) -> u32 {
        Lock.wait(1).await
    }

    fn recv(&self) -> Option<u32> {
        Some(1)
    }

    fn scope(number: u32) -> u32 {
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

mod pipe {
    pub fn stdin() -> u32 {
        1
    }

    pub fn join(number: u32) -> u32 {
        number
    }

    pub fn wait(number: u32) -> u32 {
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
    let join = Door.join();
    let later = Lock.wait(1);
    let wait = tokio::sync::Barrier::new(1);
    let wait = wait.wait();
    let others = Door::scope(1) + pipe::stdin() + pipe::join(1) + pipe::wait(1) + Door::recv(&Door).unwrap_or(1);
    let block_on = Door.recv_timeout(1).await + join.await + u32::from(wait.await.is_leader()) + later.await + Door.wait_for().await + others;
    let own = self::thread::sleep(1) + sleep(2) + Door.wait() + Door.park() + block_on;
    own + joined.len() as u32 + path.components().count() as u32 + rest as u32
}

fn main() {}
