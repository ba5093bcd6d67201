//! Why a secret is neither data of a prompt nor a word in one, in words of its own.
//!
//! A secret would have [`PromptData`] and [`Trusted`] if a model might see it, which none may: so rustc says that it is one,
//! and not that it cannot be displayed.

use super::sealed::{Sealed, Token};
use super::{PromptData, Trusted};
use crate::secret::{Credential, Secret, SecretRef};

/// In its place it says what it may see.
#[derive(Debug)]
pub struct Model;

/// Whether it may see a `T`: never, for those that ask for it.
#[diagnostic::on_unimplemented(
    message = "`{T}` holds a secret, which no model may see",
    label = "this would go to the model, and to all who read its prompts",
    note = "help: leave it out of the prompt; the body uses it through an authority, such as `#[grant] shop: Http<Shop>`, and the model gets what that answers",
    note = "see: cargo portcullis explain P103"
)]
pub trait MaySee<T: ?Sized> {}

#[diagnostic::do_not_recommend]
impl<T: ?Sized, M: nobodys::Word> MaySee<T> for M {}

mod nobodys {
    /// No type has it, and nobody else can name it.
    pub trait Word {}
}

// `for<'a>` keeps rustc from looking at the bound before somebody asks for it. Nothing here can ever be called.

impl PromptData for Secret
where
    for<'a> Model: MaySee<Secret>,
{
    fn into_text(self) -> String {
        String::new()
    }
}

impl Sealed for Secret {}

impl Trusted for Secret
where
    for<'a> Model: MaySee<Secret>,
{
    fn write(&self, _: Token, _: &mut String) {}
}

impl<'s> PromptData for &'s Secret
where
    for<'a> Model: MaySee<&'s Secret>,
{
    fn into_text(self) -> String {
        String::new()
    }
}

impl<'s> Sealed for &'s Secret {}

impl<'s> Trusted for &'s Secret
where
    for<'a> Model: MaySee<&'s Secret>,
{
    fn write(&self, _: Token, _: &mut String) {}
}

impl PromptData for Credential
where
    for<'a> Model: MaySee<Credential>,
{
    fn into_text(self) -> String {
        String::new()
    }
}

impl Sealed for Credential {}

impl Trusted for Credential
where
    for<'a> Model: MaySee<Credential>,
{
    fn write(&self, _: Token, _: &mut String) {}
}

impl<'s> PromptData for &'s Credential
where
    for<'a> Model: MaySee<&'s Credential>,
{
    fn into_text(self) -> String {
        String::new()
    }
}

impl<'s> Sealed for &'s Credential {}

impl<'s> Trusted for &'s Credential
where
    for<'a> Model: MaySee<&'s Credential>,
{
    fn write(&self, _: Token, _: &mut String) {}
}

impl<N: ?Sized> PromptData for SecretRef<N>
where
    for<'a> Model: MaySee<SecretRef<N>>,
{
    fn into_text(self) -> String {
        String::new()
    }
}

impl<N: ?Sized> Sealed for SecretRef<N> {}

impl<N: ?Sized> Trusted for SecretRef<N>
where
    for<'a> Model: MaySee<SecretRef<N>>,
{
    fn write(&self, _: Token, _: &mut String) {}
}

impl<'s, N: ?Sized> PromptData for &'s SecretRef<N>
where
    for<'a> Model: MaySee<&'s SecretRef<N>>,
{
    fn into_text(self) -> String {
        String::new()
    }
}

impl<'s, N: ?Sized> Sealed for &'s SecretRef<N> {}

impl<'s, N: ?Sized> Trusted for &'s SecretRef<N>
where
    for<'a> Model: MaySee<&'s SecretRef<N>>,
{
    fn write(&self, _: Token, _: &mut String) {}
}
