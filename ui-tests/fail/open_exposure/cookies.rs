use portcullis::prelude::*;

/// Stands in for `cookie`, which this test does not depend on.
mod cookie {
    #[derive(Default)]
    pub struct Cookie(usize);
    #[derive(Default)]
    pub struct Jar(pub usize);

    impl Cookie {
        pub fn new(name: &str, value: &str) -> Self {
            Self(name.len() + value.len())
        }
        pub fn secure(self, _: bool) -> Self {
            self
        }
        pub fn set_http_only(&mut self, _: bool) {}
    }

    impl Jar {
        pub fn add(&mut self, cookie: Cookie) {
            self.0 += cookie.0;
        }
        pub fn insert(&mut self, name: &str, value: &str) {
            self.0 += name.len() + value.len();
        }
    }
}
use cookie::{Cookie, Jar};

/// Cookies that others read.
#[capability(read)]
fn remember(#[validate(length(max = 100))] value: String) -> usize {
    let mut jar = Jar::default();
    let mut theme = Cookie::new("theme", &value).secure(false); //~ P312
    if !value.is_empty() {
        theme.set_http_only(false); //~ P312
    }
    jar.add(theme);
    jar.add(Cookie::new("session_id", &value)); //~ P312
    jar.0
}

/// A header whose text says nothing.
#[capability(read)]
fn header(#[validate(length(max = 100))] value: String) -> usize {
    const SET_COOKIE: &str = "set-cookie";
    let mut jar = Jar::default();
    jar.insert(SET_COOKIE, &format!("session={value}; Path=/; Max-Age=3600")); //~ P312
    jar.0
}

fn main() {}
