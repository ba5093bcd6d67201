//! What the search through text promises. Each credential is put together when a test runs.

use portcullis_patterns::{FORMATS, find, find_bytes, named, redact};

/// The same numbers in every run (xorshift64).
struct Random(u64);

impl Random {
    fn text(&mut self, length: usize, alphabet: &[u8]) -> String {
        (0..length)
            .map(|_| {
                self.0 ^= self.0 << 13;
                self.0 ^= self.0 >> 7;
                self.0 ^= self.0 << 17;
                char::from(alphabet[(self.0 >> 33) as usize % alphabet.len()])
            })
            .collect()
    }
}

const ALPHANUMERIC: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const HEXADECIMAL: &[u8] = b"0123456789abcdef";

fn secrets() -> impl Iterator<Item = String> {
    let mut random = Random(0x0BAD_CAFE);
    (0..200).map(move |number| match number % 3 {
        0 => random.text(32, ALPHANUMERIC),
        1 => random.text(40, HEXADECIMAL),
        _ => random.text(20, ALPHANUMERIC) + "+/" + &random.text(21, ALPHANUMERIC) + "=",
    })
}

fn ids(text: &str) -> Vec<&'static str> {
    find(text).map(|found| found.format().id()).collect()
}

#[test]
fn no_secret_beside_its_name_survives_in_a_line() {
    let lines: &[fn(&str) -> String] = &[
        |secret| format!("2026-11-21 INFO login password={secret} from=10.0.0.7"),
        |secret| format!("{{\"user\": \"ada\", \"api_key\": \"{secret}\", \"region\": \"eu\"}}"),
        |secret| format!("body: {{\\\"api_key\\\":\\\"{secret}\\\"}}"),
        |secret| format!("> Authorization: Bearer {secret}"),
        |secret| format!("headers = {{'X-Api-Key': '{secret}'}}"),
        |secret| format!("DEBUG run: shop --password {secret} --port 8080"),
        |secret| format!("DEBUG run: shop --auth-token={secret}"),
        |secret| format!("export SHOP_CLIENT_SECRET={secret}"),
        |secret| format!("ENV SHOP_SECRET_KEY {secret}"),
        |secret| format!("client_secret: {secret}"),
        |secret| format!("- name: SHOP_PASSWORD\n  value: {secret}"),
        |secret| format!("{{\"name\": \"SHOP_PASSWORD\", \"value\": \"{secret}\"}}"),
        |secret| format!("<password>{secret}</password>"),
        |secret| format!("<clientSecret>\n    {secret}\n</clientSecret>"),
        |secret| format!("<add key=\"Password\" value=\"{secret}\" />"),
        |secret| format!("const API_KEY: &str = \"{secret}\";"),
        |secret| format!("const API_KEY: &str =\n    \"{secret}\";"),
        |secret| format!("let token = Some(String::from(\"{secret}\"));"),
        |secret| format!("config.set(\"auth_token\", \"{secret}\");"),
        |secret| format!("var apiToken string = \"{secret}\""),
        |secret| format!("$config['secretKey'] = '{secret}';"),
        |secret| format!("SECRET_KEY ?= '{secret}'"),
        |secret| format!("'token' => '{secret}',"),
        |secret| format!("Server=db;User Id=shop;Password={secret};Timeout=3"),
        |secret| format!("GET /orders?access_token={secret}&page=2"),
        |secret| format!("machine db login shop password {secret}"),
        |secret| format!("CREATE USER shop IDENTIFIED BY '{secret}'"),
        |secret| format!("ALTER ROLE shop PASSWORD '{secret}'"),
        |secret| format!("the password is {secret}"),
        |secret| format!("curl -su shop:{secret} https://shop.internal"),
        |secret| format!("curl -u \"shop:{secret}\" https://shop.internal"),
        |secret| format!("acme_key = \"{secret}\""),
        |secret| format!("SHOP_FTP_PASS={secret}"),
        |secret| format!("public string ApiKey {{ get; set; }} = \"{secret}\";"),
        |secret| format!("api_key,{secret}"),
        |secret| format!("shop,DB_PASSWORD,{secret},2026-01-01"),
        |secret| format!("| DB_PASSWORD | {secret} |"),
        |secret| format!("| `API_TOKEN` | `{secret}` | of the shop |"),
        |secret| format!("Then set `API_TOKEN` to `{secret}` in the shell"),
        |secret| format!("set DB_PASSWORD to {secret}."),
        |secret| format!("Client::builder().api_key(\"{secret}\").build()"),
        |secret| format!("    .with_auth_token(String::from(\"{secret}\"))"),
        |secret| format!("env::var(\"API_TOKEN\").unwrap_or_else(|_| \"{secret}\".to_string())"),
        |secret| format!("env::var(\"DB_PASSWORD\").ok().unwrap_or(String::from(\"{secret}\"))"),
        |secret| format!("os.getenv('DB_PASSWORD') or '{secret}'"),
        |secret| format!("#[arg(env = \"API_TOKEN\", default_value = \"{secret}\")]"),
        |secret| format!("let header = String::from(\"Bearer \") + \"{secret}\";"),
        |secret| format!("const header = 'Bearer ' + '{secret}'"),
        |secret| format!("concat!(\"password=\", \"{secret}\")"),
        |secret| format!("variable \"db_password\" {{\n  type    = string\n  default = \"{secret}\"\n}}"),
    ];
    for secret in secrets() {
        for line in lines {
            let line = line(&secret);
            let redacted = redact(&line);
            assert!(
                !redacted.contains(&secret) && !redacted.contains(&secret[8..20]),
                "{line} -> {redacted}"
            );
        }
    }
}

