use portcullis::prelude::*;

struct Plugin;

#[secure_plugin(name = "plugin")]
impl Plugin {
    /// Reads a file.
    #[capability(read)]
    fn read(&self) -> u32 {
        std::fs::read("/etc/passwd").map_or(0, |bytes| bytes.len() as u32) //~ P601
    }

    #[on_load]
    fn load(&self) {
        println!("loaded"); //~ P401
    }

    fn helper(&self) -> u32 {
        std::env::args().next().unwrap().len() as u32 //~ P203
    }

    #[cfg(test)]
    fn only_in_tests(&self) {
        println!("a test");
    }
}

#[secure_plugin(name = "module")]
mod module {
    use portcullis::prelude::*;

    /// Answers.
    #[capability(read)]
    pub fn answer() -> u32 { helper() }

    fn helper() -> u32 {
        std::fs::read("/etc/passwd").map_or(0, |bytes| bytes.len() as u32) //~ P601
    }

    use std::fs::read_to_string as slurp;

    static LENGTH: std::sync::LazyLock<usize> =
        std::sync::LazyLock::new(|| std::env::var("LENGTH").unwrap().len()); //~ P203

    pub fn slurped() -> usize {
        slurp("/etc/passwd").map_or(*LENGTH, |text| text.len()) //~ P601
    }

    pub struct Kept;

    impl Kept {
        pub fn text(&self) -> String {
            std::fs::read_to_string("/etc/passwd").unwrap_or_default() //~ P601
        }
    }

    pub mod deeper {
        pub fn wait() {
            println!("deeper"); //~ P401
        }
    }
}

fn main() {}
