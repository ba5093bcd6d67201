//! Why a plugin is not loaded or unloaded.

use super::HookFailure;
use crate::gate::BuildFault;

/// Why a plugin was not loaded. It is not there, and the gate is as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// A plugin of this name is loaded, is about to be loaded or unloaded, or was given up and a hook of it still runs.
    #[error(
        "the plugin `{plugin}` is loaded already: unload it first with `gate.unload(\"{plugin}\").await`"
    )]
    AlreadyLoaded {
        /// Its name.
        plugin: &'static str,
    },
    /// The gate does not have what its capabilities need, or has capabilities of their names.
    #[error("the plugin `{plugin}` does not fit this gate:{}", lines(faults))]
    Unfit {
        /// Its name.
        plugin: &'static str,
        /// All that is wrong.
        faults: Vec<BuildFault>,
    },
    /// `#[on_load]` did not end well.
    #[error("the plugin `{plugin}` is not loaded: {failure}")]
    Failed {
        /// Its name.
        plugin: &'static str,
        /// What became of it.
        #[source]
        failure: HookFailure,
    },
    /// The ledger has no room at this moment, or has failed: what cannot be recorded does not happen.
    #[error("the plugin `{plugin}` is not loaded, since that could not be recorded")]
    NotRecorded {
        /// Its name.
        plugin: &'static str,
    },
    /// The runtime ended meanwhile.
    #[error("the plugin `{plugin}` is not loaded: it was interrupted")]
    Interrupted {
        /// Its name.
        plugin: &'static str,
    },
}

fn lines(faults: &[BuildFault]) -> String {
    faults.iter().map(|fault| format!("\n  - {fault}")).collect()
}

/// Why a plugin was not unloaded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UnloadError {
    /// No plugin of this name is loaded, or it is about to be loaded or unloaded.
    #[error("no plugin `{plugin}` is loaded: `gate.plugins()` names those that are")]
    NotLoaded {
        /// What was asked for.
        plugin: String,
    },
    /// The runtime ended meanwhile.
    #[error("the runtime ended while the plugin was unloaded")]
    Interrupted,
}
