#![deny(warnings, clippy::pedantic)]
#![allow(clippy::unused_self, clippy::unused_async)]

use std::sync::Mutex;

use portcullis::plugin::LoadContext;
use portcullis::prelude::*;

/// Its own words: `plugin`, `parts`, `private`, `load`, raw identifiers.
pub struct Plugin {
    state: Mutex<u32>,
}

#[secure_plugin(name = "plugin", version = "1.0.0-rc.1+7")]
impl Plugin {
    /// Is called as the plugin is.
    #[capability(read)]
    pub fn plugin(&self, plugin: u32) -> u32 { plugin }

    /// Is called as a variable of the expansion.
    #[capability(read)]
    pub fn parts(&self, parts: u32, admitted: u32) -> u32 { parts + admitted }

    /// Is called as a module.
    #[capability(read)]
    pub fn private(&self) -> u32 { 1 }

    /// Has a raw name.
    #[capability(read)]
    pub async fn r#type(&self, r#match: u32) -> u32 { r#match }

    /// Returns what `Self` is.
    #[capability(read)]
    #[must_use]
    pub async fn own(&self, call: &Call) -> Result<u32, Internal> {
        call.checkpoint()?;
        let state = self.state.lock().map_err(|_| Internal::from("poisoned"))?;
        Ok(*state + Self::ONE)
    }

    /// Has a bound from its type.
    #[capability(read)]
    pub fn bounded(&self, #[validate(range(max = Self::ONE), custom(function = Self::check))] number: u32) -> u32 { number }

    fn check(number: &u32) -> Result<(), portcullis::bound::ValidationError> {
        if *number == 7 { Err(portcullis::bound::ValidationError::new("seven")) } else { Ok(()) }
    }

    /// Has a name that rustc would complain of, and is deprecated.
    #[allow(non_snake_case)]
    #[deprecated = "call another one"]
    #[capability(read, name = "old")]
    pub fn oldName(&self) -> u32 { 1 }

    /// Needs no plugin.
    #[capability(read)]
    fn one() -> u32 { Self::ONE }

    #[cfg(any())]
    /// Is not there.
    #[capability(read)]
    fn absent(&self, nothing: NoSuchType) {}

    const ONE: u32 = 1;

    #[on_load(timeout = "1min")]
    async fn load(&self, context: &LoadContext) -> Result<(), Internal> {
        context.call().checkpoint()?;
        Ok(())
    }

    #[on_unload]
    fn unload(&self) {}

    pub fn new() -> Self { Plugin { state: Mutex::new(0) } }
}

struct Hidden;

#[portcullis::secure_plugin(name = "hidden")]
impl Hidden {
    /// Is public in a type that is not.
    #[portcullis::capability(read)]
    pub fn answer(&self) -> u32 { 1 }
}

macro_rules! plugin {
    ($ty:ty, $name:literal, $answer:expr) => {
        #[secure_plugin(name = $name)]
        impl $ty {
            /// Answers.
            #[capability(read)]
            fn answer(&self) -> u32 { $answer }
        }
    };
}

mod inner {
    pub struct Made;
}

plugin!(inner::Made, "made", 7);

fn main() {
    let _ = Gate::builder().plugin(Hidden).plugin(inner::Made);
    let _ = Plugin::new();
    let _ = Permits::none()
        .permit(Caller::local(), Plugin::r#type)
        .permit(Caller::local(), Plugin::own)
        .permit(Caller::local(), inner::Made::answer);
}
