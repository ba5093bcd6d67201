//! What `#[on_load]` is given.

use crate::call::Call;

/// What a plugin's `#[on_load]` may know and ask: `async fn load(&self, context: &LoadContext)`.
///
/// See [the module](super) for an example.
#[derive(Debug)]
pub struct LoadContext {
    call: Call,
    plugin: &'static str,
    version: &'static str,
}

impl LoadContext {
    pub(crate) fn new(call: Call, plugin: &'static str, version: &'static str) -> Self {
        LoadContext { call, plugin, version }
    }

    /// The plugin's name.
    pub fn plugin(&self) -> &'static str {
        self.plugin
    }

    /// The plugin's version.
    pub fn version(&self) -> &'static str {
        self.version
    }

    /// What a capability has as `call: &Call`: the time that is left, notes for the record of the loading, tasks that end with
    /// it, and with which secrets are revealed.
    pub fn call(&self) -> &Call {
        &self.call
    }
}
