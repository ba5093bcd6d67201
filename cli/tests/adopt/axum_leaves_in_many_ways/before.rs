use axum::Json;
use axum::extract::{Path, State};

#[derive(Debug)]
struct Missing;

impl std::fmt::Display for Missing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("missing")
    }
}

impl std::error::Error for Missing {}

struct Store(Vec<u64>);

impl Store {
    fn get(&self, at: usize) -> Result<u64, Missing> {
        self.0.get(at).copied().ok_or(Missing)
    }
}

async fn number(State(store): State<Store>, Path(at): Path<usize>) -> Result<Json<u64>, Missing> {
    if at > 9 {
        return store.get(at).map(Json);
    }
    match at {
        0 => Err(Missing)?,
        1 => {
            let first = || -> Result<u64, Missing> {
                return Err(Missing);
            };
            first().map(Json)
        }
        2 => Ok(Json(2)),
        at if at < 5 => {
            if store.0.is_empty() {
                Err(Missing)
            } else {
                Ok(Json::<u64>(store.get(at)?))
            }
        }
        at => store.get(at).map(Json),
    }
}
