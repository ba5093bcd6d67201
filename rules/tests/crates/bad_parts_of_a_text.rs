// A parser in another file takes the text apart; one part is the host that is asked.
//@ src/main.rs
mod address;
mod fetch;
mod handlers;

use rocket::{launch, routes};

#[launch]
fn rocket() -> _ {
    rocket::build().mount("/", routes![handlers::quote])
}

//@ src/address.rs
/// `example.org#12`
pub struct Address {
    pub site: String,
    pub page: u32,
}

pub fn parse(text: &str) -> Option<Address> {
    let (site, page) = text.split_once('#')?;
    Some(Address { site: site.trim().to_owned(), page: page.parse().ok()? })
}

//@ src/fetch.rs
use crate::address::Address;

pub fn page(address: &Address) -> Option<String> {
    let url = format!("https://{}/pages/{}", address.site, address.page);
    ureq::get(&url).call().ok()?.into_string().ok() //~ P210
}

//@ src/handlers.rs
use rocket::get;

use crate::{address, fetch};

#[get("/quote?<of>")]
pub fn quote(of: &str) -> Option<String> {
    let address = address::parse(of)?;
    let page = fetch::page(&address)?;
    page.lines().next().map(str::to_owned)
}
