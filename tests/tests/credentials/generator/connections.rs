//! Addresses with a password in them.

use super::random::{ALPHANUMERIC, DIGITS, LOWER, Random, UPPER};
use super::{Format, in_use};

const URI: &str = "https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1";

pub const FORMATS: &[Format] = &[
    in_use("postgres-url", r"postgres(?:ql)?://[a-z]+:(?P<secret>\S{12,24})@[a-z0-9.-]+:5432/[a-z]+", &["database_url"], "https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS")
        .made(|random| url("postgres", ":5432", random)),
    in_use("mysql-url", r"mysql://[a-z]+:(?P<secret>\S{12,24})@[a-z0-9.-]+:3306/[a-z]+", &["database_url", "dsn"], "https://dev.mysql.com/doc/refman/8.4/en/connecting-using-uri-or-key-value-pairs.html")
        .made(|random| url("mysql", ":3306", random)),
    in_use("mongodb-url", r"mongodb\+srv://[a-z]+:(?P<secret>\S{12,24})@[a-z0-9.-]+/[a-z]+", &["mongo_uri", "mongodb_uri"], "https://www.mongodb.com/docs/manual/reference/connection-string/")
        .made(|random| url("mongodb+srv", "", random)),
    in_use("redis-url", r"rediss?://[a-z]*:(?P<secret>\S{12,24})@[a-z0-9.-]+:6379/[a-z0-9]+", &["redis_url", "celery_broker_url"], "https://www.iana.org/assignments/uri-schemes/prov/redis")
        .made(|random| format!("redis://:{}@{}:6379/{}", url_password(random), host(random), random.below(9))),
    in_use("amqp-url", r"amqps?://[a-z]+:(?P<secret>\S{12,24})@[a-z0-9.-]+:5671/[a-z]+", &["amqp_url", "rabbitmq_url"], "https://www.rabbitmq.com/docs/uri-spec")
        .made(|random| url("amqps", ":5671", random)),
    in_use("https-basic", r"https://[a-z]+:(?P<secret>\S{12,24})@[a-z0-9.-]+/[a-z]+", &["proxy_url", "endpoint"], URI)
        .made(|random| url("https", "", random)),
    in_use("ftp-url", r"ftp://[a-z]+:(?P<secret>\S{12,24})@[a-z0-9.-]+:21/[a-z]+", &["upload_url"], URI)
        .made(|random| url("ftp", ":21", random)),
    in_use("smtp-url", r"smtps://[a-z]+:(?P<secret>\S{12,24})@[a-z0-9.-]+:465/[a-z]+", &["mailer_dsn", "smtp_url"], URI)
        .made(|random| url("smtps", ":465", random)),
    in_use("git-https", r"https://x-access-token:(?P<secret>ghs_[0-9A-Za-z]{36})@github\.com/[a-z]+/[a-z]+\.git", &["remote_url"], "https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/authenticating-as-a-github-app-installation")
        .made(|random| format!("https://x-access-token:{}@github.com/{}/{}.git", github(random), random.word(), random.word())),
    in_use("jdbc-url", r"jdbc:postgresql://[a-z0-9.-]+:5432/[a-z]+\?user=[a-z]+&password=(?P<secret>\S{12,24})", &["jdbc_url", "spring_datasource_url"], "https://jdbc.postgresql.org/documentation/use/")
        .made(|random| format!("jdbc:postgresql://{}:5432/{}?user={}&password={}", host(random), random.word(), random.word(), url_password(random))),
    in_use("sql-server-connection", r"Server=tcp:[a-z0-9.-]+,1433;Initial Catalog=[a-z]+;User ID=[a-z]+;Password=(?P<secret>\S{12,24});Encrypt=True;", &["sql_connection_string", "connection_string"], "https://learn.microsoft.com/dotnet/framework/data/adonet/connection-string-syntax")
        .made(|random| format!("Server=tcp:{},1433;Initial Catalog={};User ID={};Password={};Encrypt=True;", host(random), random.word(), random.word(), url_password(random))),
    in_use("libpq-keywords", r"host=[a-z0-9.-]+ port=5432 user=[a-z]+ password=(?P<secret>\S{12,24}) dbname=[a-z]+", &["dsn", "pg_dsn"], "https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-KEYWORD-VALUE")
        .made(|random| format!("host={} port=5432 user={} password={} dbname={}", host(random), random.word(), url_password(random), random.word())),
];

fn url(scheme: &str, port: &str, random: &mut Random) -> String {
    let user = random.pick(&["app", "admin", "deploy", "service", "postgres", "reader"]);
    format!("{scheme}://{user}:{}@{}{port}/{}", url_password(random), host(random), random.word())
}

fn host(random: &mut Random) -> String {
    let zone = random.pick(&["internal", "eu-west-1.rds.amazonaws.com", "prod.acme.net", "cluster.local"]);
    format!("{}-{}.{zone}", random.word(), random.below(9))
}

/// A password that a manager of passwords made: every class of letters.
pub fn password(random: &mut Random) -> String {
    with_symbols("!@#$%^&*?", random)
}

/// One that an address can hold as it is.
pub fn url_password(random: &mut Random) -> String {
    with_symbols("!*-_.~", random)
}

fn with_symbols(symbols: &str, random: &mut Random) -> String {
    let length = random.between(12, 22);
    let mut letters: Vec<char> = random.text(length, ALPHANUMERIC).chars().collect();
    for (place, class) in [LOWER, UPPER, DIGITS, symbols].into_iter().enumerate() {
        let place = 1 + place * (length - 2) / 4 + random.below((length - 2) / 4);
        letters[place] = random.text(1, class).chars().next().expect("one");
    }
    letters.into_iter().collect()
}

fn github(random: &mut Random) -> String {
    let format = super::forges::FORMATS.iter().find(|format| format.id == "github-server");
    format.expect("that format").sample(random).text
}
