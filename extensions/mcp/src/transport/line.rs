//! Lines of at most so many bytes. A longer one is never kept: it is read to its end, for its id alone.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rmcp::model::RequestId;
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};

use super::top_level_id::TopLevelId;

/// Bytes read at once.
const BUFFER: usize = 16 * 1024;

pub(super) struct Lines<R> {
    read: BufReader<R>,
    line: Vec<u8>,
    max: Arc<AtomicUsize>,
    /// Set while the rest of a line that is too long goes by.
    too_long: Option<TopLevelId>,
}

/// What came next.
#[derive(Debug, PartialEq)]
pub(super) enum Line {
    /// A line, without its end.
    Whole(Vec<u8>),
    /// A line beyond the limit, and the request's id if one was found.
    TooLong(Option<RequestId>),
    /// No more lines: the client has gone, or its stream failed. A line without an end is none.
    End,
}

impl<R: AsyncRead + Unpin> Lines<R> {
    pub(super) fn new(read: R, max: Arc<AtomicUsize>) -> Self {
        Lines { read: BufReader::with_capacity(BUFFER, read), line: Vec::new(), max, too_long: None }
    }

    /// The next line. Can be dropped and called again without losing a byte: nothing is awaited between copying
    /// and consuming.
    pub(super) async fn next(&mut self) -> Line {
        loop {
            let Ok(available) = self.read.fill_buf().await else { return Line::End };
            if available.is_empty() {
                return Line::End;
            }
            let (part, ends) = match available.iter().position(|byte| *byte == b'\n') {
                Some(end) => (available.get(..end).unwrap_or_default(), true),
                None => (available, false),
            };
            let consumed = part.len() + usize::from(ends);
            match &mut self.too_long {
                Some(id) => id.read(part),
                None if self.line.len() + part.len() > self.max.load(Ordering::Relaxed) => {
                    let mut id = TopLevelId::default();
                    id.read(&std::mem::take(&mut self.line));
                    id.read(part);
                    self.too_long = Some(id);
                }
                None => self.line.extend_from_slice(part),
            }
            self.read.consume(consumed);
            if ends {
                return match self.too_long.take() {
                    Some(id) => Line::TooLong(id.found()),
                    None => Line::Whole(std::mem::take(&mut self.line)),
                };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn lines_of(text: &[u8], max: usize) -> Vec<Line> {
        let mut lines = Lines::new(text, Arc::new(max.into()));
        let mut all = vec![];
        loop {
            match lines.next().await {
                Line::End => return all,
                line => all.push(line),
            }
        }
    }

    #[tokio::test]
    async fn a_line_of_exactly_the_limit_is_whole() {
        assert_eq!(lines_of(b"12345\n", 5).await, [Line::Whole(b"12345".to_vec())]);
    }

    #[tokio::test]
    async fn one_byte_more_is_too_long_and_the_next_line_is_whole() {
        assert_eq!(lines_of(b"123456\nab\n", 5).await, [Line::TooLong(None), Line::Whole(b"ab".to_vec())]);
    }

    #[tokio::test]
    async fn a_line_without_an_end_is_none() {
        assert_eq!(lines_of(b"{\"a\":1}", 50).await, []);
    }

    #[tokio::test]
    async fn a_line_that_is_too_long_is_not_kept() {
        let (mut client, server) = tokio::io::duplex(1024);
        let mut lines = Lines::new(server, Arc::new(4096.into()));
        let client = tokio::spawn(async move {
            use tokio::io::AsyncWriteExt;
            for _ in 0..4096 {
                client.write_all(&[b'x'; 1024]).await.unwrap();
            }
            client.write_all(b"\n").await.unwrap();
            client
        });
        assert_eq!(lines.next().await, Line::TooLong(None));
        assert_eq!(lines.line.capacity(), 0);
        drop(client.await.unwrap());
        assert_eq!(lines.next().await, Line::End);
    }

    #[tokio::test]
    async fn nothing_is_lost_when_waiting_is_given_up() {
        use tokio::io::AsyncWriteExt;
        let (mut client, server) = tokio::io::duplex(1024);
        let mut lines = Lines::new(server, Arc::new(100.into()));
        for part in ["ab", "cd", "ef"] {
            client.write_all(part.as_bytes()).await.unwrap();
            assert!(futures_now(lines.next()).await.is_none());
        }
        client.write_all(b"\n").await.unwrap();
        assert_eq!(lines.next().await, Line::Whole(b"abcdef".to_vec()));
    }

    /// Polls once, and gives up.
    async fn futures_now<T>(future: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            output = future => Some(output),
            () = std::future::ready(()) => None,
        }
    }
}
