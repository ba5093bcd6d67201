//! What is offered, and to whom: the one place that says so.

use portcullis::approval::Approver;
use portcullis::authority::{Dir, DirMut};
use portcullis::prelude::*;
use portcullis::{Caller, GateBuilder, Permits};

use crate::Served;
use crate::change::{copy, delete, move_to, trash, write};
use crate::list::list;
use crate::read::read;
use crate::search::search;
use crate::stat::stat;

/// The capabilities that read, with the folder that they may read.
pub fn capabilities(folder: Dir<Served>) -> GateBuilder {
    Gate::builder().capability(list).capability(read).capability(search).capability(stat).grant(folder)
}

/// Those that change the folder, besides those that read it, and who approves what cannot be undone.
pub fn changes(builder: GateBuilder, folder: DirMut<Served>, owner: impl Approver) -> GateBuilder {
    builder
        .capability(write)
        .capability(move_to)
        .capability(copy)
        .capability(trash)
        .capability(delete)
        .approver("owner", owner)
        .grant(folder)
}

/// Whoever started this process may call them. What is not named here is forbidden.
pub fn permits() -> Permits {
    let owner = Caller::local;
    Permits::none().permit(owner(), list).permit(owner(), read).permit(owner(), search).permit(owner(), stat)
}

/// The same, for those that change the folder.
pub fn permits_to_change(permits: Permits) -> Permits {
    let owner = Caller::local;
    permits
        .permit(owner(), write)
        .permit(owner(), move_to)
        .permit(owner(), copy)
        .permit(owner(), trash)
        .permit(owner(), delete)
}
