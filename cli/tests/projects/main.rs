//! `cargo portcullis check` over whole projects: packages as Cargo sees them, reports for machines, baselines, exceptions, hooks.

mod baseline;
mod crossing;
mod exceptions;
mod folder;
mod hostile;
#[cfg(unix)]
mod init;
mod sarif;
mod workspace;
