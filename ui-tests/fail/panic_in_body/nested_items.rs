use portcullis::prelude::*;

/// Hides them in what is inside the body.
#[capability(read)]
async fn nested(#[validate(length(max = 100))] text: String) -> u32 {
    struct Reader(String);
    impl Reader {
        fn read(&self) -> u32 {
            self.0.parse().unwrap() //~ P203
        }
    }
    trait Length {
        fn length(&self) -> u32 {
            None.unwrap() //~ P203
        }
    }
    impl Length for Reader {}
    fn parse(text: &str) -> u32 {
        text.parse().unwrap() //~ P203
    }
    let closure = |text: &str| -> u32 { text.parse().unwrap() }; //~ P203
    let future = async { text.parse::<u32>().unwrap() }; //~ P203
    let reader = Reader(text.clone());
    if let (1, 2) = (reader.length(), parse(&text)) {
        return closure(&text);
    }
    future.await + reader.read()
}

fn main() {}
