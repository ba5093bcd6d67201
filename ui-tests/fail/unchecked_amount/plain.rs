use portcullis::prelude::*;

/// Each operator on amounts.
#[capability(read)]
fn total(quantity: u64, unit_cents: u64, discount: u64, page: u32, fee: i64) -> Result<u64, Internal> {
    let net = quantity * unit_cents; //~ P212
    let less = net - discount; //~ P212
    let more = net + 490; //~ P212
    let offset = page - 1; //~ P212
    let charged = fee + 1; //~ P212
    let mut balance = 100_u64;
    balance -= discount; //~ P212
    balance += quantity; //~ P212
    let owed = 5 - fee; //~ P212
    Ok(less ^ more ^ u64::from(offset) ^ balance ^ u64::try_from(charged)? ^ owed.unsigned_abs())
}

fn main() {}
