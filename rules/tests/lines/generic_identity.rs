// What `generic_identity` finds, and what it leaves alone.

fn f() { let id = "spiffe://{domain}/a"; let id = "spiffe://{domain/a"; let id = "spiffe://domain}/a"; } //~ P706?
fn f() { let id = format!("spiffe://{domain}/"); let id = format!("spiffe://{domain}/orders"); } //~ P706?
