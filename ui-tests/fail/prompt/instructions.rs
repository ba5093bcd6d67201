use portcullis::prompt;

const TEXT: &str = "Summarise the text.";

fn main() {
    let question = String::from("What is love?");
    let _ = prompt!(question); //~ refused
    let _ = prompt!(&format!("Answer: {question}")); //~ refused
    let _ = prompt!(TEXT); //~ refused
    let _ = prompt!(concat!("Summarise", " the text.")); //~ refused
    let _ = prompt!("Answer: " + &question); //~ refused
    let _ = prompt!(); //~ refused
    let _ = prompt!("  \n "); //~ refused
    let _ = prompt!("Be\u{200b} kind."); //~ refused
    let _ = prompt!("Be\u{e0041} kind."); //~ refused
}
