//! Providers of models, and what is built around models.

use super::{Format, documented, in_use, prefixed};

// Prefixes and whole lengths of both this provider's keys and the next one's: about 165 and about 108.
const OPENAI: &str = "https://vibekit.bot/openai-api-key-format";
const OPENAI_LEGACY: &str = "https://askai.glarity.app/search/What-is-the-Format-of-an-OpenAI-API-Key";
const ANTHROPIC: &str = "https://docs.anthropic.com/en/api/admin-api/apikeys/get-api-key";
const HUGGING_FACE: &str = "https://huggingface.co/docs/hub/security-tokens";

pub const FORMATS: &[Format] = &[
    documented(
        "openai-project",
        "sk-proj-[0-9A-Za-z_-]{74}T3BlbkFJ[0-9A-Za-z_-]{74}",
        &["openai_api_key"],
        OPENAI,
    ),
    documented(
        "openai-service-account",
        "sk-svcacct-[0-9A-Za-z_-]{74}T3BlbkFJ[0-9A-Za-z_-]{74}",
        &["openai_api_key"],
        OPENAI,
    ),
    documented(
        "openai-admin",
        "sk-admin-[0-9A-Za-z_-]{74}T3BlbkFJ[0-9A-Za-z_-]{74}",
        &["openai_admin_key"],
        OPENAI,
    ),
    documented(
        "openai-legacy",
        "sk-[0-9A-Za-z]{20}T3BlbkFJ[0-9A-Za-z]{20}",
        &["openai_api_key", "openai_key"],
        OPENAI_LEGACY,
    ),
    prefixed(
        "anthropic",
        "sk-ant-api03-[0-9A-Za-z_-]{93}AA",
        &["anthropic_api_key", "claude_api_key"],
        OPENAI,
    ),
    in_use("anthropic-admin", "sk-ant-admin01-[0-9A-Za-z_-]{93}AA", &["anthropic_admin_key"], ANTHROPIC),
    in_use("anthropic-oauth", "sk-ant-oat01-[0-9A-Za-z_-]{93}AA", &["claude_code_oauth_token"], ANTHROPIC),
    prefixed("hugging-face", "hf_[A-Za-z]{34}", &["hf_token", "hugging_face_hub_token"], HUGGING_FACE),
    in_use("hugging-face-organization", "api_org_[A-Za-z]{34}", &["hf_token"], HUGGING_FACE),
    in_use("groq", "gsk_[0-9A-Za-z]{52}", &["groq_api_key"], "https://console.groq.com/docs/quickstart"),
    in_use(
        "replicate",
        "r8_[0-9A-Za-z]{37}",
        &["replicate_api_token"],
        "https://replicate.com/docs/topics/security/api-tokens",
    ),
    in_use(
        "perplexity",
        "pplx-[0-9A-Za-z]{48}",
        &["perplexity_api_key"],
        "https://docs.perplexity.ai/getting-started/api-groups",
    ),
    in_use("xai", "xai-[0-9A-Za-z]{80}", &["xai_api_key"], "https://docs.x.ai/docs/tutorial"),
    in_use(
        "openrouter",
        "sk-or-v1-[0-9a-f]{64}",
        &["openrouter_api_key"],
        "https://openrouter.ai/docs/api-reference/authentication",
    ),
    in_use(
        "fireworks",
        "fw_[0-9A-Za-z]{24}",
        &["fireworks_api_key"],
        "https://docs.fireworks.ai/api-reference/introduction",
    ),
    in_use("deepseek", "sk-[0-9a-f]{32}", &["deepseek_api_key"], "https://api-docs.deepseek.com/"),
    in_use(
        "langsmith",
        "lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}",
        &["langsmith_api_key", "langchain_api_key"],
        "https://docs.smith.langchain.com/administration/how_to_guides/organization_management/create_account_api_key",
    ),
    in_use(
        "langfuse",
        "sk-lf-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
        &["langfuse_secret_key"],
        "https://langfuse.com/docs/api",
    ),
    in_use(
        "pinecone",
        "pcsk_[0-9A-Za-z]{5,6}_[0-9A-Za-z]{63}",
        &["pinecone_api_key"],
        "https://docs.pinecone.io/guides/projects/manage-api-keys",
    ),
    in_use(
        "nvidia",
        "nvapi-[0-9A-Za-z_-]{64}",
        &["nvidia_api_key", "ngc_api_key"],
        "https://docs.nvidia.com/ngc/gpu-cloud/ngc-user-guide/",
    ),
    in_use(
        "voyage",
        "pa-[0-9A-Za-z_-]{43}",
        &["voyage_api_key"],
        "https://docs.voyageai.com/docs/api-key-and-installation",
    ),
    in_use(
        "tavily",
        "tvly-dev-[0-9A-Za-z]{32}",
        &["tavily_api_key"],
        "https://docs.tavily.com/documentation/quickstart",
    ),
    in_use("firecrawl", "fc-[0-9a-f]{32}", &["firecrawl_api_key"], "https://docs.firecrawl.dev/introduction"),
    in_use(
        "elevenlabs",
        "sk_[0-9a-f]{48}",
        &["elevenlabs_api_key", "xi_api_key"],
        "https://elevenlabs.io/docs/api-reference/authentication",
    ),
    in_use(
        "cerebras",
        "csk-[0-9a-z]{48}",
        &["cerebras_api_key"],
        "https://inference-docs.cerebras.ai/quickstart",
    ),
    in_use(
        "stability",
        "sk-[0-9A-Za-z]{48}",
        &["stability_api_key"],
        "https://platform.stability.ai/docs/api-reference",
    ),
    in_use(
        "wandb-by-name",
        "[0-9a-f]{40}",
        &["wandb_api_key"],
        "https://docs.wandb.ai/support/find_api_key/",
    )
    .by_name(),
    in_use(
        "cohere-by-name",
        "[0-9A-Za-z]{40}",
        &["cohere_api_key", "co_api_key"],
        "https://docs.cohere.com/docs/rate-limits",
    )
    .by_name(),
    in_use(
        "mistral-by-name",
        "[0-9A-Za-z]{32}",
        &["mistral_api_key"],
        "https://docs.mistral.ai/getting-started/quickstart/",
    )
    .by_name(),
    in_use(
        "deepgram-by-name",
        "[0-9a-f]{40}",
        &["deepgram_api_key"],
        "https://developers.deepgram.com/docs/create-additional-api-keys",
    )
    .by_name(),
    in_use(
        "assemblyai-by-name",
        "[0-9a-f]{32}",
        &["assemblyai_api_key"],
        "https://www.assemblyai.com/docs/getting-started",
    )
    .by_name(),
];
