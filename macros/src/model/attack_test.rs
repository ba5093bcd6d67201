//! A function under `#[attack_test]`.

use portcullis_rules::Diagnostics;
use proc_macro2::TokenStream;
use syn::spanned::Spanned;
use syn::{Attribute, FnArg, ItemFn, Path, ReturnType, Safety, Type, parse_quote};

use crate::args::attack_test::AttackTestArgs;

/// A function as it is written.
pub struct RawAttackTest {
    pub args: AttackTestArgs,
    pub item: ItemFn,
}

/// A function that makes a gate, or an attack on one, out of nothing but fakes.
pub struct AttackTest {
    /// Where Portcullis is.
    pub krate: Path,
    pub item: ItemFn,
    /// The type of its parameter, if it takes one: what an attack gives is known to the compiler alone.
    pub fakes: Option<Type>,
}

impl RawAttackTest {
    /// Reads arguments and item.
    ///
    /// # Errors
    ///
    /// If the item is no function.
    pub fn parse(args: TokenStream, item: TokenStream, out: &mut Diagnostics) -> syn::Result<Self> {
        let item = syn::parse2(item)?;
        Ok(RawAttackTest { args: AttackTestArgs::parse(args, out), item })
    }

    /// Proves all that expansion relies on; `None` if `out` says why not.
    pub fn check(&self, out: &mut Diagnostics) -> Option<AttackTest> {
        let fakes = self.check_what_comes_in(out);
        self.check_that_something_comes_out(out);
        self.check_that_it_is_no_other_test(out);
        let krate = self.args.krate.clone().unwrap_or_else(|| parse_quote!(::portcullis));
        out.is_empty().then(|| AttackTest { krate, item: self.item.clone(), fakes })
    }

    fn check_what_comes_in(&self, out: &mut Diagnostics) -> Option<Type> {
        const HELP: &str =
            "take `fakes: testing::Fakes`, or nothing; make what the gate is granted in its body";
        let signature = &self.item.sig;
        let mut parameters = signature.inputs.iter();
        let first = match parameters.next() {
            Some(FnArg::Receiver(receiver)) => {
                out.error(receiver, "an attack test is no method").help(HELP);
                None
            }
            Some(FnArg::Typed(typed)) => Some((*typed.ty).clone()),
            None => None,
        };
        for another in parameters {
            out.error(another, "an attack test takes one parameter at most").help(HELP);
        }
        if !signature.generics.params.is_empty() {
            out.error(&signature.generics, "an attack test is not generic")
                .help("write one for each gate that is to be attacked");
        }
        if let Safety::Unsafe(other) = &signature.safety {
            out.error(other, "an attack test is not `unsafe`").help("remove it");
        }
        first
    }

    fn check_that_something_comes_out(&self, out: &mut Diagnostics) {
        const HELP: &str = "return the gate: `fn orders_hold() -> Gate { … }`, or `testing::attack(gate)` with what it needs, or a `Result` of one of them";
        match &self.item.sig.output {
            ReturnType::Default => {
                out.error(&self.item.sig.ident, "an attack test returns what is attacked").help(HELP);
            }
            ReturnType::Type(_, ty) if matches!(&**ty, syn::Type::Tuple(unit) if unit.elems.is_empty()) => {
                out.error(ty.span(), "an attack test returns what is attacked").help(HELP);
            }
            ReturnType::Type(..) => {}
        }
    }

    fn check_that_it_is_no_other_test(&self, out: &mut Diagnostics) {
        for other in self.item.attrs.iter().filter(|attribute| is_test(attribute)) {
            out.error(other, "`#[attack_test]` is a test by itself")
                .help("remove this attribute; a runtime for `async fn` is there as well");
        }
    }
}

/// `#[test]`, `#[tokio::test]` and the like.
fn is_test(attribute: &Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|last| last.ident == "test" || last.ident == "attack_test")
}
