use portcullis::prelude::*;

/// In a macro, in an async block, in a closure.
#[capability(read, allow(ambient_filesystem, reason = "the test is about another rule"))]
fn hidden(number: u32) -> u32 {
    let path = std::path::PathBuf::from(format!("/srv/{number}"));
    let list = vec![path.exists(), std::fs::read(&path).is_ok()]; //~ P510
    let second = std::path::PathBuf::from("/srv/second");
    let read = |limit: u64| {
        if second.metadata().map_or(0, |it| it.len()) > limit { //~ P510
            return 0;
        }
        std::fs::read_to_string(&second).map_or(0, |text| text.len())
    };
    list.len() as u32 + read(7) as u32
}

fn main() {}
