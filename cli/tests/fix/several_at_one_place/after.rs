use axum::extract::Path;
use tracing::info;

pub async fn sign_in(
    Path((text, password, token)): Path<(String, String, String)>,
) -> anyhow::Result<u8> {
    info!("with [redacted] and [redacted]");
    let number = text.parse::<u64>()?;
    Ok(u8::try_from(number)?)
}
