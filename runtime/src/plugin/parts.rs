//! The capabilities of a plugin, as it names them.

use std::marker::PhantomData;

use super::Plugin;
use crate::capability::{Admitted, Capability};
use crate::gate::parts::Addition;

/// The capabilities of a plugin. For expansions.
#[doc(hidden)]
pub struct Parts<P> {
    additions: Vec<Addition>,
    plugin: PhantomData<fn() -> P>,
}

impl<P: Plugin> Parts<P> {
    /// All that the plugin has.
    pub(crate) fn of_plugin() -> Vec<Addition> {
        P::parts(Parts { additions: Vec::new(), plugin: PhantomData }).additions
    }
}

impl<P> Parts<P> {
    /// Adds one.
    #[must_use]
    pub fn capability<C: Capability, R>(mut self, capability: impl Fn(Admitted<C>) -> R) -> Self {
        drop(capability);
        self.additions.push(Addition::of::<C>());
        self
    }
}
