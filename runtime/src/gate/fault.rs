//! Why a gate cannot be built.

use crate::authority::Effect;

/// Why a gate cannot be built: everything that is wrong, not only the first.
#[derive(Clone, PartialEq, Eq)]
pub struct BuildError {
    pub(super) faults: Vec<BuildFault>,
}

impl BuildError {
    /// What is wrong.
    pub fn faults(&self) -> &[BuildFault] {
        &self.faults
    }
}

impl std::fmt::Display for BuildError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the gate cannot be built:")?;
        self.faults.iter().try_for_each(|fault| write!(f, "\n  - {fault}"))
    }
}

/// As it is shown: `fn main() -> Result<(), Box<dyn Error>>` and `unwrap()` tell how to mend it.
impl std::fmt::Debug for BuildError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for BuildError {}

/// One thing that is wrong with a gate that is to be built.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildFault {
    /// There is no ledger.
    #[error(
        "it has no ledger: add `.ledger(Journal::open(\"audit\")?)`, or `Memory::new()` where records may be forgotten"
    )]
    NoLedger,
    /// A capability with an effect, and a ledger that forgets.
    #[error("`{capability}` has an effect, and this ledger does not survive a crash: use `Journal`")]
    LedgerNotDurable {
        /// The capability's name.
        capability: &'static str,
    },
    /// An idempotent capability, and nowhere to keep its results.
    #[error(
        "`{capability}` is idempotent, and there is nowhere to keep its results: add `.results(Results::open(…)?)`"
    )]
    NoResults {
        /// The capability's name.
        capability: &'static str,
    },
    /// A capability that takes an approval, and nobody who could give it.
    #[error("`{capability}` needs an approval, and nobody can give it: add `.approver(\"owner\", …)`")]
    NoApprover {
        /// The capability's name.
        capability: &'static str,
    },
    /// The policy says `approved by` somebody whom the gate does not have.
    #[error("the policy asks for approvals of `{name}`, who is not there: add `.approver(\"{name}\", …)`")]
    MissingApprover {
        /// The approver's name.
        name: String,
    },
    /// Two approvers of one name.
    #[error("two approvers are named `{name}`: give one another name")]
    DuplicateApprover {
        /// The name.
        name: String,
    },
    /// This can be nobody's name.
    #[error("{name:?} can be no approver's name: a name is `[a-z][a-z0-9_.-]{{0,63}}`")]
    ApproverName {
        /// What was given as a name.
        name: String,
    },
    /// The operating system has no random numbers to give, and approvals are signed with them.
    #[error("the operating system has no random numbers to give")]
    NoRandomness,
    /// Two capabilities of one name.
    #[error("two capabilities are named `{name}`: give one another name with `#[capability(name = \"…\")]`")]
    DuplicateCapability {
        /// The name.
        name: &'static str,
    },
    /// An authority that a capability takes was not granted.
    #[error("`{capability}` takes `{authority}`, which is not granted: add `.grant(…)`")]
    MissingGrant {
        /// The capability's name.
        capability: &'static str,
        /// The authority's type.
        authority: &'static str,
    },
    /// Two authorities of one type were granted.
    #[error("`{authority}` is granted twice: grant one, or make two marker types")]
    GrantedTwice {
        /// The authority's type.
        authority: &'static str,
    },
    /// A capability in a crate that is compiled with `panic = "abort"`.
    #[error(
        "`{capability}` is compiled with `panic = \"abort\"`, so one panic would end the process: remove that from the profile"
    )]
    PanicAborts {
        /// The capability's name.
        capability: &'static str,
    },
    /// A method of a plugin was added by itself.
    #[error(
        "`{capability}` belongs to a plugin: add that with `.plugin(…)`, or load it with `gate.load(…).await`"
    )]
    PartOfPlugin {
        /// The capability's name.
        capability: &'static str,
    },
    /// A plugin whose `#[on_load]` must be awaited.
    #[error(
        "the plugin `{plugin}` has an `#[on_load]`: load it with `gate.load(…).await` once the gate is built"
    )]
    PluginLoads {
        /// The plugin's name.
        plugin: &'static str,
    },
    /// Two plugins of one name.
    #[error("two plugins are named `{plugin}`: a gate has one of each name")]
    DuplicatePlugin {
        /// The name.
        plugin: &'static str,
    },
    /// The ledger did not take its first records.
    #[error("the ledger did not take its first records: {0}")]
    LedgerFailed(std::io::ErrorKind),
    /// An authority that can do more than the effect of a capability which takes it. What `#[capability]` makes never
    /// comes to this: it does not compile.
    #[error("`{capability}` is a `{effect}` and is granted an authority that can do more: `{authority}`")]
    EffectUnderstated {
        /// The capability's name.
        capability: &'static str,
        /// Its effect.
        effect: Effect,
        /// The kind of authority.
        authority: &'static str,
    },
}

#[cfg(test)]
mod tests {
    use crate::ledger::Journal;
    use crate::secret::Secret;

    #[test]
    fn what_a_main_and_an_unwrap_show_tells_how_to_mend_it() {
        let nothing = crate::Gate::builder().build().unwrap_err();
        assert_eq!(format!("{nothing:?}"), nothing.to_string());
        assert!(format!("{nothing:?}").contains("add `.ledger("), "{nothing:?}");
        let no_secret = Secret::env("NO_SUCH_VARIABLE").unwrap_err();
        assert_eq!(format!("{no_secret:?}"), no_secret.to_string());
        let no_ledger = Journal::open("Cargo.toml").err().unwrap();
        assert_eq!(format!("{no_ledger:?}"), no_ledger.to_string());
    }
}
