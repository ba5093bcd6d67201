// What `unchecked_amount` finds, and what it leaves alone.

fn f(fee: i64) { fee * 1; fee * 2; } //~ P212?
