use portcullis::prelude::*;

#[failure]
enum OrdersFailure {
    #[public("")]
    Empty,
    #[public("two\nlines")]
    Lines,
    #[public("a { alone")]
    Brace,
    #[public("{}")]
    Nameless { number: u32 },
    #[public("{number:?}")]
    Formatted { number: u32 },
    #[public("{nubmer} of {1}")]
    Misspelt { number: u32 },
    #[public("{0}")]
    Nothing,
}

fn main() {}
