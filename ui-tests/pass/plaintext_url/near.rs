use portcullis::prelude::*;

/// This machine, a host of examples, TLS, and a host that the settings say.
#[capability(read)]
fn near(#[validate(length(max = 100))] host: String, port: u16) -> usize {
    let local = format!("http://localhost:{port}/");
    let number = "redis://127.0.0.1:6379/2";
    let six = "ws://[::1]:9222/devtools";
    let example = "http://shop.example/orders";
    let secure = ["https://shop.io", "wss://shop.io", "rediss://shop.io", "amqps://shop.io"];
    let service = "http://orders:8080/";
    let unknown = format!("http://{host}/orders");
    let mut built = String::from("http://");
    built.push_str(&host);
    let length = local.len() + number.len() + six.len() + example.len() + secure.len();
    length + service.len() + unknown.len() + built.len()
}

fn main() {}
