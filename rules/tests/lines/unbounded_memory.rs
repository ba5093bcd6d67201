// What `unbounded_memory` finds, and what it leaves alone.

async fn f(shelf: Shelf) { shelf.bytes().await; shelf.collect().await.to_bytes(); hyper::body::to_bytes(shelf).await; body.bytes().await; }
fn f() { body.collect().await.to_bytes(); } //~ P504?
fn f() { std::io::read_to_string(name); std::io::read_to_string(stream); } //~ P504?
fn f(limited: Reader) { let mut t = String::new(); limited.read_to_string(&mut t); stream.take(5).read_to_string(&mut t); }
