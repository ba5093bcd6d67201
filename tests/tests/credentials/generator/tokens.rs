//! What goes into a header: signed tokens, and names with passwords.

use super::connections::password;
use super::encode::{base64, base64_url};
use super::random::Random;
use super::{Format, documented, in_use};

const JWT: &str = "https://www.rfc-editor.org/rfc/rfc7519#section-3";
const BASIC: &str = "https://www.rfc-editor.org/rfc/rfc7617#section-2";

pub const FORMATS: &[Format] = &[
    documented("jwt-hs256", r"eyJ[0-9A-Za-z_-]{20,60}\.eyJ[0-9A-Za-z_-]{60,400}\.[0-9A-Za-z_-]{43}", &["id_token", "access_token", "jwt"], JWT)
        .made(|random| jwt(r#"{"alg":"HS256","typ":"JWT"}"#, 32, random)),
    documented("jwt-rs256", r"eyJ[0-9A-Za-z_-]{20,110}\.eyJ[0-9A-Za-z_-]{60,400}\.[0-9A-Za-z_-]{342}", &["service_token", "access_token"], JWT)
        .made(|random| jwt(&format!(r#"{{"alg":"RS256","kid":"{}","typ":"JWT"}}"#, random.hex(32)), 256, random)),
    documented("basic-authorization", r"Basic (?P<secret>[0-9A-Za-z+/]{16,80}={0,2})", &["authorization"], BASIC).made(|random| {
        format!("Basic {}", base64(format!("{}:{}", random.word(), password(random)).as_bytes()))
    }),
    in_use("bearer-authorization", r"Bearer (?P<secret>[0-9A-Za-z_-]{32,48})", &["authorization"], "https://www.rfc-editor.org/rfc/rfc6750#section-2.1"),
    in_use("docker-config", r#"\{\n  "auths": \{\n    "[^"]+": \{\n      "auth": "(?P<secret>[0-9A-Za-z+/]{16,80}={0,2})"\n    \}\n  \}\n\}"#, &[], "https://docs.docker.com/reference/cli/docker/login/")
        .made(|random| {
            let auth = base64(format!("{}:{}", random.word(), password(random)).as_bytes());
            format!("{{\n  \"auths\": {{\n    \"registry.{}.io\": {{\n      \"auth\": \"{auth}\"\n    }}\n  }}\n}}", random.word())
        }),
    in_use("netrc", r"machine [a-z.]+\n  login [a-z]+\n  password (?P<secret>\S{12,24})", &[], "https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html")
        .made(|random| format!("machine git.{}.com\n  login {}\n  password {}", random.word(), random.word(), password(random))),
];

fn jwt(header: &str, signature: usize, random: &mut Random) -> String {
    let issued = 1_700_000_000 + random.below(90_000_000);
    let claims = format!(
        r#"{{"sub":"{}","iss":"https://{}.{}.com/","aud":"{}","iat":{issued},"exp":{}}}"#,
        random.uuid(),
        random.word(),
        random.word(),
        random.word(),
        issued + 3600
    );
    let signature = random.bytes(signature);
    [base64_url(header.as_bytes()), base64_url(claims.as_bytes()), base64_url(&signature)].join(".")
}
