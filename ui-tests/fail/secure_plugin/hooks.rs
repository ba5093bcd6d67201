use portcullis::Authority;
use portcullis::authority::State;
use portcullis::plugin::LoadContext;
use portcullis::prelude::*;

struct First;

#[secure_plugin(name = "first")]
impl First {
    /// Answers.
    #[capability(read)]
    fn answer(&self) -> u32 { 1 }

    #[on_load(timeout = "5 parsecs", retries = 3)] //~ refused refused
    async fn load(&self, context: &LoadContext, name: String) -> bool { //~ refused refused
        true
    }

    #[on_unload]
    async fn unload(&self, #[grant] count: State<u32>) {} //~ refused
}

struct Second;

#[secure_plugin(name = "second")]
impl Second {
    /// Answers.
    #[capability(read)]
    fn answer(&self) -> u32 { 1 }

    #[on_load]
    fn load(&self) {}

    #[on_load]
    fn load_again(&self) {} //~ refused

    #[on_unload]
    const fn unload(&self) {} //~ refused

    #[on_unload]
    fn unload_of<T>(&self) -> Result<u32, Internal> { Ok(1) } //~ refused refused
}

#[derive(Clone, Authority)]
#[authority(write)]
struct Outbox;

struct Third;

#[secure_plugin(name = "third")]
impl Third {
    /// Answers.
    #[capability(read)]
    fn answer(&self) -> u32 { 1 }

    #[on_load]
    fn load(&self, #[grant] outbox: Outbox) { //~ refused
        drop(outbox);
    }
}

struct Conditional;

#[secure_plugin(name = "conditional")]
impl Conditional {
    /// Answers.
    #[capability(read)]
    fn answer(&self) -> u32 { 1 }

    #[cfg(unix)] //~ refused
    #[on_load]
    fn load(&self) {}
}

struct Fourth;

#[secure_plugin(name = "fourth")]
impl Fourth {
    /// Answers.
    #[capability(read)]
    fn answer(&self) -> u32 { 1 }

    #[on_load]
    async fn load(&self) -> Result<(), std::io::Error> { Ok(()) } //~ refused
}

fn main() {}
