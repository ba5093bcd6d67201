use portcullis::prelude::*;

/// The body's own types, whatever they are called.
#[capability(read)]
fn own_types(number: u32) -> u32 {
    enum Result {
        Number(u32),
    }
    impl Result {
        fn unwrap(self) -> u32 {
            let Result::Number(number) = self;
            number
        }
    }
    trait Option: Sized {
        fn unwrap(self, more: u32) -> u32 {
            more
        }
    }
    impl Option for u32 {}
    mod inner {
        pub union Option {
            number: u32,
        }
        impl Option {
            fn unwrap(self, more: u32) -> u32 {
                more
            }
        }
        pub fn length(more: u32) -> u32 {
            Option::unwrap(Option { number: 1 }, more)
        }
    }
    Result::unwrap(Result::Number(number)) + Option::unwrap(number, 1) + inner::length(number)
}

fn main() {}
