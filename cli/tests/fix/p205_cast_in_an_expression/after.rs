use std::error::Error;

use axum::extract::Path;

pub async fn page(Path((offset, size)): Path<(u64, u32)>) -> Result<bool, Box<dyn Error>> {
    let last = u32::try_from(offset + 1)? / size;
    Ok(u8::try_from(last)? > 7 && -(i32::try_from(offset)?) < 0)
}
