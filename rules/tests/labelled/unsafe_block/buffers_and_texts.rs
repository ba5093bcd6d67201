use std::collections::HashMap;
use std::mem;
use std::slice;
use std::str;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use memmap2::Mmap;
use portcullis::prelude::*;
use rmcp::tool;

#[derive(Clone)]
struct App {
    texts: HashMap<u32, Vec<u8>>,
    unsafe_mode: bool,
}

#[repr(u8)]
#[derive(Clone, Copy)]
enum Color {
    Red = 0,
    Green = 1,
}

struct Flask {
    metal: &'static str,
}

impl Flask {
    fn transmute(&self, into: &'static str) -> Flask {
        tracing::debug!(from = self.metal, into, "the alchemist works");
        Flask { metal: into }
    }
}

//# bad
async fn text(State(app): State<App>, Path(id): Path<u32>) -> Result<String, StatusCode> {
    let bytes = app.texts.get(&id).ok_or(StatusCode::NOT_FOUND)?;
    let text = unsafe { str::from_utf8_unchecked(bytes) };
    Ok(text.to_owned())
}

//# good
async fn text_checked(State(app): State<App>, Path(id): Path<u32>) -> Result<String, StatusCode> {
    let bytes = app.texts.get(&id).ok_or(StatusCode::NOT_FOUND)?;
    let text = str::from_utf8(bytes).map_err(|_| StatusCode::UNPROCESSABLE_ENTITY)?;
    Ok(text.to_owned())
}

//# bad
async fn numbers(body: Bytes) -> Result<String, StatusCode> {
    if body.len() % 4 != 0 {
        return Err(StatusCode::BAD_REQUEST);
    }
    let numbers: &[u32] = unsafe { slice::from_raw_parts(body.as_ptr().cast(), body.len() / 4) };
    Ok(format!("{}", numbers.iter().map(|n| u64::from(*n)).sum::<u64>()))
}

//# good
async fn numbers_by_copy(body: Bytes) -> Result<String, StatusCode> {
    let chunks = body.chunks_exact(4);
    if !chunks.remainder().is_empty() {
        return Err(StatusCode::BAD_REQUEST);
    }
    let numbers = chunks.map(|c| <[u8; 4]>::try_from(c).map(u32::from_le_bytes).unwrap_or(0));
    Ok(numbers.map(u64::from).sum::<u64>().to_string())
}

//# bad
fn color_of(number: u8) -> Option<Color> {
    match number {
        0..=1 => Some(unsafe { mem::transmute::<u8, Color>(number) }),
        _ => None,
    }
}

//# good
fn color_number(number: u8) -> Option<Color> {
    match number {
        0 => Some(Color::Red),
        1 => Some(Color::Green),
        _ => None,
    }
}

//# good
fn gild(flask: Flask, hurry: bool) -> Flask {
    if hurry { flask.transmute("brass") } else { flask.transmute("gold") }
}

struct Tools {
    app: App,
    cells: Vec<f64>,
}

impl Tools {
    //# bad
    /// Reads a cell.
    #[tool(description = "Read a cell")]
    async fn cell(&self, number: usize) -> f64 {
        let number = number.min(self.cells.len().saturating_sub(1));
        unsafe { *self.cells.get_unchecked(number) }
    }

    //# good
    /// Reads a cell, or nothing.
    #[tool(description = "Read a cell, or nothing")]
    async fn cell_if_any(&self, number: usize) -> Option<f64> {
        self.cells.get(number).copied()
    }

    //# good
    fn mode(&self, r#unsafe: bool) -> &'static str {
        match (r#unsafe, self.app.unsafe_mode) {
            (true, true) => "unsafe { everything } is allowed",
            (true, false) => "unsafe is refused",
            (false, _) => "safe",
        }
    }
}

//# bad
/// Reverses a text.
#[capability(read)]
fn reversed(text: String) -> Result<String, Failure> {
    let mut bytes = text.into_bytes();
    bytes.reverse();
    let back = unsafe { String::from_utf8_unchecked(bytes) };
    Ok(back)
}

//# good
#[capability(read)]
fn reversed_chars(text: String) -> Result<String, Failure> {
    // No from_utf8_unchecked and no unsafe block is needed.
    let bytes = text.chars().rev().collect::<String>().into_bytes();
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

//# bad
fn lines_of(path: &str) -> std::io::Result<usize> {
    let file = std::fs::File::open(path)?;
    let map = unsafe { Mmap::map(&file)? };
    let count = map.iter().filter(|b| **b == b'\n').count();
    Ok(count)
}

//# good
fn float_of(bits: u32, others: &[f32]) -> f32 {
    let value = f32::from_bits(bits);
    let raw: &[u8] = bytemuck::cast_slice(others);
    value * raw.len().min(7) as f32
}

//# bad
fn uppercase(text: &mut str) -> usize {
    let mut changed = 0;
    let edit = |bytes: &mut [u8]| {
        for byte in bytes.iter_mut().filter(|b| b.is_ascii_lowercase()) {
            *byte = byte.to_ascii_uppercase();
            changed += 1;
        }
    };
    #[allow(unsafe_code)]
    unsafe {
        edit(text.as_bytes_mut());
    }
    changed
}

//# good
fn uppercase_ascii(text: &mut str) -> usize {
    let before = text.bytes().filter(u8::is_ascii_lowercase).count();
    text.make_ascii_uppercase();
    before
}
