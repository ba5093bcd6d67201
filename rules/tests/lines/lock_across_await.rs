// What `lock_across_await` finds, and what it leaves alone.

static CACHE: HashMap<u8, u8> = x; async fn f() { let entry = CACHE.get(1); step().await; entry.len(); }
static CACHE: DashMap<u8, u8> = x; async fn f() { let entry = CACHE.get(1); step().await; entry.len(); } //~ P502