#[test]
fn what_stands_around_a_secret_is_kept() {
    let secret = secrets().next().expect("there are some");
    let line = format!("password=\"{secret}\", user=\"ada\"");
    assert_eq!(redact(&line), "password=\"[redacted: a secret beside its name]\", user=\"ada\"");
    let url = format!("amqp://shop:{secret}@queue.internal/orders");
    assert_eq!(redact(&url), "amqp://shop:[redacted: a password in a URL]@queue.internal/orders");
}

#[test]
fn a_text_without_secrets_is_not_even_copied() {
    assert!(matches!(redact("nothing to see: 42 of 50 tokens used"), std::borrow::Cow::Borrowed(_)));
}

#[test]
fn what_was_redacted_stays_as_it_is() {
    for secret in secrets() {
        let once =
            redact(&format!("password={secret} token: {secret}, \"secret\": \"{secret}\"")).into_owned();
        assert_eq!(redact(&once), once);
    }
}

#[test]
fn a_format_of_its_own_is_told_before_the_name_beside_it() {
    let mut random = Random(77);
    let key = format!("{}{}", "gsk_", random.text(52, ALPHANUMERIC));
    assert_eq!(ids(&format!("GROQ_API_KEY=\"{key}\"")), ["groq-key"]);
    assert_eq!(ids(&format!("https://user:{key}@host.internal/")), ["groq-key"]);
    let first = find(&format!("token: {key}")).next().expect("there is one");
    assert_eq!(first.range(), 7..7 + key.len());
}

#[test]
fn several_credentials_of_a_text_are_told_in_order() {
    let mut random = Random(78);
    let (one, two) = (random.text(30, ALPHANUMERIC), random.text(30, ALPHANUMERIC));
    let text = format!("password={one} then token={two}");
    let ranges: Vec<_> = find(&text).map(|found| found.range()).collect();
    assert_eq!(ranges, [9..39, text.len() - 30..text.len()]);
}

#[test]
fn bytes_that_are_no_text_hide_nothing() {
    let secret = secrets().next().expect("there are some");
    let mut bytes = vec![0xFF, 0xFE, 0x00];
    bytes.extend_from_slice(format!("api_key={secret}").as_bytes());
    bytes.extend_from_slice(&[0xC3, 0x28, 0xFF]);
    let found: Vec<_> = find_bytes(&bytes).map(|found| &bytes[found.range()]).collect();
    assert_eq!(found, [secret.as_bytes()]);
}

#[test]
fn a_password_that_is_easy_to_type_is_found_by_its_name() {
    let mut random = Random(82);
    let letters = |random: &mut Random, length| random.text(length, b"bcdfghjkmnpqrstvwxyzaeiou");
    for _ in 0..200 {
        let (one, two) = (letters(&mut random, 5), letters(&mut random, 5));
        let (three, digit) = (letters(&mut random, 6), random.text(1, b"0123456789"));
        let password = format!("{one}{digit}-{}{two}-{three}", random.text(1, b"BCDFGHJKMNPQRSTVWXYZ"));
        assert!(named("db_password", &password), "{password}");
        for text in
            [format!("DB_PASSWORD={password}"), format!("INFO login password={password} from 10.0.0.7")]
        {
            assert!(!redact(&text).contains(&password), "{text}");
        }
        assert!(!named("colour", &password), "{password}");
    }
    assert!(!named("db_password", "Please-change-secre1"));
}

