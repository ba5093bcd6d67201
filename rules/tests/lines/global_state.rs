// What `global_state` finds, and what it leaves alone.

#[tool] fn f() { T.lock().push(1); }
#[tool] fn f() { STARTED.with(|it| { if it.get() { return true; } }); }
#[tool] fn f() { MEMO.with(|memo| memo.get().or_insert_with(g)); } //~ P506
#[tool] fn f() { CACHE.with(|slot| slot.get().len()); }
#[tool] fn f() { let registry = REGISTRY.lock(); registry.insert(1); } //~ P506
#[capability(read)] fn f() { CACHE.lock().len(); }
impl T { fn f() { let guard = match GLOBAL_MUTEX.lock() {}; } } //~ P506
fn f() { static MUTEX: T = x; MUTEX.lock() }
thread_local! { static QUEUE: (Sender<Job>, Receiver<Job>) = unbounded(); } fn f() { QUEUE.with(|queue| queue.0.send(job)); } //~ P506
