//! Group commit: lines that come while others are being synced share the next sync.
//!
//! Nobody is told that a line is kept before it is on disk. Whoever finds the file free writes what waits, for all.

use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};

/// What is done with a file, so that tests can put one there that hangs and fails.
pub(super) trait Disk: Write + Send {
    /// Returns when all that was written survives a crash.
    fn sync(&mut self) -> io::Result<()>;

    /// Takes back what stands after so many bytes, for good.
    fn cut(&mut self, length: u64) -> io::Result<()>;
}

impl Disk for File {
    fn sync(&mut self) -> io::Result<()> {
        self.sync_data()
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        self.set_len(length)?;
        self.seek(SeekFrom::End(0))?;
        self.sync_data()
    }
}

/// A file to which many append at the same time.
pub(super) struct Commits {
    state: Mutex<State>,
    /// Signalled when a group has come to its end.
    ended: Condvar,
}

struct State {
    /// `None` while somebody writes to it.
    disk: Option<Box<dyn Disk>>,
    /// Bytes that are on disk.
    length: u64,
    /// A line may have been written in part, and could not be taken back.
    broken: bool,
    waiting: Vec<u8>,
    /// What those who wait share.
    group: Arc<Group>,
}

/// Lines that are written and synced together.
#[derive(Default)]
struct Group {
    /// Whether they are on disk, once that is known.
    kept: OnceLock<Result<(), io::ErrorKind>>,
}

impl Commits {
    /// What is appended comes after `length` bytes, where the file is.
    pub(super) fn new(disk: Box<dyn Disk>, length: u64) -> Commits {
        let (waiting, group) = (Vec::new(), Arc::default());
        let state = State { disk: Some(disk), length, broken: false, waiting, group };
        Commits { state: Mutex::new(state), ended: Condvar::new() }
    }

