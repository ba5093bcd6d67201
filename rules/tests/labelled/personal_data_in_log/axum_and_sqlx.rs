use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::PgPool;
use tracing::{debug, error, info, warn};

#[derive(Deserialize, Clone)]
pub struct Newcomer {
    first_name: String,
    last_name: String,
    email: String,
    phone: Option<String>,
    birth_date: NaiveDate,
    language: String,
}

#[derive(Deserialize)]
pub struct Lookup {
    email: Option<String>,
    customer: Option<u64>,
}

#[derive(Deserialize)]
pub struct Batch {
    emails_per_hour: u32,
    recipients: Vec<Newcomer>,
}

//# bad
pub async fn register(State(pool): State<PgPool>, Json(newcomer): Json<Newcomer>) -> StatusCode {
    info!(email = %newcomer.email, "somebody registers");
    match crate::customers::insert(&pool, &newcomer).await {
        Ok(_) => StatusCode::CREATED,
        Err(_) => StatusCode::CONFLICT,
    }
}

//# bad
pub async fn look_up(
    State(pool): State<PgPool>,
    Query(lookup): Query<Lookup>,
) -> Result<Json<u64>, StatusCode> {
    let Some(address) = lookup.email.as_deref().map(str::trim) else {
        return Err(StatusCode::BAD_REQUEST);
    };
    let found = crate::customers::by_address(&pool, address).await;
    if found.is_none() {
        warn!("no customer has the address {address}");
    }
    found.map(Json).ok_or(StatusCode::NOT_FOUND)
}

//# bad
pub async fn invite(State(pool): State<PgPool>, Json(batch): Json<Batch>) -> StatusCode {
    let listed: Vec<String> = batch.recipients.iter().map(|person| person.email.to_lowercase()).collect();
    debug!("invitations go to {}", listed.join("; "));
    crate::mail::invite(&pool, &listed, batch.emails_per_hour).await;
    StatusCode::ACCEPTED
}

//# bad
pub async fn call_back(State(pool): State<PgPool>, Json(newcomer): Json<Newcomer>) -> StatusCode {
    let Newcomer { phone, first_name, .. } = newcomer;
    match phone {
        Some(number) if crate::phones::plausible(&number) => {
            crate::calls::plan(&pool, &first_name, &number).await;
            StatusCode::ACCEPTED
        }
        Some(number) => {
            error!("{number} cannot be called");
            StatusCode::BAD_REQUEST
        }
        None => StatusCode::BAD_REQUEST,
    }
}

//# bad
pub async fn check_age(Json(newcomer): Json<Newcomer>) -> Result<StatusCode, StatusCode> {
    let born = newcomer.birth_date;
    let age = crate::calendar::years_since(born);
    if age < 18 {
        let line = format!("refused: born {born}, {age} years");
        tracing::event!(tracing::Level::INFO, "{}", line);
        return Err(StatusCode::FORBIDDEN);
    }
    Ok(StatusCode::OK)
}

//# good
pub async fn enrol(State(pool): State<PgPool>, Json(newcomer): Json<Newcomer>) -> StatusCode {
    info!(language = %newcomer.language, has_phone = newcomer.phone.is_some(), "somebody enrols by email");
    match crate::customers::insert(&pool, &newcomer).await {
        Ok(id) => {
            info!(id, "email confirmation is on its way");
            StatusCode::CREATED
        }
        Err(_) => StatusCode::CONFLICT,
    }
}

//# good
pub async fn customer(
    State(pool): State<PgPool>,
    Query(lookup): Query<Lookup>,
) -> Result<Json<u64>, StatusCode> {
    let Some(customer) = lookup.customer else {
        info!(by_email = lookup.email.is_some(), "only numbers are looked up here");
        return Err(StatusCode::BAD_REQUEST);
    };
    debug!(customer, "looking up");
    crate::customers::by_number(&pool, customer).await.map(Json).ok_or(StatusCode::NOT_FOUND)
}

//# good
pub async fn mail_all(State(pool): State<PgPool>, Json(batch): Json<Batch>) -> StatusCode {
    let emails: Vec<&str> = batch.recipients.iter().map(|person| person.email.as_str()).collect();
    let email_count = emails.len();
    info!(email_count, rate = batch.emails_per_hour, "{} emails go out", emails.len());
    crate::mail::send(&pool, &emails).await;
    StatusCode::ACCEPTED
}

//# good
pub async fn change_phone(
    State(pool): State<PgPool>,
    Path(id): Path<u64>,
    Json(phone): Json<String>,
) -> StatusCode {
    let valid = crate::phones::plausible(&phone);
    if !valid {
        warn!(id, valid, "that is no phone number");
        return StatusCode::BAD_REQUEST;
    }
    crate::customers::set_phone(&pool, id, &phone).await;
    StatusCode::NO_CONTENT
}

//# good
pub async fn birthdays(State(pool): State<PgPool>, Path(month): Path<u8>) -> Json<usize> {
    let celebrated = crate::customers::born_in(&pool, month).await;
    let birthdays = celebrated.len();
    info!("{birthdays} birthdays in month {month}");
    Json(birthdays)
}
