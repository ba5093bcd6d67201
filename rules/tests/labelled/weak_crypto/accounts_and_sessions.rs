use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use md5::{Digest, Md5};
use rand::rngs::{OsRng, SmallRng, StdRng};
use rand::{Rng, RngCore, SeedableRng};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use sqlx::PgPool;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

#[derive(Deserialize)]
pub struct Registration {
    pub login: String,
    pub password: String,
    pub birthday: DateTime<Utc>,
}

#[derive(Serialize)]
pub struct SessionView {
    pub session: String,
    pub expires: DateTime<Utc>,
}

pub struct Account {
    pub id: i64,
    pub password_hash: String,
    pub mail: String,
}

//# bad
pub async fn register(
    State(pool): State<PgPool>,
    Json(form): Json<Registration>,
) -> Result<StatusCode, StatusCode> {
    let hashed = format!("{:x}", Md5::digest(form.password.as_bytes()));
    sqlx::query("INSERT INTO accounts (login, password_hash) VALUES ($1, $2)")
        .bind(&form.login)
        .bind(&hashed)
        .execute(&pool)
        .await
        .map_err(|_| StatusCode::CONFLICT)?;
    Ok(StatusCode::CREATED)
}

//# good
pub async fn register_member(pool: &PgPool, form: &Registration) -> anyhow::Result<()> {
    let salt = SaltString::generate(&mut OsRng);
    let hashed = Argon2::default()
        .hash_password(form.password.as_bytes(), &salt)
        .map_err(|e| anyhow::anyhow!("hashing failed: {e}"))?
        .to_string();
    sqlx::query("INSERT INTO accounts (login, password_hash) VALUES ($1, $2)")
        .bind(&form.login)
        .bind(hashed)
        .execute(pool)
        .await?;
    Ok(())
}

//# bad
pub fn check_password(account: &Account, password: &str, pepper: &[u8]) -> bool {
    let mut hasher = Sha256::new();
    hasher.update(pepper);
    hasher.update(password.as_bytes());
    let digest = hex::encode(hasher.finalize());
    constant_time_eq::constant_time_eq(digest.as_bytes(), account.password_hash.as_bytes())
}

//# good
pub fn verify_member(account: &Account, password: &str) -> bool {
    let Ok(parsed) = PasswordHash::new(&account.password_hash) else {
        tracing::warn!(account = account.id, "stored hash is not in PHC form");
        return false;
    };
    Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok()
}

//# bad
/// Opens a session for the account and stores it.
pub async fn open_session(pool: &PgPool, account: i64) -> sqlx::Result<String> {
    let seed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let mut rng = StdRng::seed_from_u64(seed);
    let mut bytes = [0u8; 32];
    rng.fill_bytes(&mut bytes);
    let session = URL_SAFE_NO_PAD.encode(bytes);
    sqlx::query("INSERT INTO sessions (token, account) VALUES ($1, $2)")
        .bind(&session)
        .bind(account)
        .execute(pool)
        .await?;
    Ok(session)
}

//# good
pub fn new_session(lifetime: chrono::Duration) -> SessionView {
    let mut bytes = [0u8; 32];
    OsRng.fill_bytes(&mut bytes);
    SessionView { session: URL_SAFE_NO_PAD.encode(bytes), expires: Utc::now() + lifetime }
}

//# bad
pub async fn start_reset(pool: &PgPool, mail: &str) -> sqlx::Result<String> {
    let reset_token: String = std::iter::repeat_with(fastrand::alphanumeric).take(40).collect();
    sqlx::query("UPDATE accounts SET reset_token = $1 WHERE mail = $2")
        .bind(&reset_token)
        .bind(mail)
        .execute(pool)
        .await?;
    Ok(reset_token)
}

//# good
/// The wait before the next attempt, with some jitter.
pub fn next_attempt(failures: u32) -> Duration {
    let base = Duration::from_millis(200).saturating_mul(2u32.saturating_pow(failures.min(8)));
    let jitter = SmallRng::from_entropy().gen_range(0..100);
    base + Duration::from_millis(jitter)
}

//# good
/// The address of the picture that the avatar service keeps for a mail address.
pub fn avatar_address(account: &Account) -> String {
    let normal = account.mail.trim().to_lowercase();
    let digest = Md5::digest(normal.as_bytes());
    format!("https://www.gravatar.com/avatar/{digest:x}?d=identicon")
}

//# bad
pub fn invitation_code(rng_seed: u64, team: i64) -> String {
    let alphabet = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let mut source = SmallRng::seed_from_u64(rng_seed ^ team as u64);
    let secret: Vec<u8> = (0..24).map(|_| alphabet[source.gen_range(0..alphabet.len())]).collect();
    let invitation_token = String::from_utf8_lossy(&secret).into_owned();
    format!("{team}.{invitation_token}")
}

//# good
/// Bytes of an uploaded file have one name, whatever they were called before.
pub async fn upload_name(body: axum::body::Bytes) -> String {
    let digest = Sha256::digest(&body);
    let mut name = hex::encode(digest);
    name.push_str(".bin");
    name
}

//# good
pub fn shuffle_questions(quiz: u64, questions: &mut Vec<String>) {
    let mut rng = StdRng::seed_from_u64(quiz);
    for i in (1..questions.len()).rev() {
        let j = rng.gen_range(0..=i);
        questions.swap(i, j);
    }
}

//# bad
pub fn derive_login_hash(salt: &str, registration: &Registration) -> String {
    let Registration { login, password, .. } = registration;
    let combined = [salt, login.as_str(), password.trim()].join(":");
    let first = openssl::sha::sha256(combined.as_bytes());
    let encoded = openssl::base64::encode_block(&first);
    tracing::debug!(%login, "derived");
    encoded
}
