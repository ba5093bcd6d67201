use portcullis::prelude::*;

const MOMENT: std::time::Duration = std::time::Duration::from_millis(1);

/// Holds its thread inside the brackets of a macro.
#[capability(read)]
async fn hidden(number: u32) -> u32 {
    let list = vec![std::thread::sleep(MOMENT)]; //~ P501
    tokio::select! {
        () = async { std::thread::sleep(MOMENT) } => {} //~ P501
        () = std::future::ready(()) => {
            std::thread::sleep(MOMENT); //~ P501
        }
    }
    number + list.len() as u32
}

fn main() {}
