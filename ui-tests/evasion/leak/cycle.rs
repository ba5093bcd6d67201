use portcullis::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;

/// Each keeps the other.
#[capability(read)]
fn cycle(number: u32) -> u32 {
    #[derive(Default)]
    struct Link(RefCell<Option<Rc<Link>>>);
    let (one, two) = (Rc::new(Link::default()), Rc::new(Link::default()));
    one.0.replace(Some(two.clone()));
    two.0.replace(Some(one));
    number
}

fn main() {}
