use portcullis::prelude::*;

/// A static that is safe, and a product that looks like a pointer.
#[capability(read, allow(global_state, reason = "the test is about another rule"))]
fn safe_static(number: u32) -> u32 {
    static TOTAL: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    const TWO: u32 = 2;
    let list = vec![number * const { TWO }, number * TWO];
    TOTAL.fetch_add(number, std::sync::atomic::Ordering::Relaxed) + list.len() as u32
}

fn main() {}
