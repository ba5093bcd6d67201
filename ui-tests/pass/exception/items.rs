use portcullis::prelude::*;

/// On items of a body, and what is in them.
#[capability(read)]
fn items(a: Option<u32>) -> u32 {
    #[exception(panic_in_body, reason = "the caller always sends it")]
    fn taken(a: Option<u32>) -> u32 {
        let twice = || a.unwrap();
        twice() ^ a.unwrap()
    }

    struct Holder(Option<u32>);

    impl Holder {
        #[exception(panic_in_body, reason = "the caller always sends it")]
        fn take(self) -> u32 {
            self.0.unwrap()
        }
    }

    #[exception(panic_in_body, reason = "the caller always sends it")]
    mod inner {
        pub fn take(a: Option<u32>) -> u32 {
            a.unwrap()
        }
    }

    taken(a) ^ Holder(a).take() ^ inner::take(a)
}

/// A parameter that is there under a condition makes two functions of it.
#[capability(read)]
fn conditional(a: Option<u32>, #[cfg(unix)] b: u32) -> u32 {
    #[exception(panic_in_body, reason = "the caller always sends it")]
    let c = a.unwrap();
    #[cfg(unix)]
    let c = c ^ b;
    c
}

/// Another attribute of the name, and a variable.
#[capability(read)]
fn other_names(exception: u32) -> u32 {
    #[allow(clippy::let_and_return)]
    let exceptions = exception;
    exceptions
}

fn main() {}
