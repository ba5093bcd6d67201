use portcullis::prelude::*;

/// Stands in for a lock whose guard can be sent.
struct Lock(Vec<u32>);

impl Lock {
    fn lock(&self) -> &Vec<u32> {
        &self.0
    }
}

async fn send(number: u32) -> u32 {
    number
}

/// Holds it in a temporary, as long as the statement.
#[capability(read)]
async fn temporaries(number: u32) -> u32 {
    let lock = Lock(vec![number]);
    let mut sum = send(lock.lock().len() as u32).await; //~ P502
    for next in lock.lock().iter() {
        sum += send(*next).await; //~ P502
    }
    if let Some(next) = lock.lock().first() {
        sum += send(*next).await; //~ P502
    }
    match lock.lock().last() {
        Some(last) => sum += send(*last).await, //~ P502
        None => sum += 1,
    }
    sum
}

fn main() {}
