//! What goes out of a capability over HTTP, and what does not: against real sockets on loopback, with a DNS server of the
//! tests' own. Nothing here reaches another machine.

mod dns;
mod scene;
mod server;

mod answers;
mod bodies;
mod corpora;
mod credentials;
mod gate;
mod redirects;
mod requests;
mod surroundings;
mod text;
mod web;
