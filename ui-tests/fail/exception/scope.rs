use portcullis::prelude::*;

/// It is for its statement.
#[capability(read)]
fn statements(a: Option<u32>, b: Option<u32>) -> u32 {
    #[exception(panic_in_body, reason = "the caller always sends it")]
    let first = a.unwrap();
    let second = b.unwrap(); //~ P203
    first ^ second
}

/// It is for its rule.
#[capability(read)]
fn rules(a: Option<u32>) -> u32 {
    #[exception(print_in_body, reason = "the console is what this is for")]
    {
        println!("{}", a.unwrap()); //~ P203
    }
    0
}

/// It is for the whole of its item, and for no other.
#[capability(read)]
fn items(a: Option<u32>) -> u32 {
    #[exception(P203, reason = "the caller always sends it")]
    fn taken(a: Option<u32>) -> u32 {
        a.unwrap()
    }
    fn other(a: Option<u32>) -> u32 {
        a.unwrap() //~ P203
    }
    taken(a) ^ other(a)
}

/// It is for the whole of its statement, and the one after it is another.
#[capability(read)]
fn expressions(a: Option<u32>, b: Option<u32>) -> u32 {
    let mut sum = 0;
    #[exception(panic_in_body, reason = "the caller always sends it")]
    if a.is_some() {
        sum ^= a.unwrap();
    }
    if b.is_some() {
        sum ^= b.unwrap(); //~ P203
    }
    sum
}

fn main() {}
