//! Chat, mail and telephony.

use super::encode::base64_url;
use super::random::{ALPHANUMERIC, Random};
use super::{Format, documented, in_use, prefixed};

const SLACK: &str = "https://docs.slack.dev/authentication/tokens";
const SLACK_HOOKS: &str = "https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks";
const TWILIO: &str = "https://www.twilio.com/docs/glossary/what-is-a-sid";
const DISCORD: &str =
    "https://github.com/Rapptz/discord.py/blob/48c9b366196e826e7d57f96ae5b6410e4459c59b/docs/token.rst";

pub const FORMATS: &[Format] = &[
    prefixed(
        "slack-bot",
        "xoxb-[0-9]{10,13}-[0-9]{10,13}-[0-9A-Za-z]{24}",
        &["slack_bot_token", "slack_token"],
        SLACK,
    ),
    documented(
        "slack-user",
        "xoxp-[0-9]{10,13}-[0-9]{10,13}-[0-9]{10,13}-[0-9a-f]{32}",
        &["slack_user_token", "slack_token"],
        "https://docs.gitguardian.com/secrets-detection/secrets-detection-engine/detectors/specifics/slack_user_token",
    ),
    prefixed("slack-app", "xapp-1-A[0-9A-Z]{10}-[0-9]{13}-[0-9a-f]{64}", &["slack_app_token"], SLACK),
    prefixed("slack-configuration", r"xoxe\.xoxp-1-[0-9A-Za-z]{166}", &["slack_config_token"], SLACK),
    prefixed("slack-refresh", "xoxe-1-[0-9A-Za-z]{147}", &["slack_refresh_token"], SLACK),
    prefixed(
        "slack-webhook",
        r"https://hooks\.slack\.com/services/(?P<secret>T[0-9A-Z]{8,10}/B[0-9A-Z]{8,10}/[0-9A-Za-z]{24})",
        &["slack_webhook_url", "webhook_url"],
        SLACK_HOOKS,
    ),
    // The user's number in base64, a time in base64, and a MAC.
    documented(
        "discord-bot",
        r"[MNO][0-9A-Za-z]{23,25}\.[0-9A-Za-z_-]{6}\.[0-9A-Za-z_-]{27,38}",
        &["discord_token", "bot_token"],
        DISCORD,
    )
    .made(discord),
    in_use(
        "discord-webhook",
        r"https://discord\.com/api/webhooks/(?P<secret>[0-9]{18,19}/[0-9A-Za-z_-]{68})",
        &["discord_webhook_url", "webhook_url"],
        "https://discord.com/developers/docs/resources/webhook",
    ),
    in_use(
        "teams-webhook",
        r"https://[a-z]{5,12}\.webhook\.office\.com/webhookb2/(?P<secret>[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}@[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/IncomingWebhook/[0-9a-f]{32}/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})",
        &["teams_webhook_url"],
        "https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook",
    ),
    // `110201543:AAHdq...` and so on, in the provider's own words as this page quotes them.
    documented(
        "telegram-bot",
        "[1-9][0-9]{8,9}:AA[0-9A-Za-z_-]{33}",
        &["telegram_bot_token", "bot_token"],
        "https://github.com/matsuro-hadouken/masternode-telegram-watcher/wiki",
    ),
    documented("twilio-api-key", "SK[0-9a-f]{32}", &["twilio_api_key"], TWILIO),
    in_use("twilio-auth-token", "[0-9a-f]{32}", &["twilio_auth_token"], TWILIO).by_name(),
    documented(
        "sendgrid",
        r"SG\.[0-9A-Za-z_-]{22}\.[0-9A-Za-z_-]{43}",
        &["sendgrid_api_key"],
        "https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys",
    ),
    in_use(
        "mailgun",
        "key-[0-9a-f]{32}",
        &["mailgun_api_key"],
        "https://help.mailgun.com/hc/en-us/articles/203380100",
    ),
    in_use(
        "mailgun-by-name",
        "[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}",
        &["mailgun_api_key"],
        "https://help.mailgun.com/hc/en-us/articles/203380100",
    )
    .by_name(),
    in_use(
        "mailchimp",
        "[0-9a-f]{32}-us[1-9][0-9]",
        &["mailchimp_api_key"],
        "https://mailchimp.com/developer/marketing/guides/quick-start/",
    ),
    in_use(
        "brevo",
        "xkeysib-[0-9a-f]{64}-[0-9A-Za-z]{16}",
        &["brevo_api_key", "sendinblue_api_key"],
        "https://developers.brevo.com/docs/getting-started",
    ),
    in_use(
        "resend",
        "re_[0-9A-Za-z]{8}_[0-9A-Za-z]{24}",
        &["resend_api_key"],
        "https://resend.com/docs/dashboard/api-keys/introduction",
    ),
    in_use(
        "mailersend",
        r"mlsn\.[0-9a-f]{64}",
        &["mailersend_api_key"],
        "https://developers.mailersend.com/general.html",
    ),
    in_use(
        "postmark-by-name",
        "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
        &["postmark_server_token", "postmark_api_token"],
        "https://postmarkapp.com/developer/api/overview",
    )
    .by_name(),
];

fn discord(random: &mut Random) -> String {
    let user = format!("{}{}", random.between(1, 9), random.digits(17));
    let time = (250_000_000 + random.below(90_000_000) as u32).to_be_bytes();
    let length = random.pick(&["27", "38"]).parse().expect("a number");
    format!("{}.{}.{}", base64_url(user.as_bytes()), base64_url(&time), random.text(length, ALPHANUMERIC))
}
