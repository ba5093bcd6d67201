use portcullis::prelude::*;

/// Reads the weather of a place.
#[capability(read)]
async fn weather(#[validate(length(max = 40))] place: String) -> Result<String, Internal> {
    let address = format!("https://weather.example.com/now/{place}");
    Ok(reqwest::get(address).await?.text().await?)
}
