/// Keys of model providers and of services for agents that have no form of their own.
let vendorModelRules: [Rule] = [
    .vendorKey("mistral-key", "Mistral key", ["mistral"], .run(.base62, 32)),
    .vendorKey("cohere-key", "Cohere key", ["cohere", "co_api"], .run(.base62, 40)),
    .vendorKey("ai21-key", "AI21 key", ["ai21"], .run(.base62, 32), .uuid),
    .vendorKey("assemblyai-key", "AssemblyAI key", ["assemblyai", "assembly_ai"], .hex(32)),
    .vendorKey("deepgram-key", "Deepgram key", ["deepgram"], .hex(40)),
    .vendorKey("gladia-key", "Gladia key", ["gladia"], .uuid),
    .vendorKey("speechmatics-key", "Speechmatics key", ["speechmatics"], .run(.base62, 32)),
    .vendorKey(
        "elevenlabs-legacy-key",
        "ElevenLabs key of the first form",
        ["elevenlabs", "eleven_labs", "xi-api"],
        .hex(32)
    ),
    .vendorKey("stability-key", "Stability AI key", ["stability_", "dreamstudio"], .run(.base62, 48)),
    .vendorKey("deepinfra-key", "DeepInfra key", ["deepinfra"], .run(.base62, 32)),
    .vendorKey("sambanova-key", "SambaNova key", ["sambanova"], .uuid),
    .vendorKey("baseten-key", "Baseten key", ["baseten"], .run(.dotted, 41)),
    .vendorKey(
        "together-legacy-key",
        "Together key of the first form",
        ["together_", "togetherai"],
        .hex(64)
    ),
    .vendorKey("clarifai-key", "Clarifai key", ["clarifai"], .hex(32)),
    .vendorKey(
        "azure-openai-key",
        "Azure OpenAI or AI services key",
        ["azure_openai", "azureopenai", "azure-openai", "cognitive_services", "ocp-apim-subscription"],
        .hex(32),
        .run(.base62, 84)
    ),
    .vendorKey("zhipu-key", "Zhipu key", ["zhipu", "bigmodel", "glm_api", "zai_api"], .run(.dotted, 49)),
    .vendorKey("volcengine-ark-key", "Volcengine Ark key", ["ark_api", "volcengine", "volc_"], .uuid),
    .vendorKey("hunyuan-key", "Tencent Hunyuan key", ["hunyuan"], .run(.base62, 32...51)),
    .vendorKey(
        "wandb-legacy-key",
        "Weights & Biases key of the first form",
        ["wandb", "weights_and_biases"],
        .hex(40)
    ),
    .vendorKey("comet-key", "Comet key", ["comet_", "opik_"], .run(.base62, 25)),
    .vendorKey("clearml-key", "ClearML key", ["clearml"], .run(.base62, 50), .run(.base62, 30)),
    .vendorKey("roboflow-key", "Roboflow key", ["roboflow"], .run(.base62, 20)),
    .vendorKey("portkey-key", "Portkey key", ["portkey"], .run(.anyBase64, 28)),
    .vendorKey(
        "dify-key",
        "Dify key",
        ["dify"],
        .run(.base62, 24, prefix: "app-"),
        .run(.base62, 24, prefix: "dataset-")
    ),
    .vendorKey("agentops-key", "AgentOps key", ["agentops"], .uuid),
    .vendorKey("weaviate-key", "Weaviate key", ["weaviate"], .run(.base62, 36...52)),
    .vendorKey("qdrant-key", "Qdrant key", ["qdrant"], .run(.base64URL, 50...54)),
    .vendorKey("zilliz-key", "Zilliz key", ["zilliz", "milvus"], .hex(76), .hex(40)),
    .vendorKey("exa-key", "Exa key", ["exa_api", "exa-api", "exaapi"], .uuid),
    .vendorKey("serper-key", "Serper key", ["serper"], .hex(40)),
    .vendorKey("serpapi-key", "SerpApi key", ["serpapi", "serp_api"], .hex(64)),
    .vendorKey("linkup-key", "Linkup key", ["linkup"], .uuid),
    .vendorKey("you-key", "You.com key", ["ydc_api", "ydc-sk", "you_api"], .run(.anyBase64, 60...120)),
    .vendorKey(
        "composio-key",
        "Composio key",
        ["composio"],
        .run(.base62, 20...40),
        .run(.base64URL, 20...40, prefix: "ak_")
    ),
    .vendorKey("brightdata-key", "Bright Data key", ["brightdata", "bright_data"], .uuid, .hex(64)),
    .vendorKey("scrapingbee-key", "ScrapingBee key", ["scrapingbee", "scraping_bee"], .run(.upper, 80)),
    .vendorKey("scraperapi-key", "ScraperAPI key", ["scraperapi", "scraper_api"], .hex(32)),
    .vendorKey("zyte-key", "Zyte key", ["zyte", "scrapinghub"], .hex(32)),
    .vendorKey("factory-key", "Factory key", ["factory_api"], .run(.base64URL, 30...120, prefix: "fk-")),
    .vendorKey("heygen-key", "HeyGen key", ["heygen"], .run(.base64, 40...80)),
    .vendorKey("leonardo-key", "Leonardo key", ["leonardo_"], .uuid),
    .vendorKey(
        "wolfram-key",
        "Wolfram app id",
        ["wolfram"],
        .run(.upper, 10),
        .run(ByteClass("A-Z0-9-"), 17)
    ),
    .vendorKey("vapi-key", "Vapi key", ["vapi_"], .uuid),
    .vendorKey("livekit-secret", "LiveKit secret", ["livekit"], .run(.base62, 40...48)),
]
