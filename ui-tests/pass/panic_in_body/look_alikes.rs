use portcullis::prelude::*;

struct Parcel {
    unwrap: bool,
}

impl Parcel {
    fn unwrap(&self, layers: u32) -> u32 {
        layers
    }

    fn expect(&self, token: char) -> bool {
        token == ' '
    }
}

struct Gift(u32);

impl Gift {
    fn unwrap(gift: Gift) -> u32 {
        gift.0
    }

    fn unwrap_err(gift: Gift) -> u32 {
        gift.0
    }
}

mod alarm {
    pub fn panic_any(number: u32) -> u32 {
        number
    }
}

fn panic(reason: &str) -> usize {
    reason.len()
}

/// Nothing here panics, whatever it is called.
#[capability(read)]
fn look_alikes(number: Option<u32>) -> Result<u32, Internal> {
    let parcel = Parcel { unwrap: true };
    let layers = parcel.unwrap(3) + u32::from(parcel.unwrap) + u32::from(parcel.expect(' '));
    let layers = layers + Gift::unwrap(Gift(layers)) + Gift::unwrap_err(Gift(layers)) + alarm::panic_any(layers);
    let text = "x.unwrap(); panic!(); todo!()"; // x.unwrap(); panic!()
    let sum = number.unwrap_or(1) + number.unwrap_or_default() + number.unwrap_or_else(|| 2);
    debug_assert!(sum < 100, "only in debug builds");
    let caught = std::panic::catch_unwind(|| 1);
    Ok(layers + sum + panic(text) as u32 + caught.unwrap_or(0) + number.ok_or("no number")?)
}

fn main() {}
