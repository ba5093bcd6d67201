// What `certificate_check_disabled` finds, and what it leaves alone.

fn f() { shop::arrange("NODE_TLS_REJECT_UNAUTHORIZED", "0"); }
fn f() { std::env::set_var("NODE_TLS_REJECT_UNAUTHORIZED", "0"); } //~ P302
fn f() { options.set(SslOption::NO_SSLV2); }
fn f() { Command::new("curl").arg("-k").arg("https://atlas.dev").status(); } //~ P602 P302
fn danger_accept_invalid_certs() {} fn f() { client.danger_accept_invalid_certs(true); } //~ P302
impl Options { fn danger_accept_invalid_certs() {} } fn f() { options.danger_accept_invalid_certs(true); }
fn f(config: &mut ClientConfig) { config.dangerous().set_certificate_verifier(rustls_platform_verifier::VERIFIER); config.dangerous().set_certificate_verifier(platform_verifier); }
impl Strict { fn verify_client_cert() { bail!("no") } } fn f() { config.set_certificate_verifier(Any); }
fn f() { Command::new("/usr/bin/curl").args(["-k", "https://atlas.dev"]).status(); } //~ P602 P302
