//! Serves a gate over MCP.
