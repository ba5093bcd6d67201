//! What the gate's owner has granted, by type, and how a capability finds its own.

use std::any::{Any, TypeId, type_name};
use std::collections::HashMap;
use std::sync::Arc;

use super::{Authority, Effect};

/// The authorities that a gate was built with.
#[derive(Default, Clone)]
pub struct Granted {
    by_type: HashMap<TypeId, Arc<dyn Any + Send + Sync>>,
    /// The plugins whose capabilities are being made: one, but in tests.
    plugins: HashMap<TypeId, Arc<dyn Any + Send + Sync>>,
}

impl Granted {
    /// Adds an authority; `Err` with its type's name when one of this type is there already.
    pub(crate) fn add<A: Authority>(&mut self, authority: A) -> Result<(), &'static str> {
        match self.by_type.insert(TypeId::of::<A>(), Arc::new(authority)) {
            None => Ok(()),
            Some(_) => Err(type_name::<A>()),
        }
    }

    /// Adds the plugin whose capabilities are to be made.
    pub(crate) fn add_plugin<P: Send + Sync + 'static>(&mut self, plugin: Arc<P>) {
        self.plugins.insert(TypeId::of::<P>(), plugin);
    }

    pub(crate) fn plugin<P: 'static>(&self) -> Option<Arc<dyn Any + Send + Sync>> {
        self.plugins.get(&TypeId::of::<P>()).cloned()
    }

    fn find<A: Authority>(&self) -> Result<A, Missing> {
        self.by_type
            .get(&TypeId::of::<A>())
            .and_then(|authority| authority.downcast_ref::<A>())
            .cloned()
            .ok_or(Missing { authority: type_name::<A>(), is_plugin: false })
    }
}

/// An authority that a capability takes and nobody granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing {
    /// The type's name.
    pub authority: &'static str,
    /// Whether it is the plugin that the capability belongs to.
    pub is_plugin: bool,
}

impl Missing {
    pub(crate) fn plugin<P>() -> Self {
        Missing { authority: type_name::<P>(), is_plugin: true }
    }
}

/// What one capability is granted, as the surface shows it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Grant {
    /// The kind of authority, such as `dir`.
    pub kind: &'static str,
    /// The most that it can do.
    pub effect: Effect,
    /// What it reaches.
    pub reaches: String,
}

/// The authorities of one capability: a tuple of them, in the order of its parameters.
pub trait Grants: Clone + Send + Sync + 'static {
    /// Finds each of them; names all that are missing at once.
    fn resolve(granted: &Granted) -> Result<Self, Vec<Missing>>;

    /// What each of them is and reaches.
    fn describe(&self) -> Vec<Grant>;
}

macro_rules! grants_tuple {
    ($($name:ident $value:ident),*) => {
        impl<$($name: Authority),*> Grants for ($($name,)*) {
            fn resolve(granted: &Granted) -> Result<Self, Vec<Missing>> {
                let _ = granted;
                $(let $value = granted.find::<$name>();)*
                match ($($value,)*) {
                    ($(Ok($value),)*) => Ok(($($value,)*)),
                    #[allow(unreachable_patterns)]
                    ($($value,)*) => {
                        let missing: &[Option<Missing>] = &[$($value.err()),*];
                        Err(missing.iter().flatten().copied().collect())
                    }
                }
            }

            fn describe(&self) -> Vec<Grant> {
                let ($($value,)*) = self;
                vec![$(Grant { kind: $name::KIND, effect: $name::EFFECT, reaches: $value.describe() }),*]
            }
        }
    };
}
grants_tuple!();
grants_tuple!(A a);
grants_tuple!(A a, B b);
grants_tuple!(A a, B b, C c);
grants_tuple!(A a, B b, C c, D d);
grants_tuple!(A a, B b, C c, D d, E e);
grants_tuple!(A a, B b, C c, D d, E e, F f);
grants_tuple!(A a, B b, C c, D d, E e, F f, G g);
grants_tuple!(A a, B b, C c, D d, E e, F f, G g, H h);
