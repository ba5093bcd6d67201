//! The arguments of `#[secure_plugin(..)]`, `#[on_load(..)]` and `#[on_unload(..)]`.

use portcullis_rules::Diagnostics;
use proc_macro2::TokenStream;
use syn::{Expr, LitStr, Path};

use super::Arguments;

/// `#[secure_plugin(..)]`
pub struct PluginArgs {
    /// `name = "…"`: with which the names of its capabilities begin.
    pub name: Option<LitStr>,
    /// Whether a name is written, and wrong.
    pub name_is_told: bool,
    /// `version = …`: a constant; the crate's version unless given.
    pub version: Option<Expr>,
    /// `crate = path`: where Portcullis is.
    pub krate: Option<Path>,
}

impl PluginArgs {
    /// Reads all of them.
    pub fn parse(tokens: TokenStream, out: &mut Diagnostics) -> Self {
        Arguments::read("#[secure_plugin(..)]", tokens, out, |arguments| PluginArgs {
            name_is_told: arguments.has("name"),
            name: arguments.text("name"),
            version: arguments.expression("version"),
            krate: arguments.path("crate"),
        })
    }
}

/// `#[on_load(..)]`, `#[on_unload(..)]`
pub struct HookArgs {
    /// `timeout = "5s"`: how long it may take.
    pub timeout: Option<LitStr>,
}

impl HookArgs {
    /// Reads what stands between the parentheses.
    pub fn parse(attribute: &str, tokens: TokenStream, out: &mut Diagnostics) -> Self {
        Arguments::read(format!("#[{attribute}(..)]"), tokens, out, |arguments| HookArgs {
            timeout: arguments.text("timeout"),
        })
    }
}
