use portcullis::prelude::*;

#[data(inputs)]
#[serde(untagged)]
enum Order {
    Number {
        #[validate(range(min = 4, max = 3))]
        number: u32,
        #[validate(length(mx = 3))]
        text: String,
    },
    Token {
        #[validate(length(max = 40))]
        access_token: String,
    },
}

// The type is still known elsewhere, so nothing more is said.
#[data]
struct Orders {
    #[validate(length(max = 3))]
    orders: Vec<Order>,
}

fn main() {}
