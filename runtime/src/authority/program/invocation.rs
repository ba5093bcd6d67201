//! One run of a program: its arguments, one by one, and what became of it.

use std::sync::Arc;

use super::argument::{Argument, looks_like_option};
use super::{ProgramError, Setup, run};
use crate::call::Call;

/// The most arguments.
const ARGUMENTS: usize = 256;

/// The most bytes of all arguments together.
const ARGUMENT_BYTES: usize = 128 * 1024;

/// The most bytes for standard input: 16 MiB.
const INPUT: usize = 16 << 20;

/// A command that is being put together.
///
/// Options come from literals in the code, by [`fixed`](Invocation::fixed). What callers send is a value and stays one:
///
/// | | may be | reaches the program as |
/// |---|---|---|
/// | [`value`](Invocation::value) | anything that does not look like an option | the value |
/// | `value` behind [`end_of_options`](Invocation::end_of_options) | anything | the value, behind `--` |
/// | [`option_value`](Invocation::option_value) | anything | `--name=value`, one argument |
///
/// What is wrong is told by [`run`](Invocation::run), before anything has started.
///
/// ```
/// use portcullis::RelativePath;
/// use portcullis::authority::{Program, ProgramError, ProgramSpec};
///
/// struct Echo;
///
/// impl ProgramSpec for Echo {
///     const PATH: &'static str = "/bin/echo";
/// }
///
/// let (echo, call) = (Program::<Echo>::open()?, portcullis::testing::call());
/// let said = echo.command().value("a; rm -rf $HOME").value(&5).run(&call)?;
/// assert_eq!(said.stdout, b"a; rm -rf $HOME 5\n");
///
/// let refused = echo.command().value("--help").run(&call);
/// assert_eq!(refused.err(), Some(ProgramError::LooksLikeOption { position: 1 }));
///
/// let path: RelativePath = "--help".parse()?;
/// assert_eq!(echo.command().value(&path).run(&call)?.stdout, b"./--help\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "a command does nothing until it is `run`"]
pub struct Invocation {
    setup: Arc<Setup>,
    arguments: Vec<String>,
    options_have_ended: bool,
    stdin: Vec<u8>,
    fault: Option<ProgramError>,
}

/// What a program said, and how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProgramOutput {
    /// Its exit code; `None` if a signal ended it.
    pub code: Option<i32>,
    /// The signal that ended it.
    pub signal: Option<i32>,
    /// Its standard output.
    pub stdout: Vec<u8>,
    /// Its standard error. It is the program's own text: for the operator rather than for callers.
    pub stderr: Vec<u8>,
}

impl ProgramOutput {
    /// Whether it says that all went well: exit code 0.
    pub fn success(&self) -> bool {
        self.code == Some(0)
    }
}

impl Invocation {
    pub(super) fn new(setup: Arc<Setup>) -> Self {
        let (arguments, stdin) = (Vec::new(), Vec::new());
        Invocation { setup, arguments, options_have_ended: false, stdin, fault: None }
    }

    /// Adds an argument that stands in the code: an option, a subcommand.
    pub fn fixed(mut self, argument: &'static str) -> Self {
        self.add(argument.to_owned());
        self
    }

    /// Adds a value. Before the [`end_of_options`](Self::end_of_options), one that looks like an option is refused: it
    /// begins with `-` (or a look-alike), `+` or `@`.
    pub fn value(mut self, value: &(impl Argument + ?Sized)) -> Self {
        let text = value.text();
        if !self.options_have_ended && looks_like_option(&text) {
            self.refuse(ProgramError::LooksLikeOption { position: self.arguments.len() + 1 });
        }
        self.add(text.into_owned());
        self
    }

    /// Adds `--name=value` as one argument, for a `name` that begins with `--`.
    pub fn option_value(mut self, name: &'static str, value: &(impl Argument + ?Sized)) -> Self {
        if !name.starts_with("--") || name.len() < 3 || name.contains('=') {
            self.refuse(ProgramError::NotALongOption { position: self.arguments.len() + 1 });
        }
        self.add(format!("{name}={}", value.text()));
        self
    }

    /// Adds `--`, behind which programs take nothing for an option. Whether this one does its manual says.
    pub fn end_of_options(mut self) -> Self {
        self.add("--".to_owned());
        self.options_have_ended = true;
        self
    }

    /// What the program reads from its standard input, at most 16 MiB. Without it, there is nothing to read.
    pub fn stdin(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.stdin = bytes.into();
        if self.stdin.len() > INPUT {
            self.refuse(ProgramError::InputTooLarge { most: INPUT });
        }
        self
    }

    /// Runs the program and waits for its end, for no longer than the call goes on. It blocks the thread, which is
    /// harmless in a body.
    ///
    /// An exit code other than 0 is no error: see [`ProgramOutput::success`].
    ///
    /// # Errors
    ///
    /// [`ProgramError`]. The program has ended by then, or never started.
    pub fn run(self, call: &Call) -> Result<ProgramOutput, ProgramError> {
        match self.fault {
            Some(fault) => Err(fault),
            None => run::run(&self.setup, &self.arguments, self.stdin, call),
        }
    }

    fn add(&mut self, argument: String) {
        let position = self.arguments.len() + 1;
        if argument.contains('\0') {
            self.refuse(ProgramError::Nul { position });
        }
        let bytes: usize = self.arguments.iter().map(String::len).sum();
        if position > ARGUMENTS || bytes + argument.len() > ARGUMENT_BYTES {
            return self.refuse(ProgramError::TooManyArguments);
        }
        self.arguments.push(argument);
    }

    /// The first fault is the one that is told.
    fn refuse(&mut self, fault: ProgramError) {
        self.fault.get_or_insert(fault);
    }
}
