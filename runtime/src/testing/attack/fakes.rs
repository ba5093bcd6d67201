//! What a fake asks before it does its work, so that an attack can make it slow, and make it panic.

use std::fmt;
use std::pin::pin;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

/// What stands before each canary, so that a person knows one who sees it.
pub(super) const CANARY: &str = "canary";

/// Makes the fakes of a test slow, and makes them panic, while a gate over them is attacked; and makes canaries for what they
/// hold.
///
/// A fake stands in for what a capability reaches: a database, a client, a service. Where the real one would reach outside, it
/// calls [`step`](Fakes::step), or [`step_async`](Fakes::step_async). That does nothing, until an attack that was given the
/// same `Fakes` wants it: then it does not come back before its caller's time is up, or it panics, with a text in its
/// message that nobody may read. Each capability that asks a fake is called so with the inputs that it accepts, and then
/// with sound fakes again: every call is answered in time and recorded once, nothing of the panic is told, permits
/// come back, and what was answered before is answered as before.
///
/// [`#[attack_test]`](macro@crate::attack_test) gives one to a function that takes it. By hand:
///
/// ```
/// use portcullis::prelude::*;
/// use portcullis::testing::{self, Fakes};
/// use portcullis::{Authority, State};
///
/// /// The stock of a warehouse.
/// trait Stock: Send + Sync {
///     fn count(&self, article: u32) -> u32;
/// }
///
/// /// Counts what is there.
/// #[capability(read, timeout = "200ms")]
/// fn count(#[grant] stock: State<Box<dyn Stock>>, #[validate(range(max = 99))] article: u32) -> u32 {
///     stock.count(article)
/// }
///
/// struct FakeStock(Fakes);
///
/// impl Stock for FakeStock {
///     fn count(&self, article: u32) -> u32 {
///         self.0.step(); // here the real one would ask its database
///         article / 2
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let fakes = Fakes::new();
/// let stock: Box<dyn Stock> = Box::new(FakeStock(fakes.clone()));
/// let gate = Gate::builder()
///     .capability(count)
///     .grant(State::new(stock))
///     .authorizer(Permits::none().permit(Caller::local(), count))
///     .ledger(Memory::new())
///     .build()?;
/// testing::attack(&gate).fakes(&fakes).run().await.assert();
/// # Ok(())
/// # }
/// ```
///
/// An attack that was given fakes which nobody asks fails, since it could find nothing. Outside of one they are sound, so the
/// same fakes serve other tests. Clones are the same.
#[derive(Clone, Default)]
pub struct Fakes {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    /// Wakes threads that wait for another turn.
    threads: Condvar,
    /// Wakes tasks that do.
    tasks: Notify,
}

struct State {
    behaviour: Behaviour,
    /// The number of the behaviour, so that nobody who sleeps through a change waits on.
    turn: u64,
    /// When a thread that waits goes on by itself.
    until: Instant,
    asked: u64,
    /// How often while they were not sound.
    misbehaved: u64,
    canaries: Vec<(String, String)>,
    /// In the message of each panic.
    told: String,
}

impl Default for State {
    fn default() -> Self {
        State {
            behaviour: Behaviour::Sound,
            turn: 0,
            until: Instant::now(),
            asked: 0,
            misbehaved: 0,
            canaries: Vec::new(),
            told: canary(),
        }
    }
}

/// What fakes do when they are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Behaviour {
    Sound,
    /// They come back when their caller's time is up.
    Slow,
    Panicking,
}

impl Fakes {
    /// Fakes that are sound until they are attacked.
    pub fn new() -> Self {
        Self::default()
    }

