//! Files in memory that fail when a test says so, and lose what was not synced when the machine stops.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read, Write};
use std::sync::{Arc, Mutex, MutexGuard};

use super::super::files::{Files, SegmentFile};

/// A disk. Clones are the same one.
#[derive(Clone, Default)]
pub(super) struct Disk(Arc<Mutex<State>>);

#[derive(Clone, Default)]
struct State {
    files: BTreeMap<u64, Stored>,
    /// Which of them the folder on disk names.
    named: Vec<u64>,
    /// Writes, syncs and changes of the folder so far.
    operations: u64,
    /// From this operation on, this happens.
    fault: Option<(u64, Fault)>,
    /// How often each operation was asked for after a sync had failed.
    pub(super) after_failed_sync: u64,
    sync_failed: bool,
}

#[derive(Clone, Default)]
struct Stored {
    bytes: Vec<u8>,
    synced: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// No operation works any more: the machine has stopped.
    Stop,
    /// There is room for so many more bytes.
    Full(usize),
    /// Writes fail, and write nothing.
    Write,
    /// Syncs fail. The bytes may or may not be on disk.
    Sync,
    /// Every write takes at most so many bytes.
    Short(usize),
    /// Nothing can be read, from the first byte on.
    Read,
}

/// What is on the disk of a machine that stopped, of the bytes that were not synced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unsynced {
    /// A part of them, from their beginning.
    Prefix,
    /// The file is as long as it was, or less, and a part of the bytes is zeros up to its end.
    Zeros,
    /// Blocks of 64 bytes that did not come are zeros, wherever they are.
    Holes,
}

impl Disk {
    pub(super) fn with(fault: Fault, from: u64) -> Self {
        let disk = Disk::default();
        disk.fail(fault, from);
        disk
    }

    /// From the operation after the next `from` ones on.
    pub(super) fn fail(&self, fault: Fault, from: u64) {
        let mut state = self.state();
        state.fault = Some((state.operations + from, fault));
    }

    pub(super) fn operations(&self) -> u64 {
        self.state().operations
    }

    pub(super) fn touched_after_failed_sync(&self) -> u64 {
        self.state().after_failed_sync
    }

    pub(super) fn file(&self, segment: u64) -> Vec<u8> {
        self.state().files[&segment].bytes.clone()
    }

    pub(super) fn numbers(&self) -> Vec<u64> {
        self.state().files.keys().copied().collect()
    }

    /// A copy of the disk with other content in one file.
    pub(super) fn copy_with(&self, segment: u64, bytes: Option<Vec<u8>>) -> Self {
        let mut state = self.state().clone();
        state.fault = None;
        match bytes {
            Some(bytes) => state.files.insert(segment, Stored { synced: bytes.len(), bytes }),
            None => state.files.remove(&segment),
        };
        Disk(Arc::new(Mutex::new(state)))
    }

    /// The disk as the next start of the process finds it: all that was written.
    pub(super) fn after_kill(&self) -> Self {
        let mut state = self.state().clone();
        (state.fault, state.sync_failed) = (None, false);
        Disk(Arc::new(Mutex::new(state)))
    }

