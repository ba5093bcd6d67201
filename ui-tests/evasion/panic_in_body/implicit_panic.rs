use portcullis::prelude::*;

/// Operators panic as well.
#[capability(read, allow(unchecked_index, reason = "the test is about panics"))]
fn implicit(number: u32) -> u32 {
    let list = [1, 2, 3];
    let cell = std::cell::RefCell::new(number);
    let _first = cell.borrow_mut();
    list[number as usize] + 100 / number + *cell.borrow()
}

fn main() {}
