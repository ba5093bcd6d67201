//! `#[authority(..)]`, beside `#[derive(Authority)]`.

use portcullis_rules::Diagnostics;
use proc_macro2::Span;
use syn::{Attribute, LitStr, Path};

use super::Arguments;

/// `#[authority(..)]`
pub struct AuthorityArgs {
    /// `read`: it changes nothing.
    pub read: Option<Span>,
    /// `write`: it changes what can be changed back.
    pub write: Option<Span>,
    /// `destructive`: it changes what nothing can undo.
    pub destructive: Option<Span>,
    /// `name = "…"`: what kind of thing it is, in one word.
    pub name: Option<LitStr>,
    /// `reaches = "…"`: what it reaches, for the surface and the ledger.
    pub reaches: Option<LitStr>,
    /// `crate = path`: where Portcullis is, if it is renamed or re-exported.
    pub krate: Option<Path>,
}

impl AuthorityArgs {
    /// Reads all `#[authority(..)]` of a type.
    pub fn parse(attributes: &[Attribute], out: &mut Diagnostics) -> Self {
        Arguments::read_attributes("authority", attributes, out, |arguments| AuthorityArgs {
            read: arguments.flag("read"),
            write: arguments.flag("write"),
            destructive: arguments.flag("destructive"),
            name: arguments.text("name"),
            reaches: arguments.text("reaches"),
            krate: arguments.path("crate"),
        })
    }
}
