use portcullis::prelude::*;

/// Stands in for rayon, which this test does not depend on.
mod rayon {
    pub fn spawn(work: impl FnOnce()) {
        work();
    }
}

struct Pool;

impl Pool {
    fn install<T>(&self, work: impl FnOnce() -> T) -> T {
        work()
    }
}

trait Parallel {
    fn par_iter(&self) -> u32;
}

impl Parallel for Vec<u32> {
    fn par_iter(&self) -> u32 {
        self.len() as u32
    }
}

/// A pool of one's own is nobody else's.
#[capability(read)]
fn own_pool(number: u32) -> u32 {
    Pool.install(|| rayon::spawn(|| ()));
    Pool.install(|| vec![number].par_iter())
}

fn main() {}
