/// Keys of model providers and of the tools around them.
let modelProviderRules: [Rule] = [
    Rule("anthropic-key", "Anthropic key or session token", .prefixed(["sk-ant-"], .base64URL, atLeast: 20)),
    Rule("openrouter-key", "OpenRouter key", .prefixed(["sk-or-v1-", "sk-or-"], .base64URL, atLeast: 24)),
    Rule("langfuse-key", "Langfuse secret key", .prefixed(["sk-lf-"], .base64URL, atLeast: 24)),
    Rule(
        "openai-key",
        "OpenAI key",
        .prefixed(
            ["sk-proj-", "sk-svcacct-", "sk-admin-", "sk-service-", "sk-None-"],
            .base64URL,
            atLeast: 20
        )
    ),
    // Many providers have taken over OpenAI's first form.
    Rule("api-key", "Key of the form sk-", .prefixed(["sk-"], .base62, atLeast: 20)),
    Rule("groq-key", "Groq key", .prefixed(["gsk_"], .base62, atLeast: 32)),
    Rule("xai-key", "xAI key", .prefixed(["xai-"], .base62, atLeast: 40)),
    Rule("perplexity-key", "Perplexity key", .prefixed(["pplx-"], .base62, atLeast: 32)),
    Rule("huggingface-token", "Hugging Face token", .prefixed(["hf_", "api_org_"], .base62, atLeast: 30)),
    Rule("replicate-token", "Replicate token", .prefixed(["r8_"], .base62, atLeast: 32)),
    Rule("fireworks-key", "Fireworks key", .exact(["fw_"], .base62, count: 22...26)),
    Rule("together-key", "Together key", .prefixed(["tgp_v1_"], .base64URL, atLeast: 32)),
    Rule("nvidia-key", "NVIDIA key", .prefixed(["nvapi-"], .base64URL, atLeast: 40)),
    Rule("cerebras-key", "Cerebras key", .prefixed(["csk-"], .base62, atLeast: 40)),
    Rule("elevenlabs-key", "ElevenLabs key", .exact(["sk_"], .lowerHex, count: 48...48)),
    Rule("langsmith-key", "LangSmith key", .prefixed(["lsv2_pt_", "lsv2_sk_", "ls__"], .word, atLeast: 30)),
    Rule("pinecone-key", "Pinecone key", .prefixed(["pcsk_"], .word, atLeast: 40)),
    Rule("tavily-key", "Tavily key", .prefixed(["tvly-"], .base64URL, atLeast: 24)),
    Rule("firecrawl-key", "Firecrawl key", .exact(["fc-"], .lowerHex, count: 32...32)),
    Rule("jina-key", "Jina key", .prefixed(["jina_"], .base64URL, atLeast: 40)),
    Rule("e2b-key", "E2B key", .exact(["e2b_"], .lowerHex, count: 40...40)),
    Rule("apify-token", "Apify token", .prefixed(["apify_api_"], .base62, atLeast: 32)),
    Rule("browserbase-key", "Browserbase key", .prefixed(["bb_live_"], .base64URL, atLeast: 24)),
    Rule("logfire-token", "Logfire token", .prefixed(["pylf_v1_"], .word, atLeast: 36)),
]
