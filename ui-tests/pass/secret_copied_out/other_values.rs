use portcullis::prelude::*;

struct Curtain(String);

impl Curtain {
    fn reveal(&self) -> &String {
        &self.0
    }
}

/// A curtain is no secret, and what is called one is none.
#[capability(read)]
fn other_values(#[validate(length(max = 100))] text: String) -> usize {
    let scene = Curtain(text).reveal().clone();
    let secret = "the secret of the house".to_owned();
    scene.to_string().len() + secret.clone().len()
}

fn main() {}
