use portcullis::prelude::*;

struct Plain;

#[derive(Clone)]
struct NotSync(std::cell::Cell<u32>);

#[secure_plugin(name = "not-sync")]
impl NotSync { //~ refused
    /// Answers.
    #[capability(read)]
    fn answer(&self) -> u32 { 1 }
}

async fn load(gate: &Gate) {
    let _ = gate.load(Plain).await; //~ refused
    let _ = Gate::builder().plugin("orders"); //~ refused
}

fn main() {}
