use ldap3::{LdapConn, Scope, SearchEntry};
use quick_xml::Writer;
use quick_xml::events::{BytesStart, Event};
use std::io::Cursor;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;

use futures_util::{SinkExt, StreamExt};

const SVG: &str = "http://www.w3.org/2000/svg";

pub struct Link {
    pub href: String,
    pub title: String,
}

//# bad
pub async fn ticks(symbol: &str) -> anyhow::Result<Option<String>> {
    let (mut socket, _) = connect_async("ws://stream.marketwire.net/ticks").await?;
    socket.send(Message::text(symbol)).await?;
    let first = socket.next().await.transpose()?;
    Ok(first.map(|m| m.to_string()))
}

//# good
pub async fn ticks_over_tls(symbol: &str) -> anyhow::Result<Option<String>> {
    let (mut socket, _) = connect_async("wss://stream.marketwire.net/ticks").await?;
    socket.send(Message::text(symbol)).await?;
    let first = socket.next().await.transpose()?;
    Ok(first.map(|m| m.to_string()))
}

//# good
/// Talks to the browser that the developer tools started on this machine.
pub async fn inspect(port: u16) -> anyhow::Result<()> {
    let (mut socket, _) = connect_async(format!("ws://localhost:{port}/devtools/browser")).await?;
    socket.send(Message::text(r#"{"id":1,"method":"Browser.getVersion"}"#)).await?;
    Ok(())
}

//# bad
pub fn members(group: &str) -> anyhow::Result<Vec<String>> {
    let mut directory = LdapConn::new("ldap://directory.marketwire.net:389")?;
    let filter = format!("(memberOf=cn={},ou=groups,dc=marketwire,dc=net)", ldap3::ldap_escape(group));
    let (entries, _) =
        directory.search("ou=people,dc=marketwire,dc=net", Scope::Subtree, &filter, ["uid"])?.success()?;
    Ok(entries.into_iter().filter_map(|e| SearchEntry::construct(e).attrs.remove("uid")?.pop()).collect())
}

//# good
pub fn directory() -> ldap3::result::Result<LdapConn> {
    let mut directory = LdapConn::new("ldaps://directory.marketwire.net")?;
    directory.with_timeout(std::time::Duration::from_secs(4));
    Ok(directory)
}

//# good
pub fn drawing(width: u32, height: u32) -> anyhow::Result<String> {
    let mut writer = Writer::new(Cursor::new(Vec::new()));
    let mut root = BytesStart::new("svg");
    root.push_attribute(("xmlns", SVG));
    root.push_attribute(("xmlns:xlink", "http://www.w3.org/1999/xlink"));
    root.push_attribute(("viewBox", format!("0 0 {width} {height}").as_str()));
    writer.write_event(Event::Empty(root))?;
    Ok(String::from_utf8(writer.into_inner().into_inner())?)
}

//# good
/// The envelope that the tax office wants, with its namespaces.
pub fn envelope(body: &str) -> String {
    format!(
        "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soap:Body>{body}</soap:Body></soap:Envelope>"
    )
}

//# good
pub fn upgrade(links: &mut [Link]) -> usize {
    let mut changed = 0;
    for link in links {
        if let Some(rest) = link.href.strip_prefix("http://") {
            link.href = format!("https://{rest}");
            changed += 1;
        }
    }
    changed
}

//# bad
pub fn feeds(extra: Option<String>) -> Vec<String> {
    let mut feeds = vec![
        "https://news.marketwire.net/rss".to_owned(),
        String::from("http://blog.marketwire.net/atom.xml"),
    ];
    feeds.extend(extra);
    feeds
}

//# bad
pub fn download(name: &str) -> Result<String, ureq::Error> {
    let mut address = String::from("http://");
    address.push_str("mirror.marketwire.net");
    address += "/files/";
    address.push_str(&urlencoding::encode(name));
    let response = ureq::get(&address).call()?;
    Ok(response.into_string()?)
}

//# good
pub fn document(title: &str) -> serde_json::Value {
    serde_json::json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
        "type": "object",
    })
}

//# bad
pub fn proxied(address: &str) -> anyhow::Result<String> {
    let upstream = match address.split_once("://") {
        Some((_, rest)) if rest.starts_with("archive/") => "http://archive.marketwire.net:3128",
        _ => "https://proxy.marketwire.net:3129",
    };
    let client = reqwest::blocking::Client::builder().proxy(reqwest::Proxy::all(upstream)?).build()?;
    Ok(client.get(address).send()?.text()?)
}

//# bad
pub async fn notify(event: &str) -> Result<(), Box<dyn std::error::Error>> {
    use hyper::{Body, Client, Method, Request, Uri};
    let target: Uri = "http://10.20.0.14:9093/api/v2/alerts".parse()?;
    let request = Request::builder().method(Method::POST).uri(target).body(Body::from(event.to_owned()))?;
    Client::new().request(request).await?;
    Ok(())
}
