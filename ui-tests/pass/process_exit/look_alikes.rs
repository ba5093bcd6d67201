use portcullis::prelude::*;
use std::process::ExitCode;

struct Maze;

impl Maze {
    fn exit(&self, room: u32) -> u32 {
        room
    }

    fn abort(&self) -> u32 {
        1
    }
}

mod process {
    pub fn exit(code: u32) -> u32 {
        code
    }
}

fn abort(number: u32) -> u32 {
    number
}

/// Leaves a room, and no process.
#[capability(read)]
fn look_alikes(number: u32) -> u32 {
    let code = ExitCode::from(2) == ExitCode::SUCCESS;
    let own = Maze.exit(number) + Maze.abort() + self::process::exit(1) + abort(3);
    own + std::process::id() + u32::from(code)
}

fn main() {}
