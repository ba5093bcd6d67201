use portcullis::prelude::*;

/// Names of schemas, and addresses that are only looked for.
#[capability(read)]
fn names(#[validate(length(max = 200))] text: String) -> usize {
    let svg = "http://www.w3.org/2000/svg";
    let envelope = "<Envelope xmlns=\"http://schemas.xmlsoap.org/soap/envelope/\">";
    let schema = ("$schema", "http://schemas.shop.io/order");
    let upgraded = text.strip_prefix("http://shop.io").map(|rest| format!("https://shop.io{rest}"));
    let same = text == "http://shop.io/" || text.starts_with("http://shop.io/orders");
    let help = "http://shop.io is no longer served";
    let pattern = "http://(.*).shop.io/";
    let length = svg.len() + envelope.len() + schema.1.len() + help.len() + pattern.len();
    length + upgraded.map_or(0, |address| address.len()) + usize::from(same)
}

fn main() {}
