//! Where a capability may stand, and what may stand beside it.

extern crate portcullis as gate;

use portcullis::prelude::*;

/// For everybody.
#[capability(read)]
pub fn everybody() {}

/// For the crate.
#[capability(write)]
pub(crate) async fn whole_crate() {}

pub mod outer {
    use portcullis::prelude::*;

    /// For the module above.
    #[capability(read)]
    pub(super) fn above(number: u32) -> u32 {
        number
    }

    pub mod inner {
        use portcullis::prelude::*;

        /// For one of the modules above.
        #[capability(read)]
        pub(in super::super) fn far_above(number: u32) -> u32 {
            number
        }

        /// The same name as in another module.
        #[capability(read)]
        pub fn everybody(number: u32) -> u32 {
            number
        }
    }
}

/// By its full path, under another name of the crate.
#[gate::capability(read, crate = gate)]
fn other_name(number: u32) -> u32 {
    number
}

/// The crate's own name, without its leading colons.
#[capability(read, crate = portcullis)]
fn own_name() {}

/// With attributes of others.
#[capability(read)]
#[must_use]
#[inline]
#[allow(clippy::needless_pass_by_value)]
#[deprecated = "use the other one"]
fn attributes(number: u32) -> u32 {
    number
}

#[must_use]
#[capability(read)]
/// Documented after the attribute.
fn after(number: u32) -> u32 {
    number
}

macro_rules! doubling {
    ($name:ident, $parameter:ident: $ty:ty, $effect:ident, $timeout:literal, $answer:ty, $body:block) => {
        /// Made by a macro.
        #[capability($effect, timeout = $timeout)]
        fn $name($parameter: $ty) -> $answer $body
    };
}

macro_rules! passing {
    ($name:ident, $call:ty, $answer:ty) => {
        /// Its types come from outside.
        #[capability(read)]
        pub fn $name(call: $call) -> $answer {
            call.checkpoint().is_ok()
        }
    };
}

passing!(passed, &Call, bool);
doubling!(made_by_macro, number: u32, read, "2s", u64, { u64::from(number) * 2 });

async fn uses() {
    /// Inside a function.
    #[capability(read)]
    fn local(number: u32) -> u32 {
        number
    }

    const LOCAL: u32 = 5;

    /// Another one, which sees what is beside it.
    #[capability(read)]
    fn sees() -> u32 {
        LOCAL
    }

    let caller = Caller::local();
    let built = Gate::builder()
        .capability(everybody)
        .capability(outer::above)
        .capability(outer::inner::far_above)
        .capability(local)
        .capability(made_by_macro)
        .capability(passed)
        .authorizer(Permits::none().permit(caller.clone(), local).permit(caller.clone(), outer::inner::everybody))
        .ledger(Memory::new())
        .build();
    if let Ok(gate) = built {
        let _ = gate.call(local, &caller, (1,)).await;
        let _ = gate.call(everybody, &caller, ()).await;
        let _ = gate.call(outer::above, &caller, (1,)).await;
    }
}

fn main() {}
