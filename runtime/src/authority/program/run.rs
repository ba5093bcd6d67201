//! Starting a program and staying with it to its end. However this ends, by an answer, an error or a panic, the program
//! has ended as well.

use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};

use super::pump::Pump;
use super::{ProgramError, ProgramOutput, Setup, tree};
use crate::call::Call;

/// How often it is asked whether somebody still waits.
const TICK: Duration = Duration::from_millis(10);

/// How late that timer may be.
const LATE: Duration = Duration::from_millis(50);

/// How long those that were killed have to let go of the pipes.
const GRACE: Duration = Duration::from_millis(100);

pub(super) fn run(
    setup: &Setup,
    arguments: &[String],
    stdin: Vec<u8>,
    call: &Call,
) -> Result<ProgramOutput, ProgramError> {
    call.checkpoint()?;
    setup.executable.verify()?;
    let mut program = Running::start(setup, arguments, !stdin.is_empty())?;
    let mut pump = Pump::attach(&mut program.child, stdin, setup.most_output)?;
    match attend(&program, &mut pump, call) {
        Ok(()) => {
            let status = program.end()?;
            pump.finish(GRACE)?;
            let (stdout, stderr) = pump.into_output();
            Ok(ProgramOutput { code: status.code(), signal: status.signal(), stdout, stderr })
        }
        Err(error) => {
            drop(program);
            pump.discard(GRACE);
            until_the_caller_is_told(call);
            Err(error)
        }
    }
}

/// At the deadline the caller is answered by a timer of its own, which may be a moment late. An error of ours before that
/// would be taken for a failure of the body.
fn until_the_caller_is_told(call: &Call) {
    while call.remaining().is_zero() && call.is_awaited() && call.deadline().elapsed() < LATE {
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Until the program ends, says too much, or nobody waits for it any more.
fn attend(program: &Running, pump: &mut Pump, call: &Call) -> Result<(), ProgramError> {
    loop {
        // Asked first, so that whatever was said before the end is still taken.
        let ended = program.has_ended()?;
        pump.move_what_is_there()?;
        if ended {
            return Ok(());
        }
        call.checkpoint()?;
        pump.wait(program.descriptor(), TICK.min(call.remaining()))?;
    }
}

/// A program that runs. Dropped, it is killed with all that it has started.
struct Running {
    child: Child,
    /// The child's number and its group's. Nobody else has it until the child has been waited for.
    pid: Pid,
    /// Readable once the child has ended.
    #[cfg(target_os = "linux")]
    descriptor: rustix::fd::OwnedFd,
    waited_for: bool,
}

impl Running {
    fn start(setup: &Setup, arguments: &[String], reads: bool) -> Result<Self, ProgramError> {
        let mut child = Command::new(&setup.executable.path)
            .arg0(setup.executable.name)
            .args(arguments)
            .env_clear()
            .envs(setup.variables.iter().map(|(name, value)| (name, value)))
            .current_dir(&setup.folder)
            .process_group(0)
            .stdin(if reads { Stdio::piped() } else { Stdio::null() })
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let pid = Pid::from_child(&child);
        #[cfg(target_os = "linux")]
        let descriptor = match rustix::process::pidfd_open(pid, rustix::process::PidfdFlags::empty()) {
            Ok(descriptor) => descriptor,
            Err(error) => {
                tree::kill_group(pid);
                let _ = child.wait();
                return Err(error.into());
            }
        };
        Ok(Running {
            child,
            pid,
            #[cfg(target_os = "linux")]
            descriptor,
            waited_for: false,
        })
    }

    /// Whether the program itself has ended. It is not waited for yet, which keeps its number and its group's its own.
    fn has_ended(&self) -> Result<bool, ProgramError> {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        Ok(waitid(WaitId::Pid(self.pid), options)?.is_some())
    }

    #[cfg(target_os = "linux")]
    fn descriptor(&self) -> Option<rustix::fd::BorrowedFd<'_>> {
        use rustix::fd::AsFd;
        Some(self.descriptor.as_fd())
    }

    #[cfg(not(target_os = "linux"))]
    fn descriptor(&self) -> Option<rustix::fd::BorrowedFd<'_>> {
        None
    }

    /// Ends what it left in its group, and takes its status.
    fn end(mut self) -> Result<ExitStatus, ProgramError> {
        tree::kill_group(self.pid);
        let status = self.child.wait();
        self.waited_for = true;
        Ok(status?)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if !self.waited_for {
            tree::kill(self.pid);
            // There is nobody to tell, and the reason why it was killed is told.
            let _ = self.child.wait();
        }
    }
}
