use portcullis::prelude::*;

/// On every kind of statement.
#[capability(write)]
async fn statements(a: Option<u32>, b: Option<u32>) -> u32 {
    #[exception(panic_in_body, reason = "the caller always sends it")]
    let first = a.unwrap();
    let mut sum: u32;
    #[exception(panic_in_body, reason = "the caller always sends it")]
    sum = b.unwrap();
    #[exception(panic_in_body, reason = "the caller always sends it")]
    sum ^= 1 ^ b.unwrap();
    #[exception(print_in_body, reason = "the console is what this is for")]
    println!("{sum}");
    #[exception(P401, panic_in_body, reason = "the console is what this is for")]
    {
        println!("{}", a.unwrap());
    }
    #[exception(panic_in_body, reason = "the caller always sends it")]
    for _ in 0..a.unwrap() {
        sum ^= b.unwrap();
    }
    #[exception(blocking_in_async, reason = "it waits for a millisecond at most")]
    std::thread::sleep(std::time::Duration::from_millis(1));
    #[exception(panic_in_body, reason = "the caller always sends it")]
    let Some(second) = b else { panic!("there is none") };
    first ^ second ^ sum
}

/// On the last expression, and by the full path.
#[capability(read)]
fn last(a: Option<u32>) -> u32 {
    #[portcullis::exception(panic_in_body, reason = "the caller always sends it")]
    a.unwrap()
}

/// In the body of a macro that is known.
#[capability(read)]
fn inside_a_macro(a: Option<u32>) -> Vec<u32> {
    vec![{
        #[exception(panic_in_body, reason = "the caller always sends it")]
        let b = a.unwrap();
        b
    }]
}

fn main() {}
