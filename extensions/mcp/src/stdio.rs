//! The process's standard input and output, taken for the protocol alone.
//!
//! Two plain threads carry the bytes, so that a read that never ends keeps no runtime from ending.

use std::fs::File;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use tokio::io::DuplexStream;
use tokio::sync::oneshot;
use tokio::time::timeout;
use tokio_util::io::SyncIoBridge;

use crate::server::ServeError;

/// Bytes on their way between a thread and the server.
const IN_TRANSIT: usize = 64 * 1024;

/// How long a client may take to read the last replies.
const LAST_WRITES: Duration = Duration::from_secs(2);

static TAKEN: AtomicBool = AtomicBool::new(false);

/// Takes both streams, once in a process.
pub(crate) fn take() -> Result<(DuplexStream, DuplexStream, Written), ServeError> {
    if TAKEN.swap(true, Ordering::AcqRel) {
        return Err(ServeError::StdioTaken);
    }
    let (input, output) = streams().map_err(ServeError::Stdio)?;
    let (read, from_input) = tokio::io::duplex(IN_TRANSIT);
    let (write, to_output) = tokio::io::duplex(IN_TRANSIT);
    let (all_written, written) = oneshot::channel();
    carry("mcp-stdin", input, SyncIoBridge::new(from_input), None)?;
    carry("mcp-stdout", SyncIoBridge::new(to_output), output, Some(all_written))?;
    Ok((read, write, Written(written)))
}

/// Tells when the last byte is written.
pub(crate) struct Written(oneshot::Receiver<()>);

impl Written {
    /// Waits for it, but not for a client that no longer reads.
    pub(crate) async fn wait(self) {
        let _ = timeout(LAST_WRITES, self.0).await;
    }
}

fn carry(
    name: &str,
    mut from: impl io::Read + Send + 'static,
    mut to: impl io::Write + Send + 'static,
    done: Option<oneshot::Sender<()>>,
) -> Result<(), ServeError> {
    let carried = thread::Builder::new().name(name.into()).spawn(move || {
        // An error is the end of the stream: either side has gone.
        let _ = io::copy(&mut from, &mut to);
        drop((from, to));
        if let Some(done) = done {
            let _ = done.send(());
        }
    });
    carried.map(drop).map_err(ServeError::Stdio)
}

/// Private handles on both streams; the public ones lead elsewhere from now on.
#[cfg(unix)]
fn streams() -> io::Result<(File, File)> {
    use std::os::fd::AsFd;

    // Duplicates are closed on `exec`, so no child process inherits them.
    let input = io::stdin().as_fd().try_clone_to_owned()?;
    let output = io::stdout().as_fd().try_clone_to_owned()?;
    // What was printed before and still waits in the buffer of `stdout` goes to stderr, too.
    rustix::stdio::dup2_stdout(io::stderr())?;
    rustix::stdio::dup2_stdin(File::open("/dev/null")?)?;
    Ok((input.into(), output.into()))
}

#[cfg(not(unix))]
fn streams() -> io::Result<(io::Stdin, io::Stdout)> {
    Ok((io::stdin(), io::stdout()))
}
