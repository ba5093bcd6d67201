//! How far a long check is, for somebody who waits at a terminal.

use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use portcullis_rules::files::Progress;

/// What is over before is not worth a line.
const BEFORE: Duration = Duration::from_secs(1);

const BETWEEN: Duration = Duration::from_millis(100);

/// Does what is long, and meanwhile says on stderr how far it is; only to a terminal, and not at once.
pub(super) fn shown_of<T>(work: impl FnOnce(&Progress) -> T) -> T {
    let progress = Progress::default();
    if !io::stderr().is_terminal() {
        return work(&progress);
    }
    let (end, ended) = mpsc::channel::<()>();
    thread::scope(|scope| {
        let progress = &progress;
        scope.spawn(move || show(progress, BEFORE, &ended, &mut io::stderr()));
        let outcome = work(progress);
        drop(end);
        outcome
    })
}

/// Writes one line over and over, and takes it away at the end.
fn show(progress: &Progress, before: Duration, ended: &mpsc::Receiver<()>, out: &mut impl Write) {
    let mut wait = before;
    let mut is_shown = false;
    while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
        let _ = write!(out, "\r\x1b[Kchecking: {} of {} files", progress.files_done(), progress.files());
        let _ = out.flush();
        (wait, is_shown) = (BETWEEN, true);
    }
    if is_shown {
        let _ = write!(out, "\r\x1b[K");
        let _ = out.flush();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A terminal on which the work ends as soon as something is to be seen.
    struct Terminal {
        end: Option<mpsc::Sender<()>>,
        shown: Vec<u8>,
    }

    impl Write for Terminal {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.shown.write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            self.end = None;
            Ok(())
        }
    }

    #[test]
    fn a_long_check_shows_how_far_it_is_and_takes_that_away() {
        let (end, ended) = mpsc::channel();
        let mut terminal = Terminal { end: Some(end), shown: Vec::new() };
        show(&Progress::default(), Duration::ZERO, &ended, &mut terminal);
        assert_eq!(terminal.shown, b"\r\x1b[Kchecking: 0 of 0 files\r\x1b[K");
    }

    #[test]
    fn a_short_check_shows_nothing() {
        let (end, ended) = mpsc::channel();
        drop(end);
        let mut terminal = Terminal { end: None, shown: Vec::new() };
        show(&Progress::default(), BEFORE, &ended, &mut terminal);
        assert!(terminal.shown.is_empty());
    }
}
