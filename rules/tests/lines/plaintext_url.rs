// What `plaintext_url` finds, and what it leaves alone.

fn f() { get("http://api.skyforecast.net/v2*"); get("http://api.skyforecast.net/ says so"); }
const METADATA: &str = "http://169.254.169.254/latest/meta-data/";
fn f() { get("http://api.skyforecast.n/v2"); }
const ns_: &str = "http://api.skyforecast.net/v2";
fn f() { let scheme = "http://"; fetch(format!("{scheme}mirror.marketwire.net")); } //~ P303
fn f() { let mut address = String::from("http://"); address.push_str("mirror.marketwire.net"); address.push_str("/files/"); } //~ P303
fn f() { let mut address = "http://"; address.push_str("mirror.marketwire.net"); address += "/files/"; } //~ P303
fn f() { let scheme = "http://"; let url = format!("{scheme}mirror.marketwire.net"); } //~ P303
