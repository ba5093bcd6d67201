//! Lines of logs: ordinary ones, and places in them for what should not be there.

use std::path::Path;

use super::generator::encode::base64_url;
use super::generator::random::{ALPHANUMERIC, KUBERNETES, Random};

/// A kind of ordinary line.
pub struct Kind {
    pub id: &'static str,
    pub make: fn(&mut Random) -> String,
}

macro_rules! kinds {
    ($($id:literal: $make:expr,)*) => { &[$(Kind { id: $id, make: $make }),*] };
}

const AGENTS: [&str; 4] = [
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
    "curl/8.5.0",
    "kube-probe/1.30",
];

pub const ORDINARY: &[Kind] = kinds! {
    "access log": |r| format!("{} - - [04/Mar/2025:10:{:02}:{:02} +0000] \"GET /{}/{}?page={} HTTP/1.1\" {} {} \"-\" \"{}\"", r.address(), r.below(60), r.below(60), r.word(), r.below(9999), r.below(9), r.pick(&["200", "304", "404", "500"]), r.below(99_999), r.pick(&AGENTS)),
    "access log of a user": |r| format!("{} - {} [04/Mar/2025:10:11:12 +0000] \"POST /login HTTP/2.0\" 302 0 \"https://{}.example.org/login\" \"{}\"", r.address(), r.word(), r.word(), r.pick(&AGENTS)),
    "access log with an id": |r| format!("{} \"GET /api/v1/{}/{} HTTP/1.1\" 200 rt=0.{:03} rid={}", r.address(), r.word(), r.uuid(), r.below(999), r.hex(32)),
    "json request": |r| format!("{{\"time\":\"{}\",\"level\":\"info\",\"msg\":\"request\",\"method\":\"GET\",\"path\":\"/{}\",\"status\":200,\"duration_ms\":{},\"request_id\":\"{}\"}}", r.moment(), r.word(), r.below(900), r.uuid()),
    "json trace": |r| format!("{{\"severity\":\"INFO\",\"trace_id\":\"{}\",\"span_id\":\"{}\",\"message\":\"{}\"}}", r.hex(32), r.hex(16), r.words(5, " ")),
    "json of a model": |r| format!("{{\"event\":\"completion\",\"model\":\"gpt-4o-2024-08-06\",\"prompt_tokens\":{},\"completion_tokens\":{},\"id\":\"chatcmpl-{}\"}}", r.below(9000), r.below(900), r.text(29, ALPHANUMERIC)),
    "tracing": |r| format!("{}  INFO {}::{}: {} {}={} elapsed={}.{}ms", r.moment(), r.word(), r.word(), r.words(3, " "), r.word(), r.below(999), r.below(99), r.digits(2)),
    "tracing in a span": |r| format!("{} DEBUG request{{method=GET uri=/{} version=HTTP/1.1}}: tower_http::trace: finished processing request latency={} ms status=200", r.moment(), r.word(), r.below(90)),
    "tracing of a connection": |r| format!("{} DEBUG hyper_util::client::legacy::pool: reuse idle connection for (\"https\", {}.example.org)", r.moment(), r.word()),
    "cargo compiling": |r| format!("   Compiling {}-{} v0.{}.{}", r.word(), r.word(), r.below(40), r.below(20)),
    "cargo test": |r| format!("test {}::{}_{}_{} ... ok", r.word(), r.word(), r.word(), r.word()),
    "cargo running": |r| format!("     Running unittests src/lib.rs (target/debug/deps/{}-{})", r.word(), r.hex(16)),
    "cargo warning": |r| format!("warning: unused variable: `{}_token` --> src/{}.rs:{}:{}", r.word(), r.word(), r.below(900), r.below(80)),
    "cargo error": |r| format!("error[E0308]: mismatched types: expected `&str`, found `Option<{}>`", r.word()),
    "cargo download": |r| format!("  Downloaded {} v1.{}.0 (registry `crates-io`)", r.word(), r.below(90)),
    "kernel": |r| format!("[{:5}.{}] {}: registered new interface driver {}", r.below(99_999), r.digits(6), r.word(), r.word()),
    "kernel memory": |r| format!("[    0.{}] BIOS-e820: [mem 0x{:016x}-0x{:016x}] usable", r.digits(6), r.next() >> 28, r.next() >> 26),
    "kernel device": |r| format!("[    1.{}] pci 0000:00:{:02x}.0: [8086:{}] type 00 class 0x060100", r.digits(6), r.below(32), r.hex(4)),
    "kernel killed": |r| format!("[{}.{}] Out of memory: Killed process {} ({}) total-vm:{}kB, anon-rss:{}kB", r.below(99_999), r.digits(6), r.below(99_999), r.word(), r.digits(7), r.digits(6)),
    "sshd": |r| format!("Mar  4 10:11:12 {} sshd[{}]: Failed password for invalid user {} from {} port {} ssh2", r.word(), r.below(99_999), r.word(), r.address(), r.below(65_535)),
    "sshd accepted": |r| format!("Mar  4 10:11:12 {} sshd[{}]: Accepted publickey for {} from {} port 50022 ssh2: ED25519 SHA256:{}", r.word(), r.below(9999), r.word(), r.address(), base64_url(&r.bytes(32)).replace(['-', '_'], "x")),
    "systemd": |r| format!("Mar 04 10:11:12 {} systemd[1]: Started {}.service - {} daemon.", r.word(), r.word(), r.word()),
    "sudo": |r| format!("Mar  4 10:11:12 {} sudo: {} : TTY=pts/0 ; PWD=/home/{} ; USER=root ; COMMAND=/usr/bin/apt update", r.word(), r.word(), r.word()),
    "cron": |r| format!("Mar  4 10:17:01 {} CRON[{}]: (root) CMD (cd / && run-parts --report /etc/cron.hourly)", r.word(), r.below(99_999)),
    "postgres": |r| format!("2025-03-04 10:11:12.{} UTC [{}] LOG:  duration: {}.{} ms  statement: SELECT * FROM {} WHERE id = $1", r.digits(3), r.below(9999), r.below(99), r.digits(3), r.word()),
    "postgres refused": |r| format!("2025-03-04 10:11:12 UTC [{}] FATAL:  password authentication failed for user \"{}\"", r.below(9999), r.word()),
    "postgres detail": |r| format!("DETAIL:  Key ({}_id)=({}) is not present in table \"{}\".", r.word(), r.uuid(), r.word()),
    "redis": |r| format!("{}:M 04 Mar 2025 10:11:12.{} * Background saving started by pid {}", r.below(99), r.digits(3), r.below(9999)),
    "docker": |r| format!("Status: Downloaded newer image for {}:1.{}  Digest: sha256:{}", r.word(), r.below(30), r.hex(64)),
    "docker step": |r| format!("#{} [{}/9] RUN cargo build --release --bin {} {}.{}s done", r.below(30), r.below(9), r.word(), r.below(300), r.below(9)),
    "container": |r| format!("{} container/{} started id={}", r.moment(), r.word(), r.hex(64)),
    "kubernetes": |r| format!("I0304 10:11:12.{} 1 controller.go:{}] Reconciling {}/{}-{}-{}", r.digits(6), r.below(900), r.word(), r.word(), r.hex(10), r.text(5, KUBERNETES)),
    "kubernetes secret": |r| format!("E0304 10:11:12.{} 1 reflector.go:147] secrets \"{}-credentials\" is forbidden: User \"system:serviceaccount:{}:default\" cannot list", r.digits(6), r.word(), r.word()),
    "git": |r| format!("   {}..{}  main -> main", r.hex(7), r.hex(7)),
    "git log": |r| format!("commit {}\nAuthor: {} <{}@example.org>\n\n    Rotate the token of {}", r.hex(40), r.word(), r.word(), r.word()),
    "npm": |r| format!("npm warn deprecated {}@{}.{}.0: use {} instead", r.word(), r.below(9), r.below(9), r.word()),
    "pip": |r| format!("Successfully installed {}-2.{}.0 {}-1.{}.1", r.word(), r.below(30), r.word(), r.below(30)),
    "apt": |r| format!("Get:{} http://deb.debian.org/debian bookworm/main amd64 lib{}-dev amd64 1.{}-3 [{} kB]", r.below(99), r.word(), r.below(30), r.below(9999)),
    "dpkg": |r| format!("2025-03-04 10:11:12 status installed lib{}1:amd64 1.{}.{}-2+deb12u1", r.word(), r.below(9), r.below(9)),
    "tls": |r| format!("{} DEBUG rustls::client::hs: Using ciphersuite TLS13_AES_256_GCM_SHA384 for {}.example.org", r.moment(), r.word()),
    "tls certificate": |r| format!("certificate verified: subject=CN={}.example.org serial={} expires=2027-01-01", r.word(), r.hex(36)),
    "dns": |r| format!("query[A] {}.{}.example.org from {}", r.word(), r.word(), r.address()),
    "mail": |r| format!("Mar  4 10:11:12 mx postfix/smtp[{}]: {}: to=<{}@example.org>, relay=mx.{}.org[{}]:25, delay=0.{}, status=sent", r.below(9999), r.text(10, "0123456789ABCDEF"), r.word(), r.word(), r.address(), r.below(99)),
    "message id": |r| format!("message-id=<{}.{}@{}.example.org>", r.digits(14), r.text(12, ALPHANUMERIC), r.word()),
    "panic": |r| format!("thread 'main' panicked at src/{}.rs:{}:{}: called `Option::unwrap()` on a `None` value", r.word(), r.below(900), r.below(80)),
    "frame": |r| format!("  {}: 0x55{} - {}::{}::h{}", r.below(40), r.hex(10), r.word(), r.word(), r.hex(16)),
    "python frame": |r| format!("  File \"/app/{}/{}.py\", line {}, in {}_{}", r.word(), r.word(), r.below(900), r.word(), r.word()),
    "java frame": |r| format!("\tat com.{}.{}.{}Service.handle({}Service.java:{})", r.word(), r.word(), r.word(), r.word(), r.below(900)),
    "session": |r| format!("user {} logged in, session expires in {}s, mfa=totp", r.digits(6), r.below(9999)),
    "authentication": |r| format!("WARN auth: invalid token for client {} (reason: expired, age={}s)", r.word(), r.below(9999)),
    "token refreshed": |r| format!("INFO oauth: refreshed access token for {} account, next refresh in {} min", r.word(), r.below(60)),
    "missing variable": |r| format!("ERROR config: environment variable {}_API_KEY is not set", r.word().to_ascii_uppercase()),
    "redacted": |r| format!("INFO http: > authorization: [redacted] x-request-id: {}", r.uuid()),
    "metrics": |r| format!("http_requests_total{{method=\"GET\",route=\"/{}\",le=\"0.5\"}} {}", r.word(), r.below(99_999)),
    "statsd": |r| format!("{}.{}.latency:{}|ms|#env:prod,host:ip-10-{}-{}-{}", r.word(), r.word(), r.below(900), r.below(256), r.below(256), r.below(256)),
    "queue": |r| format!("consumed topic={} partition={} offset={} key={}", r.word(), r.below(30), r.digits(9), r.uuid()),
    "s3": |r| format!("PUT s3://{}-{}/{}/part-{}-{}.snappy.parquet 200 etag={}", r.word(), r.word(), r.word(), r.digits(5), r.uuid(), r.hex(32)),
    "lambda": |r| format!("REPORT RequestId: {}\tDuration: {}.{} ms\tBilled Duration: {} ms\tMemory Size: 512 MB", r.uuid(), r.below(900), r.digits(2), r.below(900)),
    "cloudtrail": |r| format!("{{\"eventName\":\"AssumeRole\",\"userIdentity\":{{\"type\":\"AssumedRole\",\"arn\":\"arn:aws:sts::{}:assumed-role/{}/{}\"}},\"eventID\":\"{}\"}}", r.digits(12), r.word(), r.word(), r.uuid()),
    "upload": |r| format!("uploaded {}-{}.tar.gz size={} sha256={}", r.word(), r.hex(8), r.digits(7), r.hex(64)),
    "cache": |r| format!("cache miss key=v3:{}:{} ttl=300", r.word(), r.hex(40)),
    "progress": |r| format!("[{}/{}] {} {}%", r.below(99), 100, r.words(2, "/"), r.below(100)),
    "hexdump": |r| format!("00000{}0  {}  |{}|", r.hex(2), (0..16).map(|_| r.hex(2)).collect::<Vec<_>>().join(" "), r.text(16, "abcdefgh....")),
    "ledger": |r| format!("{{\"seq\":{},\"capability\":\"{}\",\"caller\":\"local\",\"arguments\":\"sha256:{}\",\"result\":\"ok\"}}", r.below(99_999), r.word(), r.hex(64)),
    "prose": |r| format!("NOTE: {}", r.words(12, " ")),
};

