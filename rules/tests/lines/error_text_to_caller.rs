// What `error_text_to_caller` finds, and what it leaves alone.

#[tool] fn f() -> Result<T, String> { let tell = |error| { let text = format!("failed, {error}"); text }; rows.map_err(|error| tell(error)) } //~ P404 P404
fn load() -> Result<(), Error> { read().map_err(|error| { let text = error.to_string(); Error::new(text) }) }
#[tool] async fn f() -> Answer { let r = g().map_err(|error| shelf.body(error.to_string())); r }
#[tool] async fn f() -> Answer { match g() { Ok(n) => n, Err(error) => HttpResponse::Ok().insert(error.to_string()) } }
async fn f() -> Answer { match g() { Ok(n) => n, Err(error) => { ErrorBadGateway(error.to_string()); CallToolResult::error(error.to_string()); reply::json(error.to_string()) } } } //~ P404 P404 P404
fn told(error: Error) -> String { error.to_string() } #[tool] fn f() -> String { match load() { Ok(n) => n.to_string(), Err(error) => told(error) } }
