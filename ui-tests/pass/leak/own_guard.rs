use portcullis::prelude::*;

/// The guard does its work only if what comes before `forget` panics.
#[capability(read)]
fn guarded(number: u32) -> u32 {
    struct Guard<'a>(&'a u32);

    impl Drop for Guard<'_> {
        fn drop(&mut self) {
            let _ = self.0;
        }
    }

    let guard = Guard(&number);
    let sum = guard.0.saturating_add(1);
    std::mem::forget(guard);
    sum
}

fn main() {}
