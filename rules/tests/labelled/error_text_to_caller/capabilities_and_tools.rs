use portcullis::prelude::*;
use portcullis_http::{Http, HttpError, path};
use rmcp::handler::server::wrapper::Parameters;
use rmcp::model::{CallToolResult, Content};
use rmcp::{ErrorData, tool, tool_router};

struct Shop;

#[derive(serde::Deserialize, schemars::JsonSchema)]
pub struct Lookup {
    number: u32,
}

#[data(output)]
pub struct Told {
    found: bool,
    #[validate(length(max = 400))]
    message: String,
}

#[failure]
pub enum OrdersFailure {
    #[public("the order service is unavailable", retryable)]
    Upstream(#[from] HttpError),
}

pub struct Desk {
    store: crate::Store,
}

#[tool_router]
impl Desk {
    //# bad
    #[tool(description = "Finds an order by number")]
    async fn find_order(&self, Parameters(lookup): Parameters<Lookup>) -> Result<CallToolResult, ErrorData> {
        let order = self
            .store
            .order(lookup.number)
            .await
            .map_err(|e| ErrorData::internal_error(format!("order {}: {e}", lookup.number), None))?;
        Ok(CallToolResult::success(vec![Content::text(order)]))
    }

    //# bad
    #[tool(description = "Cancels an order")]
    async fn cancel_order(
        &self,
        Parameters(lookup): Parameters<Lookup>,
    ) -> Result<CallToolResult, ErrorData> {
        let content = match self.store.cancel(lookup.number).await {
            Ok(()) => return Ok(CallToolResult::success(vec![Content::text("cancelled")])),
            Err(error) => Content::text(error.to_string()),
        };
        Ok(CallToolResult::error(vec![content]))
    }

    //# good
    #[tool(description = "Finds an invoice by number")]
    async fn find_invoice(
        &self,
        Parameters(lookup): Parameters<Lookup>,
    ) -> Result<CallToolResult, ErrorData> {
        let invoice = self.store.invoice(lookup.number).await.map_err(|error| {
            tracing::error!(number = lookup.number, %error, "invoice not read");
            ErrorData::internal_error("the invoices cannot be read", None)
        })?;
        Ok(CallToolResult::success(vec![Content::text(invoice.to_string())]))
    }
}

//# bad
/// Says how an order stands.
#[capability(read)]
async fn order_state(call: &Call, #[grant] shop: Http<Shop>, number: u32) -> Told {
    match shop.get(path!("/orders/{}", number)).json::<Told>(call).await {
        Ok(told) => told,
        Err(failed) => Told { found: false, message: failed.to_string() },
    }
}

//# bad
/// Imports a price list.
#[capability(write)]
fn import_prices(#[validate(length(max = 10_000))] list: String) -> Vec<String> {
    let mut problems = Vec::new();
    for (at, line) in list.lines().enumerate() {
        let stored = line.split_once(';').map(|(name, price)| crate::prices::store(name, price));
        if let Some(Err(why)) = stored {
            problems.push(format!("line {}: {why:?}", at + 1));
        }
    }
    problems
}

//# good
/// Says what an order weighs.
#[capability(read)]
async fn order_weight(call: &Call, #[grant] shop: Http<Shop>, number: u32) -> Result<u32, OrdersFailure> {
    let weight = shop.get(path!("/orders/{}/weight", number)).json(call).await?;
    Ok(weight)
}

//# good
/// Checks a price list, and says which lines are no prices.
#[capability(read)]
fn check_prices(call: &Call, #[validate(length(max = 10_000))] list: String) -> Vec<String> {
    let mut problems = Vec::new();
    for (at, line) in list.lines().enumerate() {
        if let Err(error) = crate::prices::parse(line) {
            call.note("price", &error.to_string());
            problems.push(format!("line {} has no price", at + 1));
        }
    }
    problems
}

//# good
/// Explains an error code of the machine.
#[capability(read)]
fn explain_error(#[validate(length(max = 8))] error: String) -> Told {
    let message = match error.as_str() {
        "E1" => "no paper".to_string(),
        "E2" => "the door is open".to_string(),
        _ => format!("{error} is no code of this machine"),
    };
    Told { found: true, message }
}
