//! What is the same in every run, what can be predicted, and what shows who calls, as far as values are followed.

use super::body::plain;

#[test]
fn what_is_lent_to_be_filled_is_no_longer_constant() {
    plain(
        "let mut nonce = [0u8; 12];
         a(Nonce::from_slice(&nonce)); //~ P308
         fill(&mut nonce[4..]);
         a(Nonce::from_slice(&nonce));
         let mut other = vec![0u8; 12];
         source.pour(other.as_mut_slice());
         a(Nonce::from_slice(&other));",
    );
}

#[test]
fn a_list_that_is_written_into_is_what_is_written() {
    plain(
        "let mut key = [0u8; 32];
         key[..5].copy_from_slice(b\"never\");
         a(Key::from_slice(&key)); //~ P308
         key[0] ^= number;
         a(Key::from_slice(&key));
         let mut key = [0u8; 32];
         for byte in key.iter_mut() { *byte = number; }
         a(Key::from_slice(&key));",
    );
}

#[test]
fn a_part_of_a_constant_is_one() {
    plain(
        "const ALL: [u8; 64] = [7; 64];
         a(Key::from_slice(&ALL[..32])); //~ P308
         let mut text = Vec::new();
         a(Key::from_slice(&text));
         text.extend_from_slice(b\"sixteen letters.\");
         a(Key::from_slice(&text)); //~ P308
         text.push(number);
         a(Key::from_slice(&text));",
    );
}

#[test]
fn a_text_that_is_decoded_is_still_a_constant() {
    plain(
        "let key = STANDARD.decode(\"c2l4dGVlbg==\").ok();
         a(Key::from_slice(&key)); //~ P308
         let key = STANDARD.decode(given).ok();
         a(Key::from_slice(&key));",
    );
}

#[test]
fn a_number_of_a_weak_generator_is_followed_through_buffers_lists_and_closures() {
    plain(
        "let mut random = SmallRng::seed_from_u64(number);
         let mut bytes = [0u8; 16];
         random.fill_bytes(&mut bytes);
         let otp = hex::encode(bytes); //~ P308
         let csrf = (0..9).map(|_| LETTERS[random.next_index()]).collect::<Vec<_>>(); //~ P308
         let jitter = random.next_u64();",
    );
}

#[test]
fn a_closure_without_return_gives_its_last_value() {
    plain(
        "builder.set_verify_callback(mode, |_, _| { a(); true }); //~ P302
         builder.set_verify_callback(mode, |good, _| { if !good { return false; } true });",
    );
}

#[test]
fn an_algorithm_that_a_token_says_is_followed_and_one_that_was_chosen_is_not() {
    plain(
        "let alg = jsonwebtoken::decode_header(given).map(|header| header.alg)?;
         a(Validation::new(alg)); //~ P311
         let alg = match alg { Algorithm::ES256 => Algorithm::ES256, _ => return };
         a(Validation::new(alg));",
    );
}

#[test]
fn the_caller_s_credential_is_followed_to_the_other_request() {
    plain(
        "let token = headers.get(\"authorization\").and_then(|it| it.strip_prefix(\"Bearer \"));
         builder.bearer_auth(token); //~ P310
         let trace = headers.get(\"traceparent\");
         builder.bearer_auth(trace);",
    );
}
