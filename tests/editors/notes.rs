//! What an editor is asked about. What stands between two angle quotes is a question and no part of the text: `goto` and
//! `hover` are asked of the word behind it; anything else is typed there, and how could it go on?

use std::sync::Mutex;

use portcullis::authority::{Dir, DirError};
use portcullis::prelude::*;
use portcullis::{BuildError, RelativePath};

/// The folder of notes.
pub struct Notes;

/// Reads the beginning of a note.
#[capability(read, timeout = "2s")]
pub fn read_note(
    call: &Call,
    #[grant] folder: Dir<Notes>,
    /// The note, relative to the folder.
    «hover»path: RelativePath,
    #[validate(range(min = 1, max = 4096))] «hover»most: usize,
) -> Result<«goto»Page, NoteFailure> {
    «goto»call.«goto»checkpoint()?;
    «folder.»«call.»«fold»«mo»«show»
    let read = «goto»folder.«goto»«hover»read(&«goto»path, 0, «goto»«hover»most)?;
    Ok(«goto»shown(&«hover»read.bytes))
}

fn shown(bytes: &[u8]) -> Page {
    «__»«read_n»
    let text = String::from_utf8_lossy(bytes).into_owned();
    Page { «goto»text, bytes: bytes.len() }
}

/// One page of a note.
#[data(output)]
pub struct Page {
    /// What it says.
    pub text: String,
    pub bytes: usize,
}

/// What to look for.
#[data(input)]
pub struct Query {
    #[validate(length(max = 100))]
    pub word: String,
    #[validate(range(min = 1, max = 50))]
    pub most: u32,
}

/// Counts what was found.
#[capability(read)]
pub fn count(#[input] query: Query) -> u64 {
    «query.»
    u64::from(«goto»query.«goto»most)
}

/// Why there is no note.
#[failure]
pub enum NoteFailure {
    #[public("the note cannot be read")]
    Folder(#[from] DirError),
}

/// What is remembered of them.
pub struct Notebook {
    names: Mutex<u64>,
}

#[secure_plugin(name = "notebook", version = "1.0.0")]
impl Notebook {
    /// Keeps a name.
    #[capability(write, timeout = "1s")]
    pub fn «hover»keep(&self, call: &Call, #[validate(length(min = 1, max = 40))] name: String) -> Result<u64, Internal> {
        «goto»call.checkpoint()?;
        «self.»«call.»«na»
        Ok(self.«goto»add(«goto»name.len()))
    }

    /// Adds to what is known.
    fn add(&self, length: usize) -> u64 {
        let _ = &self.«goto»names;
        length as u64
    }
}

pub fn gate(folder: Dir<Notes>) -> Result<Gate, BuildError> {
    let policy: Policy = policy! {
        principal operator = local;
        group reading = [«goto»«hover»read_note, count];
        permit operator on reading;
        permit operator on «goto»Notebook::keep;
        expect permit operator on «goto»count with { most: 1 };
    };
    Gate::builder().«goto»grant(folder).«goto»capability(«goto»«hover»read_note).capability(«goto»count).authorizer(policy).build()
}
