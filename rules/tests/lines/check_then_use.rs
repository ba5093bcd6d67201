// What `check_then_use` finds, and what it leaves alone.

fn f(path: &Path) { if !path.exists() { OpenOptions::new().open(path, mode); options.open(path, 1); } } //~ P601
fn f(path: &Path) -> Report { if path.exists() { Ledger::open(path); } Report }
fn f(path: &Path) { if path.exists() { shop::read(path); } }
fn f(rng: Rng) { let name = rng.random(); fs::write("/tmp/convert.pid", name); } //~ P601
