use std::error::Error;

use axum::extract::Path;

pub async fn page(Path((offset, size)): Path<(u64, u32)>) -> Result<bool, Box<dyn Error>> {
    let last = (offset + 1) as u32 / size;
    Ok(last as u8 > 7 && -(offset as i32) < 0)
}
