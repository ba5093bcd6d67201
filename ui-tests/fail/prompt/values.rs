use portcullis::prelude::*;
use portcullis::secret::Secret;
use portcullis::{Email, Personal, prompt};

const AUDIENCE: &str = "children";

#[data]
enum Tone {
    Kind,
    Other(u8),
}

fn of(text: String, tone: Tone, key: Secret, email: Personal<Email>) {
    let _ = prompt!("Summarise for {audience}.", audience = text); //~ refused
    let _ = prompt!("Summarise for {audience}.", audience = text.as_str()); //~ refused
    let _ = prompt!("Summarise for {audience}.", audience = format!("{text}!")); //~ refused
    let _ = prompt!("Summarise for {audience}.", audience = AUDIENCE); //~ refused
    let _ = prompt!("Summarise for {audience}.", audience = 'c'); //~ refused
    let _ = prompt!("Be {tone}.", tone = tone); //~ refused
    let _ = prompt!("Use the key."; data key = key); //~ refused
    let _ = prompt!("Greet."; data email = email); //~ refused
    let _ = prompt!("Greet."; data email = missing); //~ refused
}

fn main() {}