#[test]
fn a_password_that_a_person_chose_is_masked_in_a_line_of_a_log() {
    for (words, sign) in
        [("HarborMoon", "!"), ("WinterTiger", "?"), ("CoffeeRiver", "&"), ("BlueDragon", ""), ("Tiger", "#")]
    {
        let password = format!("{words}{}{sign}", 2300 + words.len());
        let line = format!("INFO login password={password} from 10.0.0.7");
        assert_eq!(
            redact(&line),
            "INFO login password=[redacted: a secret beside its name] from 10.0.0.7",
            "{line}"
        );
    }
}

#[test]
fn a_password_that_begins_with_the_sign_before_it_is_found() {
    let password = format!("={}", secrets().next().expect("there are some"));
    let text = format!("Server=db;Password={password};Timeout=3");
    assert_eq!(redact(&text), "Server=db;Password=[redacted: a secret beside its name];Timeout=3");
    assert!(ids("if password==read_password2 { return }").is_empty());
}

#[test]
fn a_uuid_is_a_token_in_a_header_of_tokens_only() {
    let mut random = Random(83);
    for _ in 0..50 {
        let uuid = [8, 4, 4, 4, 12].map(|length| random.text(length, HEXADECIMAL)).join("-");
        for header in
            ["Authorization: Bearer ", "Authorization: token ", "X-Api-Key: ", "x-shop-server-token: "]
        {
            assert_eq!(ids(&format!("{header}{uuid}")), ["generic-secret"], "{header}{uuid}");
        }
        for header in ["X-Request-Id: ", "Idempotency-Key: ", "auth_token = ", "X-Correlation-Id: "] {
            assert!(ids(&format!("{header}{uuid}")).is_empty(), "{header}{uuid}");
        }
    }
    assert!(ids("X-Api-Key: 00000000-0000-0000-0000-000000000000").is_empty());
}

#[test]
fn the_name_of_a_secret_in_a_store_is_no_secret() {
    let mut random = Random(84);
    for _ in 0..50 {
        let arn = format!(
            "arn:aws:secretsmanager:eu-west-1:{}:secret:shop/db-{}",
            random.text(12, b"0123456789"),
            random.text(6, ALPHANUMERIC)
        );
        for text in
            [format!("DB_PASSWORD_ARN={arn}"), format!("secret_arn = \"{arn}\""), format!("see {arn} there")]
        {
            assert!(ids(&text).is_empty(), "{text}");
        }
        assert!(!named("db_secret_arn", &arn), "{arn}");
    }
}

#[test]
fn a_token_whose_checksum_is_wrong_is_a_secret_only_where_something_says_so() {
    let mut random = Random(85);
    for prefix in ["ghp_", "npm_"] {
        let token = format!("{prefix}{}", random.text(36, ALPHANUMERIC));
        assert!(ids(&format!("see {token} there")).is_empty(), "{token}");
        for text in [format!("GITHUB_TOKEN={token}"), format!("Authorization: Bearer {token}")] {
            assert_eq!(ids(&text), ["generic-secret"], "{text}");
        }
        assert!(named("forge_token", &token), "{token}");
    }
}

#[test]
fn digits_alone_behind_a_sure_beginning_are_enough() {
    let mut random = Random(86);
    for _ in 0..200 {
        for (prefix, length) in [("gloas-", 64), ("glpat-", 20), ("sk-", 32), ("mlsn.", 64), ("cfat_", 40)] {
            let token = format!("{prefix}{}", random.text(length, HEXADECIMAL));
            assert_eq!(ids(&token).len(), 1, "{token}");
        }
    }
}

#[test]
fn a_basic_header_may_hold_any_character() {
    // `ada:Har{bor$2@8:`, in base 64.
    let header = ["sent Basic YWRhOkhhcnti", "b3IkMkA4Og=="].concat();
    assert_eq!(ids(&header), ["basic-auth-header"]);
}

/// A block of a private key, in PEM, with lines of `ends`.
fn pem(label: &str, ends: &str, random: &mut Random) -> String {
    let dashes = "-".repeat(5);
    let lines: Vec<String> = (0..4).map(|_| random.text(64, ALPHANUMERIC)).collect();
    format!("{dashes}BEGIN {label}{dashes}{ends}{}{ends}{dashes}END {label}{dashes}", lines.join(ends))
}

