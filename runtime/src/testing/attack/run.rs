//! The test of `#[attack_test]`: run once more in a process of its own, whose environment holds canaries, on a runtime of its own.

use super::process::{self, Child, Ended};
use super::{AttackReport, Fakes, IntoAttack};

/// Runs the test of this name, as `module_path!` and the function say it.
#[doc(hidden)]
#[track_caller]
pub fn run_test<A: IntoAttack, M: Future<Output = A>>(name: &str, make: impl FnOnce() -> M) {
    finish(run(name, None, |_| make()));
}

/// The same for a test that takes [`Fakes`].
#[doc(hidden)]
#[track_caller]
pub fn run_test_with_fakes<A: IntoAttack, M: Future<Output = A>>(name: &str, make: impl FnOnce(Fakes) -> M) {
    finish(run(name, Some(&Fakes::new()), make));
}

/// What a test of `#[attack_test]` may take.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "an attack does not give a test a `{Self}`",
    label = "it gives `Fakes`, and nothing else",
    note = "help: take `fakes: portcullis::testing::Fakes`, or nothing"
)]
pub trait TakenByTest<'a> {
    #[doc(hidden)]
    fn of(fakes: &'a Fakes) -> Self;
}

impl TakenByTest<'_> for Fakes {
    fn of(fakes: &Fakes) -> Self {
        fakes.clone()
    }
}

impl<'a> TakenByTest<'a> for &'a Fakes {
    fn of(fakes: &'a Fakes) -> Self {
        fakes
    }
}

/// What the test takes; its type says so.
#[doc(hidden)]
pub fn fakes_of_test<'a, T: TakenByTest<'a>>(fakes: &'a Fakes) -> T {
    T::of(fakes)
}

#[track_caller]
fn finish(ended: Result<String, String>) {
    match ended {
        Ok(report) => println!("{report}"),
        Err(report) => panic!("{report}"),
    }
}

/// What is to be read of it; an error if the test does not pass.
fn run<A: IntoAttack, M: Future<Output = A>>(
    name: &str,
    fakes: Option<&Fakes>,
    make: impl FnOnce(Fakes) -> M,
) -> Result<String, String> {
    // The harness calls a test by its path without the crate's name.
    let of_harness = name.split_once("::").map_or(name, |(_, rest)| rest);
    if let Some(child) = Child::of_this_process(of_harness) {
        child.begun();
        let report = attack(fakes, make, |longest| child.ready(longest)).map(|mut report| {
            report.remarks.push(format!("{} secrets were planted in its environment", process::planted()));
            report
        });
        child.ended(&report.map_or_else(Ended::NoGate, |report| Ended::of(&report)));
        // What it told is what counts, and not how it ends.
        return Ok(String::new());
    }
    match process::again(of_harness) {
        Ok(Ended::Held(report)) => Ok(report),
        Ok(Ended::Broken(report)) => Err(report),
        Ok(Ended::NoGate(why)) => Err(format!("there is no gate to attack: {why}")),
        Ok(Ended::Early(why)) => Err(why),
        Err(why) => {
            let report = attack(fakes, make, |_| {});
            let mut report = report.map_err(|why| format!("there is no gate to attack: {why}"))?;
            report.remarks.push(format!("no secret was planted in its environment, since {why}"));
            if report.is_clean() { Ok(report.to_string()) } else { Err(report.to_string()) }
        }
    }
}

/// Makes the attack in this process. `ready` is told how long it may take, as soon as that is known.
fn attack<A: IntoAttack, M: Future<Output = A>>(
    fakes: Option<&Fakes>,
    make: impl FnOnce(Fakes) -> M,
    ready: impl FnOnce(std::time::Duration),
) -> Result<AttackReport, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| format!("a runtime for it cannot be made: {error}"))?;
    runtime.block_on(async {
        let mut attack = make(fakes.cloned().unwrap_or_default()).await.into_attack()?;
        if let Some(fakes) = fakes {
            attack = attack.fakes(fakes);
        }
        ready(attack.longest());
        Ok(attack.run().await)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::caller::Caller;
    use crate::capability;
    use crate::gate::Gate;
    use crate::ledger::Memory;
    use crate::policy::Permits;

    /// Adds two numbers.
    #[capability(read)]
    fn add(a: i32, b: i32) -> i64 {
        i64::from(a) + i64::from(b)
    }

    #[test]
    fn where_there_can_be_no_other_process_the_attack_is_made_and_that_is_told() {
        let gate = || {
            let permits = Permits::none().permit(Caller::local(), add);
            Gate::builder().capability(add).authorizer(permits).ledger(Memory::new()).build()
        };
        let report = run("portcullis::no::such::test", None, |_| async { gate() }).unwrap();
        assert!(report.contains("every invariant held"), "{report}");
        assert!(report.contains("no secret was planted in its environment, since this program"), "{report}");
        let broken =
            run("portcullis::no::such::test", Some(&Fakes::new()), |_| async { gate() }).unwrap_err();
        assert!(broken.contains("no fake was asked"), "{broken}");
        let none = run("portcullis::no::such::test", None, |_| async { Err::<Gate, _>("no gate") });
        assert_eq!(none.unwrap_err(), "there is no gate to attack: no gate");
    }
}
