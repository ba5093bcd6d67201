use portcullis::prompt;

fn main() {
    let text = "naïve";
    let _ = prompt!("Summarise." data text = text); //~ refused
    let _ = prompt!("Summarise."; data text); //~ refused
    let _ = prompt!("Summarise {text}.", text); //~ refused
    let _ = prompt!("Summarise."; data = text); //~ refused
    let _ = prompt!("Summarise."; data text = ); //~ refused
    let _ = prompt!("Summarise."; data 5 = text); //~ refused
    let _ = prompt!("Summarise.", title: text); //~ refused
}
