//! The gate of the demo: what `serve --write` offers, the bad bodies, and a temporary folder for the ledger, the symlinks
//! and all changes.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use std::{fs, io};

use portcullis::approval::{ApprovalRequest, Approver};
use portcullis::authority::{Dir, DirMut, State};
use portcullis::call::Context;
use portcullis::ledger::JournalError;
use portcullis::ledger::journal::{self, Damage, Verified};
use portcullis::prelude::*;
use tempfile::TempDir;

use super::DemoError;
use super::bodies::{Erased, Trap, block, erase, read_trap, spin, stumble};
use super::records::Records;
use super::scene::{Answer, Played, Step};
use crate::{Served, offer};

/// What is in the file that the symlinks lead to.
pub const OUTSIDE: &str = "this file is outside, and nobody may read it";

/// How long the demo waits for the stuck bodies to end, beyond any need.
const PATIENCE: Duration = Duration::from_secs(20);

/// Where the owner of the folder finds what is to be approved. The script says what he answers.
#[derive(Clone, Default)]
struct Desk(Arc<Mutex<Vec<ApprovalRequest>>>);

impl Approver for Desk {
    fn ask(&self, request: ApprovalRequest) {
        self.requests().push(request);
    }
}

impl Desk {
    /// Answers all that waits.
    fn answer(&self, answer: Answer) {
        let requests = std::mem::take(&mut *self.requests());
        for request in requests {
            // What does not count shows in the next call.
            let _ = match answer {
                Answer::Grants => request.grant().map(drop),
                Answer::Refuses => request.refuse(),
            };
        }
    }

    fn requests(&self) -> MutexGuard<'_, Vec<ApprovalRequest>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub struct Stage {
    gate: Gate,
    desk: Desk,
    erased: State<Erased>,
    ledger: PathBuf,
    outside: PathBuf,
    begun: Instant,
    /// Deleted with all in it when the demo ends.
    _temporary: TempDir,
}

/// What verifying the ledger showed.
pub struct Examined {
    pub verified: Verified,
    /// The damage that was found in a copy with one bit changed.
    pub changed: Option<Damage>,
}

impl Stage {
    pub fn set_up(served: Dir<Served>) -> Result<Self, DemoError> {
        let temporary = tempfile::tempdir().map_err(DemoError::Stage)?;
        let (trap, outside) = set_trap(temporary.path()).map_err(DemoError::Stage)?;
        let not_opened = |error| DemoError::Stage(io::Error::other(error));
        // The folder that is shown is only read; what changes something gets this one.
        let changed = DirMut::<Served>::open(&trap).map_err(not_opened)?;
        let trap = Dir::<Trap>::open(trap).map_err(not_opened)?;
        let ledger = temporary.path().join("ledger");
        let erased = State::new(Erased::default());
        let owner = Caller::local;
        let permits = offer::permits_to_change(offer::permits())
            .permit(owner(), block)
            .permit(owner(), spin)
            .permit(owner(), stumble)
            // Not `erase`.
            .permit(owner(), read_trap);
        let owner_is_asked = Desk::default();
        let gate = offer::changes(offer::capabilities(served), changed, owner_is_asked.clone())
            .capability(block)
            .capability(spin)
            .capability(stumble)
            .capability(erase)
            .capability(read_trap)
            .grant(erased.clone())
            .grant(trap)
            .authorizer(permits)
            .ledger(Journal::open(&ledger)?)
            .build()?;
        Ok(Stage {
            gate,
            desk: owner_is_asked,
            erased,
            ledger,
            outside,
            begun: Instant::now(),
            _temporary: temporary,
        })
    }

