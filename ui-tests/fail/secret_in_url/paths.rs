use portcullis::State;
use portcullis::prelude::*;

/// Stands in for `url` and `http`, which this test does not depend on.
mod http {
    #[derive(Default)]
    pub struct Builder(pub usize);

    impl Builder {
        pub fn path_and_query(self, text: String) -> Self {
            Self(self.0 + text.len())
        }
        pub fn path_segments_mut(&mut self) -> &mut Self {
            self
        }
        pub fn push(&mut self, segment: &str) {
            self.0 += segment.len();
        }
    }
}
use http::Builder;

struct Service {
    api_secret: String,
}

/// Puts secrets into a path, and into a query behind a path of the caller's.
#[capability(read)]
fn ask(#[validate(length(max = 100))] path: String, #[grant] service: State<Service>) -> usize {
    let mut target = Builder::default();
    target.path_segments_mut().push(&service.api_secret); //~ P306
    if path.is_empty() {
        return target.0;
    }
    let mut full = path.clone();
    full += "?session=";
    full += &service.api_secret;
    target.path_and_query(full).0 //~ P306
}

fn main() {}
