//! Products for teams, and services that programs ask.

use super::encode::base64_url;
use super::random::{ALPHANUMERIC, LOWER_ALPHANUMERIC, Random};
use super::{Format, documented, in_use, prefixed};

// Both prefixes, with samples.
const LINEAR: &str = "https://docs.gitguardian.com/secrets-detection/secrets-detection-engine/detectors/specifics/linear_api_key";
const NOTION: &str =
    "https://www.skills.sh/jeremylongshore/tons-of-skills-marketplace/notion-security-basics";

pub const FORMATS: &[Format] = &[
    documented("linear-api", "lin_api_[0-9A-Za-z]{40}", &["linear_api_key"], LINEAR),
    documented("linear-oauth", "lin_oauth_[0-9a-f]{64}", &["linear_access_token"], LINEAR),
    prefixed("notion", "ntn_[0-9]{11}[0-9A-Za-z]{35}", &["notion_token", "notion_api_key"], NOTION),
    prefixed("notion-legacy", "secret_[0-9A-Za-z]{43}", &["notion_token"], NOTION),
    in_use(
        "postman",
        "PMAK-[0-9a-f]{24}-[0-9a-f]{34}",
        &["postman_api_key"],
        "https://learning.postman.com/docs/developer/postman-api/authentication/",
    ),
    in_use(
        "airtable",
        r"pat[0-9A-Za-z]{14}\.[0-9a-f]{64}",
        &["airtable_token", "airtable_api_key"],
        "https://airtable.com/developers/web/guides/personal-access-tokens",
    ),
    in_use(
        "asana",
        "[12]/1[0-9]{15}(?:/1[0-9]{15})?:[0-9a-f]{32}",
        &["asana_access_token"],
        "https://developers.asana.com/docs/personal-access-token",
    ),
    in_use(
        "figma",
        "figd_[0-9A-Za-z_-]{40}",
        &["figma_token"],
        "https://www.figma.com/developers/api#access-tokens",
    ),
    in_use(
        "hubspot",
        "pat-(?:na|eu)1-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
        &["hubspot_access_token"],
        "https://developers.hubspot.com/docs/guides/apps/private-apps/overview",
    ),
    in_use(
        "contentful",
        "CFPAT-[0-9A-Za-z_-]{43}",
        &["contentful_management_token"],
        "https://www.contentful.com/developers/docs/references/authentication/",
    ),
    in_use(
        "typeform",
        "tfp_[0-9A-Za-z]{44}_[0-9A-Za-z]{14}",
        &["typeform_token"],
        "https://www.typeform.com/developers/get-started/personal-access-token/",
    ),
    in_use(
        "dropbox",
        r"sl\.[0-9A-Za-z_-]{135}",
        &["dropbox_access_token"],
        "https://developers.dropbox.com/oauth-guide",
    ),
    in_use(
        "facebook",
        "EAA[A-Z][0-9A-Za-z]{150,200}",
        &["facebook_access_token", "page_access_token"],
        "https://developers.facebook.com/docs/facebook-login/guides/access-tokens",
    ),
    in_use(
        "x-bearer",
        "A{22}[0-9A-Za-z%]{80,100}",
        &["twitter_bearer_token"],
        "https://docs.x.com/resources/fundamentals/authentication/oauth-2-0/bearer-tokens",
    ),
    in_use(
        "mapbox-secret",
        r"sk\.eyJ1Ijoi[0-9A-Za-z_-]{50,90}\.[0-9A-Za-z_-]{22}",
        &["mapbox_secret_token"],
        "https://docs.mapbox.com/help/glossary/access-token/",
    )
    .made(mapbox),
    in_use(
        "adobe",
        "p8e-[0-9A-Za-z_-]{32}",
        &["adobe_client_secret"],
        "https://developer.adobe.com/developer-console/docs/guides/authentication/",
    ),
    in_use("frameio", "fio-u-[0-9A-Za-z_-]{64}", &["frameio_token"], "https://developer.frame.io/docs"),
    in_use(
        "readme",
        "rdme_[0-9a-z]{70}",
        &["readme_api_key"],
        "https://docs.readme.com/main/reference/authentication",
    ),
    in_use(
        "clickup",
        "pk_[0-9]{7,8}_[0-9A-Z]{32}",
        &["clickup_api_token"],
        "https://developer.clickup.com/docs/authentication",
    ),
    in_use(
        "maxmind",
        "[0-9A-Za-z]{6}_[0-9A-Za-z]{29}_mmk",
        &["maxmind_license_key"],
        "https://support.maxmind.com/hc/en-us/articles/4407111582235",
    ),
    in_use(
        "okta-by-name",
        "00[0-9A-Za-z_-]{40}",
        &["okta_api_token"],
        "https://developer.okta.com/docs/guides/create-an-api-token/main/",
    )
    .by_name(),
    in_use(
        "algolia-by-name",
        "[0-9a-f]{32}",
        &["algolia_admin_api_key", "algolia_admin_key"],
        "https://www.algolia.com/doc/guides/security/api-keys/",
    )
    .by_name(),
];

fn mapbox(random: &mut Random) -> String {
    let body = format!(r#"{{"u":"{}","a":"{}"}}"#, random.word(), random.text(25, LOWER_ALPHANUMERIC));
    format!("sk.{}.{}", base64_url(body.as_bytes()), random.text(22, ALPHANUMERIC))
}
