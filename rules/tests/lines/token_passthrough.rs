// What `token_passthrough` finds, and what it leaves alone.

async fn f(headers: HeaderMap) { let token = headers.get("authorization"); let list = Shelf::from([("authorization", token)]); client.get(url).headers(list); }
