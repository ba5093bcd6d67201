use portcullis::prelude::*;

struct Plugin;

#[secure_plugin(name = "plugin")]
impl Plugin {
    /// Adds two numbers.
    #[capability(read)]
    fn add(&self, a: i32, b: i32) -> i64 {
        i64::from(a) + i64::from(b)
    }

    /// Calls another one.
    #[capability(read)]
    fn double(&self, a: i32) -> i64 {
        self.add(a, a) //~ refused
    }
}

fn main() {
    let _ = Plugin.add(1, 2); //~ refused
    let _ = Plugin::add(1, 2); //~ refused
}
