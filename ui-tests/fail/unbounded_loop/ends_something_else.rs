use portcullis::prelude::*;

/// What leaves an inner loop, a block or a closure leaves nothing else.
#[capability(read)]
fn inner(number: u32) -> u32 {
    let mut sum = number;
    loop { //~ P503
        for next in 0..9 {
            if next == sum {
                break;
            }
        }
        let clash = 'scan: {
            if sum > 3 {
                break 'scan true;
            }
            false
        };
        let half = || if clash { return 1 } else { 2 };
        let less = || -> Option<u32> { Some(sum.checked_sub(1)? / 2) };
        sum = half() + less().unwrap_or(7);
        if sum > 100 {
            continue;
        }
        sum += 1;
    }
}

fn main() {}
