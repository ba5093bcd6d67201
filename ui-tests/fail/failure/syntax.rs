use portcullis::prelude::*;

#[failure(=)]
enum OrdersFailure {
    #[public(3)]
    Number,
    #[public("a" "b")]
    Two,
    #[public("a", = )]
    Equals,
    #[public()]
    Nothing,
    #[public("{")]
    Open,
    #[public("}")]
    Close,
    #[public("{{}")]
    Odd,
    #[public("{ä}")]
    Umlaut { ä: u8 },
    #[public("{a{b}}")]
    Nested { a: u8 },
}

fn main() {}
