use portcullis::prelude::*;

/// Stands in for locks and borrows that can be sent.
struct Cell(u32);

impl Cell {
    fn lock(&self) -> Result<&u32, Internal> {
        Ok(&self.0)
    }

    fn borrow(&self) -> &u32 {
        &self.0
    }

    fn borrow_mut(&self) -> &u32 {
        &self.0
    }
}

/// Says it in other ways.
#[capability(read)]
async fn forms(number: u32) -> Result<u32, Internal> {
    let cell = Cell(number);
    let first = {
        let (guard, more) = (cell.borrow(), 1);
        tokio::task::yield_now().await; //~ P502
        guard + more
    };
    let second = if let Ok(guard) = cell.lock() {
        tokio::task::yield_now().await; //~ P502
        *guard
    } else {
        0
    };
    let third = {
        let guard = cell.borrow_mut();
        let moved = guard;
        tokio::join!(async {}); //~ P502
        *moved
    };
    let guard = cell.lock()?;
    if number > 3 {
        let _ = guard;
        return Ok(1);
    }
    let sum = async {
        let inner = cell.borrow();
        tokio::task::yield_now().await; //~ P502
        *inner
    };
    let sum = first + second + third + sum.await; //~ P502
    Ok(sum + *guard)
}

fn main() {}
