use std::process::ExitCode;

use clap::Parser;

#[derive(Parser)]
struct Arguments {
    file: std::path::PathBuf,
}

//# good
fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match crate::convert::run(&arguments.file) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: {error}", arguments.file.display());
            ExitCode::FAILURE
        }
    }
}

//# good
fn write_journal(journal: &mut std::fs::File, outcome: Result<u32, std::io::Error>) -> u32 {
    use std::io::Write as _;
    match outcome {
        Ok(number) => number,
        Err(error) => {
            writeln!(journal, "{error}").expect("the journal can be written");
            0
        }
    }
}
