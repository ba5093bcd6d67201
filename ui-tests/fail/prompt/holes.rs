use portcullis::prompt;

fn main() {
    let text = "naïve";
    let _ = prompt!("Summarise for {audience}."); //~ refused
    let _ = prompt!("Summarise for {audience}.", audiance = "children"); //~ refused
    let _ = prompt!("Summarise.", audience = "children"); //~ refused
    let _ = prompt!("Summarise {text}."; data text = text); //~ refused
    let _ = prompt!("Summarise {}.", text = 1); //~ refused
    let _ = prompt!("Summarise {0}.", text = 1); //~ refused
    let _ = prompt!("Summarise {lines:?}.", lines = 1); //~ refused
    let _ = prompt!("Answer with { and }."); //~ refused
    let _ = prompt!("Answer with }."); //~ refused
    let _ = prompt!("Answer in {lines} lines.", lines = 1, lines = 2); //~ refused
    let _ = prompt!("Answer in {lines} lines.", lines = 1; data lines = text); //~ refused
}
