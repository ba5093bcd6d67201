//! A test of `#[attack_test]` runs in a process of its own, with canaries in its environment, and what comes of that is told.

use portcullis::attack_test;
use portcullis::prelude::*;
use portcullis_tests::guarding;

/// Whether this process was given something to lose, since it is the one that attacks.
fn is_planted() -> bool {
    std::env::vars_os().any(|(_, value)| value.to_str().is_some_and(|value| value.starts_with("canary")))
}

/// Shows its environment.
#[capability(read, allow(ambient_environment, reason = "the test is about what a planted variable shows"))]
fn debug(#[validate(range(max = 9))] level: u8) -> String {
    let all = std::env::vars_os().filter(|(name, _)| level == 9 && name == "API_KEY");
    format!("{:?}", all.collect::<Vec<_>>())
}

#[attack_test]
#[should_panic(
    expected = "`debug` breaks no-secret: a secret is in no answer, no refusal and no record\n    input    {\"level\":9} (11 bytes)\n    but      the answer holds the environment variable API_KEY"
)]
fn an_environment_in_an_answer_is_found() -> Gate {
    guarding(debug).ledger(Memory::new()).build().unwrap()
}

/// Notes its environment.
#[capability(read, allow(ambient_environment, reason = "the test is about what a planted variable shows"))]
fn note(call: &Call) -> u8 {
    call.note("token", std::env::var("SERVICE_TOKEN").unwrap_or_default());
    7
}

#[attack_test]
#[should_panic(expected = "the record `call.finished` holds the environment variable SERVICE_TOKEN")]
fn an_environment_in_a_record_is_found() -> Gate {
    guarding(note).ledger(Memory::new()).build().unwrap()
}

/// Adds two numbers.
#[capability(read)]
fn add(a: i32, b: i32) -> i64 {
    i64::from(a) + i64::from(b)
}

fn gate() -> Gate {
    guarding(add).ledger(Memory::new()).build().unwrap()
}

#[attack_test]
fn r#match() -> Gate {
    assert!(is_planted(), "a name that is a keyword is found again");
    gate()
}

mod deeper {
    use super::*;

    #[attack_test]
    fn a_test_in_a_module_is_found_again() -> Gate {
        assert!(is_planted());
        gate()
    }
}

#[attack_test]
#[should_panic(expected = "no warehouse today")]
fn a_panic_of_the_test_itself_is_told_in_its_words() -> Gate {
    panic!("no warehouse today");
}

#[attack_test]
#[should_panic(expected = "there is no gate to attack: no warehouse today")]
fn an_error_of_the_test_itself_is_told_in_its_words() -> Result<Gate, String> {
    Err("no warehouse today".into())
}

/// Ends the whole process.
#[capability(read, allow(process_exit, reason = "the test is about a body that does this"))]
fn exit(#[validate(range(max = 9))] number: u8) -> u8 {
    if number == 9 {
        last_words();
        std::process::exit(3);
    }
    number
}

fn last_words() {
    eprintln!("the last words");
}

#[attack_test]
#[should_panic(expected = "the attack ended before there was a report: exit status: 3\n\nthe last words")]
fn a_body_that_ends_the_process_ends_no_other_test() -> Gate {
    guarding(exit).ledger(Memory::new()).build().unwrap()
}

#[test]
fn what_an_attack_prints_is_printed() {
    let mut again = std::process::Command::new(std::env::current_exe().unwrap());
    let again = again.args(["attacked::environment::prints", "--exact", "--nocapture"]);
    let ran = again.output().unwrap();
    let (said, errors) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(said.contains("to be read\n") && errors.contains("to be read as well\n"), "{said}\n{errors}");
    assert!(said.contains("every invariant held") && !said.contains("portcullis-canary"), "{said}");
    assert!(said.contains("note: 4 secrets were planted in its environment"), "{said}");
}

#[attack_test]
fn prints() -> Gate {
    println!("to be read");
    eprintln!("to be read as well");
    gate()
}
