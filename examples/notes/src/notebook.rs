//! The plugin: notes that are found quickly because they are kept in memory, and survive because each is a file as well.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use portcullis::RelativePath;
use portcullis::authority::{Dir, DirError, DirMut};
use portcullis::plugin::LoadContext;
use portcullis::prelude::*;

/// The folder that the notes are kept in.
pub struct Kept;

/// Notes that a notebook has at most.
pub const MOST: usize = 1_000;

/// Bytes that a note has at most, in a file.
const BYTES: usize = 4 * 500;

/// A notebook. Its state is what is found in the folder when it is loaded, and what is added later.
#[derive(Default)]
pub struct Notebook {
    notes: Mutex<BTreeMap<String, String>>,
}

/// A note, as it is found.
#[data(output)]
#[derive(Debug, PartialEq)]
pub struct Note {
    /// What it is called.
    #[validate(length(max = 40))]
    pub name: String,
    /// What it says.
    #[validate(length(max = 500))]
    pub text: String,
}

/// Why there is no answer.
#[failure]
pub enum NotebookFailure {
    /// It is full.
    #[public("the notebook is full: it has 1000 notes")]
    Full,
    /// There is one already.
    #[public("there is a note of this name already")]
    Taken,
    /// A file in the folder has a name that no note can have.
    #[public("the notebook is not available")]
    Unnamed,
    /// The folder cannot be read or written.
    #[public("the notebook is not available", retryable)]
    Folder(#[from] DirError),
}

#[secure_plugin(name = "notes", version = env!("CARGO_PKG_VERSION"))]
impl Notebook {
    /// Keeps a note under a name that no other one has, and says how many there are.
    #[capability(write, timeout = "2s", rate = "60/min")]
    pub fn add(
        &self,
        #[grant] folder: DirMut<Kept>,
        /// What the note is called: lower-case letters, digits and dashes.
        #[validate(length(min = 1, max = 40), pattern = "^[a-z0-9][a-z0-9-]*$")]
        name: String,
        /// What it says.
        #[validate(length(min = 1, max = 500), allow_control)]
        text: String,
    ) -> Result<u32, NotebookFailure> {
        let mut notes = self.notes();
        if notes.len() >= MOST {
            return Err(NotebookFailure::Full);
        }
        if notes.contains_key(&name) {
            return Err(NotebookFailure::Taken);
        }
        // First the file: what is in memory only would be gone with the plugin.
        folder.create_new(&file_of(&name)?, text.as_bytes())?;
        notes.insert(name, text);
        Ok(u32::try_from(notes.len()).unwrap_or(u32::MAX))
    }

    /// Finds notes with a text in them, at most ten.
    #[capability(read, timeout = "1s")]
    pub fn find(
        &self,
        /// The text to look for, in names and notes; upper and lower case are different.
        #[validate(length(min = 1, max = 100))]
        text: String,
    ) -> Vec<Note> {
        let notes = self.notes();
        let found = notes.iter().filter(|(name, note)| name.contains(&text) || note.contains(&text));
        found.take(10).map(|(name, text)| Note { name: name.clone(), text: text.clone() }).collect()
    }

    /// Before calls are let in. It may read, and changes nothing: that is what calls are for, whose intents are recorded.
    #[on_load(timeout = "5s")]
    async fn read_all(
        &self,
        context: &LoadContext,
        #[grant] folder: Dir<Kept>,
    ) -> Result<(), NotebookFailure> {
        let mut notes = BTreeMap::new();
        for entry in folder.list(&RelativePath::<64>::default(), MOST)?.entries {
            context.call().checkpoint()?;
            if let Some(name) = entry.name.strip_suffix(".txt") {
                let read = folder.read(&file_of(name)?, 0, BYTES)?;
                notes.insert(name.to_owned(), String::from_utf8_lossy(&read.bytes).into_owned());
            }
        }
        context.call().note("notes", notes.len());
        *self.notes() = notes;
        Ok(())
    }

    /// After the last call has ended.
    #[on_unload]
    fn forget(&self) {
        self.notes().clear();
    }

    /// A helper: no caller can reach it, and the rules read it all the same.
    fn notes(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        // A body that panicked left a whole map behind: each change of it is one call.
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The file of a note. The pattern of its name lets nothing through that a path could take for more than a name.
fn file_of(name: &str) -> Result<RelativePath<64>, NotebookFailure> {
    format!("{name}.txt").parse().map_err(|_| NotebookFailure::Unnamed)
}
