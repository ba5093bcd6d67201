use portcullis::prelude::*;

/// Waits for what runs elsewhere.
#[capability(read)]
async fn wait(number: u32) -> Result<u32, Internal> {
    fn start() -> std::thread::JoinHandle<u32> {
        start() //~ P507
    }
    fn child() -> std::process::Child {
        child() //~ P507
    }
    let sum = start().join().unwrap_or(0); //~ P501
    let _ = start().join(); //~ P501
    start().join().ok(); //~ P501
    if let Ok(more) = start().join() { //~ P501
        return Ok(sum + more);
    }
    let other = std::thread::JoinHandle::join(start()).unwrap_or(0); //~ P501
    let status = child().wait()?; //~ P501
    let output = child().wait_with_output()?; //~ P501
    Ok(number + other + status.code().unwrap_or(0) as u32 + output.stdout.len() as u32)
}

fn main() {}
