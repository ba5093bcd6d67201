//! Why a secret is neither data of a prompt nor a word in one, in words of its own.
//!
//! `prompt!` asks each value for itself before it asks what it may be: of a secret that names what is wrong with it, and the
//! answer is nothing, so that no more is said of it. All other values are themselves.

use crate::secret::{Credential, Secret, SecretRef};

/// A value for the data.
#[derive(Debug)]
pub struct Given<T>(pub T);

/// A value for a hole.
#[derive(Debug)]
pub struct Hole<'v, T: ?Sized>(pub &'v T);

/// All values but secrets, whose own function of this name goes before it.
pub trait Plain<T> {
    /// Itself.
    fn __plain(self) -> T;
}

impl<T> Plain<T> for Given<T> {
    fn __plain(self) -> T {
        self.0
    }
}

impl<'v, T: ?Sized> Plain<&'v T> for Hole<'v, T> {
    fn __plain(self) -> &'v T {
        self.0
    }
}

/// In its place it says what it may see.
#[derive(Debug)]
pub struct Model;

/// Whether it may see a `T`.
#[diagnostic::on_unimplemented(
    message = "`{T}` holds a secret, which no model may see",
    label = "this would go to the model, and to all who read its prompts",
    note = "help: leave it out of the prompt; the body uses it through an authority, such as `#[grant] shop: Http<Shop>`, and the model gets what that answers",
    note = "see: cargo portcullis explain P103"
)]
pub trait MaySee<T: ?Sized> {}

impl MaySee<str> for Model {}

// Each as it is had, itself and lent. `for<'a>` keeps rustc from looking at the bound before somebody asks for it, so nothing
// here can ever be called.

impl Given<Secret> {
    /// Does not compile.
    pub fn __plain(self) -> &'static str
    where
        for<'a> Model: MaySee<Secret>,
    {
        ""
    }
}

impl Hole<'_, Secret> {
    /// Does not compile.
    pub fn __plain(self) -> &'static bool
    where
        for<'a> Model: MaySee<Secret>,
    {
        &false
    }
}

impl Given<&Secret> {
    /// Does not compile.
    pub fn __plain(self) -> &'static str
    where
        for<'a> Model: MaySee<Secret>,
    {
        ""
    }
}

impl Hole<'_, &Secret> {
    /// Does not compile.
    pub fn __plain(self) -> &'static bool
    where
        for<'a> Model: MaySee<Secret>,
    {
        &false
    }
}

impl Given<Credential> {
    /// Does not compile.
    pub fn __plain(self) -> &'static str
    where
        for<'a> Model: MaySee<Credential>,
    {
        ""
    }
}

impl Hole<'_, Credential> {
    /// Does not compile.
    pub fn __plain(self) -> &'static bool
    where
        for<'a> Model: MaySee<Credential>,
    {
        &false
    }
}

impl Given<&Credential> {
    /// Does not compile.
    pub fn __plain(self) -> &'static str
    where
        for<'a> Model: MaySee<Credential>,
    {
        ""
    }
}

impl Hole<'_, &Credential> {
    /// Does not compile.
    pub fn __plain(self) -> &'static bool
    where
        for<'a> Model: MaySee<Credential>,
    {
        &false
    }
}

impl<N: ?Sized> Given<SecretRef<N>> {
    /// Does not compile.
    pub fn __plain(self) -> &'static str
    where
        for<'a> Model: MaySee<SecretRef<N>>,
    {
        ""
    }
}

impl<N: ?Sized> Hole<'_, SecretRef<N>> {
    /// Does not compile.
    pub fn __plain(self) -> &'static bool
    where
        for<'a> Model: MaySee<SecretRef<N>>,
    {
        &false
    }
}

impl<N: ?Sized> Given<&SecretRef<N>> {
    /// Does not compile.
    pub fn __plain(self) -> &'static str
    where
        for<'a> Model: MaySee<SecretRef<N>>,
    {
        ""
    }
}

impl<N: ?Sized> Hole<'_, &SecretRef<N>> {
    /// Does not compile.
    pub fn __plain(self) -> &'static bool
    where
        for<'a> Model: MaySee<SecretRef<N>>,
    {
        &false
    }
}
