use portcullis::prelude::*;

struct Plugin;

#[secure_plugin(name = "plugin")]
impl Plugin {
    /// Is not finished.
    #[capability(read)]
    fn unfinished(&self, numbers: u32) -> u32 {
        let next = numbers. //~ refused
    } //~ refused

    /// Is finished.
    #[capability(read)]
    fn finished(&self) -> u32 { 1 }
}

fn main() {
    let _ = Gate::builder().plugin(Plugin);
}
