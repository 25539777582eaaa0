/// Keys of coding agents, and of the browsers, sandboxes, memories and searches that agents use.
let agentRules: [Rule] = [
    Rule("cursor-key", "Cursor key", .exact(["key_", "crsr_"], .lowerHex, count: 64...64)),
    Rule("devin-key", "Devin key", .prefixed(["apk_user_", "apk_", "cog_"], .anyBase64, atLeast: 40)),
    Rule("amp-token", "Amp token", .prefixed(["sgamp_user_", "sgamp_"], .word, atLeast: 30)),
    Rule(
        "copilot-token",
        "GitHub Copilot token",
        .shaped([Head("tid=", .lowerHex, 12)], expression: "tid=[0-9a-f]{32};[A-Za-z0-9_=;:.-]{40,4000}"),
        form: "`tid=`, 32 of `0-9a-f`, `;` and fields"
    ),
    Rule("context7-key", "Context7 key", .prefixed(["ctx7sk-"], .base64URL, atLeast: 30)),
    Rule("mem0-key", "Mem0 key", .exact(["m0-"], .base62, count: 40...40)),
    Rule("letta-key", "Letta key", .prefixed(["sk-let-"], .anyBase64, atLeast: 24)),
    Rule("daytona-key", "Daytona key", .exact(["dtn_"], .lowerHex, count: 64...64)),
    Rule("steel-key", "Steel key", .prefixed(["ste-"], .base62, atLeast: 60)),
    Rule("browser-use-key", "Browser Use key", .exact(["bu_"], .base64URL, count: 43...43)),
    Rule("brave-search-key", "Brave Search key", .exact(["BSA"], .base64URL, count: 27...28)),
    Rule("n8n-key", "n8n key", .prefixed(["n8n_api_"], .dotted, atLeast: 40)),
    Rule("gitpod-token", "Gitpod token", .prefixed(["gitpod_pat_"], .dotted, atLeast: 40)),
    Rule("codesandbox-token", "CodeSandbox token", .prefixed(["csb_v1_"], .base64URL, atLeast: 30)),
    Rule("wakatime-key", "WakaTime key", .prefixed(["waka_"], ByteClass("0-9A-Fa-f-"), atLeast: 36)),
]