    /// The disk as the next start of the machine finds it.
    pub(super) fn after_power_cut(&self, unsynced: Unsynced, random: &mut fastrand::Rng) -> Self {
        let mut state = self.after_kill().state().clone();
        let State { files, named, .. } = &mut state;
        // Of a file that the folder on disk does not name yet, or still does, either may be found.
        files.retain(|number, _| named.contains(number) || random.bool());
        for stored in files.values_mut() {
            let tail = stored.bytes.split_off(stored.synced);
            let kept = random.usize(..=tail.len());
            match unsynced {
                Unsynced::Prefix => stored.bytes.extend(&tail[..kept]),
                Unsynced::Zeros => {
                    let length = random.usize(kept..=tail.len());
                    stored.bytes.extend(&tail[..kept]);
                    stored.bytes.resize(stored.synced + length, 0);
                }
                Unsynced::Holes => {
                    for block in tail[..kept].chunks(64) {
                        let came = random.u8(..4) > 0;
                        stored.bytes.extend(block.iter().map(|byte| if came { *byte } else { 0 }));
                    }
                }
            }
            stored.synced = stored.bytes.len();
        }
        state.named = state.files.keys().copied().collect();
        Disk(Arc::new(Mutex::new(state)))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    /// Counts an operation that changes something, and gives what happens to it.
    fn operate(&self) -> io::Result<(MutexGuard<'_, State>, Option<Fault>)> {
        let mut state = self.state();
        state.after_failed_sync += u64::from(state.sync_failed);
        let now = state.operations;
        state.operations += 1;
        let fault = state.fault.filter(|(from, _)| now >= *from).map(|(_, fault)| fault);
        match fault {
            Some(Fault::Stop) => Err(io::Error::other("the machine has stopped")),
            fault => Ok((state, fault)),
        }
    }
}

pub(super) struct Segment {
    disk: Disk,
    number: u64,
}

/// What a file holds. Every other read is interrupted by a signal and has to be tried again.
pub(super) struct Interrupted {
    content: Cursor<Vec<u8>>,
    interrupts: bool,
    fails: bool,
}

impl Read for Interrupted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.interrupts = !self.interrupts;
        match (self.interrupts, self.fails) {
            (true, _) => Err(io::ErrorKind::Interrupted.into()),
            (false, true) => Err(io::Error::from_raw_os_error(5)),
            (false, false) => self.content.read(buffer),
        }
    }
}

impl Files for Disk {
    type Segment = Segment;
    type Content = Interrupted;

    fn segments(&self) -> io::Result<Vec<u64>> {
        Ok(self.numbers())
    }

    fn read(&self, segment: u64) -> io::Result<(Self::Content, u64)> {
        let bytes = self.file(segment);
        let length = bytes.len() as u64;
        let fails = matches!(self.state().fault, Some((_, Fault::Read)));
        Ok((Interrupted { content: Cursor::new(bytes), interrupts: false, fails }, length))
    }

    fn create(&self, segment: u64) -> io::Result<Segment> {
        let (mut state, fault) = self.operate()?;
        if matches!(fault, Some(Fault::Full(0))) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        if state.files.insert(segment, Stored::default()).is_some() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        Ok(Segment { disk: self.clone(), number: segment })
    }

    fn cut(&self, segment: u64, length: u64) -> io::Result<()> {
        let (mut state, _) = self.operate()?;
        let stored = state.files.get_mut(&segment).unwrap();
        stored.bytes.truncate(length as usize);
        stored.synced = stored.bytes.len();
        Ok(())
    }

    fn remove(&self, segment: u64) -> io::Result<()> {
        self.operate()?.0.files.remove(&segment).map(drop).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn sync_folder(&self) -> io::Result<()> {
        let (mut state, _) = self.operate()?;
        state.named = state.files.keys().copied().collect();
        Ok(())
    }
}

impl Write for Segment {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let (mut state, fault) = self.disk.operate()?;
        let taken = match fault {
            Some(Fault::Write) => return Err(io::Error::from_raw_os_error(5)),
            Some(Fault::Full(0)) => return Err(io::ErrorKind::StorageFull.into()),
            Some(Fault::Full(room)) => {
                let taken = room.min(bytes.len());
                state.fault = Some((0, Fault::Full(room - taken)));
                taken
            }
            Some(Fault::Short(most)) => most.min(bytes.len()),
            _ => bytes.len(),
        };
        state.files.get_mut(&self.number).unwrap().bytes.extend(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl SegmentFile for Segment {
    fn sync(&mut self) -> io::Result<()> {
        let (mut state, fault) = self.disk.operate()?;
        if fault == Some(Fault::Sync) {
            state.sync_failed = true;
            return Err(io::Error::from_raw_os_error(5));
        }
        let stored = state.files.get_mut(&self.number).unwrap();
        stored.synced = stored.bytes.len();
        Ok(())
    }
}
