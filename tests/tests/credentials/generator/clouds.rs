//! Clouds, hosting and databases as a service.

use super::encode::{base32, base64};
use super::keys::pkcs8_rsa;
use super::random::{DIGITS, LOWER, LOWER_ALPHANUMERIC, Random};
use super::{Format, documented, in_use, prefixed};

const AWS: &str = "https://awsteele.com/blog/2020/09/26/aws-access-key-format.html";
const AWS_SECRET: &str = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html";
const AZURE_KEY: &str = "https://learn.microsoft.com/purview/sit-defn-azure-cosmos-db-account-access-key";
const AZURE_SHARED: &str =
    "https://learn.microsoft.com/purview/sit-defn-azure-shared-access-key-web-hook-token";
const AZURE_MARKED: &str = "https://github.com/microsoft/security-utilities";
const GOOGLE: &str = "https://cloud.google.com/docs/authentication/api-keys";
const GOOGLE_OAUTH: &str = "https://developers.google.com/identity/protocols/oauth2";
const DIGITAL_OCEAN: &str = "https://docs.digitalocean.com/notes/2022/api-token-format";
const CLOUDFLARE: &str = "https://developers.cloudflare.com/fundamentals/api/get-started/token-formats";
const PLANETSCALE: &str = "https://planetscale.com/docs/concepts/service-tokens";
const SUPABASE: &str = "https://supabase.com/docs/guides/api/api-keys";

