//! The person at the terminal that started the process, asked one request after the other.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::{ApprovalRequest, Approver};

/// Bytes of arguments that a person can be asked to read.
const READABLE: usize = 1024;

/// Bytes of a line that is typed.
const LINE: u64 = 1024;

/// How often a line with nothing on it is no answer.
const EMPTY_LINES: usize = 10;

/// Asks at the terminal of this process (`/dev/tty`), whatever its standard input and output are used for.
///
/// Each request is shown with a code that was made for it just then, and only that code is a yes; so nobody can type, or be
/// talked into typing, a yes to what has not been shown. Any other line is a no. A request with more than 1 KiB of arguments
/// is refused, since nobody would read them. Where there is no terminal, or this process is not in its foreground, nobody
/// is asked, and the call stays refused.
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
    requests: Mutex<Option<Sender<ApprovalRequest>>>,
}

type Open = Box<dyn FnOnce() -> io::Result<Person> + Send>;

/// What is read from, what is written to, and the terminal that both are, if they are one.
struct Person {
    read: Box<dyn BufRead + Send>,
    write: Box<dyn Write + Send>,
    terminal: Option<File>,
}

impl Terminal {
    /// The terminal of this process. It is opened when the first request comes.
    pub fn new() -> Self {
        Self::opened_by(|| {
            let terminal = OpenOptions::new().read(true).write(true).open("/dev/tty")?;
            Ok(Person {
                read: Box::new(BufReader::new(terminal.try_clone()?)),
                write: Box::new(terminal.try_clone()?),
                terminal: Some(terminal),
            })
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
        Self::opened_by(|| Ok(Person { read: Box::new(read), write: Box::new(write), terminal: None }))
    }

    fn opened_by(open: impl FnOnce() -> io::Result<Person> + Send + 'static) -> Self {
        Terminal { open: Mutex::new(Some(Box::new(open))), requests: Mutex::default() }
    }

    /// Where requests go; `None` where nobody can be asked.
    fn requests(&self) -> Option<Sender<ApprovalRequest>> {
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        if requests.is_none() {
            let open = self.open.lock().unwrap_or_else(PoisonError::into_inner).take()?;
            let (send, receive) = channel();
            let person = thread::Builder::new().name("portcullis-terminal".into());
            let started = person.spawn(move || match open() {
                Ok(person) => person.answer_all(&receive),
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
        // The gate bounds how many requests are open. One that nobody takes is let go.
        if self.requests().is_none_or(|requests| requests.send(request).is_err()) {
            tracing::warn!("nobody can be asked for an approval at the terminal");
        }
    }
}

impl Person {
    fn answer_all(mut self, requests: &Receiver<ApprovalRequest>) {
        while let Ok(request) = requests.recv() {
            if let Err(error) = self.ask(request) {
                tracing::error!(%error, "the terminal is gone, and nobody answers any more");
                return;
            }
        }
    }

    fn ask(&mut self, request: ApprovalRequest) -> io::Result<()> {
        if !request.is_open() {
            return Ok(());
        }
        if !self.is_there() {
            tracing::warn!(request = %request.id(), "this process is not in the foreground of its terminal, so nobody is asked");
            return Ok(());
        }
        let (caller, capability) = (request.caller().clone(), request.capability());
        writeln!(
            self.write,
            "\n{caller} asks for `{capability}` ({}): {}",
            request.effect(),
            request.summary()
        )?;
        if request.arguments().len() > READABLE {
            writeln!(self.write, "It has more arguments than anybody would read, and was refused.")?;
            let _ = request.refuse();
            return Ok(());
        }
        writeln!(self.write, "    {}", request.arguments())?;
        let Some(code) = code() else { return Ok(()) };
        // The last words, below all that the caller has chosen.
        write!(
            self.write,
            "Type {code} to let {caller} call `{capability}` with this, anything else to refuse: "
        )?;
        self.write.flush()?;
        self.forget_what_was_typed();
        let answer = match self.line()? {
            Some(typed) if typed == code => request.grant().map(|_| "approved"),
            _ => request.refuse().map(|()| "refused"),
        };
        match answer {
            Ok(answer) => writeln!(self.write, "{answer}"),
            Err(error) => writeln!(self.write, "{error}"),
        }
    }

    /// What is typed, without lines on which nothing stands.
    fn line(&mut self) -> io::Result<Option<String>> {
        for _ in 0..EMPTY_LINES {
            let mut line = Vec::new();
            if self.read.by_ref().take(LINE).read_until(b'\n', &mut line)? == 0 {
                return Ok(None);
            }
            match String::from_utf8_lossy(&line).trim() {
                "" => {}
                typed => return Ok(Some(typed.to_owned())),
            }
        }
        Ok(None)
    }

    /// Whether somebody can type something here. A process in the background would be stopped for trying to read.
    fn is_there(&self) -> bool {
        let Some(terminal) = &self.terminal else { return true };
        rustix::termios::tcgetpgrp(terminal).is_ok_and(|group| group == rustix::process::getpgrp())
    }

    fn forget_what_was_typed(&self) {
        if let Some(terminal) = &self.terminal {
            // If it fails, the code is still one that nobody could have typed before.
            let _ = rustix::termios::tcflush(terminal, rustix::termios::QueueSelector::IFlush);
        }
    }
}

/// Four characters that nobody can know before they are shown.
fn code() -> Option<String> {
    let mut bytes = [0; 2];
    getrandom::fill(&mut bytes).ok()?;
    Some(format!("{:04x}", u16::from_be_bytes(bytes)))
}
