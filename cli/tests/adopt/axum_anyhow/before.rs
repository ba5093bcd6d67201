use anyhow::Context;
use axum::Json;
use axum::extract::Path;

async fn parse(Path(text): Path<String>) -> anyhow::Result<Json<u64>> {
    let number: u64 = text.trim().parse().context("this is no number")?;
    sum(number).map(Json)
}

fn sum(number: u64) -> anyhow::Result<u64> {
    number.checked_add(1).context("too large")
}
