// Rocket: a form with an address, a module that asks it. Nobody looks at the host.
//@ src/main.rs
#[macro_use]
extern crate rocket;

mod preview;
mod web;

#[launch]
fn launch() -> _ {
    rocket::build().manage(web::Fetcher::new()).mount("/preview", routes![preview::create])
}

//@ src/preview.rs
use rocket::form::Form;
use rocket::http::Status;
use rocket::serde::json::Json;
use rocket::serde::Serialize;
use rocket::State;

use crate::web::Fetcher;

#[derive(FromForm)]
pub struct NewPreview<'r> {
    #[field(validate = len(1..2000))]
    link: &'r str,
}

#[derive(Serialize)]
#[serde(crate = "rocket::serde")]
pub struct Preview {
    title: Option<String>,
}

#[post("/", data = "<form>")]
pub async fn create(form: Form<NewPreview<'_>>, fetcher: &State<Fetcher>) -> Result<Json<Preview>, Status> {
    let page = fetcher.page(form.link).await.map_err(|_| Status::BadGateway)?;
    Ok(Json(Preview { title: title_of(&page) }))
}

fn title_of(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("<title>")?;
    rest.split_once("</title>").map(|(title, _)| title.trim().to_owned())
}

//@ src/web.rs
use std::time::Duration;

pub struct Fetcher {
    client: reqwest::Client,
}

impl Fetcher {
    pub fn new() -> Self {
        let client = reqwest::Client::builder().timeout(Duration::from_secs(5)).build().unwrap_or_default();
        Self { client }
    }

    pub async fn page(&self, address: &str) -> reqwest::Result<String> {
        let answer = self.client.get(address).send().await?.error_for_status()?; //~ P210
        answer.text().await
    }
}
