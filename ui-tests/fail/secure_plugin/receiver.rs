use portcullis::prelude::*;

struct Plugin;

#[secure_plugin(name = "plugin")]
impl Plugin {
    /// Changes it.
    #[capability(read)]
    fn change(&mut self) {} //~ refused

    /// Takes it.
    #[capability(read)]
    fn take(self) {} //~ refused

    /// Shares it.
    #[capability(read)]
    fn share(self: std::sync::Arc<Self>) {} //~ refused

    /// Borrows it for long.
    #[capability(read)]
    fn borrow<'a>(&'a self) {} //~ refused refused

    /// Answers.
    #[capability(read)]
    fn answer(&self) -> u32 { 1 }

    #[on_load]
    fn load(&mut self) {} //~ refused

    #[on_unload]
    fn unload() {} //~ refused
}

fn main() {}
