// The host is chosen by a word of the request: `FromStr` of a type elsewhere knows three of them.
//@ src/main.rs
#[macro_use]
extern crate rocket;

mod mirror;
mod region;
mod routes;

#[launch]
fn launch() -> _ {
    rocket::build().manage(mirror::Mirrors::default()).mount("/", routes![routes::version])
}

//@ src/region.rs
use std::str::FromStr;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    Europe,
    Asia,
    America,
}

impl FromStr for Region {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text {
            "eu" => Region::Europe,
            "ap" => Region::Asia,
            "us" => Region::America,
            _ => return Err(()),
        })
    }
}

impl Region {
    pub fn host(&self) -> &'static str {
        match self {
            Region::Europe => "eu.mirror.example.org",
            Region::Asia => "ap.mirror.example.org",
            Region::America => "us.mirror.example.org",
        }
    }
}

//@ src/routes.rs
use rocket::http::Status;
use rocket::State;

use crate::mirror::Mirrors;
use crate::region::Region;

#[get("/version?<region>")]
pub async fn version(region: &str, mirrors: &State<Mirrors>) -> Result<String, Status> {
    let region: Region = region.parse().map_err(|()| Status::UnprocessableEntity)?;
    mirrors.version(region.host()).await.map_err(|_| Status::BadGateway)
}

//@ src/mirror.rs
#[derive(Default)]
pub struct Mirrors {
    client: reqwest::Client,
}

impl Mirrors {
    pub async fn version(&self, host: &str) -> reqwest::Result<String> {
        let url = format!("https://{host}/VERSION");
        self.client.get(&url).send().await?.text().await
    }
}
