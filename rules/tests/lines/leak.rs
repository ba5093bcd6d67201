// What `leak` finds, and what it leaves alone.

fn f() { let raw = Box::leak(job); unsafe { Box::from_raw(raw) }; } //~ P509? P206
struct A; impl A { fn f(self) { self.leak(); self.into_raw(); } } fn g(a: A) { a.leak(); } //~ P509?
fn f() { ptr::read(&job); mem::forget(job); }
fn f() { ManuallyDrop::into_inner(job); } fn g() { mem::forget(job); } //~ P509?
