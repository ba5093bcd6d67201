use portcullis::prelude::*;

/// A macro of the body's own.
#[capability(read)]
fn own_macro(number: u32) -> u64 {
    macro_rules! dbg {
        ($value:expr) => {
            $value
        };
    }
    mod notes {
        macro_rules! note {
            () => {
                1
            };
        }
        pub(super) use note as println;
    }
    use notes::println;
    let one: u64 = println!();
    u64::from(dbg!(number)) + one
}

fn main() {}
