use std::rc::Rc;

use portcullis::Authority;

#[derive(Authority)]
#[authority(read)]
struct NotCloned; //~ refused

#[derive(Clone, Authority)]
#[authority(read)]
struct NotSent(Rc<u32>); //~ refused refused

fn main() {}
