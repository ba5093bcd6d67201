use portcullis::prelude::*;

/// Renews the shop's session.
#[capability(write)]
async fn renew(#[grant] shop: Shop) -> Result<(), Internal> {
    let session_token = shop.sign_in().await?;
    tracing::info!("signed in with {session_token}");
    shop.keep(session_token).await?;
    Ok(())
}
