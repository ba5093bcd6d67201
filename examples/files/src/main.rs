//! The command line of the example: `files serve DIR`, `files demo DIR`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use files::serve::Access;
use tracing_subscriber::filter::LevelFilter;

/// An MCP server over one folder, read-only unless told otherwise, with every guard of Portcullis.
#[derive(Parser)]
#[command(version, after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  cargo run -p files -- demo .                 watch good and bad calls on this folder
  cargo run -p files -- serve ~/notes          serve a folder to an MCP client
  cargo run -p files -- serve --write ~/notes  and let it be changed; a delete is approved at this terminal
  npx @modelcontextprotocol/inspector -- cargo run -q -p files -- serve .";

#[derive(Subcommand)]
enum Command {
    /// Serves DIR as MCP on standard input and output: the tools list, read, search and stat, and with --write also write,
    /// move, copy, trash and delete.
    #[command(after_help = SERVE_EXAMPLES)]
    Serve {
        /// The folder. Nothing outside it can be read or written.
        dir: PathBuf,
        /// Lets callers change the folder: write, move and copy files, throw them into its `.trash`, and delete them if you
        /// approve that at this terminal.
        #[arg(long)]
        write: bool,
        /// Lets the client ask its user for approvals, and not this terminal. Only for a client that shows the question to a
        /// person; the ledger says with each approval that it came from the caller's own client.
        #[arg(long, requires = "write")]
        trust_client: bool,
        /// Where the ledger goes, outside DIR. [default: a new folder in $XDG_STATE_HOME/portcullis-files]
        #[arg(long, value_name = "FOLDER")]
        ledger: Option<PathBuf>,
    },
    /// Makes good and bad calls on DIR and shows what becomes of each. Exits with 1 if one surprises it.
    #[command(after_help = DEMO_EXAMPLES)]
    Demo {
        /// The folder, any one, also an empty one. Nothing in it is written.
        dir: PathBuf,
    },
}

const SERVE_EXAMPLES: &str = "\
Examples:
  files serve .
  files serve --write ~/notes --ledger /var/log/notes
  files serve --write --trust-client ~/notes

For a client's configuration:
  {\"mcpServers\": {\"notes\": {\"command\": \"files\", \"args\": [\"serve\", \"/home/ann/notes\"]}}}";

const DEMO_EXAMPLES: &str = "\
Examples:
  files demo .
  NO_COLOR=1 COLUMNS=100 files demo ~/notes | less";

#[tokio::main]
async fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Serve { dir, write, trust_client, ledger } => {
            log_to_stderr();
            let access = match (write, trust_client) {
                (false, _) => Access::Read,
                #[cfg(unix)]
                (true, false) => Access::Write,
                _ => Access::WriteTrustingClient,
            };
            files::serve::serve(&dir, access, ledger).await.map_err(|error| error.to_string())
        }
        Command::Demo { dir } => files::demo::run(&dir).await.map_err(|error| error.to_string()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("files: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What callers are never told, for the operator. Standard output is for the protocol.
fn log_to_stderr() {
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(LevelFilter::WARN).init();
}
