use portcullis::prelude::*;
use portcullis::{Email, Personal};
use rmcp::handler::server::wrapper::Parameters;
use rmcp::{tool, tool_router};

#[derive(serde::Deserialize, schemars::JsonSchema)]
pub struct Patient {
    number: u32,
    phone_number: String,
    birth_year: u16,
}

pub struct Practice {
    store: crate::Store,
}

#[tool_router]
impl Practice {
    //# bad
    #[tool(description = "Enters a patient")]
    async fn enter(&self, Parameters(patient): Parameters<Patient>) -> String {
        let phone = patient.phone_number.replace([' ', '-'], "");
        tracing::info!(patient = patient.number, %phone, "entered");
        self.store.enter(patient.number, &phone).await;
        "entered".into()
    }

    //# good
    #[tool(description = "Plans an appointment")]
    async fn plan(&self, Parameters(patient): Parameters<Patient>) -> String {
        let phone_calls = self.store.calls(patient.number, &patient.phone_number).await;
        tracing::info!(patient = patient.number, phone_calls, "planned");
        "planned".into()
    }
}

//# bad
/// Changes where invoices go.
#[capability(write)]
fn change_address(number: u32, email: Personal<Email>) -> u32 {
    tracing::debug!("invoices of {number} go to {}", email.expose().as_str());
    crate::customers::change(number, email)
}

//# bad
/// Greets a customer on a birthday.
#[capability(read)]
fn greet(number: u32, born: Personal<Date>) -> String {
    let day = born.into_exposed();
    let key = day.to_string();
    log::info!("customer {number}, {key}");
    crate::greetings::of(number, &key)
}

//# good
/// Changes where reminders go.
#[capability(write)]
fn change_reminders(call: &Call, number: u32, email: Personal<Email>) -> u32 {
    call.note("email", &email);
    tracing::debug!(number, "reminders go by email from now on");
    crate::customers::change(number, email)
}

//# good
/// Counts customers who can be written to.
#[capability(read)]
fn reachable(after: u32) -> usize {
    let email = crate::customers::with_email(after);
    let phone = crate::customers::with_phone(after);
    tracing::info!("{} by email, {} by phone", email.len(), phone.len());
    email.len() + phone.len()
}