/// Lines into which somebody let a secret slip: `{name}` and `{value}` are replaced.
pub const PLANTED: &[&str] = &[
    "{\"level\":\"error\",\"msg\":\"login failed\",\"{name}\":\"{value}\",\"user\":\"alice\"}",
    "2025-03-04T10:11:12Z  INFO app::config: loaded {name}={value} region=eu-west-1",
    "ERROR db: could not connect with {name}: {value}",
    "+ docker run -e {NAME}={value} acme/app:1.4",
    "{NAME}={value}",
    "thread 'main' panicked at src/main.rs:17:5: bad configuration: Config { host: \"db\", {name}: \"{value}\" }",
    "Mar  4 10:11:12 host app[812]: --{name} {value} --verbose",
    "    {name}: '{value}',",
    "[    1.234567] cmdline: root=/dev/vda1 {name}={value} quiet",
];

/// The same for what needs no quotes: an address, a cookie or a header holds nothing else.
pub const PLANTED_TOKEN: &[&str] = &[
    "10.0.3.7 - - [04/Mar/2025:10:11:12 +0000] \"GET /v1/items?{name}={value} HTTP/1.1\" 200 512 \"-\" \"curl/8.5.0\"",
    "2025-03-04T10:11:12.345Z DEBUG reqwest::connect: headers: {\"authorization\": \"Bearer {value}\", \"accept\": \"*/*\"}",
    "< set-cookie: {name}={value}; Path=/; HttpOnly; Secure",
    "WARN retrying POST https://api.acme.net/hook?{name}={value}&attempt=2 after 500ms",
    "curl: (22) The requested URL returned error: 401, header X-Api-Key: {value}",
];

