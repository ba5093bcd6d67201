use cookie::{Cookie, Jar};

pub fn greet(jar: &Jar, id: &str) -> bool {
    jar.add(Cookie::build(("session", id)).path("/"))
        && jar.add(
            Cookie::build(("session_token", id))
                .secure(true)
                .path("/"),
        )
}
