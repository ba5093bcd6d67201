// What `environment_change` finds, and what it leaves alone.

fn f() { shelf::setrlimit(); }
fn f() { libc::setrlimit(RLIMIT_CORE, limit); } //~ P603
