use std::collections::HashMap;

use axum::extract::Query;

pub async fn list(Query(count): Query<usize>) -> usize {
    let mut all: Vec<usize> = Vec::with_capacity(count);
    let map: HashMap<u8, u8> = HashMap::with_capacity(count + 1);
    all.push(map.len());
    all.len()
}
