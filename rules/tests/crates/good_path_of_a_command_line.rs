// A program opens the file that its command line names as a whole: it leads where it was meant to lead.
//@ src/main.rs
mod arguments;
mod count;

fn main() -> std::io::Result<()> {
    for path in arguments::paths() {
        println!("{:>8} {}", count::lines(&path)?, path.display());
    }
    Ok(())
}

//@ src/arguments.rs
use std::path::PathBuf;

pub fn paths() -> Vec<PathBuf> {
    std::env::args_os().skip(1).map(PathBuf::from).collect()
}

//@ src/count.rs
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

pub fn lines(path: &Path) -> std::io::Result<usize> {
    let file = BufReader::new(File::open(path)?);
    let mut count = 0;
    for line in file.lines() {
        line?;
        count += 1;
    }
    Ok(count)
}
