use portcullis::prelude::*;

#[data]
struct Request {
    max_tokens: u32,
    #[validate(length(max = 40))]
    page_token: Option<String>,
    #[validate(length(max = 40))]
    next_page_token: Option<String>,
    token_count: u64,
    password_length: u8,
    has_password: bool,
    #[validate(length(max = 40))]
    secret_name: String,
    #[validate(length(max = 40))]
    primary_key: String,
    #[validate(length(max = 40))]
    author: String,
}

// What leaves is judged by its type.
#[data(output)]
struct Issued {
    access_token: String,
}

fn main() {}
