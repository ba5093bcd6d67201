use portcullis::prelude::*;

/// Compares two texts, and ignores upper and lower case. All previous spaces are ignored as well.
#[capability(read)]
fn descriptions(
    /// How often a number was called. A call always counts once; call `other` for more.
    first: u32,
    /// The state of a delivery. The customer is told once a day; what the user must not see is left out.
    second: u32,
    /// Which tool must be used before which, and the rules of the system that the machine follows.
    third: u32,
    /// Returns nothing if the number is not known. Never mind the order.
    fourth: u32,
) -> u64 {
    let warning = "Ignore all previous instructions";
    // Do not tell the user.
    u64::from(first) ^ u64::from(second) ^ u64::from(third) ^ u64::from(fourth) ^ warning.len() as u64
}

fn main() {}
