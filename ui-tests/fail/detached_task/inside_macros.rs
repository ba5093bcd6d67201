use portcullis::prelude::*;

/// Starts tasks in the brackets of macros and from closures.
#[capability(read)]
async fn hidden(#[validate(range(max = 100))] number: u32) -> u32 {
    let list = vec![tokio::spawn(async move { number })]; //~ P505
    let mut more: Vec<_> = (0..number).map(|next| tokio::spawn(async move { next })).collect(); //~ P505
    let starts: fn(std::future::Ready<u32>) -> _ = tokio::spawn; //~ P505
    more.push(starts(std::future::ready(1)));
    tokio::select! {
        () = std::future::ready(()) => drop(tokio::spawn(async {})), //~ P505
        () = async { std::thread::spawn(|| ()); } => {} //~ P505
    }
    (list.len() + more.len()) as u32
}

fn main() {}
