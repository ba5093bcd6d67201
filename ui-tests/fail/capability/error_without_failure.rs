use portcullis::prelude::*;

#[derive(Debug)]
enum OrdersError {
    Unknown,
}

/// An error of the user's own.
#[capability(read)]
fn find(number: u32) -> Result<u32, OrdersError> { //~ refused
    if number > 5 { Ok(number) } else { Err(OrdersError::Unknown) }
}

/// An error of the standard library.
#[capability(read)]
async fn read(number: u32) -> Result<u32, std::io::Error> { //~ refused
    Ok(number)
}

/// A text.
#[capability(read)]
fn say(number: u32) -> Result<u32, String> { //~ refused
    Ok(number)
}

fn main() {}
