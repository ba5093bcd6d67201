//! The plugin itself, as its capabilities are given it.

use std::sync::Arc;

use crate::authority::{Authority, Effect};

/// A plugin's state, which its capabilities are granted beside what they take with `#[grant]`. For expansions.
#[doc(hidden)]
pub struct Instance<P>(Option<Arc<P>>);

impl<P> Instance<P> {
    pub(crate) fn of(plugin: Arc<P>) -> Self {
        Instance(Some(plugin))
    }

    /// For `<name>_unguarded`, which has a `&self`.
    #[cfg(feature = "testing")]
    pub fn none() -> Self {
        Instance(None)
    }

    /// The plugin.
    pub fn plugin(&self) -> Arc<P> {
        match &self.0 {
            Some(plugin) => plugin.clone(),
            // Bodies that a test runs have theirs already.
            None => unreachable!("a body without a gate asked for its plugin"),
        }
    }
}

impl<P> Clone for Instance<P> {
    fn clone(&self) -> Self {
        Instance(self.0.clone())
    }
}

/// An authority in form alone: it reaches nothing, and is not shown.
impl<P: Send + Sync + 'static> Authority for Instance<P> {
    const EFFECT: Effect = Effect::Read;
    const KIND: &'static str = INSTANCE;

    fn describe(&self) -> String {
        String::new()
    }
}

/// No kind that `#[derive(Authority)]` lets through.
pub(crate) const INSTANCE: &str = "plugin instance";
