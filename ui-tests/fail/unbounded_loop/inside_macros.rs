use portcullis::prelude::*;

/// In the brackets of a macro, in a closure, in a function of the body's own.
#[capability(read)]
fn hidden(number: u32) -> usize {
    fn inner() -> u32 {
        loop {} //~ P503
    }
    let closure = move || loop { //~ P503
        std::hint::spin_loop();
    };
    let list = vec![if number > 7 { loop {} } else { 1_u32 }]; //~ P503
    if number == 8 {
        return closure();
    }
    list.len() + inner() as usize
}

fn main() {}
