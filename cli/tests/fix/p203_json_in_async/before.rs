pub async fn read(text: &str) -> anyhow::Result<serde_json::Value> {
    Ok(serde_json::from_str(text).unwrap())
}
