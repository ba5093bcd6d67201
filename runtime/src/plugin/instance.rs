//! The plugin itself, as its capabilities are given it.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::authority::{Grant, Granted, Grants, Missing};

/// A plugin's state. For expansions.
///
/// It asks nothing of `P`, so that a type which cannot be a plugin is told of once, where it says that it is one.
#[doc(hidden)]
pub struct Instance<P> {
    /// `None` in a test of a body, which has a plugin of its own.
    plugin: Option<Arc<dyn Any + Send + Sync>>,
    of: PhantomData<fn() -> P>,
}

impl<P: 'static> Instance<P> {
    pub(crate) fn of(plugin: Arc<dyn Any + Send + Sync>) -> Self {
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

/// What a plugin's capability has: the plugin, and what it takes with `#[grant]`. For expansions.
#[doc(hidden)]
pub struct OfPlugin<P, G> {
    /// The plugin.
    pub plugin: Instance<P>,
    /// What is granted, which is all that a surface shows.
    pub grants: G,
}

impl<P, G: Clone> Clone for OfPlugin<P, G> {
    fn clone(&self) -> Self {
        OfPlugin { plugin: self.plugin.clone(), grants: self.grants.clone() }
    }
}

impl<P: 'static, G: Grants> Grants for OfPlugin<P, G> {
    fn resolve(granted: &Granted) -> Result<Self, Vec<Missing>> {
        let (plugin, grants) = (granted.plugin::<P>(), G::resolve(granted));
        match (plugin, grants) {
            (Some(plugin), Ok(grants)) => Ok(OfPlugin { plugin: Instance::of(plugin), grants }),
            (plugin, grants) => {
                let plugin = plugin.is_none().then(Missing::plugin::<P>);
                Err(plugin.into_iter().chain(grants.err().into_iter().flatten()).collect())
            }
        }
    }

    fn describe(&self) -> Vec<Grant> {
        self.grants.describe()
    }
}
