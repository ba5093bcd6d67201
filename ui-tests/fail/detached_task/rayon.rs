use portcullis::prelude::*;

/// Stands in for rayon, which this test does not depend on.
mod rayon {
    pub fn spawn(work: impl FnOnce()) {
        work();
    }

    pub trait Parallel {
        fn par_iter(&self) -> std::slice::Iter<'_, u32>;
    }

    impl Parallel for Vec<u32> {
        fn par_iter(&self) -> std::slice::Iter<'_, u32> {
            self.iter()
        }
    }
}
use rayon::Parallel;

/// Uses the pool that all share.
#[capability(read)]
fn shared_pool(number: u32) -> u32 {
    rayon::spawn(|| ()); //~ P505
    vec![number].par_iter().sum() //~ P505
}

fn main() {}
