//! Writes lines, one after the other, in a task of its own: a line is never cut short because a future was dropped.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// Lines that wait to be written.
const QUEUE: usize = 16;

/// How long the client may take to read what is still to be written at the end.
const LAST_WRITES: Duration = Duration::from_secs(2);

pub(super) struct Writer {
    out: Out,
    task: JoinHandle<()>,
    close: CancellationToken,
}

/// Where lines go in.
#[derive(Clone)]
pub(super) struct Out(mpsc::Sender<Outgoing>);

/// Room for one line.
pub(super) struct Room<'a>(mpsc::Permit<'a, Outgoing>);

struct Outgoing {
    line: Vec<u8>,
    written: Option<oneshot::Sender<()>>,
}

impl Writer {
    /// Starts writing. `gone` is cancelled when the client no longer takes anything.
    pub(super) fn start<W: AsyncWrite + Unpin + Send + 'static>(write: W, gone: CancellationToken) -> Self {
        let (out, lines) = mpsc::channel(QUEUE);
        let close = CancellationToken::new();
        let task = tokio::spawn(write_all(lines, write, close.clone(), gone));
        Writer { out: Out(out), task, close }
    }

    pub(super) fn out(&self) -> Out {
        self.out.clone()
    }

    /// Waits until there is room for a line; `None` when the client takes nothing any more.
    pub(super) async fn room(&self) -> Option<Room<'_>> {
        self.out.0.reserve().await.ok().map(Room)
    }

    /// Writes what is there, and ends.
    pub(super) async fn close(&mut self) {
        self.close.cancel();
        if timeout(LAST_WRITES, &mut self.task).await.is_err() {
            self.task.abort();
        }
    }
}

impl Out {
    /// Returns when the line is written.
    pub(super) async fn write(&self, line: Vec<u8>) -> io::Result<()> {
        let (written, is_written) = oneshot::channel();
        let outgoing = Outgoing { line, written: Some(written) };
        self.0.send(outgoing).await.map_err(|_| io::ErrorKind::BrokenPipe)?;
        is_written.await.map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

impl Room<'_> {
    pub(super) fn write(self, line: Vec<u8>) {
        self.0.send(Outgoing { line, written: None });
    }
}

async fn write_all<W: AsyncWrite + Unpin>(
    mut lines: mpsc::Receiver<Outgoing>,
    mut write: W,
    close: CancellationToken,
    gone: CancellationToken,
) {
    loop {
        let next = tokio::select! {
            biased;
            next = lines.recv() => next,
            () = close.cancelled(), if !lines.is_closed() => {
                lines.close();
                continue;
            }
        };
        let Some(Outgoing { mut line, written }) = next else { break };
        line.push(b'\n');
        if write.write_all(&line).await.is_err() || write.flush().await.is_err() {
            gone.cancel();
            return;
        }
        if let Some(written) = written {
            let _ = written.send(());
        }
    }
    let _ = write.shutdown().await;
}
