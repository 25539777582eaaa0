/// Keys of model providers and of the tools around them.
let modelProviderRules: [Rule] = [
    Rule("anthropic-key", "Anthropic key or session token", .prefixed(["sk-ant-"], .base64URL, atLeast: 20)),
    Rule("openrouter-key", "OpenRouter key", .prefixed(["sk-or-"], .base64URL, atLeast: 24)),
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
    Rule("logfire-token", "Logfire token", .prefixed(["pylf_v1_", "pylf_v2_"], .word, atLeast: 36)),
    // "Auth keys" of the Gemini API, which follow the keys that begin with AIza.
    Rule("google-auth-key", "Google auth key", .prefixed(["AQ.Ab"], .base64URL, atLeast: 40)),
    Rule("voyage-key", "Voyage AI key", .exact(["pa-"], .base64URL, count: 43...43)),
    Rule("runpod-key", "RunPod key", .prefixed(["rpa_"], .base62, atLeast: 40)),
    Rule("modal-token", "Modal token", .exact(["ak-", "as-"], .base62, count: 22...22)),
    Rule(
        "helicone-key",
        "Helicone key",
        .prefixed(["sk-helicone-", "pk-helicone-"], .base64URL, atLeast: 20)
    ),
    Rule("wandb-key", "Weights & Biases key", .prefixed(["wandb_v1_"], .word, atLeast: 40)),
    Rule("humanloop-key", "Humanloop key", .prefixed(["hl_sk_"], .base62, atLeast: 40)),
    Rule("llamaindex-key", "LlamaCloud key", .prefixed(["llx-"], .base62, atLeast: 40)),
    Rule("friendli-token", "Friendli token", .prefixed(["flp_"], .base62, atLeast: 40)),
    Rule("anyscale-key", "Anyscale key", .prefixed(["esecret_", "aph0_"], .base62, atLeast: 24)),
    Rule("upstage-key", "Upstage key", .exact(["up_"], .base62, count: 32...32)),
    Rule("mixedbread-key", "Mixedbread key", .prefixed(["mxb_"], .base62, atLeast: 32)),
    Rule("nomic-key", "Nomic key", .exact(["nk-"], .base64URL, count: 43...43)),
    Rule("coze-token", "Coze token", .exact(["pat_"], .base62, count: 64...64)),
    Rule(
        "fal-key",
        "fal key",
        .run(
            [RunShape(32...32, before: ":", lead: 37)],
            expression:
                "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}:[0-9a-f]{32}(?![0-9a-f])"
        ),
        form: "a UUID, `:` and 32 of `0-9a-f`"
    ),
    Rule(
        "deepl-key",
        "DeepL key",
        .shaped(
            [Head(expression: "-[0-9a-f]{12}:fx", length: 39)],
            expression: "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}:fx"
        ),
        form: "a UUID and `:fx`"
    ),
    Rule("runway-key", "Runway key", .exact(["key_"], .lowerHex, count: 128...128)),
    Rule("luma-key", "Luma key", .prefixed(["luma-"], ByteClass("0-9a-f-"), atLeast: 36)),
    Rule("cartesia-key", "Cartesia key", .prefixed(["sk_car_"], .word, atLeast: 20)),
    Rule("openai-session", "OpenAI session key", .exact(["sess-"], .base62, count: 40...40)),
    Rule("volcengine-key-id", "Volcengine access key id", .prefixed(["AKLT"], .base62, atLeast: 40)),
    Rule(
        "baidu-key",
        "Baidu Cloud key",
        .prefixed(["bce-v3/ALTAK-"], ByteClass("A-Za-z0-9/"), atLeast: 50)
    ),
    Rule("turbopuffer-key", "turbopuffer key", .prefixed(["tpuf_"], .base62, atLeast: 24)),
    Rule("chroma-key", "Chroma key", .exact(["ck-"], .base62, count: 43...44)),
    Rule("neptune-token", "Neptune token", .prefixed(["eyJhcGlfYWRkcmVzcyI6"], .base64, atLeast: 60)),
]
