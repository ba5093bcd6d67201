use portcullis::prelude::*;

struct Settings(u32);

impl Settings {
    fn var(&self, name: u32) -> u32 {
        self.0 + name
    }

    fn vars(&self) -> u32 {
        self.0
    }
}

mod formula {
    pub fn var(name: u32) -> u32 {
        name
    }

    pub fn var_os(name: u32) -> u32 {
        name
    }

    pub fn getenv(name: u32) -> u32 {
        name
    }

    pub fn from_env(name: u32) -> u32 {
        name
    }
}

mod env {
    pub fn var(name: u32) -> u32 {
        name
    }
}

/// The variables of a formula, not of a process.
#[capability(read)]
fn look_alikes(number: u32) -> u32 {
    let settings = Settings(number);
    let more = formula::var_os(1) + formula::getenv(1) + formula::from_env(1);
    settings.var(1) + settings.vars() + formula::var(2) + self::env::var(3) + more
}

fn main() {}
