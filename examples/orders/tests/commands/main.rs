//! The built program, as a person or an MCP client runs it.

mod demo;
mod serve;

use std::process::{Command, Output};

/// The program, with no setting of whoever runs the tests.
fn orders() -> Command {
    let mut orders = Command::new(env!("CARGO_BIN_EXE_orders"));
    orders.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env_remove("RUST_LOG");
    orders
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
