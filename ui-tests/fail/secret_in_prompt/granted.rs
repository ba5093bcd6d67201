use portcullis::prelude::*;
use portcullis::prompt;
use portcullis::secret::SecretRef;

/// The key of the shop.
struct ShopKey;

/// Makes the prompt for an answer.
#[capability(read)]
fn answer(#[grant] key: SecretRef<ShopKey>, #[validate(length(max = 900))] question: String) -> String {
    let lent = &key;
    let first = prompt!("Answer the question."; data question = question, data key = lent); //~ P103
    let second = prompt!("Answer the question with {key}.", key = key); //~ P103
    format!("{first:?} {second:?}")
}

fn main() {}
