use portcullis::authority::Dir;
use portcullis::prelude::*;
use portcullis::secret::SecretRef;
use portcullis::{Email, Personal};
use rmcp::handler::server::wrapper::Parameters;
use rmcp::{tool, tool_router};

struct ShopKey;

struct Backups;

#[derive(serde::Deserialize, schemars::JsonSchema)]
pub struct Access {
    host: String,
    password: String,
}

pub struct Notebook {
    file: std::path::PathBuf,
}

#[tool_router]
impl Notebook {
    //# bad
    #[tool(description = "Remembers how to reach a host")]
    async fn remember_host(&self, Parameters(access): Parameters<Access>) -> String {
        let mut notes = tokio::fs::read_to_string(&self.file).await.unwrap_or_default();
        notes.push_str(&access.host);
        notes.push('=');
        notes.push_str(&access.password);
        match tokio::fs::write(&self.file, notes).await {
            Ok(()) => "remembered".into(),
            Err(_) => "not remembered".into(),
        }
    }

    //# good
    #[tool(description = "Remembers which hosts can be reached")]
    async fn remember_name(&self, Parameters(access): Parameters<Access>) -> String {
        let reached = crate::hosts::reach(&access.host, &access.password).await;
        let note = format!("{}={reached}", access.host);
        match tokio::fs::write(&self.file, note).await {
            Ok(()) => "remembered".into(),
            Err(_) => "not remembered".into(),
        }
    }
}

//# bad
/// Backs the shop's key up.
#[capability(write)]
async fn back_up(
    call: &Call,
    #[grant] backups: Dir<Backups>,
    #[grant] key: SecretRef<ShopKey>,
    name: RelativePath,
) -> Result<bool, Internal> {
    let bytes = key.reveal(call, |bytes| bytes.to_vec())?;
    backups.write(call, &name, &bytes).await?;
    Ok(true)
}

//# bad
/// Puts a reader on the list.
#[capability(write)]
async fn subscribe(
    call: &Call,
    #[grant] lists: Dir<Backups>,
    email: Personal<Email>,
) -> Result<bool, Internal> {
    let line = email.expose().as_str().to_lowercase() + "\n";
    lists.append(call, path!("readers.txt"), line.as_bytes()).await?;
    Ok(true)
}

//# good
/// Backs the shop's prices up, with a seal of the shop's key.
#[capability(write)]
async fn back_up_prices(
    call: &Call,
    #[grant] backups: Dir<Backups>,
    #[grant] key: SecretRef<ShopKey>,
    name: RelativePath,
) -> Result<bool, Internal> {
    let prices = crate::shop::prices();
    let seal = key.reveal(call, |bytes| crate::seal::of(bytes, &prices))?;
    backups.write(call, &name, &[prices, seal].concat()).await?;
    Ok(true)
}
