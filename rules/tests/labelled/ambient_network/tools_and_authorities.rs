use portcullis::prelude::*;
use reqwest::Client as WebClient;
use rmcp::handler::server::wrapper::Parameters;
use rmcp::tool;
use serde::{Deserialize, Serialize};
use std::net::{IpAddr, Ipv4Addr};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream as Stream;

#[data]
pub struct City {
    #[validate(length(max = 80))]
    pub name: String,
}

#[derive(Debug, Deserialize, Serialize)]
pub struct Weather {
    pub degrees: f64,
    pub wind: f64,
}

pub struct Station {
    pub name: String,
    pub connected: bool,
}

pub struct Network {
    pub stations: Vec<Station>,
}

impl Network {
    pub fn connect(&mut self, name: &str) -> Option<&mut Station> {
        let station = self.stations.iter_mut().find(|s| s.name == name)?;
        station.connected = true;
        Some(station)
    }

    pub fn bind(&mut self, name: &str) {
        self.stations.push(Station { name: name.to_owned(), connected: false });
    }
}

//# bad
#[capability(read)]
pub async fn weather(city: City) -> Result<Weather, Failure> {
    let address = format!("https://api.skyforecast.net/v2/{}", city.name);
    let answer = reqwest::get(address).await?;
    Ok(answer.json::<Weather>().await?)
}

//# good
/// The weather of a city, over the one host that was granted.
#[capability(read)]
pub async fn weather_over_grant(city: City, sky: Http<SkyForecast>) -> Result<Weather, Failure> {
    let answer = sky.get(path!("/v2/{}", city.name)).await?;
    Ok(answer.json::<Weather>().await?)
}

//# bad
#[capability(read)]
pub async fn mail_banner(host: String) -> Result<String, Failure> {
    let mut stream = Stream::connect((host.as_str(), 25)).await?;
    let mut banner = vec![0u8; 512];
    let length = stream.read(&mut banner).await?;
    stream.write_all(b"QUIT\r\n").await?;
    banner.truncate(length);
    Ok(String::from_utf8_lossy(&banner).into_owned())
}

//# good
#[capability(read)]
pub async fn kind_of_address(text: String) -> Result<&'static str, Failure> {
    let address: IpAddr = text.parse()?;
    Ok(match address {
        IpAddr::V4(v4) if v4 == Ipv4Addr::LOCALHOST => "loopback",
        IpAddr::V4(v4) if v4.is_private() => "private",
        IpAddr::V6(v6) if v6.is_loopback() => "loopback",
        _ => "public",
    })
}

//# good
#[capability(act)]
pub async fn plug_in(station: String, network: State<Network>) -> Result<bool, Failure> {
    let mut network = network.write().await?;
    network.bind(&station);
    Ok(network.connect(&station).is_some_and(|s| s.connected))
}

//# bad
#[tool(description = "Reads a page")]
pub async fn page(Parameters(address): Parameters<String>) -> Result<String, String> {
    let fetch = async |address: &str| {
        let client = WebClient::builder().build().map_err(|_| "no client")?;
        let answer = client.get(address).send().await.map_err(|_| "no answer")?;
        answer.text().await.map_err(|_| "no text")
    };
    fetch(&address).await.map_err(str::to_owned)
}

//# good
/// What to do about a failed call.
#[tool(description = "Explains an error")]
pub async fn explain(Parameters(error): Parameters<String>) -> String {
    let advice = match error.as_str() {
        "refused" => {
            "Nobody listens there: start the server, or look at TcpListener::bind in its main function."
        }
        "timeout" => {
            "A firewall may be in between; reqwest::get waits without a limit unless a timeout is set."
        }
        _ => "Read the server's log.",
    };
    format!("{error}: {advice}")
}

//# bad
#[tool(description = "Tells whether ports are open")]
pub async fn open_ports(Parameters(ports): Parameters<Vec<u16>>) -> Vec<u16> {
    let probes = ports.into_iter().map(|port| async move {
        let attempt = tokio::net::TcpStream::connect((Ipv4Addr::LOCALHOST, port));
        let outcome = tokio::time::timeout(std::time::Duration::from_millis(300), attempt).await;
        matches!(outcome, Ok(Ok(_))).then_some(port)
    });
    futures::future::join_all(probes).await.into_iter().flatten().collect()
}

//# good
#[capability(read)]
pub async fn headlines(feed: PublicUrl, web: PublicWeb) -> Result<Vec<String>, Failure> {
    let text = web.get(feed).await?.text().await?;
    Ok(text.lines().filter_map(|line| line.strip_prefix("# ")).take(20).map(str::to_owned).collect())
}
