use std::io::Write;

use portcullis::prelude::*;

struct Redis;

impl Redis {
    fn set_ex(&self, _: &str, _: &str, _: u64) -> usize {
        1
    }
}

/// Keeps logins where they are found again.
#[capability(write)]
fn nested(#[validate(length(max = 100))] text: String) -> Result<usize, Internal> {
    let (redis, mut file) = (Redis, Vec::new());
    let mut count = 0;
    for (user, password) in text.lines().filter_map(|line| line.split_once(':')) {
        let line = format!("{user}={}", password.trim());
        writeln!(file, "{line}")?; //~ P607
        count += redis.set_ex(user, password, 60); //~ P607
    }
    Ok(count)
}

fn main() {}
