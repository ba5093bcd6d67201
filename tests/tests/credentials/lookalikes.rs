//! What is no credential, and has something of one. None of these may be found.

use super::generator::encode::{armored, base64, base64_url, der, der_integer};
use super::generator::random::{ALPHANUMERIC, BASE_32, BECH_32, KUBERNETES, Random};

/// A kind of them.
pub struct Kind {
    pub id: &'static str,
    pub make: fn(&mut Random) -> String,
}

macro_rules! kinds {
    ($($id:literal: $make:expr,)*) => { &[$(Kind { id: $id, make: $make }),*] };
}

/// Digests, identifiers, and numbers of things.
const IDENTIFIERS: &[Kind] = kinds! {
    "uuid": |random| format!("let id = Uuid::parse_str(\"{}\")?;", random.uuid()),
    "uuid in json": |random| format!("{{\"requestId\": \"{}\", \"tenant\": \"{}\"}}", random.uuid(), random.uuid()),
    "uuid as a client id": |random| format!("AZURE_CLIENT_ID={}\nAZURE_TENANT_ID={}\n", random.uuid(), random.uuid()),
    "commit": |random| format!("Merge commit '{}' into main", random.hex(40)),
    "commit in a url": |random| format!("https://github.com/acme/{}/blob/{}/src/lib.rs#L17", random.word(), random.hex(40)),
    "commit of an action": |random| format!("      - uses: actions/checkout@{} # v4.2.2", random.hex(40)),
    "revision": |random| format!("{} = {{ git = \"https://github.com/acme/{}\", rev = \"{}\" }}", random.word(), random.word(), random.hex(40)),
    "cargo lock": |random| format!("[[package]]\nname = \"{}\"\nversion = \"1.{}.0\"\nsource = \"registry+https://github.com/rust-lang/crates.io-index\"\nchecksum = \"{}\"\n", random.word(), random.below(90), random.hex(64)),
    "npm integrity": |random| format!("      \"integrity\": \"sha512-{}\",", base64(&random.bytes(64))),
    "script integrity": |random| format!("<script src=\"/app.js\" integrity=\"sha384-{}\" crossorigin=\"anonymous\"></script>", base64(&random.bytes(48))),
    "pip hash": |random| format!("requests==2.{}.0 \\\n    --hash=sha256:{}\n", random.below(33), random.hex(64)),
    "go sum": |random| format!("github.com/acme/{} v1.{}.0 h1:{}", random.word(), random.below(20), base64(&random.bytes(32))),
    "image digest": |random| format!("FROM debian:bookworm@sha256:{}", random.hex(64)),
    "sha256sum": |random| format!("{}  {}-1.{}.tar.gz", random.hex(64), random.word(), random.below(10)),
    "md5sum": |random| format!("{}  usr/share/doc/{}/copyright", random.hex(32), random.word()),
    "sha256 const": |random| format!("const EXPECTED_SHA256: &str = \"{}\";", random.hex(64)),
    "expected digest": |random| format!("    assert_eq!(hex(&digest), \"{}\");", random.hex(64)),
    "nix hash": |random| format!("    hash = \"sha256-{}\";", base64(&random.bytes(32))),
    "fingerprint": |random| format!("SHA256:{} {}@{} (ED25519)", base64(&random.bytes(32)).trim_end_matches('='), random.word(), random.word()),
    "key fingerprint": |random| format!("gpg: using RSA key {}", random.hex(40).to_ascii_uppercase()),
    "etag": |random| format!("ETag: \"{}\"\nLast-Modified: Tue, 04 Mar 2025 10:00:00 GMT", random.hex(32)),
    "cache key": |random| format!("cache_key = \"linux-cargo-{}\"", random.hex(64)),
    "trace": |random| format!("traceparent: 00-{}-{}-01", random.hex(32), random.hex(16)),
    "object id": |random| format!("{{ \"_id\": {{ \"$oid\": \"{}\" }} }}", random.hex(24)),
    "block hash": |random| format!("block_hash: 0x{}", random.hex(64)),
    "address of a contract": |random| format!("const ROUTER: &str = \"0x{}\";", random.hex(40)),
    "arn": |random| format!("arn:aws:iam::{}:role/{}-{}", random.digits(12), random.word(), random.word()),
    "unique id of a role": |random| format!("\"AssumedRoleId\": \"AROA{}:{}\"", random.text(17, BASE_32), random.word()),
    "twilio account": |random| format!("account_sid = \"AC{}\"", random.hex(32)),
    "stripe object": |random| format!("{{\"id\": \"{}_{}\", \"object\": \"{}\"}}", random.pick(&["cus", "pi", "in", "sub", "price"]), random.text(24, ALPHANUMERIC), random.word()),
    "stripe publishable": |random| format!("Stripe('{}_live_{}')", "pk", random.text(24, ALPHANUMERIC)),
    "google client id": |random| format!("client_id: {}-{}.apps.googleusercontent.com", random.digits(12), random.text(32, "abcdefghijklmnopqrstuvwxyz0123456789")),
    "sentry dsn": |random| format!("dsn: \"https://{}@o{}.ingest.sentry.io/{}\"", random.hex(32), random.digits(6), random.digits(7)),
    "analytics": |random| format!("gtag('config', 'G-{}');", random.text(10, "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789")),
    "ulid": |random| format!("order_id=01J{}", random.text(23, "0123456789ABCDEFGHJKMNPQRSTVWXYZ")),
    "isbn and phone": |random| format!("ISBN 978-3-16-{}-0, phone +49 30 {}", random.digits(6), random.digits(8)),
    "card for tests": |_| "Use 4242 4242 4242 4242 with any date in the future.".to_owned(),
    "iban": |random| format!("IBAN: DE{}", random.digits(20)),
    "mac address": |random| format!("link/ether {}", (0..6).map(|_| random.hex(2)).collect::<Vec<_>>().join(":")),
    "ipv6": |random| format!("listen [2001:db8:{}:{}::1]:443", random.hex(4), random.hex(4)),
};

