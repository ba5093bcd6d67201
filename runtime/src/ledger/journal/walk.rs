//! The one reader of segments: from the first byte to the last, each frame checked against the one before it.
//!
//! It tells three ends apart. A last segment that ends within a frame was torn by a crash; nothing else is forgiven.

use std::collections::VecDeque;
use std::io::{self, Read};

use sha2::{Digest, Sha256};

use super::error::{Damage, DamageKind, JournalError};
use super::files::Files;
use super::format::{FRAME_HEADER, FrameHeader, HEADER, Link, MAX_RECORD, NoHeader, SegmentHeader};
use super::read::{Entry, TornTail};
use super::told::Told;
use crate::ledger::line::is_visible;

/// What the walk comes upon.
#[derive(Debug)]
pub(super) enum Step {
    Entry(Entry),
    Damage(Damage),
    Torn(TornTail),
}

/// How far the walk has come, and what the next record must hold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Position {
    /// The last segment; 0 for none.
    pub(super) segment: u64,
    /// The last record's number.
    pub(super) sequence: u64,
    /// Records that are whole.
    pub(super) count: u64,
    /// Of the last frame or header.
    pub(super) link: Link,
    /// False after a damage: the link of what was lost is not known.
    linked: bool,
    /// No record that may have been in a damaged part had a larger number.
    pub(super) highest_sequence: u64,
}

pub(super) struct Walker<F: Files> {
    files: F,
    ahead: VecDeque<u64>,
    open: Option<Open<F::Content>>,
    position: Position,
}

/// The segment that is being read.
struct Open<C> {
    content: C,
    length: u64,
    offset: u64,
    frame: u64,
}

impl<F: Files> Walker<F> {
    pub(super) fn new(files: F) -> io::Result<Self> {
        let position = Position {
            segment: 0,
            sequence: 0,
            count: 0,
            link: Link::NONE,
            linked: true,
            highest_sequence: 0,
        };
        Ok(Walker { ahead: files.segments()?.into(), files, open: None, position })
    }

    pub(super) fn position(&self) -> Position {
        self.position
    }

    pub(super) fn into_files(self) -> F {
        self.files
    }

