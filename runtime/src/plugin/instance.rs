//! The plugin itself, as its capabilities are given it.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::authority::{Authority, Effect};

/// A plugin's state, which its capabilities are granted beside what they take with `#[grant]`. For expansions.
///
/// It asks nothing of `P`, so that a type which cannot be a plugin is told of once, where it says that it is one.
#[doc(hidden)]
pub struct Instance<P> {
    /// `None` in a test of a body, which has a plugin of its own.
    plugin: Option<Arc<dyn Any + Send + Sync>>,
    of: PhantomData<fn() -> P>,
}

impl<P: 'static> Instance<P> {
    pub(crate) fn of(plugin: Arc<P>) -> Self
    where
        P: Send + Sync,
    {
        Instance { plugin: Some(plugin), of: PhantomData }
    }

    /// For `<name>_unguarded`, which has a `&self`.
    #[cfg(feature = "testing")]
    pub fn none() -> Self {
        Instance { plugin: None, of: PhantomData }
    }

    /// The plugin.
    pub fn get(&self) -> &P {
        match self.plugin.as_deref().and_then(|plugin| plugin.downcast_ref()) {
            Some(plugin) => plugin,
            // Only a gate calls what asks for it, with what `of` made.
            None => unreachable!("a body without a gate asked for its plugin"),
        }
    }
}

impl<P> Clone for Instance<P> {
    fn clone(&self) -> Self {
        Instance { plugin: self.plugin.clone(), of: PhantomData }
    }
}

/// An authority in form alone: it reaches nothing, and is not shown.
impl<P: 'static> Authority for Instance<P> {
    const EFFECT: Effect = Effect::Read;
    const KIND: &'static str = INSTANCE;

    fn describe(&self) -> String {
        String::new()
    }
}

/// No kind that `#[derive(Authority)]` lets through.
pub(crate) const INSTANCE: &str = "plugin instance";
