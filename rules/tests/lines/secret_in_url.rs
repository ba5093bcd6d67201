// What `secret_in_url` finds, and what it leaves alone.

fn f(access_token: &str) { format!("wss://{}/stream?{}", host, ["?", access_token].join("=")); } //~ P306
fn f(&self) { let mut path = format!("stations/{region}"); write!(path, "?apikey={}", self.api_key); self.get(self.join(path)); } //~ P306
fn f(access_token: &str) { url.body().append_pair("access_token", access_token); url.query_pairs_mut().append_pair("access_token", access_token); } //~ P306
fn f(api_key: &str) { shelf.param("key", api_key); shelf.params(&[("key", api_key)]); }
fn f(api_key: &str) { attohttpc::get(url).params(&[("key", api_key)]); minreq::get(url).with_param("key", api_key); } //~ P301 P306 P301 P306
fn f(api_key: &str) { db.query("SELECT 1 WHERE k = ?", api_key); }
fn f(secret: &str) { uri.path_and_query(secret); uri.path_and_query(format!("/a?key={secret}")); } //~ P306
fn f(card_number: &str) { attohttpc::get(url).param("card", card_number); } //~ P301 P306
