use portcullis::prelude::*;

#[data]
struct Item {
    quantity: u32,
    unit_cents: u64,
}

/// In a loop, in a closure, in a macro, of a text.
#[capability(read)]
fn nested(items: portcullis::BoundedVec<Item, 10>, #[validate(length(max = 20))] text: String, width: u32) -> Result<u64, Internal> {
    let mut cents = 0;
    for item in items.iter() {
        cents += u64::from(item.quantity) * item.unit_cents; //~ P212
    }
    let amount: i64 = text.trim().parse()?;
    let list = vec![amount * 3]; //~ P212
    let area = |height: u32| width * height; //~ P212
    let shown = format!("{}", area(3)).len() as u64;
    if width < 10 {
        return Ok(0);
    }
    let pixels = width * 4; //~ P212
    Ok(cents ^ shown ^ u64::from(pixels) ^ list.len() as u64)
}

fn main() {}
