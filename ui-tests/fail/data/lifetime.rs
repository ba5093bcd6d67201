use portcullis::prelude::*;

use std::borrow::Cow;

#[data(input)]
struct Order<'a> {
    #[validate(length(max = 10))]
    text: Cow<'a, str>,
}

fn main() {}
