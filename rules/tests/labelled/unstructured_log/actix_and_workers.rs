use std::net::SocketAddr;
use std::time::Instant;

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use futures::StreamExt;
use lapin::message::Delivery;
use log::{Level, debug, info, log, warn};
use rdkafka::Message;
use rdkafka::message::BorrowedMessage;

#[derive(serde::Deserialize)]
pub struct Ticket {
    subject: String,
    severity: u8,
}

//# bad
#[get("/tickets/{name}")]
pub async fn ticket(path: web::Path<String>) -> HttpResponse {
    let name = path.into_inner();
    log::info!("ticket {} is read", &name);
    HttpResponse::Ok().body(crate::tickets::read(&name))
}

//# bad
#[post("/tickets")]
pub async fn open_ticket(request: HttpRequest, ticket: web::Json<Ticket>) -> HttpResponse {
    let peer = request.peer_addr();
    let (subject, severity) = (ticket.subject.as_str(), ticket.severity);
    let summary = match severity {
        0..=3 => "minor: ".to_owned() + subject,
        _ => "major: ".to_owned() + subject,
    };
    log!(Level::Info, "{peer:?} {summary}");
    HttpResponse::Created().finish()
}

//# bad
pub fn consume(message: &BorrowedMessage<'_>) -> Option<u64> {
    let payload = match message.payload_view::<str>() {
        Some(Ok(text)) => text,
        _ => return None,
    };
    match payload.parse::<u64>() {
        Ok(number) => Some(number),
        Err(error) => {
            warn!("{payload} is no number: {error}");
            None
        }
    }
}

//# bad
pub async fn work(mut consumer: lapin::Consumer) {
    while let Some(Ok(delivery)) = consumer.next().await {
        let text = String::from_utf8_lossy(&delivery.data);
        let first = text.lines().next().unwrap_or("nothing").to_string();
        debug!("job: {0}", first);
        crate::jobs::run(&text).await;
    }
}

//# bad
pub async fn fetch_status(client: &reqwest::Client, address: &str) -> Result<u16, reqwest::Error> {
    let answer = client.get(address).send().await?;
    let status = answer.status().as_u16();
    let body = answer.text().await?;
    if status >= 400 {
        use log::error as complain;
        complain!("{status}: {}", body.trim_end());
    }
    Ok(status)
}

//# good
#[get("/orders/{number}")]
pub async fn order(path: web::Path<u32>) -> HttpResponse {
    let number = path.into_inner();
    info!("order {number} is read");
    HttpResponse::Ok().body(crate::tickets::order(number))
}

//# good
#[post("/notes")]
pub async fn open_note(request: HttpRequest, ticket: web::Json<Ticket>) -> HttpResponse {
    info!(subject = ticket.subject.as_str(), severity = ticket.severity; "a ticket is opened");
    let known = request.headers().contains_key("x-team");
    debug!("from a known team: {known}");
    HttpResponse::Created().finish()
}

//# good
pub fn count(message: &BorrowedMessage<'_>) -> Option<u64> {
    let number = message.payload_view::<str>()?.ok()?.trim().parse::<u64>();
    match number {
        Ok(number) => {
            info!("the counter is at {number}");
            Some(number)
        }
        Err(_) => {
            warn!("a payload of {} bytes is no number", message.payload_len());
            None
        }
    }
}

//# good
pub async fn settle(delivery: Delivery) {
    let began = Instant::now();
    crate::jobs::run(&String::from_utf8_lossy(&delivery.data)).await;
    let (millis, size) = (began.elapsed().as_millis(), delivery.data.len());
    info!("job {} of {size} bytes took {millis} ms", delivery.delivery_tag);
}

//# good
pub fn started(address: SocketAddr) {
    const NAME: &str = env!("CARGO_PKG_NAME");
    let name = NAME.to_uppercase();
    info!("{name} {} listens on port {}", env!("CARGO_PKG_VERSION"), address.port());
}
