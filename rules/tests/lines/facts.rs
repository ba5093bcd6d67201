// What the facts know.

fn f() { #[exception(P203, reason = "a half of all numbers fit")] number.unwrap() }
fn f(enforcer: Enforcer) { enforcer.add_policy(vec!["*", "*"]); } //~ P707?
fn f(api_key: &str) { if (api_key) == given {} } //~ P309
fn f(api_key: &str) { if api_key? == given {} } //~ P309
fn f(api_key: &str) { if api_key as T == given {} } //~ P309
fn f(api_key: &str) { if Err(api_key) == given {} if Ok(api_key) == given {} if Some(api_key) == given {} } //~ P309 P309 P309
