// What `secret_in_log` finds, and what it leaves alone.

fn f(token: &str) { say("Bearer "); info!("{token}"); } //~ P402
fn f(token: &str) { x.login(); info!("{token}"); } //~ P402
fn f(token: &str) { login(); x.span(); info!("{token}"); } //~ P402
fn f(token: &str) { let session = x; info!("{token}"); } //~ P402
struct User { password: String } fn f(token: &str) { info!("{token}"); } //~ P604? P402
fn f(token: &str) { login(); x.lexer(); info!("{token}"); }
fn f(token: &str) { login(); lexer(); info!("{token}"); }
struct Token { a: u8 } fn f(token: &str) { login(); info!("{token}"); }
fn f(token: &str, lexer: L) { login(); info!("{token}"); }
fn f(password: &str) { console::log_1(password); } //~ P402
fn f(password: &str) { sentry::capture_message(password, Level::Info); KeyValue::new("a", password); shop::capture_message(password); } //~ P402 P402
fn f(password: &str) { Write::write_all(&mut stdout(), password); io::Write::write_all(&mut file, password); } //~ P402 P607
fn f(password: &str) { console::clear(password); }
fn f(password: &str) { term.println(password); term.write_line(password); term.eprintln(password); } //~ P402 P402 P402
fn f(password: &str) { let mut w = BufWriter::new(io::stdout()); w.write_all(password); } //~ P401 P402
fn f(password: &str) { x.context(password); }
fn f(password: &str) { x.expect(&format!("no {password}")); x.context(format!("no {password}")); } //~ P203? P402 P402
fn f(password: &str) { span.record(password, x); span.record(a, password); }
fn f(password: &str) { shelf.info("a", password); }
fn f(password: &str) { logger.info(password, x); log.error("a", password); } //~ P402 P402
