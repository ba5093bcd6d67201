// What `jwt_unchecked` finds, and what it leaves alone.

fn f() { let algorithm: T = jsonwebtoken::decode_header(); let rules = algorithm; dangerous_insecure_decode::new(rules); }
fn f(token: &str) { let mut parts = token.split('.'); let body = base64_url::decode(parts.nth(1)); serde_json::from_slice::<Claims>(&body); } //~ P311
fn f(token: &str) { let mut parts = token.split('.'); let body = base64::decode_config(parts.nth(1), STANDARD); serde_json::from_slice::<Claims>(&body); }
fn f() { validation.insecure_disable_signature_validation(); } //~ P311
mod Validation { impl T { fn insecure_disable_signature_validation() {} } } use jwt::Validation; fn f() { let mut validation = Validation::new(); validation.insecure_disable_signature_validation(); } //~ P311
fn f() { let validate_aud = x; }
fn f() { validation.set_audience("a"); let validation = jwt::Validation::new(); jwt::decode::<T>(token, app, validation); }
fn f(token: &str) { let mut parts = token.split('.'); let body = Base64UrlUnpadded::decode_vec(parts.nth(1)); serde_json::from_slice::<Claims>(&body); } //~ P311
