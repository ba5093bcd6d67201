//! Payments, shops and shipping.

use super::{Format, documented, in_use};

const STRIPE: &str = "https://gitlab.com/gitlab-org/gitlab/-/issues/458019";
const STRIPE_KEYS: &str = "https://docs.stripe.com/keys";
const SQUARE: &str = "https://developer.squareup.com/docs/build-basics/access-tokens";
const SHOPIFY: &str = "https://shopify.dev/changelog/length-of-the-shopify-access-token-is-increasing";

pub const FORMATS: &[Format] = &[
    // The provider's answer there: ten to a hundred and twenty-eight letters. Twenty-four and ninety-nine are in use.
    documented(
        "stripe-secret",
        "sk_live_(?:[0-9A-Za-z]{24}|51[0-9A-Za-z]{97})",
        &["stripe_secret_key", "stripe_api_key"],
        STRIPE,
    ),
    documented(
        "stripe-restricted",
        "rk_live_(?:[0-9A-Za-z]{24}|51[0-9A-Za-z]{97})",
        &["stripe_restricted_key"],
        STRIPE,
    ),
    in_use(
        "stripe-test",
        "sk_test_(?:[0-9A-Za-z]{24}|51[0-9A-Za-z]{97})",
        &["stripe_secret_key"],
        STRIPE_KEYS,
    ),
    in_use(
        "stripe-webhook",
        "whsec_[0-9A-Za-z]{32}",
        &["stripe_webhook_secret"],
        "https://docs.stripe.com/webhooks",
    ),
    in_use("square-access-token", "EAAA[EFl][0-9A-Za-z_-]{59}", &["square_access_token"], SQUARE),
    in_use("square-secret", "sq0csp-[0-9A-Za-z_-]{43}", &["square_application_secret"], SQUARE),
    in_use("square-legacy", "sq0atp-[0-9A-Za-z_-]{22}", &["square_token"], SQUARE),
    documented("shopify-access-token", "shpat_[0-9a-f]{32}", &["shopify_access_token"], SHOPIFY),
    documented("shopify-custom-app", "shpca_[0-9a-f]{32}", &["shopify_access_token"], SHOPIFY),
    documented("shopify-private-app", "shppa_[0-9a-f]{32}", &["shopify_password"], SHOPIFY),
    documented(
        "shopify-app-secret",
        "shpss_[0-9a-f]{32}",
        &["shopify_api_secret"],
        "https://shopify.dev/changelog/app-secret-key-length-has-increased",
    ),
    in_use(
        "paypal-braintree",
        r"access_token\$production\$[0-9a-z]{16}\$[0-9a-f]{32}",
        &["braintree_access_token"],
        "https://developer.paypal.com/braintree/articles/control-panel/important-gateway-credentials",
    ),
    in_use(
        "plaid",
        "access-production-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
        &["plaid_access_token"],
        "https://plaid.com/docs/api/tokens/",
    ),
    in_use(
        "flutterwave",
        "FLWSECK-[0-9a-f]{32}-X",
        &["flutterwave_secret_key"],
        "https://developer.flutterwave.com/docs/authentication",
    ),
    in_use(
        "shippo",
        "shippo_live_[0-9a-f]{40}",
        &["shippo_api_token"],
        "https://docs.goshippo.com/docs/guides_general/authentication/",
    ),
    in_use(
        "easypost",
        "EZAK[0-9A-Za-z]{54}",
        &["easypost_api_key"],
        "https://docs.easypost.com/docs/authentication",
    ),
    in_use(
        "duffel",
        "duffel_live_[0-9A-Za-z_-]{43}",
        &["duffel_access_token"],
        "https://duffel.com/docs/api/overview/authentication",
    ),
];
