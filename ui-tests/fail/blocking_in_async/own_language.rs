use portcullis::prelude::*;

macro_rules! talk {
    (say $what:expr) => { $what };
}

/// A macro with a language that is no Rust.
#[capability(read)]
fn talk(number: u32) -> Result<u32, Internal> {
    const MOMENT: std::time::Duration = std::time::Duration::from_millis(1);
    let _first = talk!(say async { std::thread::sleep(MOMENT) }); //~ P501
    let _second = talk!(say async move { std::thread::sleep(MOMENT) }); //~ P501
    talk!(say std::thread::sleep(MOMENT));
    let _third = talk!(say move || std::thread::sleep(MOMENT));
    Ok(number)
}

/// The same in asynchronous code.
#[capability(read)]
async fn listen(number: u32) -> Result<u32, Internal> {
    let (sender, receiver) = std::sync::mpsc::channel::<u32>();
    sender.send(number)?;
    let (_asynchronous, mut other) = tokio::sync::mpsc::channel::<u32>(1);
    let next = talk!(say receiver.recv()?); //~ P501
    let last = talk!(say receiver.recv().unwrap_or(1)); //~ P501
    let none = talk!(say other.recv().await);
    Ok(next + last + none.unwrap_or(0))
}

fn main() {}
