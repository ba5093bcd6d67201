use portcullis::prelude::*;

/// Hides the block in the brackets of a macro.
#[capability(read)]
async fn hidden(number: u32) -> u32 {
    macro_rules! either {
        (pick $first:expr => $second:expr) => {
            if $first > 0 { $first } else { $second }
        };
    }
    let list = vec![unsafe { std::mem::zeroed::<u32>() }, number]; //~ P206
    let either = either!(pick number => unsafe { std::mem::zeroed::<u32>() }); //~ P206
    tokio::select! {
        () = std::future::ready(()) => unsafe { *list.get_unchecked(0) }, //~ P206
        () = std::future::pending() => either,
    }
}

fn main() {}
