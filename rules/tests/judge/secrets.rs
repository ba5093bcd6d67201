//! Where credentials and personal data come from, what hides them, and where they are shown.

use portcullis_rules::{Breadth, Finding, check_file};

use super::body::plain;
use super::marked;

#[test]
fn what_hides_a_credential_makes_its_name_mean_nothing() {
    plain(
        "let password = read_password();
         tracing::info!(password); //~ P402
         let password = hash_password(password);
         tracing::info!(password);
         let api_key = cipher.encrypt(&nonce, api_key);
         tracing::info!(api_key);
         let api_key = api_key.is_some();
         tracing::info!(api_key);",
    );
}

#[test]
fn another_alphabet_hides_nothing() {
    plain(
        "let text = hex::encode(signing_key);
         tracing::info!(text); //~ P402
         let text = STANDARD.encode(password);
         tracing::info!(text); //~ P402
         let text = serde_json::json!({ \"a\": { \"b\": password } });
         tracing::info!(%text); //~ P402",
    );
}

#[test]
fn a_key_and_a_variable_of_the_environment_say_what_lies_under_them() {
    plain(
        "let one = headers.get(\"x-api-key\");
         tracing::info!(?one); //~ P402
         let one = headers.get(\"x-request\");
         tracing::info!(?one);
         let one = std::env::var(\"DB_PASSWORD\"); //~ P307
         tracing::info!(?one); //~ P402",
    );
}

#[test]
fn a_field_has_its_own_name_and_its_own_type() {
    in_file(
        "struct App { api_key: SecretString, login: Login, has_token: bool }
         #[derive(Debug)]
         struct Login { user: String, password: String, pin_code: u32 }
         impl App {
             fn show(&self, login: &Login) {
                 tracing::info!(key = ?self.api_key);
                 tracing::info!(self.has_token);
                 tracing::info!(self.login.user);
                 tracing::info!(self.login.password); //~ P402
                 tracing::info!(login.pin_code);
                 tracing::info!(?login); //~ P402
                 tracing::info!(%login);
             }
         }",
    );
}

#[test]
fn a_token_is_a_secret_only_where_the_program_speaks_of_credentials() {
    in_file("fn f(token: &str) { tracing::info!(token); }");
    in_file(
        "fn f(headers: HeaderMap, token: &str) {
             let session = login(headers);
             tracing::info!(token); //~ P402
         }",
    );
    in_file(
        "fn f(headers: HeaderMap, token: Token) {
             let session = login(headers);
             tracing::info!(token);
         }",
    );
}

#[test]
fn every_form_of_a_field_is_read() {
    plain(
        "tracing::info!(target: \"a\", password; \"text\"); //~ P402
         tracing::info!(\"text {x}\", x = password); //~ P402
         slog::info!(log, \"text\"; \"key\" => password); //~ P402
         assert!(a == b, \"{password}\"); //~ P203 P402
         assert_eq!(password, b); //~ P203",
    );
}

#[test]
fn a_mode_and_a_file_are_followed_through_a_builder() {
    in_file(
        "fn f(password: &str) -> std::io::Result<()> {
             let mut options = std::fs::OpenOptions::new();
             options.write(true).mode(0o600);
             let mut file = std::io::BufWriter::new(options.open(\"a\")?);
             file.write_all(password.as_bytes())?; //~ P607
             let mut file = std::io::BufWriter::new(std::fs::File::create(\"a\")?);
             file.write_all(password.as_bytes()) //~ P606 P607
         }",
    );
}

/// Judges a file, by the rules that these tests are about.
#[track_caller]
fn in_file(source: &str) {
    let file = syn::parse_str(source).unwrap_or_else(|error| panic!("{error}\n{source}"));
    let mut found: Vec<(String, usize)> = check_file(&file, source, Breadth::Everywhere)
        .iter()
        .filter_map(|finding: &Finding| {
            let (line, _) = finding.place().line_and_column();
            Some((finding.code()?.to_owned(), line))
        })
        .filter(|(code, _)| matches!(code.as_str(), "P402" | "P406" | "P606" | "P607"))
        .collect();
    found.sort_by_key(|(_, line)| *line);
    assert_eq!(found, marked(source), "found (left), marked (right)\n{source}");
}
