// What a check on a variable says nothing of: another one of its name.

fn f(Json(one): Json<String>, Json(two): Json<String>) { let p = one; { let p = two; if !KNOWN.contains(&p) { return; } } std::fs::read(p); } //~ P601 P209
fn f(Json(one): Json<String>) { let p = one; if !KNOWN.contains(&p) { return; } std::fs::read(p); } //~ P601
