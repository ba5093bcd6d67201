// What rules/src/flow/names.rs follows, and what it does not.

fn f(averylongnamepassword: &str, xpassword: &str, dbpasswd: &str) { info!("{averylongnamepassword}"); info!("{xpassword}"); info!("{dbpasswd}"); } //~ P402
fn f(v2Password: &str, k8Secret: &str, Password2: &str, pw1: &str, pw: &str) { info!("{v2Password}"); info!("{k8Secret}"); info!("{Password2}"); info!("{pw1}"); info!("{pw}"); } //~ P402 P402 P402
fn f(mfa_code: String) { tracing::info!("signed in with {mfa_code}"); } //~ P604? P402
