use std::collections::{HashMap, HashSet};
use std::future::Future;
use std::pin::Pin;

use axum::Json;
use portcullis::prelude::*;
use scraper::{ElementRef, Html};

struct Item {
    key: String,
    needs: Vec<String>,
}

//# bad
mod lists {
    pub fn parse_value(text: &str) -> Result<(usize, &str), String> {
        let text = text.trim_start();
        match text.strip_prefix('(') {
            Some(rest) => parse_list(rest),
            None => Ok((1, text.trim_start_matches(char::is_alphanumeric))),
        }
    }

    fn parse_list(mut rest: &str) -> Result<(usize, &str), String> {
        let mut count = 0;
        loop {
            if let Some(after) = rest.strip_prefix(')') {
                return Ok((count, after));
            }
            let (n, after) = parse_value(rest)?;
            if after.len() == rest.len() {
                return Err("a value is expected".into());
            }
            count += n;
            rest = after;
        }
    }
}

//# good
mod bounded_lists {
    pub fn parse_value(text: &str, depth: u8) -> Result<(usize, &str), String> {
        let text = text.trim_start();
        match text.strip_prefix('(') {
            Some(_) if depth == 0 => Err("too many brackets".into()),
            Some(rest) => parse_list(rest, depth - 1),
            None => Ok((1, text.trim_start_matches(char::is_alphanumeric))),
        }
    }

    fn parse_list(mut rest: &str, depth: u8) -> Result<(usize, &str), String> {
        let mut count = 0;
        loop {
            if let Some(after) = rest.strip_prefix(')') {
                return Ok((count, after));
            }
            let (n, after) = parse_value(rest, depth)?;
            if after.len() == rest.len() {
                return Err("a value is expected".into());
            }
            count += n;
            rest = after;
        }
    }
}

struct Resolver {
    items: HashMap<String, Item>,
}

//# bad
impl Resolver {
    fn cost(&self, key: &str) -> u64 {
        match self.items.get(key) {
            Some(item) => 1 + self.cost_of_needs(item),
            None => 0,
        }
    }

    fn cost_of_needs(&self, item: &Item) -> u64 {
        item.needs.iter().map(|need| self.cost(need)).sum()
    }
}

struct Planner {
    items: HashMap<String, Item>,
}

//# good
impl Planner {
    fn order(&self, start: &str) -> Vec<String> {
        let mut seen = HashSet::new();
        let mut stack = vec![start.to_owned()];
        let mut order = Vec::new();
        while let Some(key) = stack.pop() {
            if seen.insert(key.clone()) {
                stack.extend(self.needs(&key));
                order.push(key);
            }
        }
        order
    }

    fn needs(&self, key: &str) -> Vec<String> {
        self.items.get(key).map(|item| item.needs.clone()).unwrap_or_default()
    }
}

//# bad
/// Reads a page and all pages that it links to.
#[capability(read)]
async fn crawl(web: &PublicWeb, url: String) -> Result<usize, Failure> {
    let page = web.get(&url).await?;
    let links: Vec<String> = page.lines().filter(|l| l.starts_with("https://")).map(str::to_owned).collect();
    let mut total = 1;
    for link in links {
        total += Box::pin(crawl(web, link)).await?;
    }
    Ok(total)
}

//# good
#[capability(read)]
async fn crawl_some(web: &PublicWeb, url: String) -> Result<usize, Failure> {
    let mut waiting = vec![url];
    let mut read = 0;
    while let Some(next) = waiting.pop() {
        let page = web.get(&next).await?;
        read += 1;
        if read >= 20 {
            break;
        }
        waiting.extend(page.lines().filter(|l| l.starts_with("https://")).map(str::to_owned));
    }
    Ok(read)
}

//# bad
fn follow(url: String, hops: u8) -> Pin<Box<dyn Future<Output = reqwest::Result<String>> + Send>> {
    Box::pin(async move {
        let answer = reqwest::get(&url).await?;
        let target = answer.headers().get("location").and_then(|v| v.to_str().ok()).map(str::to_owned);
        match target {
            // The count of hops is handed on as it is.
            Some(target) => follow(target, hops).await,
            None => answer.text().await,
        }
    })
}

//# good
fn follow_some(url: String, hops: u8) -> Pin<Box<dyn Future<Output = reqwest::Result<String>> + Send>> {
    Box::pin(async move {
        let answer = reqwest::get(&url).await?;
        let target = answer.headers().get("location").and_then(|v| v.to_str().ok()).map(str::to_owned);
        match (target, hops.checked_sub(1)) {
            (Some(target), Some(left)) => follow_some(target, left).await,
            _ => answer.text().await,
        }
    })
}

//# bad
fn visible_text(element: ElementRef<'_>, out: &mut Vec<String>) {
    for child in element.children() {
        if let Some(text) = child.value().as_text() {
            out.push(text.trim().to_owned());
        }
        ElementRef::wrap(child).into_iter().for_each(|inner| visible_text(inner, out));
    }
}

//# good
async fn page_text(Json(html): Json<String>) -> Json<Vec<String>> {
    let page = Html::parse_document(&html);
    Json(page.root_element().text().map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()).collect())
}

//# bad
fn retry_number(prompt: &str, read: &mut dyn FnMut(&str) -> String) -> i64 {
    let answer = read(prompt);
    let parsed = answer.trim().parse::<i64>();
    parsed.unwrap_or_else(|_| {
        let prompt = format!("{prompt} (a number)");
        retry_number(&prompt, read)
    })
}

//# good
fn reset(planner: &mut Planner, other: &mut impl Extend<String>) {
    fn drain(items: &mut HashMap<String, Item>) -> Vec<String> {
        items.drain().map(|(_, item)| item.key).collect()
    }
    other.extend(drain(&mut planner.items));
}
