//! What keeps services running: secret stores, infrastructure, monitoring.

use super::encode::{base64, base64_url};
use super::random::{ALPHANUMERIC, Random};
use super::{Format, documented, in_use, prefixed};

const VAULT: &str = "https://developer.hashicorp.com/vault/docs/concepts/tokens#token-formats";
// The prefixes are in the provider's guide to its kinds of tokens; the lengths are those of the samples on this page.
const DOPPLER: &str = "https://docs.gitguardian.com/secrets-detection/secrets-detection-engine/detectors/specifics/doppler_apikey";
const DYNATRACE: &str = "https://docs.dynatrace.com/docs/shortlink/api-authentication";
const NEW_RELIC: &str = "https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys";
const GRAFANA: &str = "https://grafana.com/docs/grafana/latest/administration/service-accounts/";
const DATADOG: &str = "https://docs.datadoghq.com/account_management/api-app-keys/";

pub const FORMATS: &[Format] = &[
    documented("vault-service", r"hvs\.[0-9A-Za-z]{24}", &["vault_token"], VAULT),
    documented("vault-batch", r"hvb\.[0-9A-Za-z]{24}", &["vault_token"], VAULT),
    documented("vault-recovery", r"hvr\.[0-9A-Za-z]{24}", &["vault_recovery_token"], VAULT),
    in_use("vault-service-long", r"hvs\.CAES[0-9A-Za-z_-]{87}", &["vault_token"], VAULT),
    documented("doppler-personal", r"dp\.pt\.[0-9A-Za-z]{40}", &["doppler_token"], DOPPLER),
    documented("doppler-cli", r"dp\.ct\.[0-9A-Za-z]{40}", &["doppler_token"], DOPPLER),
    documented("doppler-service", r"dp\.st\.(?:dev|stg|prd)\.[0-9A-Za-z]{40}", &["doppler_token"], DOPPLER),
    documented("doppler-scim", r"dp\.scim\.[0-9A-Za-z]{40}", &["scim_token"], DOPPLER),
    prefixed(
        "doppler-service-account",
        r"dp\.sa\.[0-9A-Za-z]{40}",
        &["doppler_token"],
        "https://nango.dev/docs/api-integrations/doppler/connect",
    ),
    in_use(
        "pulumi",
        "pul-[0-9a-f]{40}",
        &["pulumi_access_token"],
        "https://www.pulumi.com/docs/pulumi-cloud/access-management/access-tokens/",
    ),
    in_use(
        "terraform-cloud",
        r"[0-9A-Za-z]{14}\.atlasv1\.[0-9A-Za-z]{67}",
        &["tfe_token", "tf_token_app_terraform_io"],
        "https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens",
    ),
    in_use(
        "1password-service-account",
        "ops_eyJ[0-9A-Za-z_-]{300,900}",
        &["op_service_account_token"],
        "https://developer.1password.com/docs/service-accounts/",
    )
    .made(one_password),
    documented(
        "dynatrace-api",
        r"dt0c01\.[A-Z2-7]{24}\.[A-Z2-7]{64}",
        &["dynatrace_token", "dt_api_token"],
        DYNATRACE,
    ),
    documented("dynatrace-scim", r"dt0s01\.[A-Z2-7]{24}\.[A-Z2-7]{64}", &["dynatrace_token"], DYNATRACE),
    in_use("new-relic-user-key", "NRAK-[0-9A-Z]{27}", &["new_relic_api_key"], NEW_RELIC),
    in_use("new-relic-insert-key", "NRII-[0-9A-Za-z_-]{32}", &["new_relic_insert_key"], NEW_RELIC),
    in_use("new-relic-license-key", "[0-9a-f]{36}NRAL", &["new_relic_license_key"], NEW_RELIC),
    in_use("grafana-service-account", "glsa_[0-9A-Za-z]{32}_[0-9a-f]{8}", &["grafana_token"], GRAFANA),
    in_use("grafana-cloud", "glc_eyJ[0-9A-Za-z+/]{80,200}={0,2}", &["grafana_cloud_token"], GRAFANA).made(
        |random| {
            let key = random.text(24, ALPHANUMERIC);
            let policy = format!(
                r#"{{"o":"{}","n":"{}-{}","k":"{key}","m":{{"r":"prod-eu-west-0"}}}}"#,
                random.digits(6),
                random.word(),
                random.word()
            );
            format!("glc_{}", base64(policy.as_bytes()))
        },
    ),
    in_use("grafana-api-key", "eyJrIjoi[0-9A-Za-z+/]{60,120}={0,2}", &["grafana_api_key"], GRAFANA).made(
        |random| {
            let key = random.text(32, ALPHANUMERIC);
            base64(
                format!(r#"{{"k":"{key}","n":"{}","id":{}}}"#, random.word(), random.below(9) + 1).as_bytes(),
            )
        },
    ),
    // Its RFC says a prefix and a body that a client can read; the body in use is JSON in base64, `_`, and a secret.
    prefixed(
        "sentry-organization",
        "sntrys_eyJ[0-9A-Za-z+/]{80,260}={0,2}_[0-9A-Za-z+/]{43}",
        &["sentry_auth_token"],
        "https://github.com/getsentry/rfcs/blob/main/text/0091-ci-upload-tokens.md",
    )
    .made(sentry),
    in_use(
        "sentry-user",
        "sntryu_[0-9a-f]{64}",
        &["sentry_auth_token"],
        "https://docs.sentry.io/account/auth-tokens/",
    ),
    in_use("datadog-api-key", "[0-9a-f]{32}", &["dd_api_key", "datadog_api_key"], DATADOG).by_name(),
    in_use("datadog-application-key", "[0-9a-f]{40}", &["dd_app_key", "datadog_app_key"], DATADOG).by_name(),
    in_use(
        "pagerduty-by-name",
        "[0-9A-Za-z+_-]{20}",
        &["pagerduty_token", "pagerduty_api_key"],
        "https://support.pagerduty.com/main/docs/api-access-keys",
    )
    .by_name(),
    in_use(
        "launchdarkly",
        "(?:sdk|api)-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
        &["launchdarkly_sdk_key", "ld_sdk_key"],
        "https://launchdarkly.com/docs/home/account/environment/keys",
    ),
    in_use(
        "snyk-by-name",
        "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
        &["snyk_token"],
        "https://docs.snyk.io/snyk-api/authentication-for-api",
    )
    .by_name(),
    in_use(
        "prefect",
        "pnu_[0-9a-zA-Z]{36}",
        &["prefect_api_key"],
        "https://docs.prefect.io/v3/manage/cloud/manage-users/api-keys",
    ),
    in_use("infracost", "ico-[0-9A-Za-z]{32}", &["infracost_api_key"], "https://www.infracost.io/docs/"),
    in_use(
        "scalingo",
        "tk-us-[0-9A-Za-z_-]{48}",
        &["scalingo_api_token"],
        "https://developers.scalingo.com/",
    ),
];

fn sentry(random: &mut Random) -> String {
    let body = format!(
        r#"{{"iat":{}.{},"url":"https://sentry.io","region_url":"https://us.sentry.io","org":"{}"}}"#,
        1_684_154_626 + random.below(90_000_000),
        random.digits(6),
        random.word()
    );
    let secret = base64(&random.bytes(32));
    format!("sntrys_{}_{}", base64(body.as_bytes()), secret.trim_end_matches('='))
}

fn one_password(random: &mut Random) -> String {
    let body = format!(
        r#"{{"signInAddress":"{}.1password.com","userAuth":{{"method":"SRPg-4096","alg":"PBES2g-HS256","iterations":650000,"salt":"{}"}},"email":"{}@1passwordserviceaccounts.com","srpX":"{}","muk":{{"alg":"A256GCM","k":"{}","kty":"oct"}}}}"#,
        random.word(),
        base64_url(&random.bytes(16)),
        random.text(13, ALPHANUMERIC),
        random.hex(64),
        base64_url(&random.bytes(32))
    );
    format!("ops_{}", base64_url(body.as_bytes()))
}
