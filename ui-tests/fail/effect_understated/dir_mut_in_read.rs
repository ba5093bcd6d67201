use portcullis::RelativePath;
use portcullis::authority::DirMut;
use portcullis::prelude::*;

struct Notes;

/// Says that it only reads.
#[capability(read)]
fn look(#[grant] notes: DirMut<Notes>, path: RelativePath) -> bool { //~ P711
    notes.metadata(&path).is_ok()
}

/// Reads and writes, and says so.
#[capability(write)]
fn touch(#[grant] notes: DirMut<Notes>, path: RelativePath) -> bool {
    notes.create_new(&path, b"").is_ok()
}

fn main() {}
