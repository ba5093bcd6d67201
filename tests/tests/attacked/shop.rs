//! A sound gate over a small shop, which the faults are planted around.

use portcullis::ledger::Memory;
use portcullis::prelude::*;
use portcullis::secret::{Secret, SecretError, SecretRef};
use portcullis::testing::{Attack, AttackReport, Invariant, Target, attack};
use portcullis::{Caller, GateBuilder};
use portcullis_tests::Trusted;

/// What the shop's key is.
pub const KEY: &str = "correct-horse-battery-staple-7";

/// The key of the shop.
pub struct ShopKey;

/// What can be asked for.
#[data]
pub enum Sorting {
    /// The latest first.
    Latest,
    /// Those of one price and above.
    Above {
        /// In cents.
        #[validate(range(min = 1, max = 1_000_000))]
        cents: u32,
    },
}

/// Orders.
#[data]
pub struct Orders {
    /// Whose.
    #[validate(length(max = 32))]
    pub customer: String,
    /// So many.
    #[validate(range(max = 50))]
    pub count: u32,
}

/// Lists a customer's latest orders.
#[capability(read, timeout = "300ms", rate = "30/min", burst = 5, concurrency = 3)]
pub fn find_orders(
    call: &Call,
    #[grant] key: SecretRef<ShopKey>,
    #[validate(length(min = 4, max = 32), pattern = "^[A-Z0-9-]+$")] customer: String,
    #[validate(range(min = 1, max = 50))] limit: u32,
    #[validate(length(max = 5))] tags: Vec<u8>,
    sorting: Option<Sorting>,
) -> Result<Orders, Internal> {
    let count = key.reveal(call, |bytes| bytes.len())? as u32 + tags.len() as u32 + limit;
    let least = match sorting {
        Some(Sorting::Above { cents }) => cents.min(1),
        Some(Sorting::Latest) | None => 0,
    };
    Ok(Orders { customer, count: (count + least).min(50) })
}

/// Pays an order back.
#[capability(write, timeout = "300ms", rate = "100/min", idempotent)]
pub fn refund(#[validate(range(min = 1, max = 10_000))] cents: u32) -> u32 {
    cents
}

/// The key, where a gate's owner has it.
pub fn key() -> Result<SecretRef<ShopKey>, SecretError> {
    SecretRef::fixed(Secret::read(KEY.as_bytes())?)
}

/// A gate with both, and a ledger that is kept in memory.
pub fn builder() -> GateBuilder {
    Gate::builder()
        .capability(find_orders)
        .capability(refund)
        .grant(key().unwrap())
        .results(
            portcullis::idempotency::Results::open(tempfile::tempdir().unwrap().keep().join("results"))
                .unwrap(),
        )
        .authorizer(permits())
        .ledger(Trusted(Memory::new()))
}

/// The local caller and bob may call both.
pub fn permits() -> Permits {
    let bob = || portcullis::testing::caller("bob");
    Permits::none()
        .permit(Caller::local(), find_orders)
        .permit(Caller::local(), refund)
        .permit(bob(), find_orders)
        .permit(bob(), refund)
}

pub fn gate() -> Gate {
    builder().build().unwrap()
}

/// An attack with effects by two callers, made ready.
pub fn attacking<T: Target>(target: T) -> Attack<T> {
    attack(target).caller(Caller::local()).caller(portcullis::testing::caller("bob")).with_effects()
}

/// What an attack on one capability comes to.
pub async fn attacked(capability: &str, target: impl Target) -> AttackReport {
    attacking(target).only(capability).run().await
}

/// Fails unless this invariant is among the findings, by an attack of this name or below it, with an input of at most so
/// many bytes.
#[track_caller]
pub fn assert_found(report: &AttackReport, invariant: Invariant, attack: &str, most: usize) {
    let found = report
        .findings()
        .iter()
        .find(|finding| finding.invariant() == invariant && finding.attack().starts_with(attack));
    let found = found.unwrap_or_else(|| panic!("{} was not found by {attack}:\n{report}", invariant.name()));
    let input = String::from_utf8_lossy(found.input());
    assert!(found.input().len() <= most, "{input} has more than {most} bytes");
    println!("{found}");
}
