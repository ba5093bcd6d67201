//! What a client of an MCP server in front of a gate may rely on, and what it cannot do.

mod capabilities;
mod client;

mod approvals;
mod calls;
mod cancellation;
mod limits;
mod logs;
mod messages;
mod mutants;
mod once;
mod plugins;
mod progress;
mod tools;