    /// Makes one call, in the way of a transport.
    pub async fn play(&self, step: Step) -> Played {
        let told = Arc::new(AtomicUsize::new(0));
        let count = told.clone();
        let context = Context::new().progress(Arc::new(move |_, _| {
            count.fetch_add(1, Ordering::Relaxed);
        }));
        let begin = Instant::now();
        let answer =
            self.gate.call_json_with(step.capability, &Caller::local(), step.input.clone(), context).await;
        let took = begin.elapsed();
        if let Some(answer) = step.then {
            self.desk.answer(answer);
        }
        Played { took, answer, progress: told.load(Ordering::Relaxed), step }
    }

    /// How long after the beginning the stuck bodies had all ended; `None` if they have not.
    pub async fn wait_for_stuck_bodies(&self) -> Option<Duration> {
        let end = Instant::now() + PATIENCE;
        while self.gate.free_permits(block) != Some(1) || self.gate.free_permits(spin) != Some(1) {
            if Instant::now() > end {
                return None;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Some(self.begun.elapsed())
    }

    /// The ledger, as it is on the disk.
    pub async fn records(&self) -> Result<Records, DemoError> {
        self.gate.flush().await?;
        let entries = journal::entries(&self.ledger)?.collect::<Result<Vec<_>, _>>()?;
        Ok(Records::of(entries.iter().map(|entry| entry.json())))
    }

    /// Checks every byte of the ledger, and of a copy that was tampered with.
    pub fn examine(&self) -> Result<Examined, DemoError> {
        Ok(Examined { verified: journal::verify(&self.ledger)?, changed: self.verify_changed_copy()? })
    }

    /// What is found wrong with a copy of the ledger in which one bit of a record was changed.
    fn verify_changed_copy(&self) -> Result<Option<Damage>, DemoError> {
        let copy = self.ledger.with_file_name("changed-copy");
        fs::create_dir(&copy)?;
        for file in fs::read_dir(&self.ledger)? {
            let file = file?;
            fs::copy(file.path(), copy.join(file.file_name()))?;
        }
        let changed = journal::entries(&copy)?.flatten().find(|entry| entry.json().contains("call.refused"));
        let Some(entry) = changed else { return Ok(None) };
        let segment = copy.join(format!("{:010}.segment", entry.segment()));
        let mut bytes = fs::read(&segment)?;
        let place = bytes.get(entry.offset() as usize..).and_then(|rest| {
            let word = rest.windows(7).position(|window| window == b"refused")?;
            Some(entry.offset() as usize + word)
        });
        if let Some(byte) = place.and_then(|place| bytes.get_mut(place)) {
            *byte ^= 1;
        }
        fs::write(&segment, bytes)?;
        match journal::verify(&copy) {
            Err(JournalError::Damaged(damages)) => Ok(damages.into_iter().next()),
            Err(error) => Err(error.into()),
            Ok(_) => Ok(None),
        }
    }

    /// Whether what is outside is as it was.
    pub fn is_untouched_outside(&self) -> bool {
        let names = fs::read_dir(&self.outside).map_or(0, Iterator::count);
        let text = fs::read_to_string(self.outside.join("outside.txt"));
        names == 1 && text.is_ok_and(|text| text == OUTSIDE)
    }

    /// Whether the forbidden body ever ran.
    pub fn erased(&self) -> bool {
        self.erased.0.load(Ordering::SeqCst)
    }
}

/// A folder with a file and symlinks to it and out, and beside it a folder that is outside.
fn set_trap(temporary: &Path) -> io::Result<(PathBuf, PathBuf)> {
    let (trap, outside) = (temporary.join("trap"), temporary.join("outside"));
    fs::create_dir(&trap)?;
    fs::create_dir(&outside)?;
    fs::write(trap.join("notes.txt"), "this file is inside\n")?;
    fs::write(outside.join("outside.txt"), OUTSIDE)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink("notes.txt", trap.join("inside"))?;
        symlink("../outside/outside.txt", trap.join("out"))?;
        symlink(outside.join("outside.txt"), trap.join("absolute"))?;
        symlink("../outside", trap.join("folder"))?;
    }
    Ok((trap, outside))
}
