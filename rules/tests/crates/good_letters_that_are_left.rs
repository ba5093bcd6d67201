// A helper in another file leaves letters and digits of the title, and nothing else.
//@ src/main.rs
mod drafts;
mod handlers;
mod slug;

use rocket::{launch, routes};

#[launch]
fn rocket() -> _ {
    rocket::build().mount("/drafts", routes![handlers::save])
}

//@ src/slug.rs
/// `Bread & butter` is `breadbutter`.
pub fn of(title: &str) -> String {
    let letters = title.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_lowercase()).take(40).collect()
}

//@ src/drafts.rs
use std::fs;

pub fn save(slug: &str, text: &str) -> std::io::Result<()> {
    let path = format!("/srv/drafts/{slug}.md");
    fs::write(&path, text)?;
    log::info!("{path} is written");
    Ok(())
}

//@ src/handlers.rs
use rocket::http::Status;
use rocket::post;

use crate::{drafts, slug};

#[post("/?<title>", data = "<text>")]
pub fn save(title: String, text: String) -> Status {
    match drafts::save(&slug::of(&title), &text) {
        Ok(()) => Status::Created,
        Err(_) => Status::InternalServerError,
    }
}