#[test]
fn a_private_key_is_found_in_every_writing() {
    let mut random = Random(79);
    for kind in ["", "RSA ", "EC ", "DSA ", "OPENSSH ", "ENCRYPTED "] {
        for ends in ["\n", "\r\n", "\\n", "\\\\n", "\" +\n    \"", "\n> "] {
            let key = pem(&format!("{kind}PRIVATE {}", "KEY"), ends, &mut random);
            let text = format!("key = \"{key}\" # end");
            let found: Vec<_> = find(&text).map(|found| (found.format().id(), found.range())).collect();
            assert_eq!(found, [("private-key", 7..7 + key.len())], "{text}");
        }
    }
    let key = pem(&format!("PGP PRIVATE {} BLOCK", "KEY"), "\n", &mut random);
    assert_eq!(ids(&key), ["private-key"]);
    let key = pem("PUBLIC KEY", "\n", &mut random);
    assert!(ids(&key).is_empty());
    let cut = pem(&format!("PRIVATE {}", "KEY"), "\n", &mut random);
    assert_eq!(ids(&cut[..200]), ["private-key"], "what has no end is one as well");
}

#[test]
fn a_password_in_a_url_is_found_unless_it_stands_for_one() {
    let mut random = Random(80);
    for scheme in
        ["postgres", "mysql", "mongodb+srv", "redis", "amqps", "https", "ftp", "jdbc:postgresql", "ldap"]
    {
        let password = random.text(12, ALPHANUMERIC);
        let text = format!("{scheme}://shop:{password}@db.internal:5432/orders?x=1");
        let found: Vec<_> = find(&text).map(|found| (found.format().id(), &text[found.range()])).collect();
        assert_eq!(found, [("password-in-url", password.as_str())]);
    }
    for password in
        ["{password}", "$PASSWORD", "password", "changeme", "xxxxxxxx", "%s", "********", "secret", "abc"]
    {
        let text = format!("postgres://shop:{password}@db.internal/orders");
        assert!(ids(&text).is_empty(), "{text}");
    }
    for host in ["localhost", "127.0.0.1:5432", "example.com", "db.test"] {
        let text = format!("postgres://shop:{}@{host}/orders", random.text(12, ALPHANUMERIC));
        assert!(ids(&text).is_empty(), "{text}");
    }
}

#[test]
fn what_stands_for_a_secret_is_none() {
    for value in [
        "your-api-key-here",
        "YOUR_API_KEY",
        "<token>",
        "${TOKEN}",
        "$TOKEN",
        "{{ token }}",
        "%s",
        "%(token)s",
        "{}",
        "{token}",
        "xxxxxxxxxxxxxxxx",
        "****************",
        "................",
        "changeme",
        "change-me-in-production",
        "example-token-1234",
        "my-dummy-token-42",
        "REDACTED",
        "[redacted]",
        "not-a-real-token-1",
        "test-token-12345678",
        "placeholder-1234567",
        "abcdefghijklmnop",
        "0123456789abcdef",
        "1234567890123456",
        "deadbeefdeadbeef",
        "00000000000000000000",
        "a1b2a1b2a1b2a1b2",
        "000102030405060708090a0b0c0d0e0f",
        "00112233445566778899aabbccddeeff",
        "insert-your-key-here-1",
        "TODO-fill-in-4711",
        "env:API_KEY_1",
        "process.env.API_KEY_1",
        "vault:secret/data/shop1",
        "secrets.API_TOKEN_1",
    ] {
        assert!(!named("api_key", value), "{value}");
        for text in [
            format!("api_key={value}"),
            format!("\"api_key\": \"{value}\""),
            format!("Authorization: Bearer {value}"),
        ] {
            assert!(ids(&text).is_empty(), "{text}");
        }
    }
}

#[test]
fn what_is_something_else_is_no_secret() {
    for value in [
        "9d2f3c1a-7c2b-4a57-8f5e-0d6d1b1c2e3f",
        "sha256:3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca4959",
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ",
        "data:image/png;base64,R0lGODlhAQABAIAAAAUEBA",
        "/etc/shop/keys/signing4.pem",
        "./certificates/key1.pem",
        "~/.ssh/id_ed25519",
        "C:\\keys\\signing1",
        "https://shop.internal/token/v2",
        "http_token_provider_v2",
        "accessTokenProvider",
        "AccessTokenFactory2",
        "shop.auth.TokenService",
        "correct horse battery staple 9",
        "2026-11-21T23:42:00Z",
        "10.0.0.7:8080",
        "ada@shop.internal",
        "application/json",
        "arn:aws:iam::123456789012:user/shop",
        "spiffe://shop/agent/1",
        "SHIFT_LEFT_32",
        "kubernetes-service-account",
    ] {
        assert!(!named("auth_token", value), "{value}");
        let text = format!("auth_token = \"{value}\"");
        assert!(ids(&text).is_empty(), "{text}");
    }
}

