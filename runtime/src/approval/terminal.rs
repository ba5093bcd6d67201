//! The person at the terminal that started the process, asked one request after the other.

use std::fs::OpenOptions;
use std::io::{self, BufRead, BufReader, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::{ApprovalRequest, Approver};

/// Requests that wait for the person to answer another one.
const WAITING: usize = 16;

/// Bytes of arguments that a person can be asked to read.
const READABLE: usize = 4 * 1024;

/// Characters of the request's id that are to be typed.
const CODE: usize = 4;

/// Asks at the terminal of this process (`/dev/tty`), whatever its standard input and output are used for.
///
/// Each request comes with a code of its own, and only that code is a yes; so what was typed before the request was shown
/// approves nothing. Any other line is a no. A request with more than 4 KiB of arguments is refused, since nobody
/// would read them. Where there is no terminal, requests stay open until they expire.
///
/// ```
/// use portcullis::approval::Terminal;
/// use portcullis::prelude::*;
///
/// let builder = Gate::builder().approver("owner", Terminal::new());
/// # let _ = builder;
/// ```
pub struct Terminal {
    open: Mutex<Option<Open>>,
    /// Set once the first request has come.
    requests: Mutex<Option<SyncSender<ApprovalRequest>>>,
}

type Open = Box<dyn FnOnce() -> io::Result<Both> + Send>;

/// What is read from, and what is written to.
type Both = (Box<dyn BufRead + Send>, Box<dyn Write + Send>);

impl Terminal {
    /// The terminal of this process. It is opened when the first request comes.
    pub fn new() -> Self {
        Self::opened_by(|| {
            let terminal = OpenOptions::new().read(true).write(true).open("/dev/tty")?;
            let read = Box::new(BufReader::new(terminal.try_clone()?));
            Ok((read as Box<dyn BufRead + Send>, Box::new(terminal) as Box<dyn Write + Send>))
        })
    }

    /// Another pair of streams with a person at their other end, such as those of a program that owns its terminal.
    ///
    /// ```
    /// use std::io::{self, BufReader};
    ///
    /// use portcullis::approval::Terminal;
    ///
    /// let terminal = Terminal::on(BufReader::new(io::stdin()), io::stderr());
    /// # let _ = terminal;
    /// ```
    pub fn on(read: impl BufRead + Send + 'static, write: impl Write + Send + 'static) -> Self {
        Self::opened_by(|| {
            Ok((Box::new(read) as Box<dyn BufRead + Send>, Box::new(write) as Box<dyn Write + Send>))
        })
    }

    fn opened_by(open: impl FnOnce() -> io::Result<Both> + Send + 'static) -> Self {
        Terminal { open: Mutex::new(Some(Box::new(open))), requests: Mutex::default() }
    }

    /// Where requests go; `None` where nobody can be asked.
    fn requests(&self) -> Option<SyncSender<ApprovalRequest>> {
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        if requests.is_none() {
            let open = self.open.lock().unwrap_or_else(PoisonError::into_inner).take()?;
            let (send, receive) = sync_channel(WAITING);
            let person = thread::Builder::new().name("portcullis-terminal".into());
            let started = person.spawn(move || match open() {
                Ok((read, write)) => ask_in_turn(read, write, &receive),
                Err(error) => tracing::error!(%error, "there is no terminal to ask for approvals at"),
            });
            match started {
                Ok(_) => *requests = Some(send),
                Err(error) => tracing::error!(%error, "nobody can be asked at the terminal"),
            }
        }
        requests.clone()
    }
}

impl Default for Terminal {
    fn default() -> Self {
        Self::new()
    }
}

impl Approver for Terminal {
    fn ask(&self, request: ApprovalRequest) {
        // One too many stays open: the caller asks again, or it expires.
        if self.requests().is_none_or(|requests| requests.try_send(request).is_err()) {
            tracing::warn!("a request for an approval is not shown at the terminal");
        }
    }
}

fn ask_in_turn(mut read: impl BufRead, mut write: impl Write, requests: &Receiver<ApprovalRequest>) {
    while let Ok(request) = requests.recv() {
        if let Err(error) = ask(&mut read, &mut write, request) {
            tracing::error!(%error, "the terminal is gone, and nobody answers any more");
            return;
        }
    }
}

fn ask(read: &mut impl BufRead, write: &mut impl Write, request: ApprovalRequest) -> io::Result<()> {
    if !request.is_open() {
        return Ok(());
    }
    if request.arguments().len() > READABLE {
        let said = "it has more arguments than anybody would read, and was refused";
        writeln!(write, "\n{} asks for `{}`: {said}", request.caller(), request.capability())?;
        return told(write, request.refuse().map(|()| None));
    }
    let code: String = request.id().to_string().chars().take(CODE).collect();
    writeln!(write, "\n{request}")?;
    writeln!(write, "    {}", request.description().lines().next().unwrap_or_default())?;
    write!(write, "Type {code} to approve, anything else to refuse: ")?;
    write.flush()?;
    let mut line = String::new();
    // Nobody types a longer one.
    if io::Read::take(&mut *read, 1024).read_line(&mut line)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let answer = if line.trim() == code {
        request.grant().map(|_| Some("approved"))
    } else {
        request.refuse().map(|()| Some("refused"))
    };
    told(write, answer)
}

fn told(
    write: &mut impl Write,
    answer: Result<Option<&'static str>, super::ApprovalError>,
) -> io::Result<()> {
    match answer {
        Ok(Some(answer)) => writeln!(write, "{answer}"),
        Ok(None) => Ok(()),
        Err(error) => writeln!(write, "{error}"),
    }
}
