use std::collections::HashMap;

use axum::extract::Query;

pub async fn list(Query(count): Query<usize>) -> usize {
    let mut all: Vec<usize> = Vec::with_capacity(std::cmp::min(count, 4096));
    let map: HashMap<u8, u8> = HashMap::with_capacity(std::cmp::min(count + 1, 4096));
    all.push(map.len());
    all.len()
}