    /// The next step; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Step>, JournalError> {
        loop {
            let step = match self.open.take() {
                Some(open) => self.frame(open)?,
                None => match self.ahead.front() {
                    Some(&next) if next - self.position.segment > 1 => Some(self.missing(next)),
                    Some(_) => self.header()?,
                    None => return Ok(None),
                },
            };
            if step.is_some() {
                return Ok(step);
            }
        }
    }

    /// The segments up to this one are not there.
    fn missing(&mut self, next: u64) -> Step {
        let segment = self.position.segment.saturating_add(1);
        let count = next - segment;
        self.position.segment = next - 1;
        self.position.linked = false;
        Step::Damage(Damage {
            segment,
            offset: 0,
            frame: 0,
            sequence: self.position.sequence.saturating_add(1),
            kind: DamageKind::SegmentsMissing(count),
            digest: Link::of(&count.to_le_bytes()),
        })
    }

    /// Opens the next segment.
    fn header(&mut self) -> Result<Option<Step>, JournalError> {
        let Some(segment) = self.ahead.pop_front() else { return Ok(None) };
        self.position.segment = segment;
        let (mut content, length) = self.files.read(segment)?;
        let mut bytes = [0; HEADER];
        let open = |content| Open { content, length, offset: 0, frame: 0 };
        if read_up_to(&mut content, &mut bytes, length)? < HEADER {
            return self.incomplete(&open(content)).map(Some);
        }
        let header = match SegmentHeader::decode(&bytes) {
            Ok(header) => header,
            Err(NoHeader::Version(version)) => return Err(JournalError::UnknownVersion { segment, version }),
            Err(NoHeader::Changed) => {
                return self.incomplete_or(DamageKind::Changed, &open(content), HEADER as u64).map(Some);
            }
        };
        let Position { sequence, count, link, linked, .. } = self.position;
        let follows = match linked {
            true => {
                (header.first_sequence, header.count, header.before)
                    == (sequence.saturating_add(1), count, link)
            }
            // What was lost had numbers too.
            false => header.first_sequence > sequence && header.count >= count,
        };
        if header.segment != segment || !follows {
            return self.damage(DamageKind::OutOfChain, &open(content)).map(Some);
        }
        self.position.sequence = header.first_sequence - 1;
        self.position.highest_sequence = self.position.sequence;
        self.position.count = header.count;
        self.position.link = Link::of(&bytes);
        self.position.linked = true;
        self.open = Some(Open { content, length, offset: HEADER as u64, frame: 0 });
        Ok(None)
    }

    /// Reads the next frame.
    fn frame(&mut self, mut open: Open<F::Content>) -> Result<Option<Step>, JournalError> {
        let left = open.length - open.offset;
        if left == 0 {
            return Ok(None);
        }
        open.frame += 1;
        let mut bytes = vec![0; FRAME_HEADER];
        let mut head = [0; FRAME_HEADER];
        // Of a header that is cut off the rest is zeros: either it is not right, or its record has no room.
        read_up_to(&mut open.content, &mut head, left)?;
        let Some(header) = FrameHeader::decode(&head) else {
            return self.incomplete_or(DamageKind::Changed, &open, FRAME_HEADER as u64).map(Some);
        };
        let size = FRAME_HEADER as u64 + u64::from(header.length);
        if header.length as usize > MAX_RECORD {
            return self.damage(DamageKind::NotARecord, &open).map(Some);
        }
        if left < size {
            return self.incomplete(&open).map(Some);
        }
        bytes.copy_from_slice(&head);
        (&mut open.content).take(u64::from(header.length)).read_to_end(&mut bytes)?;
        let record = bytes.get(FRAME_HEADER..).unwrap_or_default();
        if crc32c::crc32c(record) != header.crc {
            return self.incomplete_or(DamageKind::Changed, &open, size).map(Some);
        }
        let sequence = header.sequence;
        if header.before != self.position.link || Some(sequence) != self.position.sequence.checked_add(1) {
            return self.damage(DamageKind::OutOfChain, &open).map(Some);
        }
        let link = Link::of(&bytes);
        let json = match String::from_utf8(bytes.split_off(FRAME_HEADER)) {
            Ok(json) if is_record(&json, sequence) => json,
            _ => return self.damage(DamageKind::NotARecord, &open).map(Some),
        };
        let entry = Entry { segment: self.position.segment, offset: open.offset, sequence, link, json };
        open.offset += size;
        self.open = Some(open);
        self.position.sequence = sequence;
        self.position.highest_sequence = sequence;
        self.position.count += 1;
        self.position.link = link;
        Ok(Some(Step::Entry(entry)))
    }

    /// What should be here ends in `size` bytes, which are not all there or not right.
    fn incomplete_or(
        &mut self,
        kind: DamageKind,
        open: &Open<F::Content>,
        size: u64,
    ) -> Result<Step, JournalError> {
        // A file system may give a file its new length before it has the bytes, and shows zeros for them. No record
        // ends in a zero.
        if self.content_end(self.position.segment, open.offset, open.length)? < open.offset + size {
            self.incomplete(open)
        } else {
            self.damage(kind, open)
        }
    }

    fn incomplete(&mut self, open: &Open<F::Content>) -> Result<Step, JournalError> {
        let torn = TornTail {
            segment: self.position.segment,
            offset: open.offset,
            bytes: open.length - open.offset,
        };
        let forgiven = if open.offset == 0 {
            self.ahead.is_empty()
        } else {
            self.ahead.is_empty() || self.next_header_follows()?
        };
        if forgiven { Ok(Step::Torn(torn)) } else { self.damage(DamageKind::Incomplete, open) }
    }

    /// Whether the next segment goes on after the last whole frame, or was never begun. A recovery then had no time to
    /// cut what a crash had left here.
    fn next_header_follows(&self) -> Result<bool, JournalError> {
        let Some(next) = self.ahead.front().filter(|next| **next - self.position.segment == 1) else {
            return Ok(false);
        };
        let (mut content, length) = self.files.read(*next)?;
        let mut bytes = [0; HEADER];
        read_up_to(&mut content, &mut bytes, length)?;
        match SegmentHeader::decode(&bytes) {
            Ok(header) => Ok((header.first_sequence, header.before)
                == (self.position.sequence.saturating_add(1), self.position.link)),
            Err(_) => Ok(self.ahead.len() == 1 && self.content_end(*next, 0, length)? < HEADER as u64),
        }
    }

    /// From here to the segment's end nothing is trusted.
    fn damage(&mut self, kind: DamageKind, open: &Open<F::Content>) -> Result<Step, JournalError> {
        let segment = self.position.segment;
        let mut digest = Sha256::new();
        let mut content = self.files.read(segment)?.0.take(open.length);
        skip(&mut content, open.offset)?;
        each_block(&mut content, |block| digest.update(block))?;
        self.position.linked = false;
        let most = (open.length - open.offset) / FRAME_HEADER as u64 + 1;
        self.position.highest_sequence = self.position.sequence.saturating_add(most);
        Ok(Step::Damage(Damage {
            segment,
            offset: open.offset,
            frame: open.frame,
            sequence: self.position.sequence.saturating_add(1),
            kind,
            digest: Link(digest.finalize().into()),
        }))
    }

    /// Where the zeros begin that the segment ends in.
    fn content_end(&self, segment: u64, from: u64, length: u64) -> Result<u64, JournalError> {
        let mut content = self.files.read(segment)?.0.take(length);
        skip(&mut content, from)?;
        let (mut at, mut end) = (from, from);
        each_block(&mut content, |block| {
            if let Some(last) = block.iter().rposition(|byte| *byte != 0) {
                end = at + last as u64 + 1;
            }
            at += block.len() as u64;
        })?;
        Ok(end)
    }
}

/// Whether it is what a gate writes: one line of JSON that shows what it holds, under this number.
fn is_record(json: &str, sequence: u64) -> bool {
    json.starts_with(&format!("{{\"sequence\":{sequence},"))
        && is_visible(json)
        && serde_json::from_str::<Told<'_>>(json).is_ok()
}

/// Fills `bytes` as far as there is something, and at most `left` bytes of it.
fn read_up_to(content: &mut impl Read, bytes: &mut [u8], left: u64) -> io::Result<usize> {
    let wanted = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
    let mut filled = 0;
    while let Some(rest) = bytes.get_mut(filled..wanted).filter(|rest| !rest.is_empty()) {
        match content.read(rest) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

fn skip(content: &mut impl Read, bytes: u64) -> io::Result<()> {
    io::copy(&mut content.take(bytes), &mut io::sink()).map(drop)
}

fn each_block(content: &mut impl Read, mut block: impl FnMut(&[u8])) -> io::Result<()> {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match read_up_to(content, &mut buffer, u64::MAX)? {
            0 => return Ok(()),
            count => block(buffer.get(..count).unwrap_or_default()),
        }
    }
}
