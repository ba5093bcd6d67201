// What rules/src/flow/shown.rs follows, and what it does not.

fn f(password: &str, n: usize) { info!("{}", &password[..n.min(4)]); }
fn f(password: &str) { info!("{}", password[..4]); info!("{}", &password[..2]); info!("{}", &password[..40]); info!("{}", &password[1..]); } //~ P204? P204? P402 P204? P402 P204?
fn f(password: &str, n: usize) { info!("{}", &password[n - 4..]); } //~ P204?
fn f(password: &str, n: usize) { info!("{}", &password[40..4]); } //~ P402
fn f(password: &str, n: usize) { info!("{}", &password[1..4]); }
fn f(password: &str, n: usize) { info!("{}", &password[n + 4..]); } //~ P402 P204?
fn f(password: &str, n: usize) { info!("{}", &password[n.saturating_add(4)..]); } //~ P402 P204?
async fn f(Json(n): Json<usize>) { (0..9).cycle().take(n).collect::<Vec<_>>(); } //~ P504
async fn f(Json(n): Json<usize>) { (0..n).map(g).collect::<Vec<_>>(); repeat(1).take(n).collect::<Vec<_>>(); (0..9).cycle().take(n).collect::<Vec<_>>(); repeat(1).take(n).take(5).collect::<Vec<_>>(); list.iter().take(n).collect::<Vec<_>>(); } //~ P504 P504 P504
async fn f(Json(n): Json<usize>) { shelf(1).take(n).collect::<Vec<_>>(); }
#[instrument(fields(password = %password))] fn f(password: &str) { g(); } //~ P402 P402
#[instrument(skip_all, other(key = %api_key))] fn f(api_key: &str) { g(); }
async fn f(Json(n): Json<usize>) { match n { 5..101 => return, n => Vec::<u8>::with_capacity(n) } } //~ P504
async fn f(Json(n): Json<usize>) { match n { 101.. => return, n => Vec::<u8>::with_capacity(n) } }
async fn f(Json(n): Json<usize>) { match n { _ if n > 100 => return, _ => Vec::<u8>::with_capacity(n) } }
async fn f(Json(n): Json<usize>) { match n { m @ 5 if m > 100 => return, m => Vec::<u8>::with_capacity(m) } } //~ P504
async fn f(Json(n): Json<usize>) { match n { m if other > 100 => return, m => Vec::<u8>::with_capacity(m) } } //~ P504
fn get_password() -> String { x } fn f() { info!("{}", get_password()); } //~ P402
fn get_password() { x } fn f() { info!("{}", get_password()); }
