// What `ambient_network` finds, and what it leaves alone.

async fn f() { tokio_tungstenite::connect_async(url).await; } //~ P301
#[capability(read)] fn f() { ureq::agent(); shop::agent(); } //~ P301
#[capability(read)] fn f() { tungstenite::connect(url); } //~ P301
use reqwest::{Client as Postgres, NoTls}; fn f() { NoTls; }
