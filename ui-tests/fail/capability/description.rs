use portcullis::prelude::*;

#[capability(read)]
fn none() {} //~ refused

///
#[capability(read)]
fn empty() {} //~ refused

/// 
///   
#[capability(read)]
fn spaces() {} //~ refused

// A comment that is no documentation.
#[capability(read)]
#[doc(hidden)]
fn hidden() {} //~ refused

fn main() {}
