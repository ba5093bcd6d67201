//! What macros are given, as far as it is expressions: parsed once, by the reader of facts, for whoever comes after it.

use std::collections::HashMap;
use std::rc::Rc;

use foldhash::fast::RandomState;
use proc_macro2::TokenStream;
use syn::punctuated::Punctuated;
use syn::{Expr, Token};

/// Expressions with commas between.
pub(crate) type Arguments = Punctuated<Expr, Token![,]>;

/// The arguments of the macros in an item of a file and in those arguments, by where their tokens lie in memory: both stay
/// where they are as long as anybody asks. Of a macro in a tree that is gone before that, nothing may be kept.
#[derive(Default)]
pub(crate) struct Kept(HashMap<usize, Rc<Arguments>, RandomState>);

impl Kept {
    /// The arguments of a macro, if they are known.
    pub(crate) fn of(&self, tokens: &TokenStream) -> Option<Rc<Arguments>> {
        self.0.get(&address(tokens)).cloned()
    }

    pub(super) fn keep(&mut self, tokens: &TokenStream, arguments: &Rc<Arguments>) {
        self.0.insert(address(tokens), Rc::clone(arguments));
    }
}

fn address(tokens: &TokenStream) -> usize {
    std::ptr::from_ref(tokens).addr()
}