    /// Where a fake would reach outside and block, as a client without `async` does. It holds its thread: a fake that is a task,
    /// such as a service on loopback, awaits [`step_async`](Fakes::step_async) instead.
    ///
    /// # Panics
    ///
    /// While an attack wants it.
    #[track_caller]
    pub fn step(&self) {
        let mut state = self.ask();
        let turn = state.turn;
        while state.behaviour == Behaviour::Slow && state.turn == turn {
            let left = state.until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            (state, _) =
                self.shared.threads.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Where a fake would reach outside and await.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// use portcullis::testing::Fakes;
    ///
    /// async fn find_order(fakes: &Fakes, number: u32) -> Option<&'static str> {
    ///     fakes.step_async().await; // here the real one would ask the shop
    ///     (number == 1007).then_some("shipped")
    /// }
    ///
    /// assert_eq!(find_order(&Fakes::new(), 1007).await, Some("shipped"));
    /// # }
    /// ```
    ///
    /// # Panics
    ///
    /// While an attack wants it.
    pub async fn step_async(&self) {
        let turn = self.ask().turn;
        loop {
            // Before the look at the state, so that no change is missed.
            let woken = pin!(self.shared.tasks.notified());
            let waits = {
                let state = self.state();
                state.behaviour == Behaviour::Slow && state.turn == turn
            };
            if !waits {
                return;
            }
            woken.await;
        }
    }

    /// A text for what a fake holds and nobody may read: a row of somebody else, a password of the service. It is another one
    /// each time, of 26 small letters and digits, and looked for in all that is answered and recorded; `name` is what a
    /// finding calls it.
    ///
    /// ```
    /// # use portcullis::testing::Fakes;
    /// let fakes = Fakes::new();
    /// let password = fakes.canary("the password of the database");
    /// assert_ne!(password, fakes.canary("the password of the replica"));
    /// ```
    pub fn canary(&self, name: &str) -> String {
        let text = canary();
        self.state().canaries.push((format!("the canary {name}"), text.clone()));
        text
    }

    /// Behaves so from now on, and is sound again when what is returned is dropped. A thread that waits goes on after `longest` in
    /// any case: it may be the one that would tell it to.
    pub(super) fn behave(&self, behaviour: Behaviour, longest: Duration) -> SoundAgain {
        self.change(behaviour, Instant::now() + longest);
        SoundAgain(self.clone())
    }

    /// How often anybody has asked.
    pub(super) fn asked(&self) -> u64 {
        self.state().asked
    }

    /// How often they were slow, or panicked.
    pub(super) fn misbehaved(&self) -> u64 {
        self.state().misbehaved
    }

    /// The name of a canary in a text.
    pub(super) fn canary_in(&self, text: &[u8]) -> Option<String> {
        let state = self.state();
        state.canaries.iter().find(|(_, canary)| holds(text, canary)).map(|(name, _)| name.clone())
    }

    /// Whether a text holds what a panic of a fake said.
    pub(super) fn panic_in(&self, text: &[u8]) -> bool {
        holds(text, &self.state().told)
    }

    #[track_caller]
    fn ask(&self) -> MutexGuard<'_, State> {
        let mut state = self.state();
        state.asked += 1;
        state.misbehaved += u64::from(state.behaviour != Behaviour::Sound);
        if state.behaviour == Behaviour::Panicking {
            let told = state.told.clone();
            drop(state);
            panic!("a fake panics, as the attack wants it: {told}");
        }
        state
    }

    fn change(&self, behaviour: Behaviour, until: Instant) {
        let mut state = self.state();
        state.turn += 1;
        (state.behaviour, state.until) = (behaviour, until);
        drop(state);
        self.shared.threads.notify_all();
        self.shared.tasks.notify_waiters();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Nothing of what they hold.
impl fmt::Debug for Fakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fakes").finish_non_exhaustive()
    }
}

/// Makes fakes sound again when it is dropped.
pub(super) struct SoundAgain(Fakes);

impl Drop for SoundAgain {
    fn drop(&mut self) {
        self.0.change(Behaviour::Sound, Instant::now());
    }
}

/// A text that is nowhere else: it needs no escape in JSON, and fits wherever small letters and digits do.
pub(super) fn canary() -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let random = std::iter::repeat_with(|| char::from(LETTERS[fastrand::usize(..LETTERS.len())]));
    CANARY.chars().chain(random.take(20)).collect()
}

pub(super) fn holds(text: &[u8], canary: &str) -> bool {
    text.windows(canary.len()).any(|part| part == canary.as_bytes())
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::thread;

    use futures_util::FutureExt;

    use super::*;

    /// Longer than any test takes.
    const LONG: Duration = Duration::from_secs(600);

    #[tokio::test]
    async fn sound_fakes_go_on_at_once() {
        let fakes = Fakes::new();
        fakes.step();
        fakes.step_async().await;
        assert_eq!(fakes.asked(), 2);
    }

    #[tokio::test]
    async fn slow_fakes_go_on_when_they_are_sound_again() {
        let fakes = Fakes::new();
        let slow = fakes.behave(Behaviour::Slow, LONG);
        let mut task = Box::pin(fakes.step_async());
        assert!(task.as_mut().now_or_never().is_none());
        let thread = thread::spawn({
            let fakes = fakes.clone();
            move || fakes.step()
        });
        while fakes.asked() < 2 {
            thread::yield_now();
        }
        drop(slow);
        task.await;
        thread.join().unwrap();
    }

    #[tokio::test]
    async fn who_sleeps_through_a_change_does_not_wait_for_the_next_one() {
        let fakes = Fakes::new();
        let slow = fakes.behave(Behaviour::Slow, LONG);
        let mut task = Box::pin(fakes.step_async());
        assert!(task.as_mut().now_or_never().is_none());
        drop(slow);
        let _slow = fakes.behave(Behaviour::Slow, LONG);
        task.await;
    }

    #[test]
    fn a_thread_that_nobody_wakes_goes_on_by_itself() {
        let fakes = Fakes::new();
        let _slow = fakes.behave(Behaviour::Slow, Duration::from_millis(1));
        fakes.step();
    }

    #[tokio::test]
    async fn a_panic_says_what_nobody_may_read() {
        let fakes = Fakes::new();
        let panicking = fakes.behave(Behaviour::Panicking, LONG);
        let by_thread = catch_unwind(AssertUnwindSafe(|| fakes.step())).unwrap_err();
        let by_task = AssertUnwindSafe(fakes.step_async()).catch_unwind().await.unwrap_err();
        for panic in [by_thread, by_task] {
            assert!(fakes.panic_in(panic.downcast_ref::<String>().unwrap().as_bytes()));
        }
        drop(panicking);
        fakes.step();
    }

    #[test]
    fn a_canary_is_known_by_its_name_and_shown_to_nobody() {
        let fakes = Fakes::new();
        let (one, other) = (fakes.canary("one"), fakes.canary("other"));
        assert_eq!(one.len(), 26);
        assert_eq!(fakes.canary_in(format!("<{other}>").as_bytes()).as_deref(), Some("the canary other"));
        assert_eq!(fakes.canary_in(b"nothing"), None);
        assert!(!format!("{fakes:?}").contains(&one));
    }
}
