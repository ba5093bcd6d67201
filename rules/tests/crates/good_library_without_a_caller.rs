// A library: nobody in sight says where the parameters of its functions come from.
//@ Cargo.toml
[package]
name = "report-tools"
version = "1.2.0"
edition = "2024"

[dependencies]
reqwest = { version = "0.12", features = ["blocking"] }
rusqlite = "0.37"

//@ src/lib.rs
//! What reports need: tables, files, a shell.

pub mod files;
pub mod remote;
pub mod tables;

use rusqlite::Connection;

pub fn export(connection: &Connection, table: &str, folder: &str) -> Option<usize> {
    let rows = tables::rows(connection, table).ok()?;
    files::write(folder, &rows).ok()?;
    Some(rows.len())
}

//@ src/tables.rs
use rusqlite::Connection;

pub fn rows(connection: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare(&format!("SELECT name FROM {table}"))?;
    let rows = statement.query_map([], |row| row.get(0))?;
    rows.collect()
}

//@ src/files.rs
use std::process::Command;

pub fn write(file: &str, rows: &[String]) -> std::io::Result<()> {
    std::fs::write(file, rows.join("\n"))
}

pub fn sorted(pipeline: &str) -> std::io::Result<Vec<u8>> {
    Ok(Command::new("sh").arg("-c").arg(pipeline).output()?.stdout)
}

//@ src/remote.rs
use crate::files;

pub fn copy(address: &str, file: &str) -> Option<()> {
    let text = reqwest::blocking::get(address).ok()?.text().ok()?;
    files::write(file, &[text]).ok()
}
