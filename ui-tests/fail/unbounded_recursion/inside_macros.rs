use portcullis::prelude::*;

/// The call stands inside a macro, behind `Self`, or in a closure.
#[capability(read)]
fn nested(#[validate(length(max = 1000))] text: String) -> u64 {
    fn list(text: &str) -> u64 {
        let all = vec![text.strip_prefix('(').map_or(0, |rest| list(rest.trim_start()))]; //~ P507
        all.iter().copied().max().unwrap_or(0)
    }
    struct Reader(u64);
    impl Reader {
        fn value(&mut self, text: &str) -> u64 {
            match text.split_once(',') {
                Some((_, rest)) => Self::value(self, rest), //~ P507
                None => self.0,
            }
        }
    }
    list(&text) ^ Reader(1).value(&text)
}

fn main() {}
