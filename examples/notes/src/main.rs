//! The command line of the example: `notes demo`, `notes serve FOLDER LEDGER`.

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use notes::notebook::Notebook;
use notes::{demo, offer};
use portcullis_mcp::ServeMcp;

const USAGE: &str = "\
Usage:
  notes demo                  a client is connected while the plugin comes and goes
  notes serve FOLDER LEDGER   serves the notes of FOLDER as MCP on standard input and output";

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let words: Vec<_> = arguments.iter().map(String::as_str).collect();
    let done = match words[..] {
        ["demo"] => play().await,
        ["serve", folder, ledger] => serve(Path::new(folder), Path::new(ledger)).await,
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("notes: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn play() -> Result<(), Box<dyn Error>> {
    let temporary = tempfile::tempdir()?;
    let folder = temporary.path().join("notes");
    std::fs::create_dir(&folder)?;
    Ok(demo::run(&folder, &temporary.path().join("ledger")).await?)
}

async fn serve(folder: &Path, ledger: &Path) -> Result<(), Box<dyn Error>> {
    let gate = offer::gate(folder, ledger)?;
    gate.load(Notebook::default()).await?;
    Ok(gate.serve_stdio().await?)
}
