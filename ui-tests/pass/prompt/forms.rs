use portcullis::prelude::*;
use portcullis::{Currency, Date, Email, Money, Personal, Prompt, prompt};

#[data]
#[serde(rename_all = "lowercase")]
enum Audience {
    Children,
    #[serde(rename = "people who know")]
    Experts,
}

macro_rules! asked {
    ($question:literal, $lines:expr) => {
        prompt!($question, lines = $lines)
    };
}

fn holes(audience: Audience, due: Date, price: Money, currency: Currency) -> Prompt {
    let lines = 5;
    prompt!(
        "For {audience}, {kind}ly, in {lines} lines {{\"due\": {due}}}, of {price} or {currency}, {twice} {twice} {share} {yes} {in}",
        audience = audience,
        kind = "kind",
        lines = lines + 1,
        due = due,
        price = price,
        currency = currency,
        twice = "{not a hole}",
        share = 0.5,
        yes = lines > 3,
        r#in = 7_u8,
    )
}

fn data(text: &str, email: Personal<Email>) -> Prompt {
    let prompt = prompt!("Answer."; data text = text, data number = 5, data email = email.expose(), data owned = text.to_owned() + "!",);
    let _ = prompt!("Answer with {data}.", data = 5);
    let _ = prompt!("Answer.", data text = text);
    let _ = prompt!(r#"Answer "yes"."#);
    let _ = prompt!("Answer.",);
    prompt
}

fn passed_on() -> [Prompt; 2] {
    [asked!("Answer in {lines} lines.", 3), asked!("Answer in {lines} words.", 1 + 2)]
}

fn main() {}
