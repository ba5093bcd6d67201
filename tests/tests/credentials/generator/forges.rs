//! Where code lives and packages are published.

use super::encode::{base62, base64, base64_url, crc32};
use super::random::{ALPHANUMERIC, DIGITS, Random};
use super::{Format, documented, in_use, prefixed};

const GITHUB: &str = "https://github.blog/2021-04-05-behind-githubs-new-authentication-token-formats/";
// Its table of prefixes. Lengths are those of the tokens that an instance makes.
const GITLAB: &str = "https://docs.gitlab.com/security/tokens/#token-prefixes";
const ATLASSIAN: &str = "https://docs.atlassian.com/atlassian-bamboo/11.0.7/com/atlassian/bamboo/repository/configuration/BitbucketCloudApiTokenUtils.html";

pub const FORMATS: &[Format] = &[
    // The last six of thirty-six are the CRC-32 of those before, in base 62.
    documented("github-personal", "ghp_[0-9A-Za-z]{36}", &["github_token", "gh_token", "pat"], GITHUB)
        .made(|random| checked("ghp", random)),
    documented("github-oauth", "gho_[0-9A-Za-z]{36}", &["github_oauth_token"], GITHUB)
        .made(|random| checked("gho", random)),
    documented("github-user", "ghu_[0-9A-Za-z]{36}", &["github_user_token"], GITHUB)
        .made(|random| checked("ghu", random)),
    documented("github-server", "ghs_[0-9A-Za-z]{36}", &["installation_token"], GITHUB)
        .made(|random| checked("ghs", random)),
    documented("github-refresh", "ghr_[0-9A-Za-z]{36}", &["refresh_token"], GITHUB)
        .made(|random| checked("ghr", random)),
    in_use(
        "github-fine-grained",
        "github_pat_[0-9A-Z]{22}_[0-9A-Za-z]{59}",
        &["github_token"],
        "https://docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats",
    ),
    prefixed("gitlab-personal", "glpat-[0-9A-Za-z_-]{20}", &["gitlab_token", "private_token"], GITLAB),
    // From an issue of a client that met one.
    documented(
        "gitlab-routable",
        r"glpat-[0-9A-Za-z_-]{27,60}\.01\.[0-9a-z]{9}",
        &["gitlab_token"],
        "https://gitlab.com/Commit451/LabCoat/-/issues/516",
    ),
    prefixed("gitlab-deploy", "gldt-[0-9A-Za-z_-]{20}", &["deploy_token"], GITLAB),
    prefixed("gitlab-runner", "glrt-[0-9A-Za-z_-]{20}", &["runner_token"], GITLAB),
    prefixed("gitlab-job", "glcbt-[0-9a-f]{2}_[0-9A-Za-z_-]{20}", &["ci_job_token"], GITLAB),
    prefixed("gitlab-trigger", "glptt-[0-9a-f]{40}", &["trigger_token"], GITLAB),
    prefixed("gitlab-feed", "glft-[0-9A-Za-z_-]{20}", &["feed_token"], GITLAB),
    prefixed("gitlab-mail", "glimt-[0-9a-z]{25}", &["incoming_mail_token"], GITLAB),
    prefixed("gitlab-agent", "glagent-[0-9A-Za-z_-]{50}", &["agent_token"], GITLAB),
    prefixed("gitlab-oauth-application", "gloas-[0-9a-f]{64}", &["oauth_secret"], GITLAB),
    prefixed("gitlab-scim", "glsoat-[0-9A-Za-z_-]{20}", &["scim_token"], GITLAB),
    prefixed("gitlab-feature-flags", "glffct-[0-9A-Za-z_-]{20}", &["feature_flags_token"], GITLAB),
    prefixed(
        "atlassian-api",
        "ATATT3xFfGF0[0-9A-Za-z_-]{171}=[0-9A-F]{8}",
        &["jira_api_token", "confluence_token"],
        ATLASSIAN,
    ),
    in_use(
        "bitbucket-app-password",
        "ATBB[0-9A-Za-z]{24}[0-9A-F]{8}",
        &["bitbucket_app_password"],
        "https://support.atlassian.com/bitbucket-cloud/docs/app-passwords/",
    ),
    in_use(
        "bitbucket-repository",
        "ATCTT3xFfGN0[0-9A-Za-z_-]{171}=[0-9A-F]{8}",
        &["bitbucket_token"],
        "https://support.atlassian.com/bitbucket-cloud/docs/repository-access-tokens/",
    ),
    documented(
        "npm",
        "npm_[0-9A-Za-z]{36}",
        &["npm_token", "node_auth_token"],
        "https://github.blog/2021-09-23-announcing-npms-new-access-token-format/",
    )
    .made(|random| checked("npm", random)),
    // `m.serialize()` of a macaroon of version 2, whose location is the host, behind `pypi-`.
    documented(
        "pypi",
        "pypi-AgEIcHlwaS5vcmc[0-9A-Za-z_-]{100,200}",
        &["pypi_token", "twine_password"],
        "https://github.com/pypi/warehouse/blob/main/warehouse/macaroons/services.py",
    )
    .made(|random| macaroon("pypi.org", random)),
    documented(
        "pypi-test",
        "pypi-AgENdGVzdC5weXBpLm9yZw[0-9A-Za-z_-]{100,200}",
        &["test_pypi_token"],
        "https://github.com/pypi/warehouse/blob/main/warehouse/macaroons/services.py",
    )
    .made(|random| macaroon("test.pypi.org", random)),
    documented(
        "crates-io",
        "cio[0-9A-Za-z]{32}",
        &["cargo_registry_token", "crates_io_token"],
        "https://github.com/rust-lang/crates.io/blob/04fe1d28b7b7b4dc0fa938554b56285ffc1a9f3a/src/util/token.rs",
    ),
    in_use(
        "rubygems",
        "rubygems_[0-9a-f]{48}",
        &["gem_host_api_key", "rubygems_api_key"],
        "https://guides.rubygems.org/api-key-scopes/",
    ),
    in_use(
        "nuget",
        "oy2[a-z2-7]{43}",
        &["nuget_api_key"],
        "https://testpattern.dev/patterns/global-nuget-api-key",
    ),
    in_use(
        "docker-hub",
        "dckr_pat_[0-9A-Za-z_-]{27}",
        &["docker_token", "docker_password"],
        "https://docs.docker.com/security/access-tokens/",
    ),
    in_use(
        "docker-hub-organization",
        "dckr_oat_[0-9A-Za-z_-]{32}",
        &["docker_token"],
        "https://docs.docker.com/enterprise/security/access-tokens/",
    ),
    in_use(
        "clojars",
        "CLOJARS_[0-9a-f]{60}",
        &["clojars_token"],
        "https://github.com/clojars/clojars-web/wiki/Deploy-Tokens",
    ),
    in_use(
        "jfrog-api-key",
        "AKCp[0-9A-Za-z]{69}",
        &["artifactory_api_key", "jfrog_api_key"],
        "https://jfrog.com/help/r/jfrog-platform-administration-documentation/comparing-identity-tokens-and-reference-tokens-with-api-keys",
    ),
    // `cmVMd` there is a slip of the pen: the token is base64 of `reftkn:..`, and begins `cmVmd`, as its own pattern says.
    documented(
        "jfrog-reference-token",
        "cmVmd[0-9A-Za-z]{59}",
        &["jfrog_token", "artifactory_token"],
        "https://docs.jfrog.com/user-management/docs/identity-tokens",
    )
    .made(|random| {
        let body = format!("reftkn:01:{}:{}", random.text(10, DIGITS), random.text(27, ALPHANUMERIC));
        base64(body.as_bytes())
    }),
    documented(
        "circleci-personal",
        "CCIPAT_[1-9A-HJ-NP-Za-km-z]{22}_[0-9a-f]{40}",
        &["circle_token", "circleci_token"],
        "https://circleci.com/changelog/new-format-for-api-access-tokens/",
    ),
    documented(
        "circleci-project",
        "CCIPRJ_[1-9A-HJ-NP-Za-km-z]{22}_[0-9a-f]{40}",
        &["circle_token"],
        "https://circleci.com/changelog/new-format-for-api-access-tokens/",
    ),
    prefixed(
        "buildkite",
        "bkua_[0-9a-f]{40}",
        &["buildkite_api_token"],
        "https://buildkite.com/docs/platform/security/tokens",
    ),
    in_use(
        "sonarqube",
        "sq[apu]_[0-9a-f]{40}",
        &["sonar_token"],
        "https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens/",
    ),
    in_use(
        "sourcegraph",
        "sgp_[0-9a-f]{16}_[0-9a-f]{40}",
        &["src_access_token"],
        "https://sourcegraph.com/docs/cli/how-tos/creating_an_access_token",
    ),
];

/// Thirty letters and their checksum, as GitHub makes them, and npm after it.
fn checked(prefix: &str, random: &mut Random) -> String {
    let entropy = random.text(30, ALPHANUMERIC);
    let sum = base62(crc32(entropy.as_bytes()), 6);
    format!("{prefix}_{entropy}{sum}")
}

/// A macaroon in its binary form of version 2: fields of type, length and value; sections that end with a zero.
fn macaroon(location: &str, random: &mut Random) -> String {
    let mut packed = vec![2];
    let mut field = |kind: u8, value: &[u8]| {
        packed.push(kind);
        packed.push(value.len() as u8);
        packed.extend(value);
    };
    let user = random.uuid();
    field(1, location.as_bytes());
    field(2, random.uuid().as_bytes());
    packed.push(0);
    let mut field = |kind: u8, value: &[u8]| {
        packed.push(kind);
        packed.push(value.len() as u8);
        packed.extend(value);
    };
    field(2, format!("[3,\"{user}\"]").as_bytes());
    packed.extend([0, 0, 6, 32]);
    packed.extend(random.bytes(32));
    format!("pypi-{}", base64_url(&packed))
}
