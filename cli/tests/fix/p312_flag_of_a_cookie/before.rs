use cookie::{Cookie, Jar};

pub fn greet(jar: &Jar, id: &str) -> bool {
    jar.add(Cookie::build(("session", id)).secure(true).http_only(false))
}
