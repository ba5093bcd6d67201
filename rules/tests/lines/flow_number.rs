// What rules/src/flow/number.rs follows, and what it does not.

async fn f(Json(n): Json<i8>) { let a = n.abs(); a as u8; let u = n.unsigned_abs(); u as u8; u as i8; let d = i32::from(n) / 2; d as i8; d as u8; let m = i32::from(n) * 2; m as i16; m as u16; } //~ P205 P205
fn f(i: i128) { i as u128; } //~ P205?
async fn f(Json(n): Json<u8>, Json(m): Json<i8>) { let a = i32::from(n) + i32::from(m); a as u16; a as i16; let b = i32::from(n) + i32::from(n); b as u16; let c = i32::from(n) - 1; c as u16; c as i16; } //~ P205 P205 P205
async fn f(Json(n): Json<u8>) { let m = u32::from(n) << 2; m as u8; let k = u32::from(n) >> 2; k as u8; k as i8; let j = u32::from(n) << x; j as u16; let i = u32::from(n) >> x; i as u8; } //~ P205 P205 P205
