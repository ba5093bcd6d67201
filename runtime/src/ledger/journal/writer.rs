//! The writing side: frames into the segment, and the next segment when this one is full or old.
//!
//! After an error nothing is written any more, not even tried: what a failed `fsync` left on the disk is not known.

use std::io::{self, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::files::{Files, SegmentFile};
use super::format::{FRAME_HEADER, FrameHeader, HEADER, Link, SegmentHeader};
use crate::clock::Clock;
use crate::ledger::line::write_line;
use crate::ledger::{Event, Ledger, Record};

/// When a segment ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) bytes: u64,
    pub(super) age: Duration,
}

/// What the next record follows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chain {
    pub(super) segment: u64,
    pub(super) sequence: u64,
    pub(super) count: u64,
    pub(super) link: Link,
}

/// Writes to a segment that it began itself: what another process left is never added to.
pub(super) struct Writer<F: Files> {
    files: F,
    limits: Limits,
    clock: Arc<dyn Clock>,
    chain: Chain,
    file: F::Segment,
    /// Bytes in the segment.
    length: u64,
    begun: Instant,
    /// Something was written since the last `fsync`.
    unsynced: bool,
    failed: bool,
    frames: Vec<u8>,
    line: Vec<u8>,
}

impl<F: Files> Writer<F> {
    /// Begins the segment after the chain's last, with these records. They are on disk when it returns.
    pub(super) fn begin(
        files: F,
        limits: Limits,
        clock: Arc<dyn Clock>,
        chain: Chain,
        first: &[Record],
    ) -> io::Result<Self> {
        let file = files.create(next(chain.segment)?)?;
        let begun = clock.now();
        let mut writer = Writer {
            files,
            limits,
            clock,
            chain,
            file,
            length: 0,
            begun,
            unsynced: false,
            failed: false,
            frames: Vec::new(),
            line: Vec::new(),
        };
        writer.fill_first(first)?;
        Ok(writer)
    }

    pub(super) fn files(&self) -> &F {
        &self.files
    }

    /// The header and the first records of the segment that `file` is.
    fn fill_first(&mut self, first: &[Record]) -> io::Result<()> {
        self.chain.segment += 1;
        let Chain { segment, sequence, count, link } = self.chain;
        let first_sequence = next(sequence)?;
        let header = SegmentHeader { segment, first_sequence, count, before: link }.encode()?;
        self.length = 0;
        self.begun = self.clock.now();
        self.chain.link = Link::of(&header);
        self.frames.extend_from_slice(&header);
        for record in first {
            self.set_line(record)?;
            self.add_frame()?;
        }
        self.write_out()?;
        self.sync_out()?;
        self.files.sync_folder()
    }

    fn add(&mut self, record: &Record) -> io::Result<()> {
        self.set_line(record)?;
        let size = (self.frames.len() + FRAME_HEADER + self.line.len()) as u64;
        if self.length + size > self.limits.bytes || self.is_old() {
            self.rotate()?;
            self.set_line(record)?;
        }
        self.add_frame()
    }

    fn is_old(&self) -> bool {
        self.clock.now().saturating_duration_since(self.begun) >= self.limits.age
    }

    /// All of a segment is on disk before the next one begins, so only the last can be torn.
    fn rotate(&mut self) -> io::Result<()> {
        self.write_out()?;
        self.sync_out()?;
        let mut rotated = Record::new(Event::LedgerRotated, self.clock.utc());
        rotated.count = Some(self.chain.count);
        self.file = self.files.create(next(self.chain.segment)?)?;
        self.fill_first(&[rotated])
    }

    /// The record as JSON under the next number.
    fn set_line(&mut self, record: &Record) -> io::Result<()> {
        self.line.clear();
        write_line(record, next(self.chain.sequence)?, &mut self.line).map_err(io::Error::other)
    }

    fn add_frame(&mut self) -> io::Result<()> {
        let sequence = next(self.chain.sequence)?;
        let header = FrameHeader::of(&self.line, sequence, self.chain.link)?.encode()?;
        let start = self.frames.len();
        self.frames.extend_from_slice(&header);
        self.frames.extend_from_slice(&self.line);
        self.chain.link = Link::of(self.frames.get(start..).unwrap_or_default());
        self.chain.sequence = sequence;
        self.chain.count += 1;
        Ok(())
    }

    fn write_out(&mut self) -> io::Result<()> {
        if !self.frames.is_empty() {
            self.file.write_all(&self.frames)?;
            self.length += self.frames.len() as u64;
            self.frames.clear();
            self.unsynced = true;
        }
        Ok(())
    }

    fn sync_out(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.unsynced) { self.file.sync() } else { Ok(()) }
    }

    /// Nothing is done after an error, nor after a panic.
    fn unless_failed(&mut self, act: impl FnOnce(&mut Self) -> io::Result<()>) -> io::Result<()> {
        if std::mem::replace(&mut self.failed, true) {
            return Err(io::Error::other("the ledger failed before"));
        }
        act(self)?;
        self.failed = false;
        Ok(())
    }
}

impl<F: Files> Ledger for Writer<F> {
    fn append(&mut self, records: &[Record]) -> io::Result<()> {
        self.unless_failed(|writer| {
            records.iter().try_for_each(|record| writer.add(record))?;
            writer.write_out()
        })
    }

    fn sync(&mut self) -> io::Result<()> {
        self.unless_failed(Self::sync_out)
    }

    fn is_durable(&self) -> bool {
        true
    }

    fn last_sequence(&self) -> u64 {
        self.chain.sequence
    }
}

/// The smallest segment that makes sense: its header and a few records.
pub(super) const LEAST_SEGMENT: u64 = 4096;
const _: () = assert!(LEAST_SEGMENT > (HEADER + FRAME_HEADER) as u64);

fn next(sequence: u64) -> io::Result<u64> {
    sequence.checked_add(1).ok_or_else(|| io::Error::other("the ledger has no numbers left"))
}