pub const FORMATS: &[Format] = &[
    // Ten bytes in base 32 behind the prefix; forty of their bits are the account's number, and one says that they are.
    documented("aws-access-key-id", "AKIA[A-Z2-7]{16}", &["aws_access_key_id", "access_key"], AWS).made(|random| aws("AKIA", random)),
    documented("aws-temporary-key-id", "ASIA[A-Z2-7]{16}", &["aws_access_key_id"], AWS).made(|random| aws("ASIA", random)),
    in_use(
        "aws-secret-access-key",
        "[0-9A-Za-z/+]{40}",
        &["aws_secret_access_key", "aws_secret_key", "secret_access_key"],
        AWS_SECRET,
    )
    .by_name(),
    in_use(
        "aws-session-token",
        "(?:IQoJb3JpZ2lu|FwoGZXIvYXdz)[0-9A-Za-z/+]{300}(?:[0-9A-Za-z/+]{4}){4,40}",
        &["aws_session_token", "session_token"],
        "https://docs.aws.amazon.com/STS/latest/APIReference/API_Credentials.html",
    )
    .by_name(),
    in_use(
        "aws-bedrock-api-key",
        "ABSK[0-9A-Za-z+/]{124}[0-9A-Za-z+/]{3}=",
        &["aws_bearer_token_bedrock"],
        "https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html",
    )
    .made(|random| format!("ABSK{}", base64(format!("BedrockAPIKey-{}:{}", random.text(4, LOWER_ALPHANUMERIC), base64(&random.bytes(56))).as_bytes()))),
    in_use("google-api-key", "AIza[0-9A-Za-z_-]{35}", &["google_api_key", "gemini_api_key", "maps_key"], GOOGLE),
    in_use("google-client-secret", "GOCSPX-[0-9A-Za-z_-]{28}", &["google_client_secret", "client_secret"], GOOGLE_OAUTH),
    in_use("google-access-token", r"ya29\.a0[0-9A-Za-z_-]{140,210}", &["access_token"], GOOGLE_OAUTH),
    in_use("google-refresh-token", "1//0[0-9a-h][0-9A-Za-z_-]{98}", &["refresh_token"], GOOGLE_OAUTH),
    in_use(
        "google-service-account",
        r#"\{\n.*"private_key": "(?P<secret>-----BEGIN P[R]IVATE KEY-----[0-9A-Za-z+/=\\]+-----END P[R]IVATE KEY-----\\n)".*\n\}"#,
        &[],
        "https://cloud.google.com/iam/docs/keys-create-delete",
    )
    .made(service_account),
    documented(
        "azure-storage-connection",
        r"DefaultEndpointsProtocol=https;AccountName=[0-9a-z]{8,20};AccountKey=(?P<secret>[0-9A-Za-z+/]{86}==);EndpointSuffix=core\.windows\.net",
        &["azure_storage_connection_string", "storage_connection"],
        AZURE_KEY,
    ),
    documented(
        "azure-cosmos-connection",
        r"AccountEndpoint=https://[0-9a-z]{6,16}\.documents\.azure\.com:443/;AccountKey=(?P<secret>[0-9A-Za-z+/]{86}==);",
        &["cosmos_connection_string"],
        AZURE_KEY,
    ),
    documented(
        "azure-service-bus-connection",
        r"Endpoint=sb://[0-9a-z]{6,16}\.servicebus\.windows\.net/;SharedAccessKeyName=[A-Z][a-z]{5,12};SharedAccessKey=(?P<secret>[0-9A-Za-z+/]{43}=)",
        &["service_bus_connection_string", "event_hub_connection"],
        AZURE_SHARED,
    ),
    in_use(
        "azure-shared-access-signature",
        r"https://[0-9a-z]{6,16}\.blob\.core\.windows\.net/[a-z]{4,12}\?sv=2022-11-02&ss=b&srt=co&sp=rl&se=2027-0[1-9]-1[0-9]T00:00:00Z&spr=https&sig=(?P<secret>[0-9A-Za-z]{19}(?:%2B|%2F)[0-9A-Za-z]{23}%3D)",
        &["sas_url", "blob_url"],
        "https://learn.microsoft.com/azure/storage/common/storage-sas-overview",
    ),
    in_use("azure-storage-key", r"[0-9A-Za-z+/]{76}\+ASt[0-9A-Za-z+/]{5}[AQgw]==", &["storage_account_key", "account_key"], AZURE_MARKED),
    in_use("azure-cosmos-key", "[0-9A-Za-z+/]{76}ACDb[0-9A-Za-z+/]{5}[AQgw]==", &["cosmos_key", "account_key"], AZURE_MARKED),
    in_use("azure-function-key", "[0-9A-Za-z_-]{44}AzFu[0-9A-Za-z_-]{5}[AQgw]==", &["function_key", "functions_key"], AZURE_MARKED),
    in_use("azure-search-key", "[0-9A-Za-z]{42}AzSe[A-D][0-9A-Za-z]{5}", &["search_api_key", "azure_search_key"], AZURE_MARKED),
    in_use("azure-container-registry", r"[0-9A-Za-z+/]{42}\+ACR[A-D][0-9A-Za-z]{5}", &["acr_password", "registry_password"], AZURE_MARKED),
    in_use(
        "azure-openai-key",
        "[0-9A-Za-z]{52}JQQJ99[A-C][A-L]AC[0-9A-Za-z]{10}AAABACOG[0-9A-Za-z]{4}",
        &["azure_openai_api_key"],
        AZURE_MARKED,
    ),
    in_use("azure-devops", "[0-9A-Za-z]{52}JQQJ99[A-C][A-L]AC[0-9A-Za-z]{10}AAASAZDO[0-9A-Za-z]{4}", &["azure_devops_pat", "ado_token"], AZURE_MARKED),
    in_use(
        "azure-client-secret",
        r"[0-9A-Za-z_~.]{3}[78]Q~[0-9A-Za-z_~.-]{34}",
        &["azure_client_secret", "client_secret"],
        "https://learn.microsoft.com/entra/identity-platform/how-to-add-credentials",
    ),
    prefixed("digitalocean-personal", "dop_v1_[0-9a-f]{64}", &["digitalocean_token", "do_token"], DIGITAL_OCEAN),
    prefixed("digitalocean-oauth", "doo_v1_[0-9a-f]{64}", &["digitalocean_access_token"], DIGITAL_OCEAN),
    prefixed("digitalocean-refresh", "dor_v1_[0-9a-f]{64}", &["refresh_token"], DIGITAL_OCEAN),
    // Forty and a checksum, the page says, and not how long that is: eight here.
    prefixed("cloudflare-global-key", "cfk_[0-9A-Za-z]{40}[0-9a-f]{8}", &["cloudflare_api_key"], CLOUDFLARE),
    prefixed("cloudflare-user-token", "cfut_[0-9A-Za-z]{40}[0-9a-f]{8}", &["cloudflare_api_token", "cf_api_token"], CLOUDFLARE),
    prefixed("cloudflare-account-token", "cfat_[0-9A-Za-z]{40}[0-9a-f]{8}", &["cloudflare_api_token"], CLOUDFLARE),
    in_use("cloudflare-token-by-name", "[0-9A-Za-z_-]{40}", &["cloudflare_api_token", "cf_api_token"], CLOUDFLARE).by_name(),
    prefixed(
        "cloudflare-origin-ca",
        r"v1\.0-[0-9a-f]{24}-[0-9a-f]{146}",
        &["origin_ca_key"],
        "https://developers.cloudflare.com/fundamentals/api/get-started/ca-keys",
    ),
    in_use("heroku", "HRKU-AA[0-9A-Za-z_-]{58}", &["heroku_api_key"], "https://devcenter.heroku.com/articles/authentication"),
    in_use(
        "heroku-by-name",
        "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
        &["heroku_api_key"],
        "https://devcenter.heroku.com/articles/authentication",
    )
    .by_name(),
    in_use("fly-access-token", "fo1_[0-9A-Za-z_-]{43}", &["fly_api_token"], "https://fly.io/docs/security/tokens/"),
    in_use("fly-macaroon", "fm2_(?:[0-9A-Za-z+/]{4}){90,150}", &["fly_api_token"], "https://fly.io/docs/security/tokens/"),
    in_use("netlify", "nfp_[0-9A-Za-z]{36}", &["netlify_auth_token"], "https://docs.netlify.com/api/get-started/"),
    in_use("render", "rnd_[0-9A-Za-z]{28}", &["render_api_key"], "https://render.com/docs/api"),
    prefixed("supabase-secret-key", "sb_secret_[0-9A-Za-z_-]{22}_[0-9A-Za-z_-]{8}", &["supabase_secret_key"], SUPABASE),
    prefixed(
        "supabase-personal",
        "sbp_[0-9a-f]{40}",
        &["supabase_access_token"],
        "https://docs.gitguardian.com/secrets-detection/secrets-detection-engine/detectors/specifics/supabase_personal_access_token",
    ),
    in_use("planetscale-token", "pscale_tkn_[0-9A-Za-z_-]{43}", &["planetscale_service_token"], PLANETSCALE),
    in_use("planetscale-password", "pscale_pw_[0-9A-Za-z_-]{43}", &["database_password"], PLANETSCALE),
    in_use("planetscale-oauth", "pscale_oauth_[0-9A-Za-z_-]{43}", &["planetscale_token"], PLANETSCALE),
    in_use("neon", "napi_[0-9a-z]{64}", &["neon_api_key"], "https://neon.com/docs/manage/api-keys"),
    documented(
        "databricks",
        "dapi[0-9a-f]{32}",
        &["databricks_token"],
        "https://docs.aws.amazon.com/secretsmanager/latest/userguide/mes-partner-DatabricksPAT.md",
    ),
    in_use(
        "alibaba-access-key-id",
        "LTAI5t[0-9A-Za-z]{18}",
        &["alibaba_access_key_id", "aliyun_access_key"],
        "https://www.alibabacloud.com/help/ram/user-guide/create-an-accesskey-pair",
    ),
    prefixed(
        "tailscale",
        "tskey-(?:auth|api|client)-k[0-9A-Za-z]{10}CNTRL-[0-9A-Za-z]{32}",
        &["ts_authkey", "tailscale_api_key"],
        "https://tailscale.com/docs/reference/key-prefixes",
    ),
    in_use(
        "linode-by-name",
        "[0-9a-f]{64}",
        &["linode_token", "linode_api_token"],
        "https://techdocs.akamai.com/cloud-computing/docs/manage-personal-access-tokens",
    )
    .by_name(),
];

