//! Pages and mails that are not answers to a request: reports, feeds, newsletters.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use anyhow::Result;
use lettre::message::{MultiPart, SinglePart, header};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use pulldown_cmark::{Event, Options, Parser, html};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Order {
    id: u64,
    customer: String,
    note: Option<String>,
    lines: Vec<Line>,
}

#[derive(Deserialize)]
pub struct Line {
    name: String,
    cents: u64,
}

pub struct Table {
    rows: Vec<[String; 2]>,
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

//# bad
pub fn write_report(path: &Path, orders: &[Order]) -> Result<()> {
    let mut out = BufWriter::new(std::fs::File::create(path)?);
    writeln!(out, "<!doctype html>\n<table>")?;
    for order in orders {
        let note = order.note.as_deref().unwrap_or("-");
        writeln!(out, "<tr><td>{}</td><td>{}</td><td>{note}</td></tr>", order.id, escape(&order.customer))?;
    }
    writeln!(out, "</table>")?;
    Ok(())
}

//# bad
pub async fn confirm(mailer: &AsyncSmtpTransport<Tokio1Executor>, order: &Order) -> Result<()> {
    let mut lines = String::new();
    for line in &order.lines {
        lines += &format!("<li>{}: {:.2}</li>", line.name, line.cents as f64 / 100.0);
    }
    let body = format!("<p>Thank you.</p><ul>{lines}</ul>");
    let message = Message::builder()
        .from("shop@example.com".parse()?)
        .to(order.customer.parse()?)
        .header(header::ContentType::TEXT_HTML)
        .body(body)?;
    mailer.send(message).await?;
    Ok(())
}

//# bad
/// Markdown of the forum, whose raw HTML goes through as it is.
pub fn post_to_html(title: &str, markdown: &str) -> String {
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES);
    let mut body = String::with_capacity(1024);
    html::push_html(&mut body, parser);
    let title = escape(title);
    format!("<article><h1>{title}</h1>{body}</article>")
}

//# bad
/// The page in which the summary of the model is shown.
pub async fn summary_page(model: &crate::Model, text: &str) -> Result<String> {
    let answer = model.complete(text).await?;
    let paragraphs = answer.split("\n\n").map(str::trim).filter(|p| !p.is_empty());
    let body: Vec<String> = paragraphs.map(|p| ["<p>", p, "</p>"].concat()).collect();
    Ok(format!("<html><body>{}</body></html>", body.join("\n")))
}

//# good
pub fn write_table(path: &Path, orders: &[Order]) -> Result<()> {
    let mut out = BufWriter::new(std::fs::File::create(path)?);
    writeln!(out, "<table>")?;
    for order in orders {
        let cents: u64 = order.lines.iter().map(|line| line.cents).sum();
        let customer = html_escape::encode_text(&order.customer);
        writeln!(out, "<tr><td>{}</td><td>{customer}</td><td>{cents}</td></tr>", order.id)?;
    }
    writeln!(out, "</table>")?;
    Ok(())
}

//# good
pub async fn remind(mailer: &AsyncSmtpTransport<Tokio1Executor>, order: &Order) -> Result<()> {
    let plain = format!("Dear {},\n\nyour order <{}> waits.", order.customer, order.id);
    let page = format!("<p>Your order <b>{}</b> waits.</p>", order.id);
    let message =
        Message::builder().from("shop@example.com".parse()?).to(order.customer.parse()?).multipart(
            MultiPart::alternative().singlepart(SinglePart::plain(plain)).singlepart(SinglePart::html(page)),
        )?;
    mailer.send(message).await?;
    Ok(())
}

//# good
pub fn comment_to_html(markdown: &str) -> String {
    let parser = Parser::new(markdown).map(|event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        other => other,
    });
    let mut unchecked = String::new();
    html::push_html(&mut unchecked, parser);
    ammonia::clean(&unchecked)
}

//# good
pub async fn answer_page(model: &crate::Model, text: &str) -> Result<String> {
    let answer = model.complete(text).await?;
    let body = answer.lines().map(|line| format!("<p>{}</p>", escape(line))).collect::<Vec<_>>().join("\n");
    Ok(format!("<html><body>{body}</body></html>"))
}

//# good
pub fn generics(name: &str, arguments: &BTreeMap<String, String>) -> String {
    let list = arguments.iter().map(|(key, kind)| format!("{key} = {kind}")).collect::<Vec<_>>().join(", ");
    format!("{name}<{list}>")
}

//# good
pub fn usage(program: &str) -> String {
    let mut text = format!("usage: {program} <input> <output>\n");
    text.push_str("  <p>    a path\n  <b>    a branch\n");
    text
}

impl Table {
    //# good
    pub fn html(&self, title: &str) -> String {
        let mut text = format!("<h2>{}</h2><table>", v_htmlescape::escape(title));
        for [left, right] in &self.rows {
            text.push_str(&format!("<tr><td>{}<td>{}", escape(left), escape(right)));
        }
        text + "</table>"
    }
}