/// Binary things in text.
const ENCODED: &[Kind] = kinds! {
    "image": |random| format!("<img src=\"data:image/png;base64,iVBORw0KGgo{}\">", base64(&random.bytes(240))),
    "font": |random| format!("src: url(data:font/woff2;base64,d09GMgABAAAAA{}) format(\"woff2\");", base64(&random.bytes(300))),
    "svg": |random| format!("<path d=\"M{} {}L{} {}C{} {} {} {} {} {}Z\"/>", random.below(99), random.below(99), random.below(99), random.below(99), random.below(99), random.below(99), random.below(99), random.below(99), random.below(99), random.below(99)),
    "source map": |random| format!("//# sourceMappingURL=data:application/json;charset=utf-8;base64,eyJ2ZXJzaW9uIjozLCJzb3VyY2VzIjpb{}", base64(&random.bytes(150))),
    "certificate": |random| certificate(random),
    "public key": |random| public_key(random),
    "ssh public key": |random| format!("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{} {}@{}", base64(&random.bytes(32)).trim_end_matches('='), random.word(), random.word()),
    "ssh rsa public key": |random| format!("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ{}= {}@laptop", base64(&random.bytes(384)), random.word()),
    "known hosts": |random| format!("git.acme.net ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABB{}=", base64(&random.bytes(65))),
    "age recipient": |random| format!("recipients: [\"age1{}\"]", random.text(58, BECH_32)),
    "pgp public block": |random| armored("PGP PUBLIC KEY BLOCK", &random.bytes(400), 64),
    "pgp signature": |random| armored("PGP SIGNATURE", &random.bytes(200), 64),
    "csp hash": |random| format!("Content-Security-Policy: script-src 'self' 'sha256-{}'", base64(&random.bytes(32))),
    "csp nonce": |random| format!("<script nonce=\"{}\">start()</script>", base64(&random.bytes(16))),
    "signature in a header": |random| format!("Digest: SHA-256={}", base64(&random.bytes(32))),
    "hex table": |random| format!("static TABLE: [u32; 4] = [0x{}, 0x{}, 0x{}, 0x{}];", random.hex(8), random.hex(8), random.hex(8), random.hex(8)),
    "test vector": |random| format!("# RFC 4231 test case\nKey  = 0x{}\nData = {}\nTag = {}\n", "0b".repeat(20), random.hex(32), random.hex(64)),
    "vector in code": |random| format!("    let expected = hex!(\"{}\");", random.hex(96)),
    "bytes in base64": |random| format!("    assert_eq!(encode(&input), \"{}\");", base64(&random.bytes(40))),
    "alphabet": |_| format!("const ALPHABET: &[u8; 64] = b\"{}{}+/\";", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz0123456789"),
    "sealed secret": |random| format!("ENC[AES256_GCM,data:{},iv:{},tag:{},type:str]", base64(&random.bytes(20)), base64(&random.bytes(32)), base64(&random.bytes(16))),
    "password hash": |random| format!("password_hash = \"$argon2id$v=19$m=19456,t=2,p=1${}${}\"", base64(&random.bytes(16)).trim_end_matches('='), base64(&random.bytes(32)).trim_end_matches('=')),
    "bcrypt": |random| format!("('alice', '$2b$12${}')", random.text(53, ALPHANUMERIC)),
    "protobuf": |random| format!("descriptor: \"{}\"", (0..20).map(|_| format!("\\{:03o}", random.below(256))).collect::<String>()),
    "wasm": |random| format!("(data (i32.const 1024) \"{}\")", (0..24).map(|_| format!("\\{}", random.hex(2))).collect::<String>()),
    "cursor of a page": |random| format!("\"endCursor\": \"{}\"", base64(format!("cursor:v2:{}", random.digits(9)).as_bytes())),
};

/// Names of credentials with something else for a value.
const NAMED: &[Kind] = kinds! {
    "placeholder": |random| format!("{} = \"{}\"", name(random), random.pick(&["your-api-key-here", "changeme", "xxxxxxxxxxxxxxxx", "REPLACE_ME", "<token>", "TODO", "********", "<your-secret>", "insert-your-key", "not-a-real-key", "dummy-token-value", "example-secret-key", "my-secret-token", "foobar", "placeholder", "redacted", "[REDACTED]", "null", "none"])),
    "placeholder in dotenv": |random| format!("{}={}\n", name(random).to_ascii_uppercase(), random.pick(&["", "your_token_here", "changeme", "xxx", "<your-token>", "...", "replace-with-your-key", "secret", "example"])),
    "repeated": |random| format!("{}: \"{}\"", name(random), random.pick(&["x", "0", "*", "a", "-", "1"]).repeat(32)),
    "prefix with xs": |random| format!("export {}={}{}", name(random).to_ascii_uppercase(), random.pick(&["ghp_", "sk-", "xoxb-", "glpat-", "npm_", "hf_", "sk-ant-api03-"]), "x".repeat(24)),
    "prefix alone": |random| format!("A token begins with `{}` and has forty letters.", random.pick(&["ghp_", "github_pat_", "sk-ant-", "sk_live_", "xoxb-", "AKIA", "glpat-", "AIza", "SG.", "eyJ"])),
    "cut short": |random| format!("key: {}{}... (shortened)", random.pick(&["sk-proj-", "ghp_", "xoxb-", "AKIA"]), random.text(4, ALPHANUMERIC)),
    "reference": |random| format!("{}: ${{{}}}", name(random), name(random).to_ascii_uppercase()),
    "reference in shell": |random| format!("export {}=\"${{{}:?missing}}\"", name(random).to_ascii_uppercase(), name(random).to_ascii_uppercase()),
    "reference of github": |random| format!("  {}: ${{{{ secrets.{} }}}}", name(random), name(random).to_ascii_uppercase()),
    "reference of helm": |random| format!("  {}: {{{{ .Values.{}.{} | quote }}}}", name(random), random.word(), name(random)),
    "reference of terraform": |random| format!("  {} = var.{}\n  other = data.aws_secretsmanager_secret_version.{}.secret_string", name(random), name(random), random.word()),
    "reference of ansible": |random| format!("{}: \"{{{{ vault_{} }}}}\"", name(random), name(random)),
    "secret manager": |random| format!("{} = \"projects/{}/secrets/{}/versions/latest\"", name(random), random.word(), random.word()),
    "secret arn": |random| format!("{}_arn: arn:aws:secretsmanager:eu-west-1:{}:secret:{}-{}", name(random), random.digits(12), random.word(), random.text(6, ALPHANUMERIC)),
    "vault path": |random| format!("{} = \"vault:secret/data/{}/{}#value\"", name(random), random.word(), random.word()),
    "one password reference": |random| format!("{}=op://{}/{}/password", name(random).to_ascii_uppercase(), random.word(), random.word()),
    "key vault": |random| format!("\"{}\": \"@Microsoft.KeyVault(SecretUri=https://{}.vault.azure.net/secrets/{})\"", name(random), random.word(), random.word()),
    "environment of rust": |random| format!("let {} = std::env::var(\"{}\")?;", name(random), name(random).to_ascii_uppercase()),
    "environment of python": |random| format!("{} = os.environ[\"{}\"]", name(random), name(random).to_ascii_uppercase()),
    "environment of javascript": |random| format!("const {} = process.env.{};", name(random), name(random).to_ascii_uppercase()),
    "environment of go": |random| format!("{} := os.Getenv(\"{}\")", name(random), name(random).to_ascii_uppercase()),
    "option": |random| format!("option_env!(\"{}_{}\")", random.word().to_ascii_uppercase(), name(random).to_ascii_uppercase()),
    "field type": |random| format!("pub struct {}Config {{\n    pub {}: String,\n    {}: Option<SecretString>,\n}}", capital(random.word()), name(random), name(random)),
    "parameter type": |random| format!("fn connect({}: &str, {}: &[u8]) -> Result<Session, ConnectError>", name(random), name(random)),
    "call": |random| format!("let {} = generate_{}(&mut OsRng, TOKEN_LENGTH)?;", name(random), name(random)),
    "call of a method": |random| format!("{}: self.{}_provider.fetch_current().await?,", name(random), random.word()),
    "path": |random| format!("{}_file = \"/run/secrets/{}_{}\"", name(random), random.word(), name(random)),
    "path of a key": |random| format!("ssl_certificate_key /etc/letsencrypt/live/{}.example.org/privkey.pem;", random.word()),
    "path in code": |random| format!("private_key: PathBuf::from(\"/var/lib/{}/{}/identity.pem\"),", random.word(), random.word()),
    "identifier": |random| format!("const TOKEN_HEADER_NAME: &str = \"x-{}-{}-{}\";", random.word(), random.word(), random.word()),
    "identifier as a value": |random| format!("password_field: \"{}_{}_password_confirmation\"", random.word(), random.word()),
    "enum": |random| format!("token_type: TokenType::{}{}Bearer,", capital(random.word()), capital(random.word())),
    "token type": |_| "{\"token_type\": \"Bearer\", \"expires_in\": 3600, \"scope\": \"openid profile email offline_access\"}".to_owned(),
    "grant type": |_| "grant_type=authorization_code&code_challenge_method=S256&response_type=code".to_owned(),
    "url of a token": |random| format!("token_url: \"https://login.{}.com/oauth2/v2.0/token\"", random.word()),
    "public url": |random| format!("jwks_uri = \"https://{}.{}.net/.well-known/jwks.json\"", random.word(), random.word()),
    "message": |random| format!("\"password.{}\": \"{}\",", random.word(), random.pick(&["Password must be at least 12 characters long", "Your password has expired, please choose another", "The two passwords don't match", "Forgot your password? Click here to reset it.", "Passwort vergessen", "Mot de passe oublié ?"])),
    "label": |random| format!("<label for=\"{}\">Enter your password</label><input type=\"password\" name=\"password\" autocomplete=\"current-password\" placeholder=\"Password\">", random.word()),
    "error": |random| format!("#[error(\"token for {} expired {{0}} seconds ago, request a new one\")]", random.word()),
    "documentation": |random| format!("/// The API key of the {} service. Keys are created at <https://{}.example.com/settings/tokens>.", random.word(), random.word()),
    "prose": |random| format!("Rotate the secret every {} days, and never write a password into a {} file.", random.between(30, 90), random.word()),
    "usage": |random| format!("Usage: {} --token <TOKEN> --password-file <PATH> [--secret-name <NAME>]", random.word()),
    "number of tokens": |random| format!("{{\"usage\": {{\"prompt_tokens\": {}, \"completion_tokens\": {}, \"total_tokens\": {}}}}}", random.below(9000), random.below(900), random.below(9900)),
    "limit of tokens": |random| format!("max_tokens: {}, token_budget: {}, tokenizer: \"cl100k_base\"", random.below(9000), random.below(100_000)),
    "token of a parser": |random| format!("let token = self.peek(Token::Punctuation('{}'))?;", random.pick(&["{", "}", ";", ","])),
    "key of a map": |random| format!("sort_key = \"{}#{}\", partition_key = \"{}_id\"", random.word(), random.moment(), random.word()),
    "key of a cache": |random| format!("redis.get(\"session:{}:{}\")", random.word(), random.digits(9)),
    "key of a board": |random| format!("keybinding: {{ key: \"ctrl+shift+{}\", command: \"{}.{}\" }}", random.text(1, "abcdefgh"), random.word(), random.word()),
    "primary key": |random| format!("PRIMARY KEY (\"{}_id\"), FOREIGN KEY (\"{}_id\") REFERENCES \"{}\" (\"id\")", random.word(), random.word(), random.word()),
    "public api key": |random| format!("algoliaAppId: \"{}\", indexName: \"{}\"", random.text(10, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"), random.word()),
    "boolean": |random| format!("{}_required = true\nverify_{} = false\n", name(random), name(random)),
    "duration": |random| format!("{}_ttl: {}s\n{}_rotation_days: {}", name(random), random.below(9000), name(random), random.below(90)),
    "algorithm": |random| format!("secret_algorithm = \"{}\"", random.pick(&["HMAC-SHA256", "aes-256-gcm", "chacha20-poly1305", "PBKDF2WithHmacSHA512", "RSA-OAEP-256", "argon2id"])),
    "id of a secret": |random| format!("secret_id: \"{}-{}-credentials\"\nsecret_name = \"{}/{}/database\"", random.word(), random.word(), random.word(), random.word()),
    "kubernetes": |random| format!("valueFrom:\n  secretKeyRef:\n    name: {}-credentials\n    key: {}-password\n", random.word(), random.word()),
    "empty": |random| format!("{} = \"\"\n{}: ''\n", name(random), name(random)),
    "masked": |random| format!("{}=****{}\n", name(random), random.digits(4)),
    "words": |random| format!("{}_description: \"{}\"", name(random), random.words(9, " ")),
    "test user": |random| format!("login(\"{}\", \"password\").await.unwrap();", random.word()),
    "css class": |random| format!("<div class=\"password-{}-wrapper token-{}--active\"></div>", random.word(), random.word()),
};

/// What documentation shows instead of a real one, put together here as it stands there.
const PUBLISHED: &[Kind] = kinds! {
    "access key of the documentation": |_| format!("aws_access_key_id = {}{}\n", "AKIAIOSFODNN7", "EXAMPLE"),
    "another of them": |_| format!("\"AccessKeyId\": \"{}{}\"", "AKIAI44QH8DHB", "EXAMPLE"),
    "secret key of the documentation": |_| format!("aws_secret_access_key = {}/{}\n", "wJalrXUtnFEMI/K7MDENG", "bPxRfiCYEXAMPLEKEY"),
    "address with a placeholder": |random| format!("postgres://{}:{}@localhost:5432/{}", random.pick(&["user", "username", "postgres"]), random.pick(&["password", "${DB_PASSWORD}", "<password>", "changeme", "$PASSWORD", "xxx", "****", "PASSWORD"]), random.word()),
    "address of the documentation": |random| format!("https://{}:{}@example.com/{}", random.pick(&["user", "username"]), random.pick(&["password", "pass", "secret"]), random.word()),
    "header of the documentation": |random| format!("curl -H \"Authorization: {} {}\" https://api.example.com/{}", random.pick(&["Bearer", "token", "Basic"]), random.pick(&["$TOKEN", "<token>", "${API_KEY}", "YOUR_TOKEN", "{token}", "YOUR_ACCESS_TOKEN", "xxxxxxxx"]), random.word()),
    "format string": |random| format!("request.header(\"Authorization\", format!(\"Bearer {{}}\", self.{}_token))", random.word()),
    "named format string": |random| format!("let url = format!(\"https://{{user}}:{{password}}@{{host}}/{}\");", random.word()),
    "pattern": |random| format!("Regex::new(r\"{}[0-9A-Za-z]{{36}}\").unwrap()", random.pick(&["ghp_", "npm_", "sk_live_", "glpat-", "hf_"])),
    "header of a key in code": |_| format!("if text.starts_with(\"-----{} {} KEY-----\") {{", "BEGIN", "PRIVATE"),
    "private key elided": |_| format!("-----{b} RSA {p} KEY-----\n...\n-----{e} RSA {p} KEY-----\n", b = "BEGIN", e = "END", p = "PRIVATE"),
};

/// Text that is neither.
const ORDINARY: &[Kind] = kinds! {
    "colours": |random| format!("--accent: #{}; background: #{}{};", random.hex(6), random.hex(6), random.hex(2)),
    "minified": |random| format!("!function(e,t){{\"use strict\";var n=t.{},r=function(e){{return e&&e.{}?e:{{default:e}}}}({});n({},r.default)}}(this,window);", random.text(2, ALPHANUMERIC), random.word(), random.hex(3), random.digits(4)),
    "hashed file": |random| format!("<link rel=\"stylesheet\" href=\"/assets/{}.{}.css\">", random.word(), random.hex(8)),
    "hashed chunk": |random| format!("import(\"./chunk-{}.js\")", random.text(8, BASE_32)),
    "css module": |random| format!(".{}_{}__{} {{ display: flex; }}", capital(random.word()), random.word(), random.text(5, ALPHANUMERIC)),
    "version": |random| format!("rustc 1.{}.0 ({} 2025-08-04), llvm 20.1.8", random.below(95), random.hex(9)),
    "email": |random| format!("Signed-off-by: {} {} <{}.{}@example.org>", capital(random.word()), capital(random.word()), random.word(), random.word()),
    "at in a path": |random| format!("https://unpkg.com/@{}/{}@{}.{}.0/dist/index.js", random.word(), random.word(), random.below(20), random.below(20)),
    "mention": |random| format!("https://social.{}.org/@{}/{}", random.word(), random.word(), random.digits(18)),
    "address with a user": |random| format!("git+ssh://git@github.com/{}/{}.git", random.word(), random.word()),
    "port and user": |random| format!("ssh -p 2222 {}@{}.example.org:/srv/{}", random.word(), random.word(), random.word()),
    "three parts": |random| format!("use {}.{}.{};", random.words(2, ""), random.words(3, ""), random.words(2, "")),
    "three parts that are no token": |random| format!("{}.{}.{}", base64_url(&random.bytes(12)), base64_url(&random.bytes(30)), base64_url(&random.bytes(20))),
    "package of java": |random| format!("import com.{}.{}.{}.{}Factory;", random.word(), random.word(), random.word(), capital(random.word())),
    "host with many parts": |random| format!("{}-{}.{}.svc.cluster.local", random.word(), random.text(5, KUBERNETES), random.word()),
    "pod": |random| format!("pod/{}-{}-{} created", random.word(), random.text(9, KUBERNETES), random.text(5, KUBERNETES)),
    "instance": |random| format!("i-0{} running in eu-west-1a (ami-0{})", random.hex(16), random.hex(16)),
    "mangled": |random| format!("_ZN4core3ptr{}drop_in_place17h{}E", random.between(10, 99), random.hex(16)),
    "backtrace": |random| format!("   7: 0x55{} - <{}::{} as core::future::Future>::poll::h{}", random.hex(10), random.word(), capital(random.word()), random.hex(16)),
    "build id": |random| format!("ELF 64-bit LSB pie executable, BuildID[sha1]={}, stripped", random.hex(40)),
    "query": |random| format!("/search?q={}+{}&page={}&utm_source={}&utm_campaign={}_{}", random.word(), random.word(), random.below(9), random.word(), random.word(), random.digits(4)),
    "percent": |random| format!("https://www.example.org/{}%20{}%2F{}?next=%2F{}%3Fpage%3D2", random.word(), random.word(), random.word(), random.word()),
    "video": |random| format!("https://www.youtube.com/watch?v={}", random.text(11, ALPHANUMERIC)),
    "document": |random| format!("https://docs.google.com/document/d/{}/edit", base64_url(&random.bytes(33))),
    "long words": |random| format!("fn {}_{}_{}_{}_when_{}_is_{}()", random.word(), random.word(), random.word(), random.word(), random.word(), random.word()),
    "constants": |random| format!("{}_{}_{}_{} = {};", random.word().to_ascii_uppercase(), random.word().to_ascii_uppercase(), random.word().to_ascii_uppercase(), random.word().to_ascii_uppercase(), random.below(99)),
    "numbers": |random| format!("{},{},{},{},{}", random.digits(10), random.digits(12), random.digits(9), random.digits(13), random.digits(8)),
    "float": |random| format!("weights = [0.{}, -0.{}, 1.{}e-05]", random.digits(16), random.digits(16), random.digits(14)),
    "guid in xml": |random| format!("<ProjectGuid>{{{}}}</ProjectGuid>", random.uuid().to_ascii_uppercase()),
    "locale": |random| format!("msgid \"{}\"\nmsgstr \"{}\"\n", random.words(6, " "), random.words(7, " ")),
    "licence": |_| "Permission is hereby granted, free of charge, to any person obtaining a copy of this software".to_owned(),
    "chess": |_| format!("rnbqkbnr/pp1ppppp/8/2p5/{}/RNBQKB1R b KQkq - 1 2", "4P3/5N2/PPPP1PPP"),
    "dna": |random| format!(">seq{}\n{}", random.below(99), random.text(70, "ACGT")),
    "crossword": |random| random.words(12, "-"),
};

/// All kinds, with what they have in common.
pub const GROUPS: &[(&str, &[Kind])] = &[
    ("digests and identifiers", IDENTIFIERS),
    ("binary things in text", ENCODED),
    ("names of credentials without one", NAMED),
    ("examples of documentation", PUBLISHED),
    ("other text", ORDINARY),
];

fn name(random: &mut Random) -> &'static str {
    random.pick(&[
        "password",
        "api_key",
        "token",
        "secret",
        "client_secret",
        "access_token",
        "auth_token",
        "db_password",
        "secret_key",
        "private_key",
        "refresh_token",
        "signing_key",
        "webhook_secret",
        "jwt_secret",
    ])
}

fn capital(word: &str) -> String {
    word[..1].to_ascii_uppercase() + &word[1..]
}

fn certificate(random: &mut Random) -> String {
    let (serial, body, signature) = (der_integer(random, 16), random.bytes(420), random.bytes(256));
    let signature = der(0x03, &[vec![0], signature].concat());
    let certificate = der(0x30, &[der(0x30, &[serial, body].concat()), signature].concat());
    armored("CERTIFICATE", &certificate, 64)
}

fn public_key(random: &mut Random) -> String {
    let key = der(0x30, &[der_integer(random, 256), vec![0x02, 0x03, 0x01, 0x00, 0x01]].concat());
    armored("PUBLIC KEY", &der(0x30, &der(0x03, &[vec![0], key].concat())), 64)
}

#[test]
fn there_are_look_alikes_enough() {
    let kinds: usize = GROUPS.iter().map(|(_, kinds)| kinds.len()).sum();
    let mut ids: Vec<&str> = GROUPS.iter().flat_map(|(_, kinds)| kinds.iter()).map(|kind| kind.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert!(kinds >= 150 && ids.len() == kinds, "{kinds} kinds, {} names", ids.len());
}
