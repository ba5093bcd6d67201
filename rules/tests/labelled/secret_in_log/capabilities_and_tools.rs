use portcullis::prelude::*;
use portcullis::secret::SecretRef;
use portcullis_http::{Http, path};
use rmcp::handler::server::wrapper::Parameters;
use rmcp::model::{CallToolResult, Content};
use rmcp::{ErrorData, tool, tool_router};
use secrecy::{ExposeSecret, SecretString};

struct ShopKey;

struct Shop;

pub struct Desk {
    api_key: SecretString,
    base: String,
    client: reqwest::Client,
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
pub struct Lookup {
    number: u32,
}

//# bad
/// Signs an order's number.
#[capability(read)]
fn sign_order(call: &Call, #[grant] key: SecretRef<ShopKey>, number: u64) -> Result<u64, Internal> {
    let signed = key.reveal(call, |bytes| {
        tracing::debug!("key {:?} signs {number}", bytes);
        crate::mac::of(bytes, number)
    })?;
    Ok(signed)
}

//# bad
/// Says whether the shop is open.
#[capability(read)]
async fn shop_state(call: &Call, #[grant] key: SecretRef<ShopKey>) -> Result<bool, Internal> {
    let header = key.reveal(call, |bytes| String::from_utf8_lossy(bytes).into_owned())?;
    let (state, header) = (crate::shop::state(&header).await?, header);
    let line = format!("asked with {header}");
    log::info!("{}", line);
    Ok(state)
}

//# bad
/// Counts what is left of the budget.
#[capability(read)]
fn budget_left(call: &Call, #[grant] key: SecretRef<ShopKey>, month: u8) -> Result<u64, Internal> {
    let budget = key.reveal(call, |secret| match std::str::from_utf8(secret) {
        Ok(text) => crate::budget::of(text, month),
        Err(_) => {
            eprintln!("not UTF-8: {secret:02x?}");
            0
        }
    })?;
    Ok(budget)
}

#[tool_router]
impl Desk {
    //# bad
    #[tool(description = "Finds a customer by number")]
    async fn find_customer(
        &self,
        Parameters(lookup): Parameters<Lookup>,
    ) -> Result<CallToolResult, ErrorData> {
        let api_key = self.api_key.expose_secret();
        tracing::info!(number = lookup.number, %api_key, "customer is looked for");
        let text = self.fetch(&format!("{}/customers/{}", self.base, lookup.number)).await?;
        Ok(CallToolResult::success(vec![Content::text(text)]))
    }

    //# good
    #[tool(description = "Finds an order by number")]
    async fn find_order(&self, Parameters(lookup): Parameters<Lookup>) -> Result<CallToolResult, ErrorData> {
        tracing::info!(number = lookup.number, api_key = "[redacted]", "order is looked for");
        let text = self.fetch(&format!("{}/orders/{}", self.base, lookup.number)).await?;
        Ok(CallToolResult::success(vec![Content::text(text)]))
    }

    async fn fetch(&self, url: &str) -> Result<String, ErrorData> {
        let answer = self.client.get(url).bearer_auth(self.api_key.expose_secret()).send().await;
        let answer = answer.map_err(|_| ErrorData::internal_error("unavailable", None))?;
        answer.text().await.map_err(|_| ErrorData::internal_error("unavailable", None))
    }
}

//# good
/// Signs an invoice's number.
#[capability(read)]
fn sign_invoice(call: &Call, #[grant] key: SecretRef<ShopKey>, number: u64) -> Result<u64, Internal> {
    tracing::debug!(secret = key.credential().name(), number, "signing");
    let signed = key.reveal(call, |bytes| crate::mac::of(bytes, number))?;
    tracing::debug!("{number} is signed: {signed}");
    Ok(signed)
}

//# good
/// Counts the tokens of a text, as the model counts them.
#[capability(read)]
fn count_tokens(#[validate(length(max = 2000))] text: String) -> usize {
    let tokenizer = crate::model::tokenizer();
    let tokens = tokenizer.encode(&text);
    tracing::debug!(token_count = tokens.len(), "counted {} tokens", tokens.len());
    tokens.len()
}

//# good
/// Lists the orders of the day.
#[capability(read)]
async fn orders_of_the_day(call: &Call, #[grant] shop: Http<Shop>) -> Result<u32, Internal> {
    tracing::info!("the secret of the shop is used by its authority");
    let count: u32 = shop.get(path!("/orders/today/count")).json(call).await?;
    tracing::info!(count, "answered");
    Ok(count)
}
