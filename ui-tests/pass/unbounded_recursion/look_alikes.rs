use portcullis::prelude::*;

struct Names(Vec<String>);

impl Names {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn find(&self, name: &str) -> Option<&String> {
        self.0.iter().find(|one| *one == name)
    }
}

/// Calls others of the same name.
#[capability(read)]
fn look_alikes(#[validate(length(max = 1000))] text: String) -> u64 {
    struct Inner(Names);
    impl Inner {
        fn len(&self) -> usize {
            self.0.len()
        }

        fn size(&self) -> usize {
            Self::of(&self.0)
        }

        fn of(names: &Names) -> usize {
            names.len()
        }
    }
    fn walk(text: &str) -> usize {
        let walk = |text: &str| text.len();
        walk(text)
    }
    let names = Inner(Names(vec![text.clone()]));
    let found = names.0.find(&text).is_some();
    (names.len() ^ names.size() ^ walk(&text) ^ usize::from(found)) as u64
}

fn main() {}
