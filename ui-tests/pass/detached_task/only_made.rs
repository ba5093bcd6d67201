use portcullis::prelude::*;

/// Stands in for rayon, which this test does not depend on.
mod rayon {
    pub struct Parallel;

    impl Parallel {
        pub fn map(self, _: fn(u32) -> u32) -> Self {
            self
        }
    }

    pub trait IntoParallel {
        fn into_par_iter(self) -> Parallel;
    }

    impl IntoParallel for Vec<u32> {
        fn into_par_iter(self) -> Parallel {
            Parallel
        }
    }
}
use rayon::IntoParallel;

/// Nobody drives what is made here.
#[capability(read)]
fn only_made(number: u32) -> u32 {
    let doubled = vec![number].into_par_iter().map(|it| it.saturating_mul(2));
    std::mem::size_of_val(&doubled) as u32
}

fn main() {}