/// A key of the new generation: bit 20 of the whole is set, and the forty after it are the number of the account. The source is
/// labs.withsecure.com/publications/a-bitwise-analysis-of-aws-access-key-identifiers.html.
fn aws(prefix: &str, random: &mut Random) -> String {
    let account = 100_000_000_000 + random.next() % 900_000_000_000;
    let mut bytes = (1_u64 << 47 | account << 7 | random.next() & 0x7F).to_be_bytes()[2..].to_vec();
    bytes.extend(random.bytes(4));
    format!("{prefix}{}", base32(&bytes))
}

fn service_account(random: &mut Random) -> String {
    let (project, name) = (format!("{}-{}", random.word(), random.text(6, DIGITS)), random.text(8, LOWER));
    let key = pkcs8_rsa(random).replace('\n', "\\n");
    let (id, client) = (random.hex(40), random.digits(21));
    format!(
        "{{\n  \"type\": \"service_account\",\n  \"project_id\": \"{project}\",\n  \"private_key_id\": \"{id}\",\n  \
         \"private_key\": \"{key}\\n\",\n  \"client_email\": \"{name}@{project}.iam.gserviceaccount.com\",\n  \
         \"client_id\": \"{client}\",\n  \"token_uri\": \"https://oauth2.googleapis.com/token\"\n}}"
    )
}
