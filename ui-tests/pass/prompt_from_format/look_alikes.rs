use portcullis::prelude::*;

struct ChatMessage(String);

impl ChatMessage {
    fn user(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

struct Terminal;

impl Terminal {
    fn with_prompt(&self, text: String) -> u64 {
        text.len() as u64
    }

    fn prompt(&self, text: &str) -> u64 {
        text.len() as u64
    }
}

struct Page {
    content: String,
    system: &'static str,
}

/// A question to a person, a message of its own, a page.
#[capability(read)]
fn look_alikes(#[validate(length(max = 200))] text: String) -> u64 {
    let terminal = Terminal;
    let asked = terminal.with_prompt(format!("Release {text}?"));
    let shell = terminal.prompt(&format!("{text}> "));
    let message = ChatMessage::user(text.clone());
    let page = Page { content: format!("About {text}"), system: "unix" };
    asked + shell + (message.0.len() + page.content.len() + page.system.len()) as u64
}

fn main() {}
