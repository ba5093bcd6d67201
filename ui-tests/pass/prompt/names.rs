// What the expansion needs is found whatever else has its names.
mod portcullis_names {
    pub struct Prompt;
    pub struct Vec;
    pub fn fill() {}
    pub mod __private {}
}

use portcullis as gate;
use portcullis_names::*;

/// A function of the name that the expansion uses.
#[capability(read)]
fn template(__template: u32) -> String {
    let (pieces, values, data, prompt) = (1, 2, 3, 4);
    let made = gate::prompt!(
        "Add {pieces}, {values}, {data}, {prompt} and {__Template}.",
        crate = gate,
        pieces = pieces,
        values = values,
        data = data,
        prompt = prompt,
        __Template = __template
    );
    let _ = (Prompt, Vec, fill());
    made.instructions().to_owned()
}

use gate::capability;

fn main() {}