    /// Returns when the line is on disk.
    pub(super) fn append(&self, line: &[u8]) -> io::Result<()> {
        let mut state = self.state();
        state.waiting.extend_from_slice(line);
        let group = state.group.clone();
        loop {
            if let Some(kept) = group.kept.get() {
                return (*kept).map_err(io::Error::from);
            }
            state = match state.disk.take() {
                // A group that nobody has begun to write: this one is in it.
                Some(disk) => self.write_group(state, disk),
                None => self.ended.wait(state).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    /// Writes all that waits, without the lock, so that more can come meanwhile.
    fn write_group<'a>(
        &'a self,
        mut state: MutexGuard<'a, State>,
        mut disk: Box<dyn Disk>,
    ) -> MutexGuard<'a, State> {
        let lines = std::mem::take(&mut state.waiting);
        let group = std::mem::take(&mut state.group);
        let (length, broken) = (state.length, state.broken);
        drop(state);

        let written = match broken {
            true => Err(io::Error::other("an earlier line could not be written")),
            false => disk.write_all(&lines).and_then(|()| disk.sync()),
        };
        // A part of it must not stand before the next line. After a failed sync nothing is known of the file.
        let broken = broken || (written.is_err() && disk.cut(length).is_err());

        let mut state = self.state();
        if written.is_ok() {
            state.length += lines.len() as u64;
        }
        (state.disk, state.broken) = (Some(disk), broken);
        // Nobody else writes this group, so it was not set before.
        let _ = group.kept.set(written.map_err(|error| error.kind()));
        self.ended.notify_all();
        state
    }

    /// Bytes that are on disk.
    pub(super) fn length(&self) -> u64 {
        self.state().length
    }

    /// Goes on with another file. Nobody may append meanwhile.
    pub(super) fn replace(&self, disk: Box<dyn Disk>, length: u64) {
        let mut state = self.state();
        (state.disk, state.length, state.broken) = (Some(disk), length, false);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::fs::{self, OpenOptions};
    use std::io::{self, Write};
    use std::sync::mpsc::{Receiver, Sender, channel};
    use std::sync::{Arc, Mutex};
    use std::thread;

    use super::{Commits, Disk};

    /// A disk that syncs when it is told to, and says when it is asked to.
    pub struct Slow {
        pub asked: Sender<()>,
        pub answers: Receiver<io::Result<()>>,
        pub can_cut: bool,
        pub content: Arc<Mutex<Vec<u8>>>,
    }

    /// The other end of it.
    pub struct Hand {
        pub asked: Receiver<()>,
        pub answers: Sender<io::Result<()>>,
        pub content: Arc<Mutex<Vec<u8>>>,
    }

    pub fn slow(can_cut: bool) -> (Box<Slow>, Hand) {
        let ((asked, is_asked), (answers, is_answered)) = (channel(), channel());
        let content = Arc::new(Mutex::default());
        let disk = Slow { asked, answers: is_answered, can_cut, content: content.clone() };
        (Box::new(disk), Hand { asked: is_asked, answers, content })
    }

    impl Write for Slow {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.content.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Disk for Slow {
        fn sync(&mut self) -> io::Result<()> {
            self.asked.send(()).unwrap();
            self.answers.recv().unwrap()
        }
        fn cut(&mut self, length: u64) -> io::Result<()> {
            if !self.can_cut {
                return Err(io::ErrorKind::Other.into());
            }
            self.content.lock().unwrap().truncate(length as usize);
            Ok(())
        }
    }

    /// One line is being synced, and `count` others wait.
    fn with_others_waiting<'s>(
        scope: &'s thread::Scope<'s, '_>,
        commits: &'s Commits,
        hand: &Hand,
        count: usize,
    ) -> Vec<thread::ScopedJoinHandle<'s, io::Result<()>>> {
        let mut all = vec![scope.spawn(|| commits.append(b"1\n"))];
        hand.asked.recv().unwrap();
        all.extend((0..count).map(|_| scope.spawn(|| commits.append(b"2\n"))));
        while commits.state().waiting.len() < 2 * count {
            thread::yield_now();
        }
        assert!(all.iter().all(|one| !one.is_finished()), "nobody is told before the sync has ended");
        all
    }

    fn ends(all: Vec<thread::ScopedJoinHandle<'_, io::Result<()>>>) -> Vec<bool> {
        all.into_iter().map(|one| one.join().unwrap().is_ok()).collect()
    }

    #[test]
    fn those_who_come_while_others_are_synced_share_the_next_sync() {
        let (disk, hand) = slow(true);
        let commits = Commits::new(disk, 0);
        thread::scope(|scope| {
            let all = with_others_waiting(scope, &commits, &hand, 7);
            for _ in 0..2 {
                hand.answers.send(Ok(())).unwrap();
            }
            assert_eq!(ends(all), [true; 8]);
        });
        assert_eq!(hand.asked.try_iter().count(), 1, "the second sync, and no third");
        assert_eq!(commits.length(), 16);
        assert!(hand.content.lock().unwrap().starts_with(b"1\n2\n"));
    }

    #[test]
    fn a_sync_that_fails_is_a_failure_of_all_who_share_it_and_of_nobody_else() {
        let (disk, hand) = slow(true);
        let commits = Commits::new(disk, 0);
        thread::scope(|scope| {
            let all = with_others_waiting(scope, &commits, &hand, 3);
            hand.answers.send(Ok(())).unwrap();
            hand.answers.send(Err(io::ErrorKind::StorageFull.into())).unwrap();
            assert_eq!(ends(all), [true, false, false, false]);
        });
        assert_eq!(*hand.content.lock().unwrap(), b"1\n");
        hand.answers.send(Ok(())).unwrap();
        commits.append(b"3\n").unwrap();
        assert_eq!(*hand.content.lock().unwrap(), b"1\n3\n");
    }

    #[test]
    fn what_is_cut_off_a_file_is_gone_and_the_next_line_stands_in_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("results");
        let mut file = OpenOptions::new().create_new(true).write(true).open(&path).unwrap();
        file.write_all(b"1\n2\n").unwrap();
        Disk::cut(&mut file, 2).unwrap();
        file.write_all(b"3\n").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"1\n3\n");
    }

    /// A power cut cannot be had here. That the system is asked shows where it says no.
    #[cfg(unix)]
    #[test]
    fn what_cannot_be_synced_is_an_error() {
        let (pipe, _writer) = io::pipe().unwrap();
        let mut pipe = fs::File::from(std::os::fd::OwnedFd::from(pipe));
        Disk::sync(&mut pipe).unwrap_err();
    }

    #[test]
    fn behind_what_could_not_be_taken_back_nothing_is_written() {
        let (disk, hand) = slow(false);
        let commits = Commits::new(disk, 0);
        hand.answers.send(Err(io::ErrorKind::Other.into())).unwrap();
        assert!(commits.append(b"1\n").is_err());
        assert!(commits.append(b"2\n").is_err());
        assert_eq!(*hand.content.lock().unwrap(), b"1\n");
        let (disk, hand) = slow(true);
        commits.replace(disk, 0);
        hand.answers.send(Ok(())).unwrap();
        commits.append(b"3\n").unwrap();
    }
}
