// What `unchecked_index` finds, and what it leaves alone.

const TABLE: [u8; 4] = [1; 4]; async fn f() { TABLE[0]; [1, 2][0]; g()[0]; }
async fn f(Json(list): Json<Vec<u8>>) { if list.is_empty() { return; } list[0]; }
