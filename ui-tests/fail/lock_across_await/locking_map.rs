use portcullis::prelude::*;

/// Stands in for dashmap, which this test does not depend on.
pub struct DashMap<K, V>(std::collections::BTreeMap<K, V>);

impl<K: Ord, V> DashMap<K, V> {
    fn get(&self, key: &K) -> Option<&V> {
        self.0.get(key)
    }

    fn get_mut(&self, key: &K) -> Option<&V> {
        self.0.get(key)
    }
}

/// Holds a lock of a map of locks.
#[capability(read)]
async fn room(#[grant] rooms: portcullis::State<DashMap<u32, u32>>, number: u32) -> u32 {
    let Some(room) = rooms.get(&number) else { return 0 };
    tokio::task::yield_now().await; //~ P502
    let seats = *room;
    if let Some(other) = rooms.get_mut(&number) {
        tokio::task::yield_now().await; //~ P502
        return seats + other;
    }
    seats
}

fn main() {}
