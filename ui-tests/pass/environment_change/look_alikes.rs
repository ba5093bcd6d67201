use portcullis::prelude::*;
use std::collections::BTreeMap;

#[derive(Default)]
struct Scope(BTreeMap<u32, u32>);

impl Scope {
    fn set_var(&mut self, name: u32, value: u32) -> u32 {
        self.0.insert(name, value).unwrap_or(0)
    }

    fn remove_var(&mut self, name: u32) -> u32 {
        self.0.remove(&name).unwrap_or(0)
    }

    fn umask(&self) -> u32 {
        1
    }
}

mod shell {
    pub fn set_current_dir(folder: u32) -> u32 {
        folder
    }

    pub fn chdir(folder: u32) -> u32 {
        folder
    }

    pub fn dotenv(folder: u32) -> u32 {
        folder
    }

    pub fn setenv(folder: u32) -> u32 {
        folder
    }

    pub fn set_var(folder: u32) -> u32 {
        folder
    }

    pub fn setuid(folder: u32) -> u32 {
        folder
    }

    pub fn umask(folder: u32) -> u32 {
        folder
    }

    pub fn setlocale(folder: u32) -> u32 {
        folder
    }
}

/// The variables of a formula, not of a process.
#[capability(read)]
fn look_alikes(number: u32) -> u32 {
    let mut scope = Scope::default();
    let own = scope.set_var(number, 1) + scope.remove_var(number) + scope.umask() + shell::setlocale(1);
    let more = shell::setenv(1) + shell::set_var(1) + shell::setuid(1) + shell::umask(1);
    own + shell::set_current_dir(1) + shell::chdir(2) + shell::dotenv(3) + more
}

fn main() {}
