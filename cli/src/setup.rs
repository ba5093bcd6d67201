//! `completions` and `man`: what a shell and `man` want to know of this program, made from its own arguments.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap_complete::Shell;

use crate::stdout::print;

/// The name under which a shell finds the program.
const PROGRAM: &str = "cargo-portcullis";

/// The same, as bash may name a function.
const PLAIN: &str = "cargo_portcullis";

/// Prints a script that completes words of the command line.
pub(crate) fn completions(shell: Shell, command: clap::Command) -> ExitCode {
    let mut script = Vec::new();
    if shell != Shell::Bash {
        clap_complete::generate(shell, &mut named(command), PROGRAM, &mut script);
        return print(|out| out.write_all(&script));
    }
    // The generator writes a `-` in a program's name in two ways, and then does not find its own commands.
    clap_complete::generate(shell, &mut command.name(PLAIN).bin_name(PLAIN), PLAIN, &mut script);
    let script = String::from_utf8_lossy(&script).replace(&format!(" {PLAIN}\n"), &format!(" {PROGRAM}\n"));
    print(|out| out.write_all(script.as_bytes()))
}

/// Prints the page of the whole program, or writes one for each of its commands into a folder.
pub(crate) fn man(into: Option<&Path>, command: clap::Command) -> ExitCode {
    let command = named(command).disable_help_subcommand(true);
    let Some(folder) = into else {
        return print(|out| {
            let mut page = Vec::new();
            clap_mangen::Man::new(command).render(&mut page)?;
            out.write_all(&page)
        });
    };
    let written = std::fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(command, folder));
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(anstream::stderr(), "error: {}: {error}", folder.display());
            ExitCode::from(2)
        }
    }
}

fn named(command: clap::Command) -> clap::Command {
    command.name(PROGRAM).bin_name(PROGRAM)
}
