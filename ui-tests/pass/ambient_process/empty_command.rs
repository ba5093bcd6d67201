use portcullis::prelude::*;

/// A command without a program starts nothing: it only holds variables.
#[capability(read)]
fn empty_command(number: u32) -> u32 {
    let command = std::process::Command::new("");
    number.saturating_add(command.get_envs().count() as u32)
}

fn main() {}
