use std::collections::HashMap;
use std::io::{self, BufRead, Read};
use std::net::UdpSocket;
use std::path::Path;

use log::{Level, Record, debug, error, info, log, log_enabled, trace, warn};
use rocket::form::{Form, FromForm};
use serde::Deserialize;
use slog::{Logger, o};
use warp::Filter;

#[derive(FromForm)]
pub struct Subscription {
    pub address: String,
    pub weeks: u32,
}

#[derive(Deserialize, Debug)]
pub struct Message {
    pub sender: String,
    pub body: String,
    pub priority: i32,
}

pub struct Worker {
    logger: Logger,
}

//# bad
#[rocket::post("/subscribe", data = "<form>")]
pub fn subscribe(form: Form<Subscription>) -> &'static str {
    info!("new subscription: {} for {} weeks", form.address, form.weeks);
    "thanks"
}

//# good
#[rocket::post("/subscribe-kv", data = "<form>")]
pub fn subscribe_kv(form: Form<Subscription>) -> &'static str {
    info!(address = form.address.as_str(), weeks = form.weeks; "new subscription");
    "thanks"
}

//# good
#[rocket::post("/subscribe-escaped", data = "<form>")]
pub fn subscribe_escaped(form: Form<Subscription>) -> &'static str {
    info!("new subscription: {}", form.address.escape_default());
    "thanks"
}

//# bad
pub fn consume(payload: &[u8]) -> serde_json::Result<i32> {
    let message: Message = serde_json::from_slice(payload)?;
    let text = "message of ".to_string() + &message.sender + ": " + &message.body;
    log!(target: "queue", Level::Info, "{}", text);
    Ok(message.priority)
}

//# good
pub fn consume_flat(payload: &[u8]) -> serde_json::Result<i32> {
    let message: Message = serde_json::from_slice(payload)?;
    let sender = message.sender.replace(['\n', '\r'], " ");
    log!(target: "queue", Level::Info, "message of {}", sender);
    Ok(message.priority)
}

//# good
pub fn consume_priority(payload: &[u8]) -> serde_json::Result<i32> {
    let Message { priority, body, .. } = serde_json::from_slice(payload)?;
    if log_enabled!(Level::Debug) {
        debug!("priority {priority}, {} characters", body.chars().count());
    }
    Ok(priority)
}

impl Worker {
    //# bad
    pub fn handle(&self, message: &Message) {
        slog::info!(self.logger, "handling {} of {}", message.body, message.sender; "priority" => message.priority);
    }

    //# good
    pub fn process(&self, message: &Message) {
        let child = self.logger.new(o!("sender" => message.sender.clone()));
        slog::info!(child, "handling"; "body" => &message.body, "priority" => message.priority);
    }

    //# bad
    pub fn handle_all(&self, messages: Vec<Message>) -> usize {
        messages
            .iter()
            .filter(|m| m.priority > 3)
            .inspect(|m| slog::warn!(self.logger, "urgent: {}", m.body))
            .count()
    }

    //# good
    pub fn count_all(&self, messages: Vec<Message>) -> usize {
        let urgent = messages.iter().filter(|m| m.priority > 3).count();
        slog::warn!(self.logger, "{} of {} are urgent", urgent, messages.len());
        urgent
    }
}

//# bad
pub fn read_names() -> io::Result<()> {
    for line in io::stdin().lock().lines() {
        let line = line?;
        let Some((name, _)) = line.split_once('=') else { continue };
        warn!("{name} is not a known setting");
    }
    Ok(())
}

//# good
pub fn read_settings() -> io::Result<HashMap<String, u32>> {
    let mut settings = HashMap::new();
    for (number, line) in io::stdin().lock().lines().enumerate() {
        let line = line?;
        match line.split_once('=').map(|(name, value)| (name, value.trim().parse::<u32>())) {
            Some((name, Ok(value))) => {
                info!("line {number} sets {value}");
                settings.insert(name.to_owned(), value);
            }
            _ => warn!("line {number} is not a setting"),
        }
    }
    Ok(settings)
}

