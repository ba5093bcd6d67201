use portcullis::authority::Dir;
use portcullis::prelude::*;
use portcullis_http::{Http, path};
use rmcp::handler::server::wrapper::Parameters;
use rmcp::{tool, tool_router};

struct Shop;

struct Reports;

#[derive(serde::Deserialize, schemars::JsonSchema)]
pub struct Entry {
    text: String,
}

pub struct Diary {
    database: std::sync::Mutex<rusqlite::Connection>,
}

#[tool_router]
impl Diary {
    //# bad
    #[tool(description = "Writes an entry into the diary")]
    fn write_entry(&self, Parameters(entry): Parameters<Entry>) -> String {
        if let Ok(database) = self.database.lock() {
            let statement = "INSERT INTO entries (text) VALUES (?1)";
            database.execute(statement, [&entry.text]).map_err(drop).ok();
        }
        "written".to_string()
    }

    //# good
    #[tool(description = "Counts the entries of the diary")]
    fn count_entries(&self) -> Result<String, String> {
        let database = self.database.lock().map_err(|_| "the diary is closed")?;
        let count = database.query_row("SELECT count(*) FROM entries", [], |row| row.get::<_, i64>(0)).ok();
        count.map(|count| count.to_string()).ok_or_else(|| "the diary cannot be read".to_string())
    }
}

//# bad
/// Keeps a report.
#[capability(write)]
async fn keep_report(
    call: &Call,
    #[grant] reports: Dir<Reports>,
    name: RelativePath,
    #[validate(length(max = 9000))] text: String,
) -> bool {
    let outcome = reports.write(call, &name, text.as_bytes()).await;
    let _outcome = outcome;
    true
}

//# bad
/// Refunds an order.
#[capability(write)]
async fn refund(call: &Call, #[grant] shop: Http<Shop>, number: u32) -> u32 {
    for _ in 0..3 {
        match shop.post(path!("/orders/{}/refund", number)).json::<u32>(call).await {
            Ok(amount) => return amount,
            Err(_) => {}
        }
    }
    0
}

//# good
/// Says what an order cost.
#[capability(read)]
async fn price(call: &Call, #[grant] shop: Http<Shop>, number: u32) -> Option<u32> {
    let price = shop.get(path!("/orders/{}/price", number)).json::<u32>(call).await;
    match price {
        Ok(price) => Some(price),
        Err(error) => {
            call.note_error(&error);
            None
        }
    }
}

//# good
/// Splits an amount in parts.
#[capability(read)]
fn split(amount: u32, #[validate(range(min = 1, max = 12))] parts: u32) -> Vec<u32> {
    let _ = amount;
    let Some(each) = amount.checked_div(parts) else {
        return Vec::new();
    };
    let _ = (parts, each);
    (0..parts).map(|_| each).collect()
}
