//! Chance, visible in the signatures that depend on it.

use std::fmt;
use std::sync::Arc;

use super::{Authority, Effect};

/// Random numbers that nobody can guess, straight from the operating system. In tests, `testing::random` gives the same
/// ones at every run.
///
/// ```
/// use portcullis::authority::{Random, RandomFailed};
/// use portcullis::prelude::*;
/// use portcullis::testing;
///
/// /// Throws a die.
/// #[capability(read)]
/// fn throw(#[grant] random: Random) -> Result<u64, ThrowFailure> {
///     Ok(1 + random.below(6)?)
/// }
///
/// #[failure]
/// enum ThrowFailure {
///     #[public("the die is lost")]
///     Random(#[from] RandomFailed),
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let thrown = testing::Gate::new().grant(Random::system()).call(throw, ()).await;
/// assert!(thrown.is_ok_and(|number| (1..=6).contains(&number)));
///
/// let same = testing::Gate::new().grant(testing::random(7)).call(throw, ()).await;
/// assert_eq!(same, testing::Gate::new().grant(testing::random(7)).call(throw, ()).await);
/// # }
/// ```
#[derive(Clone)]
pub struct Random {
    source: Arc<dyn Source>,
}

/// The source of randomness failed, which systems that have started do not let happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the operating system has no random numbers to give")]
pub struct RandomFailed;

impl Random {
    /// The operating system's.
    pub fn system() -> Self {
        Random { source: Arc::new(System) }
    }

    /// The same numbers for the same seed. For tests alone: whoever knows the seed knows them all.
    #[cfg(feature = "testing")]
    pub(crate) fn seeded(seed: u64) -> Self {
        Random { source: Arc::new(Seeded(std::sync::Mutex::new(fastrand::Rng::with_seed(seed)))) }
    }

    /// So many random bytes, such as 16 for a token.
    ///
    /// # Errors
    ///
    /// [`RandomFailed`]; nothing that could be guessed is ever given instead.
    pub fn bytes<const N: usize>(&self) -> Result<[u8; N], RandomFailed> {
        let mut bytes = [0; N];
        self.source.fill(&mut bytes)?;
        Ok(bytes)
    }

    /// A number below `end`, each as likely as the others; 0 if `end` is 0.
    ///
    /// # Errors
    ///
    /// [`RandomFailed`].
    pub fn below(&self, end: u64) -> Result<u64, RandomFailed> {
        // The numbers above the last whole multiple of `end` would make the small ones likelier.
        let multiples = u64::MAX - u64::MAX.checked_rem(end).unwrap_or_default();
        loop {
            let number = u64::from_le_bytes(self.bytes()?);
            if number < multiples || end == 0 {
                return Ok(number.checked_rem(end).unwrap_or_default());
            }
        }
    }
}

impl fmt::Debug for Random {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Random")
    }
}

impl Authority for Random {
    const EFFECT: Effect = Effect::Read;
    const KIND: &'static str = "random";

    fn describe(&self) -> String {
        "random numbers".into()
    }
}

trait Source: Send + Sync {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomFailed>;
}

struct System;

impl Source for System {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomFailed> {
        getrandom::fill(bytes).map_err(|_| RandomFailed)
    }
}

#[cfg(feature = "testing")]
struct Seeded(std::sync::Mutex<fastrand::Rng>);

#[cfg(feature = "testing")]
impl Source for Seeded {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomFailed> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).fill(bytes);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    /// Gives these numbers, one after the other, and then fails.
    struct Told(Mutex<Vec<u64>>);

    impl Source for Told {
        fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomFailed> {
            let next = self.0.lock().unwrap().pop().ok_or(RandomFailed)?;
            bytes.copy_from_slice(&next.to_le_bytes());
            Ok(())
        }
    }

    fn told(numbers: &[u64]) -> Random {
        Random { source: Arc::new(Told(Mutex::new(numbers.iter().rev().copied().collect()))) }
    }

    #[test]
    fn every_number_below_the_end_is_as_likely_as_the_others() {
        // Of 2^64 - 1 numbers, 6 divides all but the last 3: these are thrown again.
        for unfair in [u64::MAX, u64::MAX - 1, u64::MAX - 2, u64::MAX - 3] {
            assert_eq!(told(&[unfair, 8]).below(6), Ok(2), "{unfair}");
        }
        assert_eq!(told(&[u64::MAX - 4]).below(6), Ok(5));
        assert_eq!((told(&[5]).below(0), told(&[5]).below(1)), (Ok(0), Ok(0)));
        assert_eq!(told(&[u64::MAX - 1]).below(u64::MAX), Ok(u64::MAX - 1));
    }

    #[test]
    fn without_randomness_there_is_an_error_and_no_number() {
        assert_eq!(told(&[]).below(6), Err(RandomFailed));
        assert_eq!(told(&[]).bytes::<8>(), Err(RandomFailed));
    }

    #[test]
    fn the_surface_says_that_they_are_random_numbers_and_no_more() {
        let random = Random::system();
        let shown = (random.describe(), format!("{random:?}"));
        assert_eq!(shown, ("random numbers".to_owned(), "Random".to_owned()));
    }

    #[cfg(feature = "testing")]
    #[test]
    fn a_seed_gives_the_same_numbers_again_and_another_one_others() {
        let numbers = |seed| Random::seeded(seed).bytes::<16>().unwrap();
        assert_eq!(numbers(7), numbers(7));
        assert_ne!(numbers(7), numbers(8));
    }

    #[test]
    fn the_systems_numbers_differ() {
        let random = Random::system();
        assert_ne!(random.bytes::<16>().unwrap(), random.bytes::<16>().unwrap());
    }
}
