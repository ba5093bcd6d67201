use portcullis::prelude::*;

#[data(output)]
struct Told {
    found: bool,
    message: String,
}

/// Says what it found.
#[capability(read)]
fn told(#[validate(length(max = 100))] text: String) -> Told {
    match text.parse::<u32>() {
        Ok(_) => Told { found: true, message: String::new() },
        Err(e) => Told { found: false, message: format!("{e:?}") }, //~ P404
    }
}

/// Gathers what went wrong.
#[capability(read)]
fn gathered(#[validate(length(max = 100))] text: String) -> Vec<String> {
    let mut problems = Vec::new();
    for line in text.lines() {
        if let Err(why) = line.parse::<u32>() {
            problems.push(why.to_string());
        }
    }
    problems //~ P404
}

fn main() {}
