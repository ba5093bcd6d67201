//! Support for the tests of what compiles and what does not: credentials that no file may hold.

pub mod credentials;
