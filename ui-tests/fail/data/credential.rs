use portcullis::prelude::*;

#[data]
struct Login {
    #[validate(length(max = 40))]
    user: String,
    #[validate(length(max = 40))]
    password: String,
    #[serde(rename = "apiKey")]
    #[validate(length(max = 40))]
    key: String,
    #[validate(length(max = 40))]
    github_token: Option<String>,
}

fn main() {}
