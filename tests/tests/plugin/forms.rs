//! What a plugin may be written as.

use std::fmt::Display;
use std::sync::Mutex;

use portcullis::authority::State;
use portcullis::prelude::*;
use portcullis::{BuildFault, Code, Effect, testing};

use super::gate;

pub trait Store: Send + Sync + 'static {
    type Key: Display + Send;

    fn key(&self, number: u32) -> Self::Key;
}

struct Decimal;

impl Store for Decimal {
    type Key = u32;

    fn key(&self, number: u32) -> u32 {
        number
    }
}

/// Generic, with a `where` clause, a constant, grants and answers of the parameter.
pub struct Keys<S, const N: usize>
where
    S: Store,
{
    store: S,
    asked: Mutex<u32>,
}

#[secure_plugin(name = "keys", version = "0.3.0")]
impl<S, const N: usize> Keys<S, N>
where
    S: Store,
{
    const LEAST: u32 = 1;

    /// Makes a key.
    #[capability(read, rate = "1000/s")]
    pub async fn make(
        &self,
        call: &Call,
        #[grant] offset: State<u32>,
        /// Which one.
        #[validate(range(max = 100))]
        number: u32,
    ) -> Result<String, Internal> {
        call.checkpoint()?;
        *self.asked.lock().map_err(|_| Internal::from("poisoned"))? += 1;
        tokio::task::yield_now().await;
        Ok(self.text(number + *offset))
    }

    /// How many were asked for, and how many there may be.
    #[capability(read)]
    fn asked(&self) -> Result<Count, Internal> {
        Ok(Count { asked: *self.asked.lock().map_err(|_| Internal::from("poisoned"))?, most: N as u64 })
    }

    /// The least number: needs no plugin.
    #[capability(read, name = "least_number")]
    fn least() -> u32 {
        Self::LEAST
    }

    #[cfg(any())]
    /// Is not there.
    #[capability(read)]
    fn absent(&self, #[grant] nothing: ThereIsNoSuchType) -> u32 {
        0
    }

    fn text(&self, number: u32) -> String {
        format!("key {}", self.store.key(number.max(Self::LEAST)))
    }
}

#[data]
#[derive(Debug, PartialEq)]
pub struct Count {
    asked: u32,
    most: u64,
}

type Ten = Keys<Decimal, 10>;

fn ten() -> Ten {
    Keys { store: Decimal, asked: Mutex::new(0) }
}

#[tokio::test]
async fn a_generic_plugin_is_called_by_name_and_by_its_methods_paths() {
    let local = Caller::local();
    let gate = Gate::builder()
        .plugin(ten())
        .grant(State::new(100_u32))
        .authorizer(
            Permits::none()
                .permit(local.clone(), Ten::make)
                .permit(local.clone(), Ten::asked)
                .permit(local.clone(), Ten::least),
        )
        .ledger(Memory::new())
        .build()
        .unwrap();

    assert_eq!(gate.call(Ten::make, &local, (5,)).await.unwrap(), "key 105");
    assert_eq!(gate.call_json("keys.make", &local, r#"{"number": 6}"#).await.unwrap(), br#""key 106""#);
    assert_eq!(gate.call(Ten::asked, &local, ()).await.unwrap(), Count { asked: 2, most: 10 });
    assert_eq!(gate.call(Ten::least, &local, ()).await.unwrap(), 1);

    let offered: Vec<_> = gate.capabilities(&local).collect();
    let names: Vec<_> = offered.iter().map(|descriptor| descriptor.name).collect();
    assert_eq!(names, ["keys.asked", "keys.least_number", "keys.make"]);
    assert_eq!(offered[2].grants.len(), 1, "the plugin itself is no grant that a surface shows");
    assert_eq!(offered[2].effect, Effect::Read);
}

#[tokio::test]
async fn every_guard_stands_before_a_plugins_capability() {
    let gate = testing::Gate::new().plugin(ten()).grant(State::new(0_u32));
    let code = |answer: Result<String, portcullis::CallError>| answer.unwrap_err().code();
    assert_eq!(code(gate.call(Ten::make, (101,)).await), Code::InvalidInput);
    let unknown = gate.call_json(Ten::make, r#"{"number": 1, "other": 2}"#).await.unwrap_err();
    assert_eq!(unknown.code(), Code::MalformedInput);
    assert_eq!(gate.call(Ten::make, (7,)).await.unwrap(), "key 7");
    assert_eq!(
        gate.call(Ten::asked, ()).await.unwrap(),
        Count { asked: 1, most: 10 },
        "one state, whichever capability"
    );
}

#[test]
fn a_method_is_no_capability_of_its_own() {
    let error = Gate::builder().capability(Ten::asked).ledger(Memory::new()).build().unwrap_err();
    assert_eq!(error.faults(), [BuildFault::PartOfPlugin { capability: "keys.asked" }]);
}

mod module {
    use portcullis::prelude::*;

    #[secure_plugin(name = "sums", version = "1.0.0")]
    pub mod sums {
        //! Sums.
        #![allow(clippy::arithmetic_side_effects)]

        use portcullis::prelude::*;

        /// Adds two numbers.
        #[capability(read)]
        pub fn add(a: i32, b: i32) -> i64 {
            plus(a.into(), b.into())
        }

        /// Doubles a number.
        #[capability(read, name = "twice")]
        pub fn double(number: i32) -> Result<i64, Failure> {
            if number == 0 { Err(Failure::Zero) } else { Ok(plus(number.into(), number.into())) }
        }

        #[failure]
        pub enum Failure {
            #[public("zero has no double worth having")]
            Zero,
        }

        #[cfg(any())]
        /// Is not there.
        #[capability(read)]
        fn absent(nothing: ThereIsNoSuchType) {}

        fn plus(a: i64, b: i64) -> i64 {
            a + b
        }
    }
}

#[tokio::test]
async fn a_module_is_a_plugin_too() {
    use module::sums;
    let local = Caller::local();
    let (gate, _) =
        gate(Permits::none().permit(local.clone(), sums::add).permit(local.clone(), sums::double));
    gate.load(sums::plugin()).await.unwrap();
    assert_eq!(gate.call_json("sums.add", &local, r#"{"a": 2, "b": 3}"#).await.unwrap(), b"5");
    assert_eq!(gate.call(sums::double, &local, (4,)).await.unwrap(), 8);
    let failed = gate.call(sums::double, &local, (0,)).await.unwrap_err();
    assert_eq!(failed.to_string(), "zero has no double worth having");
}

#[test]
fn a_function_of_a_module_is_no_capability_of_its_own() {
    let error = Gate::builder().capability(module::sums::add).ledger(Memory::new()).build().unwrap_err();
    assert_eq!(error.faults(), [BuildFault::PartOfPlugin { capability: "sums.add" }]);
}

#[test]
fn a_policy_names_methods_by_their_paths() {
    use module::sums;
    let policy: Policy = policy! {
        principal me = local;
        principal other = plugin "other";
        group all = [Ten::make, Ten::asked, sums::add];
        permit me on all;
        permit other on Ten::make when input.number < 10;
        expect permit me on Ten::asked;
        expect forbid other on Ten::make with { number: 10 };
        expect forbid other on sums::add;
    };
    drop(policy);
}

#[tokio::test]
async fn a_body_is_tested_without_its_guards() {
    let ten = ten();
    let call = testing::call();
    assert_eq!(ten.make_unguarded(&call, State::new(1_u32), 2).await.unwrap(), "key 3");
    assert_eq!(ten.asked_unguarded().unwrap(), Count { asked: 1, most: 10 });
    assert_eq!(Ten::least_unguarded(), 1);
}
