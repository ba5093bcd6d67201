use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::process::{self, Command, ExitCode, exit};

use anyhow::{Context, bail};
use clap::Parser;

#[derive(Parser)]
struct Args {
    config: String,
    names: Vec<String>,
}

struct Maze {
    doors: HashMap<u32, u32>,
}

//# bad
fn load_config(path: &str) -> toml::Table {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            tracing::error!(%error, "the configuration cannot be read");
            process::exit(2);
        }
    };
    toml::from_str(&text).unwrap_or_default()
}

//# good
fn read_config(path: &str) -> anyhow::Result<toml::Table> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {path}"))?;
    Ok(toml::from_str(&text)?)
}

//# bad
fn parse_port(text: &str) -> u16 {
    text.trim().parse().unwrap_or_else(|_| {
        tracing::error!(text, "not a port");
        exit(1)
    })
}

//# good
fn run(args: Args) -> ExitCode {
    match read_config(&args.config) {
        Ok(table) if !table.is_empty() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(2),
        Err(error) => {
            tracing::error!(%error, "failed");
            ExitCode::FAILURE
        }
    }
}

//# bad
fn check_names(args: &Args) -> usize {
    let known = ["alpha", "beta"];
    for name in &args.names {
        if !known.contains(&name.as_str()) {
            std::process::abort();
        }
    }
    args.names.len()
}

//# good
fn check_all_names(args: &Args) -> anyhow::Result<usize> {
    let known = ["alpha", "beta"];
    for name in &args.names {
        if !known.contains(&name.as_str()) {
            bail!("unknown name; the process would exit with 1");
        }
    }
    Ok(args.names.len())
}

impl Maze {
    //# good
    fn exit(&self, room: u32) -> Option<u32> {
        self.doors.get(&room).copied()
    }

    //# good
    fn way_out(&self, start: u32) -> Vec<u32> {
        let mut way = vec![start];
        while let Some(next) = way.last().and_then(|room| self.exit(*room)) {
            if way.contains(&next) {
                break;
            }
            way.push(next);
        }
        way
    }
}

//# bad
fn install_reporter(file: String) {
    std::panic::set_hook(Box::new(move |info| {
        let _ = fs::write(&file, info.to_string());
    }));
}

//# good
fn attempt(work: impl FnOnce() -> u32 + std::panic::UnwindSafe) -> Result<u32, String> {
    std::panic::catch_unwind(work).map_err(|cause| match cause.downcast_ref::<&str>() {
        Some(text) => (*text).to_owned(),
        None => "panicked".to_owned(),
    })
}

//# bad
fn run_plugin(name: &str, folder: &Path) -> String {
    let status = Command::new("plugin-host").arg(name).current_dir(folder).status();
    let code = status.ok().and_then(|s| s.code()).unwrap_or(127);
    if code != 0 {
        use std::process::exit as leave;
        leave(code);
    }
    format!("{name} done")
}

//# good
fn run_plugin_status(name: &str, folder: &Path) -> std::io::Result<i32> {
    let mut child = Command::new("plugin-host").arg(name).current_dir(folder).spawn()?;
    let status = child.wait()?;
    Ok(status.code().unwrap_or(127))
}

//# bad
fn first_argument() -> String {
    let Some(first) = std::env::args().nth(1) else {
        tracing::error!("an argument is needed");
        exit(64);
    };
    first
}
