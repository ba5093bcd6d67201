use portcullis::prelude::*;

/// Addresses of several protocols.
#[capability(read)]
fn addresses(number: u32) -> usize {
    let cache = "redis://cache-01.brightmeter.io:6379/2"; //~ P303
    let queue = String::from("amqp://queue.brightmeter.io:5672/%2f"); //~ P303
    let events = b"ws://stream.marketwire.net/ticks"; //~ P303
    let alerts = "http://10.20.0.14:9093/api/v2/alerts"; //~ P303
    let people = "ldap://directory.marketwire.net:389"; //~ P303
    cache.len() + queue.len() + events.len() + alerts.len() + people.len() + number as usize
}

fn main() {}
