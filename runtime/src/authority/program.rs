//! One fixed executable, whose arguments cannot become options and which ends with the call that started it.
//!
//! No shell is ever in between, no variable of this process's is passed on, and nothing that the program started in its
//! group goes on after it.

use std::fmt;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Authority, Effect};

mod argument;
mod error;
mod executable;
mod invocation;
mod pump;
mod run;
mod tree;

pub use argument::Argument;
pub use error::ProgramError;
pub use invocation::{Invocation, ProgramOutput};

use executable::Executable;

/// Bytes of standard output, and as many of standard error, unless the owner says otherwise: 1 MiB.
const OUTPUT: usize = 1 << 20;

/// The most that the owner may say: 16 MiB.
const MOST_OUTPUT: usize = 16 << 20;

/// Which executable a [`Program`] is: a type of yours, so that a signature says which one a capability runs.
///
/// ```
/// use portcullis::Effect;
/// use portcullis::authority::ProgramSpec;
///
/// /// Counts lines, words and bytes.
/// struct WordCount;
///
/// impl ProgramSpec for WordCount {
///     const PATH: &'static str = "/usr/bin/wc";
///     const EFFECT: Effect = Effect::Read;
/// }
/// ```
pub trait ProgramSpec: 'static {
    /// The executable, by its absolute path.
    const PATH: &'static str;

    /// The most that it can do with any arguments that the capabilities give it.
    const EFFECT: Effect = Effect::Write;
}

/// One fixed executable. `P` is a type of yours that says which.
///
/// ```
/// use portcullis::authority::{Program, ProgramError, ProgramSpec};
/// use portcullis::prelude::*;
/// use portcullis::{BoundedString, Effect};
///
/// /// Counts lines, words and bytes.
/// struct WordCount;
///
/// impl ProgramSpec for WordCount {
///     const PATH: &'static str = "/usr/bin/wc";
///     const EFFECT: Effect = Effect::Read;
/// }
///
/// /// Counts the words of a text.
/// #[capability(read)]
/// fn words(call: &Call, #[grant] wc: Program<WordCount>, text: BoundedString<1000>) -> Result<String, CountFailure> {
///     let counted = wc.command().fixed("-w").stdin(text.as_bytes()).run(call)?;
///     Ok(String::from_utf8_lossy(&counted.stdout).trim().to_owned())
/// }
///
/// #[failure]
/// enum CountFailure {
///     #[public("the words cannot be counted")]
///     Program(#[from] ProgramError),
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let wc = Program::<WordCount>::open()?.variable("LC_ALL", "C.UTF-8")?;
/// let counted = wc.command().fixed("-w").stdin(b"one two").run(&portcullis::testing::call())?;
/// assert_eq!(counted.stdout, b"2\n");
/// # Ok(())
/// # }
/// ```
///
/// # What it guarantees
///
/// - **This executable and no other**: an absolute path, resolved and looked at when the owner opens it (a regular file,
///   executable, without set-user bits, which nobody but root and this user may change or replace), and looked at
///   again before each run: if another file is there by then, it is not run ([`ProgramError::Changed`]).
/// - **A value stays a value**: see [`Invocation`]. There is no shell, so spaces, quotes, `;` and `$( )` mean nothing.
/// - **Empty environment** but for the [`variable`](Program::variable)s that the owner grants; a fixed working folder
///   (`/` unless the owner says otherwise); standard input is empty or the bytes that are given.
/// - **Bounded output**: a flood ends the program with [`ProgramError::OutputTooLarge`].
/// - **It ends with the call**: at the deadline, when the caller goes away, on every error and when the body panics,
///   its whole process group is killed; on Linux also its descendants that left the group, and whoever still holds its
///   standard output or error. When it ends by itself, whatever it left in its group is killed as well.
///
/// # What it does not
///
/// - It does not confine the program: that reads and writes whatever this process may. `EFFECT` is your word for
///   what it does.
/// - It does not know what the program takes for code: with `/bin/sh -c`, `find -exec` or `awk` a value can be all that
///   code can be. Grant programs whose arguments are data.
/// - A program that wants to get away can: a process that starts a session of its own, outlives its parent and closes
///   standard output and error is found by nobody (a cgroup would hold it); one that has become another user may not be
///   killed. And if this process itself is killed, its programs are not.
/// - File descriptors that other code of this process made inheritable are inherited.
pub struct Program<P: ?Sized> {
    setup: Arc<Setup>,
    spec: PhantomData<fn() -> P>,
}

/// What the owner has settled.
#[derive(Clone)]
struct Setup {
    executable: Executable,
    variables: Vec<(&'static str, String)>,
    folder: PathBuf,
    most_output: usize,
}

impl<P: ProgramSpec + ?Sized> Program<P> {
    /// Finds the executable and looks at it.
    ///
    /// # Errors
    ///
    /// [`ProgramError`], which says what is wrong with it.
    pub fn open() -> Result<Self, ProgramError> {
        let setup = Setup {
            executable: Executable::open(P::PATH)?,
            variables: Vec::new(),
            folder: PathBuf::from("/"),
            most_output: OUTPUT,
        };
        Ok(Program { setup: Arc::new(setup), spec: PhantomData })
    }

    /// Adds a variable to the program's environment, which is empty otherwise.
    ///
    /// # Errors
    ///
    /// [`ProgramError::Variable`] for a name that is none, or a value with NUL.
    pub fn variable(mut self, name: &'static str, value: impl Into<String>) -> Result<Self, ProgramError> {
        let value = value.into();
        if name.is_empty() || name.contains(['=', '\0']) || value.contains('\0') {
            return Err(ProgramError::Variable);
        }
        Arc::make_mut(&mut self.setup).variables.push((name, value));
        Ok(self)
    }

    /// Sets the folder that the program starts in, by a path of the owner's.
    ///
    /// # Errors
    ///
    /// [`ProgramError::Folder`] if it is no folder.
    pub fn working_folder(mut self, folder: impl AsRef<Path>) -> Result<Self, ProgramError> {
        let folder = folder.as_ref().canonicalize().ok().filter(|folder| folder.is_dir());
        Arc::make_mut(&mut self.setup).folder = folder.ok_or(ProgramError::Folder)?;
        Ok(self)
    }

    /// Sets how many bytes of standard output a run may have, and as many of standard error: 1 MiB unless told
    /// otherwise, at most 16 MiB.
    #[must_use]
    pub fn max_output(mut self, bytes: usize) -> Self {
        Arc::make_mut(&mut self.setup).most_output = bytes.min(MOST_OUTPUT);
        self
    }

    /// Begins a command, to which arguments are added.
    pub fn command(&self) -> Invocation {
        Invocation::new(Arc::clone(&self.setup))
    }
}

// Derived, it would ask for `P: Clone`.
impl<P: ?Sized> Clone for Program<P> {
    fn clone(&self) -> Self {
        Program { setup: Arc::clone(&self.setup), spec: PhantomData }
    }
}

impl<P: ProgramSpec + ?Sized> fmt::Debug for Program<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Program({})", self.describe())
    }
}

impl<P: ProgramSpec + ?Sized> Authority for Program<P> {
    const EFFECT: Effect = P::EFFECT;
    const KIND: &'static str = "program";

    /// The path, and the names of the variables: `/usr/bin/git (HOME, LANG)`.
    fn describe(&self) -> String {
        let names: Vec<_> = self.setup.variables.iter().map(|(name, _)| *name).collect();
        if names.is_empty() { P::PATH.to_owned() } else { format!("{} ({})", P::PATH, names.join(", ")) }
    }
}
