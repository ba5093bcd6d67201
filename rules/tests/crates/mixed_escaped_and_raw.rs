// Two helpers make a page of the same comment: one escapes it.
//@ src/main.rs
mod cards;
mod comments;

use rocket::{launch, routes};

#[launch]
fn rocket() -> _ {
    rocket::build().mount("/comments", routes![comments::preview, comments::print])
}

//@ src/cards.rs
use html_escape::encode_safe;

pub fn card(author: &str, text: &str) -> String {
    format!("<article><h2>{}</h2><p>{}</p></article>", encode_safe(author), encode_safe(text))
}

pub fn sheet(author: &str, text: &str) -> String {
    format!("<body><h1>{}</h1><pre>{text}</pre></body>", encode_safe(author))
}

//@ src/comments.rs
use rocket::form::{Form, FromForm};
use rocket::post;
use rocket::response::content::RawHtml;

use crate::cards;

#[derive(FromForm)]
pub struct Comment {
    pub author: String,
    pub text: String,
}

#[post("/preview", data = "<comment>")]
pub fn preview(comment: Form<Comment>) -> RawHtml<String> {
    RawHtml(cards::card(&comment.author, &comment.text))
}

#[post("/print", data = "<comment>")]
pub fn print(comment: Form<Comment>) -> RawHtml<String> {
    RawHtml(cards::sheet(&comment.author, &comment.text)) //~ P214
}
