//! The command line of the example: `orders serve FOLDER`, `orders demo`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use tracing_subscriber::filter::LevelFilter;

/// An MCP server over the order service of a shop, with every guard of Portcullis. The shop is a small one of its own.
#[derive(Parser)]
#[command(version, after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  cargo run -p orders -- demo              watch a key rotate, a shop fail, and refunds being approved
  cargo run -p orders -- serve orders-data serve the shop to an MCP client";

#[derive(Subcommand)]
enum Command {
    /// Serves the tools find_orders, order_status and refund as MCP on standard input and output. A refund above 20.00 is
    /// approved at this terminal.
    #[command(after_help = SERVE_EXAMPLES)]
    Serve {
        /// Where the ledger and the results of refunds are kept. It is made if it is not there.
        folder: PathBuf,
        /// Lets the client ask its user for approvals, and not this terminal. Only for a client that shows the question to a
        /// person; the ledger says with each approval that it came from the caller's own client.
        #[arg(long)]
        trust_client: bool,
    },
    /// Makes good and bad calls while the key rotates and the shop fails, and shows what becomes of each. Exits with 1 if
    /// one surprises it.
    Demo,
}

const SERVE_EXAMPLES: &str = "\
Examples:
  orders serve orders-data
  orders serve orders-data --trust-client

For a client's configuration:
  {\"mcpServers\": {\"orders\": {\"command\": \"orders\", \"args\": [\"serve\", \"/home/ann/orders-data\", \"--trust-client\"]}}}";

#[tokio::main]
async fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Serve { folder, trust_client } => {
            log_to_stderr();
            orders::serve::serve(&folder, trust_client).await.map_err(|error| error.to_string())
        }
        Command::Demo => orders::demo::run().await.map_err(|error| error.to_string()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("orders: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What callers are never told, for the operator. Standard output is for the protocol.
fn log_to_stderr() {
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(LevelFilter::WARN).init();
}
