// A macro by example lays out each page of a server with poem; the name of a guest goes through it as it is.
//@ src/main.rs
#[macro_use]
mod layout;
mod guests;

use poem::listener::TcpListener;
use poem::{get, Route, Server};

#[tokio::main]
async fn main() -> Result<(), std::io::Error> {
    let app = Route::new().at("/", get(guests::home)).at("/guests/:name", get(guests::welcome));
    Server::new(TcpListener::bind("127.0.0.1:3002")).run(app).await
}

//@ src/layout.rs
/// A page with a heading and paragraphs.
macro_rules! page {
    ($title:expr, $($paragraph:expr),+ $(,)?) => {{
        let mut html = format!("<!doctype html><title>{0}</title><h1>{0}</h1>", $title);
        $(
            html.push_str("<p>");
            html.push_str(&$paragraph);
            html.push_str("</p>");
        )+
        html
    }};
}

//@ src/guests.rs
use poem::handler;
use poem::web::{Html, Path};

#[handler]
pub fn home() -> Html<String> {
    Html(page!("Hotel", "Please choose a room.".to_owned()))
}

#[handler]
pub fn welcome(Path(name): Path<String>) -> Html<String> {
    Html(page!("Hotel", format!("Welcome, {name}"), "Breakfast is at eight.".to_owned())) //~ P214
}