/// The same for what is told without its name.
pub const PLANTED_BARE: &[&str] = &[
    "2025-03-04T10:11:12Z  INFO app: using {value} from the environment",
    "error: remote rejected {value} (not authorized)",
    "[04/Mar/2025:10:11:12 +0000] \"GET /hook/{value}/events HTTP/1.1\" 404 0",
    "alice> here it is: {value}, please delete this message",
    "{\"args\":[\"--config\",\"/etc/app.toml\",\"{value}\"]}",
    "{value}",
];

/// Lines of what programs on this machine wrote, where it has such, with the name of each source.
pub fn of_this_machine() -> Vec<(String, Vec<String>)> {
    let mut sources = Vec::new();
    for folder in ["/var/log", "/var/log/apt"] {
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            sources.extend(lines(&path).map(|lines| (path.display().to_string(), lines)));
        }
    }
    if let Ok(output) = std::process::Command::new("dmesg").output() {
        let lines: Vec<String> = String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect();
        if output.status.success() && !lines.is_empty() {
            sources.push(("dmesg".to_owned(), lines));
        }
    }
    sources
}

/// A text file of a size that can be read at once, at most 20,000 lines of it.
fn lines(path: &Path) -> Option<Vec<String>> {
    if !path.is_file() || path.metadata().ok()?.len() > 64 << 20 {
        return None;
    }
    let text = String::from_utf8(std::fs::read(path).ok()?).ok()?;
    let lines: Vec<String> =
        text.lines().filter(|line| !line.trim().is_empty()).take(20_000).map(str::to_owned).collect();
    (!lines.is_empty()).then_some(lines)
}

#[test]
fn no_two_kinds_of_lines_have_one_name() {
    let mut ids: Vec<&str> = ORDINARY.iter().map(|kind| kind.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), ORDINARY.len());
    assert!(ids.len() >= 60);
}
