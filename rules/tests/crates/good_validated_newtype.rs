// A newtype with a private field, whose only constructor checks; all others take the type.
//@ src/main.rs
mod documents;
mod handlers;
mod types;

use rocket::{launch, routes};

#[launch]
fn rocket() -> _ {
    rocket::build().mount("/documents", routes![handlers::document])
}

//@ src/types.rs
/// A name without folders.
pub struct PlainName(String);

impl PlainName {
    pub fn new(text: &str) -> Option<Self> {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if text.is_empty() || text.len() > 64 || !text.chars().all(is_plain) {
            return None;
        }
        Some(Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

//@ src/documents.rs
use std::fs;
use std::path::Path;

use crate::types::PlainName;

pub fn load(name: &PlainName) -> std::io::Result<String> {
    fs::read_to_string(Path::new("/srv/documents").join(name.as_str()))
}

//@ src/handlers.rs
use rocket::get;

use crate::documents;
use crate::types::PlainName;

#[get("/?<name>")]
pub fn document(name: String) -> Option<String> {
    let name = PlainName::new(&name)?;
    documents::load(&name).ok()
}
