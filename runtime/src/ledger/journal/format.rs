//! The bytes of a segment: a header, then frames. All numbers are little-endian.
//!
//! | header | bytes | | frame | bytes |
//! |---|---|---|---|---|
//! | magic | 8 | | length of the record | 4 |
//! | version | 4 | | sequence | 8 |
//! | number of the segment, from 1 | 8 | | link before | 32 |
//! | sequence of its first record | 8 | | CRC32C of the record | 4 |
//! | records in all segments before | 8 | | CRC32C of the 48 bytes above | 4 |
//! | link before | 32 | | the record: one line of JSON | |
//! | CRC32C of the 68 bytes above | 4 | | | |
//!
//! A link is the SHA-256 of a whole header or a whole frame; each holds the one before it, and the first header holds
//! zeros. A frame's header has a CRC of its own, so that a length that was changed is not taken for a frame that was
//! not written to its end.

use std::io::{self, Write};

use sha2::{Digest, Sha256};

/// As in PNG: a byte above 127 and both kinds of line end show what a transfer as text does to a file.
pub(super) const MAGIC: [u8; 8] = *b"\x89PLG\r\n\x1a\n";

/// The one version so far.
pub(super) const VERSION: u32 = 1;

/// Size of a segment's header.
pub(super) const HEADER: usize = 72;

/// Size of a frame without its record.
pub(super) const FRAME_HEADER: usize = 52;

/// No record is larger: what a gate writes is bounded to far less.
pub(super) const MAX_RECORD: usize = 16 << 20;

/// What the next header or frame holds of the one before it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Link(pub(super) [u8; 32]);

impl Link {
    /// Before the first segment.
    pub(super) const NONE: Link = Link([0; 32]);

    pub(super) fn of(bytes: &[u8]) -> Self {
        Link(Sha256::digest(bytes).into())
    }
}

/// As 64 digits.
impl std::fmt::Display for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl std::fmt::Debug for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

/// The beginning of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SegmentHeader {
    pub(super) segment: u64,
    pub(super) first_sequence: u64,
    /// Records in all segments before, but for those that were in a damaged part.
    pub(super) count: u64,
    pub(super) before: Link,
}

/// Why bytes are no header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoHeader {
    /// They are not what was written.
    Changed,
    /// A newer program wrote them.
    Version(u32),
}

impl SegmentHeader {
    pub(super) fn encode(&self) -> io::Result<[u8; HEADER]> {
        let mut bytes = [0; HEADER];
        let mut out = bytes.as_mut_slice();
        out.write_all(&MAGIC)?;
        out.write_all(&VERSION.to_le_bytes())?;
        out.write_all(&self.segment.to_le_bytes())?;
        out.write_all(&self.first_sequence.to_le_bytes())?;
        out.write_all(&self.count.to_le_bytes())?;
        out.write_all(&self.before.0)?;
        with_crc(bytes)
    }

    pub(super) fn decode(bytes: &[u8; HEADER]) -> Result<Self, NoHeader> {
        let mut fields = Fields::checked(bytes).ok_or(NoHeader::Changed)?;
        let mut decode = || {
            if fields.take::<8>()? != MAGIC {
                return None;
            }
            let version = fields.u32()?;
            let header = SegmentHeader {
                segment: fields.u64()?,
                first_sequence: fields.u64()?,
                count: fields.u64()?,
                before: Link(fields.take()?),
            };
            Some((version, header))
        };
        match decode() {
            Some((VERSION, header)) => Ok(header),
            Some((version, _)) => Err(NoHeader::Version(version)),
            None => Err(NoHeader::Changed),
        }
    }
}

/// A frame without its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FrameHeader {
    pub(super) length: u32,
    pub(super) sequence: u64,
    pub(super) before: Link,
    pub(super) crc: u32,
}

impl FrameHeader {
    /// The frame of this record.
    ///
    /// # Errors
    ///
    /// If the record is larger than a record may be.
    pub(super) fn of(record: &[u8], sequence: u64, before: Link) -> io::Result<Self> {
        let length = u32::try_from(record.len()).ok().filter(|length| *length as usize <= MAX_RECORD);
        let length = length.ok_or_else(|| io::Error::other("the record is too large for the ledger"))?;
        Ok(FrameHeader { length, sequence, before, crc: crc32c::crc32c(record) })
    }

    pub(super) fn encode(&self) -> io::Result<[u8; FRAME_HEADER]> {
        let mut bytes = [0; FRAME_HEADER];
        let mut out = bytes.as_mut_slice();
        out.write_all(&self.length.to_le_bytes())?;
        out.write_all(&self.sequence.to_le_bytes())?;
        out.write_all(&self.before.0)?;
        out.write_all(&self.crc.to_le_bytes())?;
        with_crc(bytes)
    }

    /// `None` if it is not what was written.
    pub(super) fn decode(bytes: &[u8; FRAME_HEADER]) -> Option<Self> {
        let mut fields = Fields::checked(bytes)?;
        Some(FrameHeader {
            length: fields.u32()?,
            sequence: fields.u64()?,
            before: Link(fields.take()?),
            crc: fields.u32()?,
        })
    }
}

/// Puts the CRC of all bytes before it into the last four.
fn with_crc<const N: usize>(mut bytes: [u8; N]) -> io::Result<[u8; N]> {
    if let Some((before, crc)) = bytes.split_last_chunk_mut::<4>() {
        *crc = crc32c::crc32c(before).to_le_bytes();
    }
    Ok(bytes)
}

/// Takes fields off the front.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    /// What stands before the CRC in the last four bytes, if the CRC is right.
    fn checked(bytes: &'a [u8]) -> Option<Self> {
        let (before, crc) = bytes.split_last_chunk::<4>()?;
        (crc32c::crc32c(before) == u32::from_le_bytes(*crc)).then_some(Fields(before))
    }

    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (field, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*field)
    }

    fn u32(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    fn u64(&mut self) -> Option<u64> {
        self.take().map(u64::from_le_bytes)
    }
}
