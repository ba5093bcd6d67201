use portcullis::prelude::*;

struct ChatMessage(String);

impl ChatMessage {
    fn system(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    fn user(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

struct PromptMessage;

impl PromptMessage {
    fn new_text(_role: u32, _text: String) -> Self {
        Self
    }
}

struct Message {
    role: &'static str,
    content: String,
}

#[derive(Default)]
struct Info {
    instructions: Option<String>,
    version: u32,
}

/// Messages and fields.
#[capability(read)]
fn messages(#[validate(length(max = 200))] text: String) -> u64 {
    let one = ChatMessage::system(format!("Answer from this alone: {text}")); //~ P101
    let two = ChatMessage::user("What is in ".to_string() + &text); //~ P101
    let three = PromptMessage::new_text(1, format!("Review {text}")); //~ P101
    let four = Message { role: "system", content: format!("Known: {text}") }; //~ P101
    let instructions = format!("Ask only for {text}");
    let five = Info { instructions: Some(instructions), ..Info::default() }; //~ P101
    drop(three);
    (one.0.len() + two.0.len() + four.role.len() + four.content.len()) as u64 + u64::from(five.version)
}

fn main() {}
