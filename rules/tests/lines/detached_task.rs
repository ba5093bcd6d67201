// What `detached_task` finds, and what it leaves alone.

fn f() { tokio::runtime::Runtime::new().spawn(x, "a"); } //~ P505
fn f(items: Vec<u32>) { let it = items.par_iter().map(|x| x + 1); let other = items.iter(); other.collect::<Vec<_>>(); }
fn f(items: Vec<u32>) { out.par_extend(others); items.par_iter().map(|x| x + 1); }
fn f(items: Vec<u32>) { talk!(say items.par_iter().map(f).collect()); } //~ P505 P507?
fn f(items: Vec<u32>) { talk!(say items.par_iter().map(f)); } //~ P507?
