use std::sync::LazyLock;

use portcullis::prelude::*;

extern crate portcullis as gate;

struct Desk<T>(T);

/// Finds orders.
#[capability(read)]
pub fn find_orders(customer: u32) -> u32 {
    customer
}

static POLICY: LazyLock<Policy> = LazyLock::new(|| policy! {
    principal operator = local;
    permit operator on crate::find_orders;
    expect permit operator on crate::find_orders;
});

macro_rules! only {
    ($who:ident on $what:path, $most:expr) => {
        policy! {
            principal $who = local;
            permit $who on $what when input.customer <= $most;
        }
    };
}

mod inner {
    pub fn policy() -> gate::Policy {
        gate::policy! {
            crate = gate;
            principal operator = local;
            permit operator on super::find_orders when input.customer > 3;
        }
    }
}

fn main() {
    /// Stands in a function.
    #[capability(read)]
    fn local() -> bool {
        let _ = Desk(1).0;
        true
    }

    let nothing = policy! {};
    let declared = policy! {
        trust domain "example.com";
        principal unused = approver "supervisor";
        group spare = [find_orders];
    };
    let here = policy! {
        principal operator = local;
        permit operator on local;
        forbid operator on find_orders;
    };
    let _ = (&*POLICY, nothing, declared, here, only!(operator on find_orders, 7), inner::policy());
}
