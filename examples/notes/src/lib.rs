//! A notebook as a plugin: a state in memory, files behind it, and a life that begins and ends while clients are connected.
//!
//! Read in this order: [`notebook`] is the plugin, [`offer`] the gate that it is loaded into, [`demo`] a client that is connected
//! while it comes and goes.

pub mod demo;
pub mod notebook;
pub mod offer;
