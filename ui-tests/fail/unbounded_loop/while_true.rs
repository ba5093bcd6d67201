use portcullis::prelude::*;

/// Says it in another way.
#[capability(read)]
fn count(number: u32) -> u32 {
    let mut sum = number;
    #[expect(while_true, reason = "that is what is tested")]
    while true { //~ P503
        sum = sum.wrapping_add(1);
    }
    #[expect(while_true, unused_parens, reason = "that is what is tested")]
    while (true) { //~ P503
        sum = sum.wrapping_add(2);
    }
    sum
}

fn main() {}
