//! `read`: a text file, or a part of it by lines or by bytes, never more than 32 KiB at once.

use portcullis::authority::Dir;
use portcullis::bound::RelativePath;
use portcullis::prelude::*;

use crate::{FilesFailure, Served};

/// The most text in one answer, in bytes. As JSON it is six times that at worst, which `max_output` has room for.
const MOST: usize = 32 * 1024;

/// How far into a file lines are counted.
const COUNTED: u64 = 64 << 20;

/// How much of a file is looked at for line breaks at a time.
const CHUNK: usize = 256 * 1024;

/// Reads a text file, or a part of it: at most 32 KiB at once. If the file goes on, `next_offset` says where.
#[capability(read, max_output = "256KiB")]
pub fn read(
    call: &Call,
    #[grant] folder: Dir<Served>,
    /// The file, relative to the served folder, with `/` between the names.
    path: RelativePath,
    /// Which part of the file; without it, from its beginning.
    part: Option<Part>,
) -> Result<Text, FilesFailure> {
    // What a caller sent is in the ledger only where a body says so.
    call.note("path", &path);
    read_part(call, &folder, &path, part)
}

/// A part of a file.
#[data(input)]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy)]
pub enum Part {
    /// Whole lines.
    Lines {
        /// The first line, counted from 1.
        #[validate(range(min = 1))]
        first: u64,
        /// How many lines at most.
        #[validate(range(min = 1, max = 10_000))]
        count: u32,
    },
    /// Bytes. Characters are never cut: what belongs to one that begins or ends outside is left out.
    Bytes {
        /// The first byte, counted from 0.
        offset: u64,
        /// How many bytes at most.
        #[validate(range(min = 4, max = 32_768))]
        count: u32,
    },
}

/// A text, and where it stands in its file.
#[data(output)]
#[derive(Debug, PartialEq, Eq)]
pub struct Text {
    /// The text.
    #[validate(length(max = 32_768), allow_control)]
    pub text: String,
    /// Where the text begins in the file, in bytes.
    pub offset: u64,
    /// Where to go on, as `bytes`; nothing if the file ends here.
    pub next_offset: Option<u64>,
    /// The size of the file in bytes.
    pub file_bytes: u64,
}

/// The same for every folder, so that the demo can read another one with it.
pub(crate) fn read_part<R: 'static>(
    call: &Call,
    folder: &Dir<R>,
    path: &RelativePath,
    part: Option<Part>,
) -> Result<Text, FilesFailure> {
    match part {
        None => text(folder, path, 0, MOST, u32::MAX),
        Some(Part::Bytes { offset, count }) => text(folder, path, offset, count as usize, u32::MAX),
        Some(Part::Lines { first, count }) => {
            let offset = offset_of_line(call, folder, path, first)?;
            text(folder, path, offset, MOST, count)
        }
    }
}

/// At most so many bytes and lines, from `offset` on.
fn text<R: 'static>(
    folder: &Dir<R>,
    path: &RelativePath,
    offset: u64,
    bytes: usize,
    lines: u32,
) -> Result<Text, FilesFailure> {
    let read = folder.read(path, offset, bytes)?;
    if offset > read.total && read.bytes.is_empty() {
        return Err(FilesFailure::BeyondLastByte { bytes: read.total });
    }
    let (skipped, text) = whole_characters(&read.bytes, offset > 0, read.truncated)?;
    let text = first_lines(text, lines);
    let (offset, end) = (offset.saturating_add(skipped as u64), skipped + text.len());
    let goes_on = read.truncated || end < read.bytes.len();
    Ok(Text {
        text: text.to_owned(),
        offset,
        next_offset: goes_on.then_some(offset.saturating_add(text.len() as u64)),
        file_bytes: read.total,
    })
}

/// The text in `bytes`, and how many bytes before it belong to a character that began earlier.
fn whole_characters(
    bytes: &[u8],
    begins_inside: bool,
    ends_inside: bool,
) -> Result<(usize, &str), FilesFailure> {
    let is_continuation = |byte: &&u8| **byte & 0b1100_0000 == 0b1000_0000;
    // No character has more than three of them.
    let skipped = if begins_inside { bytes.iter().take(3).take_while(is_continuation).count() } else { 0 };
    let bytes = bytes.get(skipped..).unwrap_or_default();
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if ends_inside && error.error_len().is_none() => {
            let whole = bytes.get(..error.valid_up_to()).unwrap_or_default();
            std::str::from_utf8(whole).map_err(|_| FilesFailure::NotText)?
        }
        Err(_) => return Err(FilesFailure::NotText),
    };
    if text.contains('\0') { Err(FilesFailure::NotText) } else { Ok((skipped, text)) }
}

fn first_lines(text: &str, lines: u32) -> &str {
    let bytes = text.split_inclusive('\n').take(lines as usize).map(str::len).sum();
    text.get(..bytes).unwrap_or(text)
}

/// Where a line begins, found by counting all line breaks before it.
fn offset_of_line<R: 'static>(
    call: &Call,
    folder: &Dir<R>,
    path: &RelativePath,
    line: u64,
) -> Result<u64, FilesFailure> {
    let (mut offset, mut at) = (0, 1);
    // Whether something stands after the last line break.
    let mut begun = false;
    while at < line {
        // Nobody waits any longer than the deadline, so nobody counts any longer.
        call.checkpoint()?;
        let chunk = folder.read(path, offset, CHUNK)?;
        for byte in &chunk.bytes {
            offset += 1;
            begun = *byte != b'\n';
            at += u64::from(!begun);
            if at == line {
                break;
            }
        }
        if offset >= COUNTED {
            return Err(FilesFailure::TooLarge { bytes: COUNTED });
        }
        if !chunk.truncated && at < line {
            return Err(FilesFailure::BeyondLastLine { lines: at - u64::from(!begun) });
        }
    }
    // After the very last line break there is no line.
    if line > 1 && folder.read(path, offset, 1)?.bytes.is_empty() {
        return Err(FilesFailure::BeyondLastLine { lines: at - 1 });
    }
    Ok(offset)
}
