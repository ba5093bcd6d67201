//! What is offered, and to whom: the one place that says so.

use portcullis::authority::Dir;
use portcullis::prelude::*;
use portcullis::{Caller, GateBuilder, Permits};

use crate::Served;
use crate::list::list;
use crate::read::read;
use crate::search::search;
use crate::stat::stat;

/// The capabilities, with the folder that they may read.
pub fn capabilities(folder: Dir<Served>) -> GateBuilder {
    Gate::builder().capability(list).capability(read).capability(search).capability(stat).grant(folder)
}

/// Whoever started this process may call them. What is not named here is forbidden.
pub fn permits() -> Permits {
    let owner = Caller::local;
    Permits::none().permit(owner(), list).permit(owner(), read).permit(owner(), search).permit(owner(), stat)
}
