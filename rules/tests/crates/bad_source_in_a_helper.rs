// The command line is read in one file, and a shell runs it in another; the root only hands it on.
//@ src/main.rs
mod config;
mod runner;

fn main() {
    let target = config::target();
    if !runner::ping(&target) {
        eprintln!("no answer");
        std::process::exit(1);
    }
}

//@ src/config.rs
use std::env;

/// The host that is asked for, or this one.
pub fn target() -> String {
    env::args().nth(1).unwrap_or_else(|| String::from("localhost"))
}

pub fn attempts() -> u32 {
    env::var("PING_ATTEMPTS").ok().and_then(|text| text.parse().ok()).unwrap_or(3)
}

//@ src/runner.rs
use std::process::Command;

use crate::config;

pub fn ping(target: &str) -> bool {
    let line = format!("ping -c {} {target} > /dev/null", config::attempts());
    Command::new("sh").arg("-c").arg(&line).status().is_ok_and(|status| status.success()) //~ P208
}
