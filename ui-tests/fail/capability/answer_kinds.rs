use portcullis::prelude::*;

/// Anything.
#[capability(read)]
fn anything(number: u32) -> Box<dyn std::any::Any + Send> { //~ refused
    Box::new(number)
}

/// An error as data.
#[capability(read)]
fn error(number: u32) -> std::io::Error { //~ refused
    std::io::Error::from_raw_os_error(number.try_into().unwrap_or(0))
}

/// Wrong on both sides.
#[capability(read)]
fn both(number: u32) -> Result<std::time::Instant, std::fmt::Error> { //~ refused refused
    if number > 1 { Ok(std::time::Instant::now()) } else { Err(std::fmt::Error) }
}

type Answer<T> = Result<T, std::fmt::Error>;

/// A name for a `Result`.
#[capability(read)]
fn alias(number: u32) -> Answer<u32> { //~ refused
    Ok(number)
}

/// Never.
#[capability(read, allow(unbounded_loop, reason = "this case is about the answer"))]
fn never() -> ! { //~ refused
    loop {
        std::thread::yield_now();
    }
}

/// Borrowed for ever.
#[capability(read)]
fn borrowed() -> &str { //~ refused
    "text"
}

/// Borrowed inside.
#[capability(read)]
fn borrowed_inside() -> Vec<&str> { //~ refused
    vec!["text"]
}

/// Borrowed for a while.
#[capability(read)]
fn borrowed_or_owned() -> std::borrow::Cow<'_, str> { //~ refused
    "text".into()
}

fn main() {}
