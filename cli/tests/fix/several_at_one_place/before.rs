use axum::extract::Path;
use tracing::info;

pub async fn sign_in(
    Path((text, password, token)): Path<(String, String, String)>,
) -> anyhow::Result<u8> {
    info!("with {password} and {token}");
    let number = dbg!(text.parse::<u64>().unwrap());
    Ok(dbg!(dbg!(number) as u8))
}
