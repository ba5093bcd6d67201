//! The three pipes of a program: what it is given to read, and what it says, each within its bound and none waiting for
//! another.

use std::io::{self, ErrorKind, Read, Write};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::{AsFd, BorrowedFd};
use rustix::io::Errno;

use super::{ProgramError, tree};

/// What is read at once.
const CHUNK: usize = 16 * 1024;

/// How often before others have their turn.
const CHUNKS: usize = 64;

pub(super) struct Pump {
    stdin: Option<(ChildStdin, Vec<u8>, usize)>,
    stdout: Stream<ChildStdout>,
    stderr: Stream<ChildStderr>,
    most: usize,
}

/// Something that a program says.
struct Stream<R> {
    /// `None` once it has said all.
    pipe: Option<R>,
    said: Vec<u8>,
    /// Nobody wants to know any more.
    discards: bool,
}

impl Pump {
    /// Takes the pipes, none of which is waited for from now on.
    pub(super) fn attach(child: &mut Child, input: Vec<u8>, most: usize) -> Result<Self, ProgramError> {
        let stdin = child.stdin.take().map(|pipe| (pipe, input, 0));
        if let Some((pipe, ..)) = &stdin {
            rustix::io::ioctl_fionbio(pipe, true)?;
        }
        let (stdout, stderr) = (Stream::new(child.stdout.take())?, Stream::new(child.stderr.take())?);
        Ok(Pump { stdin, stdout, stderr, most })
    }

    /// Writes and reads whatever can be at this moment.
    pub(super) fn move_what_is_there(&mut self) -> Result<(), ProgramError> {
        self.write();
        self.stdout.read(self.most)?;
        self.stderr.read(self.most)
    }

    fn write(&mut self) {
        while let Some((pipe, input, written)) = &mut self.stdin {
            match pipe.write(input.get(*written..).unwrap_or_default()) {
                Ok(count) if count > 0 && *written + count < input.len() => *written += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => return,
                // All written, or the program does not want to read any more, which is its affair.
                _ => self.stdin = None,
            }
        }
    }

    /// Waits until there is something to move, until `end` is readable, or for that long.
    pub(super) fn wait(&self, end: Option<BorrowedFd<'_>>, most: Duration) -> Result<(), ProgramError> {
        let mut watched = Vec::with_capacity(4);
        watched.extend(end.map(|end| PollFd::from_borrowed_fd(end, PollFlags::IN)));
        watched.extend(self.stdin.as_ref().map(|(pipe, ..)| PollFd::new(pipe, PollFlags::OUT)));
        watched.extend(self.stdout.pipe.as_ref().map(|pipe| PollFd::new(pipe, PollFlags::IN)));
        watched.extend(self.stderr.pipe.as_ref().map(|pipe| PollFd::new(pipe, PollFlags::IN)));
        let most = Timespec { tv_sec: most.as_secs() as _, tv_nsec: most.subsec_nanos() as _ };
        match poll(&mut watched, Some(&most)) {
            Ok(_) | Err(Errno::INTR) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Takes what is left to be read once the program and its group have been killed. Whoever still holds the other end
    /// after `grace` was started by the program and got away; it is killed as well.
    pub(super) fn finish(&mut self, grace: Duration) -> Result<(), ProgramError> {
        self.stdin = None;
        let mut read = self.read_to_the_end(grace);
        if read != Ok(true) {
            let pipes = self.stdout.descriptor().into_iter().chain(self.stderr.descriptor());
            tree::kill_holders(&pipes.collect::<Vec<_>>());
            read = read.and_then(|_| self.read_to_the_end(grace));
        }
        read.map(drop)
    }

    /// The same, with what is said thrown away.
    pub(super) fn discard(&mut self, grace: Duration) {
        self.stdout.discards = true;
        self.stderr.discards = true;
        // Without a bound that could be broken, there is nothing that could be told.
        let _ = self.finish(grace);
    }

    /// Whether nobody holds the other ends any more.
    fn read_to_the_end(&mut self, grace: Duration) -> Result<bool, ProgramError> {
        let end = Instant::now() + grace;
        loop {
            self.move_what_is_there()?;
            let left = end.saturating_duration_since(Instant::now());
            if self.stdout.pipe.is_none() && self.stderr.pipe.is_none() {
                return Ok(true);
            }
            if left.is_zero() {
                return Ok(false);
            }
            self.wait(None, left)?;
        }
    }

    pub(super) fn into_output(self) -> (Vec<u8>, Vec<u8>) {
        (self.stdout.said, self.stderr.said)
    }
}

impl<R: Read + AsFd> Stream<R> {
    fn new(pipe: Option<R>) -> Result<Self, ProgramError> {
        if let Some(pipe) = &pipe {
            rustix::io::ioctl_fionbio(pipe, true)?;
        }
        Ok(Stream { pipe, said: Vec::new(), discards: false })
    }

    /// Takes what is there; fails once it is more than `most`.
    fn read(&mut self, most: usize) -> Result<(), ProgramError> {
        let mut chunk = [0; CHUNK];
        // Not until there is nothing more: who never stops talking must not keep us from looking at the clock.
        for _ in 0..CHUNKS {
            let Some(pipe) = &mut self.pipe else { break };
            let count = match pipe.read(&mut chunk) {
                Ok(0) => {
                    self.pipe = None;
                    return Ok(());
                }
                Ok(count) => count,
                Err(error) => return unless_nothing_is_there(&error),
            };
            let new = chunk.get(..count).unwrap_or_default();
            if self.discards {
                continue;
            }
            if self.said.len() + new.len() > most {
                return Err(ProgramError::OutputTooLarge { most });
            }
            self.said.extend_from_slice(new);
        }
        Ok(())
    }

    fn descriptor(&self) -> Option<BorrowedFd<'_>> {
        self.pipe.as_ref().map(AsFd::as_fd)
    }
}

/// Nothing at this moment is no error.
fn unless_nothing_is_there(error: &io::Error) -> Result<(), ProgramError> {
    match error.kind() {
        ErrorKind::WouldBlock | ErrorKind::Interrupted => Ok(()),
        kind => Err(ProgramError::Io(kind)),
    }
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};

    use super::*;

    #[test]
    fn who_still_holds_the_output_is_listened_to_while_the_grace_lasts() {
        // It ends when its input does, after a while; of its errors nothing is to be heard from the start.
        let script = "exec 2>&-; cat > /dev/null; sleep 0.3; echo late";
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", script]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = shell.spawn().unwrap();
        let mut pump = Pump::attach(&mut child, b"input".to_vec(), 100).unwrap();
        pump.finish(Duration::from_secs(60)).unwrap();
        child.wait().unwrap();
        assert_eq!(pump.into_output(), (b"late\n".to_vec(), Vec::new()));
    }

    #[test]
    fn what_cannot_be_read_is_an_error_and_what_is_not_there_yet_is_none() {
        let read = |kind: ErrorKind| unless_nothing_is_there(&kind.into());
        assert_eq!(read(ErrorKind::WouldBlock), Ok(()));
        assert_eq!(read(ErrorKind::Interrupted), Ok(()));
        assert_eq!(read(ErrorKind::BrokenPipe), Err(ProgramError::Io(ErrorKind::BrokenPipe)));
    }
}