#[test]
fn a_name_that_is_no_credentials_makes_no_secret() {
    for secret in secrets().take(20) {
        for name in [
            "commit",
            "digest",
            "sha256",
            "etag",
            "password_hash",
            "public_key",
            "token_count",
            "next_page_token",
            "user_id",
            "checksum",
            "cache_key",
            "primary_key",
            "key",
            "api_key_id",
            "integrity",
        ] {
            assert!(!named(name, &secret), "{name}");
            assert!(ids(&format!("{name} = \"{secret}\"")).is_empty(), "{name}");
        }
    }
}

#[test]
fn code_that_works_with_credentials_holds_none() {
    for line in [
        "let token = self.next_token()?;",
        "let password = read_password(prompt2)?;",
        "if token == Token::Semicolon1 { return None; }",
        "password: SecretString,",
        "pub api_key: Option<String>,",
        "fn key(&self) -> Key256 {",
        "let secret = StaticSecret::from(bytes32);",
        "let private_key = p256_private_key1;",
        "token = tokens[index + 1]",
        "api_key = os.environ[\"SHOP_API_KEY_2\"]",
        "const password = process.env.DB_PASSWORD_2;",
        "password = getpass.getpass(\"Password 2: \")",
        "secret_key = \"{{ .Values.secretKey2 }}\"",
        "PASSWORD=$(cat /run/secrets/password1)",
        "password: ${{ secrets.DOCKER_PASSWORD_2 }}",
        "let x = Authorization::bearer(token2)",
        "Basic usage: see the manual",
        "the secret of success is hard work",
        "error: unexpected token: `struct2`",
        "# password: at least 12 characters",
        "token: invalid character 0x1f at line 3",
        "  --password <PASSWORD>   the password",
        "let private_key: EcPrivateKeyRfc5915Der<'static> = key.as_der();",
        "base.pass(\"g;x=1/./y\", \"http://a/b/c/g;x=1/y\");",
        "lexer.token(\"identifier_2\")",
        "let secret = env::var(\"SHOP_SECRET\").unwrap_or_default();",
        "env::var(\"API_TOKEN\").unwrap_or_else(|_| \"no-token-2\".into())",
        ".map(|token| token2.text())",
        "| token | the token that was made in step 2 |",
        "| Password | Required, 8 characters or more |",
        "token,count,price2",
        "hash(user,password,salt16)",
        "set the token to None2",
        "variable \"db_password\" {\n  type = string\n}\n\nlocals {\n  default = \"x7Gk2mQ9xVb4Rt8Lw\"\n}",
        "public string Password { get; set; }",
        "second_pass = \"fragment_shader_2\"",
    ] {
        assert!(
            ids(line).is_empty(),
            "{line}: {:?}",
            find(line).map(|found| line[found.range()].to_owned()).collect::<Vec<_>>()
        );
    }
}

#[test]
fn each_format_has_a_name_for_settings_and_one_for_sentences() {
    let mut seen = std::collections::BTreeSet::new();
    for format in FORMATS {
        let (id, title) = (format.id(), format.title());
        assert!(seen.insert(id), "{id} stands there twice");
        assert!(
            id.split('-')
                .all(|word| !word.is_empty()
                    && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())),
            "{id}"
        );
        assert!(title.starts_with("a ") || title.starts_with("an "), "{title}");
    }
    assert!(seen.len() >= 150, "{}", seen.len());
}

/// So that no scanner of anybody's, and not this one, reports the repository.
#[test]
fn no_file_of_this_package_holds_a_credential() {
    fn files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
        let entries = std::fs::read_dir(folder)
            .expect("it is a folder")
            .map(|entry| entry.expect("it is there").path());
        entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
    }
    for file in files(std::path::Path::new(env!("CARGO_MANIFEST_DIR"))) {
        let bytes = std::fs::read(&file).expect("it can be read");
        let found: Vec<_> = find_bytes(&bytes)
            .map(|found| (found.format().id(), String::from_utf8_lossy(&bytes[found.range()]).into_owned()))
            .collect();
        assert!(found.is_empty(), "{}: {found:?}", file.display());
    }
}