//# bad
pub fn datagrams(socket: &UdpSocket) -> io::Result<()> {
    let mut buf = [0u8; 512];
    let (n, peer) = socket.recv_from(&mut buf)?;
    let text = std::str::from_utf8(&buf[..n]).unwrap_or("?");
    let record = format!("{peer} says {text}");
    error!("{record}");
    Ok(())
}

//# good
pub fn datagram_sizes(socket: &UdpSocket) -> io::Result<()> {
    let mut buf = [0u8; 512];
    let (n, peer) = socket.recv_from(&mut buf)?;
    error!("{peer} sent {n} bytes");
    Ok(())
}

//# bad
pub fn started() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let mode = std::env::var("APP_MODE").unwrap_or_else(|_| "default".to_string());
    info!("started in mode {mode} with {}", args.join(" "));
}

//# good
pub fn started_in() {
    let mode = match std::env::var("APP_MODE").as_deref() {
        Ok("test") => "test",
        Ok("live") => "live",
        _ => "default",
    };
    info!("started in mode {mode} as version {}", env!("CARGO_PKG_VERSION"));
}

//# bad
pub fn search_route() -> impl Filter<Extract = (String,), Error = warp::Rejection> + Clone {
    warp::path("search").and(warp::query::<HashMap<String, String>>()).map(
        |query: HashMap<String, String>| {
            let term = query.get("q").cloned().unwrap_or_default();
            log::debug!("search for {0} ({0:>20})", term);
            term
        },
    )
}

//# good
pub fn page_route() -> impl Filter<Extract = (String,), Error = warp::Rejection> + Clone {
    warp::path("page").and(warp::query::<HashMap<String, String>>()).map(|query: HashMap<String, String>| {
        let page = query.get("n").and_then(|n| n.parse::<u32>().ok()).unwrap_or(1);
        log::debug!("page {page} of a search with {} terms", query.len());
        query.get("q").cloned().unwrap_or_default()
    })
}

//# bad
pub fn audit(actor: &str, action: &str) {
    let logger = log::logger();
    logger.log(
        &Record::builder()
            .level(Level::Warn)
            .target("audit")
            .args(format_args!("{actor} did {action}"))
            .build(),
    );
}

//# good
pub fn audit_action(actor: &str, action: u16) -> String {
    trace!(target: "audit", actor = actor; "action {action}");
    format!("{actor} did {action}")
}

//# bad
pub fn banner_of(path: &Path) -> io::Result<String> {
    let mut banner = String::new();
    std::fs::File::open(path)?.take(200).read_to_string(&mut banner)?;
    macro_rules! note {
        ($($part:tt)*) => {
            info!($($part)*)
        };
    }
    note!("the banner is {}", banner);
    Ok(banner)
}

//# good
pub fn banner_length(path: &Path) -> io::Result<String> {
    let mut banner = String::new();
    std::fs::File::open(path)?.take(200).read_to_string(&mut banner)?;
    info!(
        "the banner has {} lines, digest {:08x}",
        banner.lines().count(),
        crc32fast::hash(banner.as_bytes())
    );
    Ok(banner)
}

/// A log of the ship, in which the captain writes.
#[derive(Default)]
pub struct Logbook {
    entries: Vec<String>,
}

impl Logbook {
    fn info(&mut self, entry: String) {
        self.entries.push(entry);
    }
}

//# good
pub fn keep(book: &mut Logbook, place: &str) -> usize {
    book.info(format!("arrived at {place}"));
    book.entries.len()
}

//# good
pub fn show_help(name: &str) -> String {
    let advice = format!("write info!(\"hello {{}}\", {name}) to see it");
    debug!("the help was shown");
    advice
}

//# good
pub fn account(login: &str) -> bool {
    let known = login.len() < 33 && login.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !known {
        warn!("a malformed login was refused");
        return false;
    }
    info!("login {login} is well formed");
    true
}
