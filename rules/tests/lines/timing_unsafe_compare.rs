// What `timing_unsafe_compare` finds, and what it leaves alone.

fn f(request: Request<T>) { let length = request.eq(|v| v); if let Some(expected) = length { buffer.reserve(expected); } }
fn f() { let header = "x-signature"; if len == signature {} }
fn f() { HmacSha256::new_from_slice(key); if result != tag {} } //~ P309
fn f() { <T as KeyInit>::new_from_slice(); result_bytes != tag }
fn f() { if result != tag { println("whole message"); } }
