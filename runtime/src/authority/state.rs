//! State that the calls of a gate share, visible in the signatures that touch it.

use std::any::type_name;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use super::{Authority, Effect};

/// A value that all calls share: one for each type, made and granted by the gate's owner.
///
/// Its effect is `read`, since it is the plugin's own memory and nothing outside. A handle on something
/// outside, such as a database pool, is an [`Authority`] of its own, with the effect that it has.
///
/// ```
/// use std::sync::atomic::{AtomicU64, Ordering};
///
/// use portcullis::authority::State;
///
/// #[derive(Default)]
/// struct Served(AtomicU64);
///
/// let served = State::new(Served::default());
/// let of_a_call = served.clone();
/// of_a_call.0.fetch_add(1, Ordering::Relaxed);
/// assert_eq!(served.0.load(Ordering::Relaxed), 1);
/// ```
pub struct State<T> {
    shared: Arc<T>,
}

impl<T: Send + Sync + 'static> State<T> {
    /// Shares a value.
    pub fn new(value: T) -> Self {
        State { shared: Arc::new(value) }
    }
}

// Derived, it would ask for `T: Clone`.
impl<T> Clone for State<T> {
    fn clone(&self) -> Self {
        State { shared: Arc::clone(&self.shared) }
    }
}

impl<T> Deref for State<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.shared
    }
}

/// The type's name and nothing of the value, which may hold what a log should not.
impl<T> fmt::Debug for State<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "State<{}>", type_name::<T>())
    }
}

impl<T: Send + Sync + 'static> Authority for State<T> {
    const EFFECT: Effect = Effect::Read;
    const KIND: &'static str = "state";

    fn describe(&self) -> String {
        type_name::<T>().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_shared_and_shows_its_type_only() {
        struct Cellar(&'static str);
        let state = State::new(Cellar("the good wine"));

        assert!(std::ptr::eq(&*state, &*state.clone()));
        assert!(state.describe().ends_with("Cellar"));
        assert!(format!("{state:?}").ends_with("Cellar>"));
        assert_eq!(state.0, "the good wine");
    }
}
