//! `#[attack_test(..)]`.

use portcullis_rules::Diagnostics;
use proc_macro2::TokenStream;
use syn::Path;

use super::Arguments;

/// `#[attack_test(..)]`
pub struct AttackTestArgs {
    /// `crate = path`: where Portcullis is, if it is renamed or re-exported.
    pub krate: Option<Path>,
}

impl AttackTestArgs {
    /// Reads what stands between the parentheses of `#[attack_test(..)]`.
    pub fn parse(tokens: TokenStream, out: &mut Diagnostics) -> Self {
        Arguments::read("#[attack_test(..)]", tokens, out, |arguments| AttackTestArgs {
            krate: arguments.path("crate"),
        })
    }
}
