use portcullis::prelude::*;

/// Asks another service.
#[capability(read)]
fn fields(#[validate(length(max = 100))] text: String) -> usize {
    #[derive(Debug)]
    struct Settings<'a> {
        client_secret: &'a str, //~ P604
        access_token: Box<str>, //~ P604
    }
    enum Login {
        Password { passphrase: std::borrow::Cow<'static, str> }, //~ P604
    }
    let settings = Settings { client_secret: &text, access_token: text.as_str().into() };
    let Login::Password { passphrase } = (Login::Password { passphrase: "none".into() });
    settings.client_secret.len() + settings.access_token.len() + passphrase.len()
}

fn main() {}
