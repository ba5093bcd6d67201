use portcullis::prelude::*;

struct Silent;

#[secure_plugin] //~ refused
impl Silent {
    /// Answers.
    #[capability(read)]
    fn answer(&self) -> u32 { 1 }
}

struct Misspelt;

#[secure_plugin(nam = "misspelt")] //~ refused refused
impl Misspelt {
    /// Answers.
    #[capability(read)]
    fn answer(&self) -> u32 { 1 }
}

struct Dotted;

#[secure_plugin(name = "my.plugin")] //~ refused
impl Dotted {
    /// Answers.
    #[capability(read)]
    fn answer(&self) -> u32 { 1 }
}

struct Capital;

#[secure_plugin(name = "Orders", verson = "1.0.0")] //~ refused refused
impl Capital {
    /// Answers.
    #[capability(read)]
    fn answer(&self) -> u32 { 1 }
}

async fn uses(gate: &Gate) {
    let _ = gate.load(Silent).await;
    let _ = gate.call(Misspelt::answer, &Caller::local(), ()).await;
    let _ = Gate::builder().plugin(Dotted).plugin(Capital);
}

fn main() {}
