use portcullis::prelude::*;

enum Command {
    Say(u32),
}

impl Command {
    fn new(word: u32) -> Self {
        Command::Say(word)
    }

    fn output(&self) -> u32 {
        let Command::Say(word) = self;
        *word
    }
}

mod redis {
    pub fn cmd(name: &str) -> u32 {
        name.len() as u32
    }
}

mod terminal {
    macro_rules! cmd {
        ($text:expr) => {
            $text.len() as u32
        };
    }
    pub(crate) use cmd;
}

struct Repository;

impl Repository {
    fn fork(&self) -> u32 {
        1
    }

    fn create(&self) -> u32 {
        1
    }
}

fn fork(number: u32) -> u32 {
    number
}

/// Commands of another kind.
#[capability(read)]
fn look_alikes(number: u32) -> u32 {
    use crate::Command;
    let said = Command::new(number).output() + crate::Command::new(1).output();
    said + redis::cmd("GET") + terminal::cmd!("ls") + Repository.fork() + Repository.create() + fork(2)
}

fn main() {}
