/// An invented secret and the rule that has to find it.
struct Sample: Sendable, CustomStringConvertible {
    let rule: String
    let make: @Sendable (inout SeededGenerator) -> String

    init(_ rule: String, _ make: @escaping @Sendable (inout SeededGenerator) -> String) {
        self.rule = rule
        self.make = make
    }

    /// A public prefix and so many characters of an alphabet.
    init(_ rule: String, _ prefix: String, _ alphabet: String, _ count: Int) {
        self.init(rule) { random in
            // A dash or an underscore at the end could belong to the text around.
            prefix + random.text(alphabet, count - 1) + random.text(digits, 1)
        }
    }

    var description: String { rule }

    static let tokens: [Sample] = [
        Sample("anthropic-key", "sk-ant-api03-", base64URL, 95),
        Sample("anthropic-key", "sk-ant-oat01-", base64URL, 95),
        Sample("openai-key", "sk-proj-", base64URL, 120),
        Sample("openai-key", "sk-svcacct-", base64URL, 120),
        Sample("api-key", "sk-", base62, 48),
        Sample("openrouter-key", "sk-or-v1-", hex, 64),
        Sample("groq-key", "gsk_", base62, 52),
        Sample("xai-key", "xai-", base62, 80),
        Sample("huggingface-token", "hf_", base62, 34),
        Sample("replicate-token", "r8_", base62, 37),
        Sample("elevenlabs-key", "sk_", hex, 48),
        Sample("github-token", "ghp_", base62, 36),
        Sample("github-token", "gho_", base62, 36),
        Sample("github-token", "ghu_", base62, 36),
        Sample("github-token", "ghr_", base62, 76),
        Sample("github-app-token", "ghs_", base62, 36),
        Sample("github-app-token") { random in
            "ghs_\(random.text(digits, 6))_eyJ\(random.text(base62, 40)).eyJ\(random.text(base62, 90))."
                + random.text(base62, 60)
        },
        Sample("github-pat") { "github_pat_\($0.text(base62, 22))_\($0.text(base62, 59))" },
        Sample("gitlab-token", "glpat-", base64URL, 20),
        Sample("gitlab-token") { "glpat-\($0.text(base64URL, 26))a.01.\($0.text(hex, 9))" },
        Sample("npm-token", "npm_", base62, 36),
        Sample("pypi-token", "pypi-AgEIcHlwaS5vcmc", base64URL, 120),
        Sample("rubygems-key", "rubygems_", hex, 48),
        Sample("docker-token", "dckr_pat_", base64URL, 27),
        Sample("atlassian-token", "ATATT3xFfGF0", base64URL, 170),
        Sample("terraform-token") { "\($0.text(base62, 14)).atlasv1.\($0.text(base62, 67))" },
        Sample("postman-key") { "PMAK-\($0.text(hex, 24))-\($0.text(hex, 34))" },
        Sample("aws-key-id", "AKIA", upper, 16),
        Sample("aws-key-id", "ASIA", upper, 16),
        Sample("google-api-key", "AIza", base64URL, 35),
        Sample("google-client-secret", "GOCSPX-", base64URL, 28),
        Sample("google-access-token", "ya29.", base64URL, 150),
        Sample("azure-client-secret") { "\($0.text(base62, 3))8Q~\($0.text(base62, 34))" },
        Sample("azure-key") { "\($0.text(base62, 52))JQQJ99\($0.text(base62, 26))" },
        Sample("cloudflare-token", "cfut_", base62, 48),
        Sample("digitalocean-token", "dop_v1_", hex, 64),
        Sample("vault-token", "hvs.", base64URL, 90),
        Sample("tailscale-key") { "tskey-auth-\($0.text(base62, 17))-\($0.text(base62, 32))" },
        Sample("vercel-token", "vcp_", base62, 56),
        Sample("fly-token", "fm2_", base64, 200),
        Sample("supabase-token", "sbp_", hex, 40),
        Sample("supabase-token", "sb_secret_", base64URL, 31),
        Sample("databricks-token", "dapi", hex, 32),
        Sample("age-secret-key", "AGE-SECRET-KEY-1", "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 58),
        Sample("slack-token") {
            "xoxb-\($0.text(digits, 12))-\($0.text(digits, 13))-\($0.text(base62, 24))"
        },
        Sample("slack-token") {
            "xoxp-\($0.text(digits, 12))-\($0.text(digits, 12))-\($0.text(digits, 12))-\($0.text(hex, 32))"
        },
        Sample("slack-token") { "xapp-1-A\($0.text(upper, 10))-\($0.text(digits, 13))-\($0.text(hex, 64))" },
        Sample("telegram-token") { "9\($0.text(digits, 9)):AA\($0.text(base62, 33))" },
        Sample("telegram-token") { "7\($0.text(digits, 7)):AA\($0.text(base62, 33))" },
        Sample("twilio-key", "SK", hex, 32),
        Sample("stellar-secret") {
            "S\($0.text("ABCD", 1))\($0.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 54))"
        },
        Sample("sanity-token") { "sk\($0.text(base62, 163))" },
        Sample("sendgrid-key") { "SG.\($0.text(base62, 22)).\($0.text(base62, 43))" },
        Sample("mailgun-key", "key-", hex, 32),
        Sample("mailchimp-key") { "\($0.text(hex, 32))-us\($0.text("123456789", 1))" },
        Sample("brevo-key") { "xkeysib-\($0.text(hex, 64))-\($0.text(base62, 16))" },
        Sample("resend-key") { "re_\($0.text(base62, 8))_\($0.text(base62, 24))" },
        Sample("stripe-key", "sk_live_", base62, 99),
        Sample("stripe-key", "rk_test_", base62, 24),
        Sample("webhook-secret", "whsec_", base62, 32),
        Sample("square-token", "sq0atp-", base64URL, 22),
        Sample("shopify-token", "shpat_", hex, 32),
        Sample("sentry-token", "sntryu_", hex, 64),
        Sample("grafana-token") { "glsa_\($0.text(base62, 32))_\($0.text(hex, 8))" },
        Sample("newrelic-key", "NRAK-", upper, 27),
        Sample("linear-key", "lin_api_", base62, 40),
        Sample("notion-token", "ntn_", base62, 46),
        Sample("notion-secret", "secret_", base62, 43),
        Sample("figma-token", "figd_", base64URL, 40),
        Sample("airtable-token") { "pat\($0.text(base62, 14)).\($0.text(hex, 64))" },
        Sample("hubspot-token") {
            "pat-na1-\($0.text(hex, 8))-\($0.text(hex, 4))-\($0.text(hex, 4))-\($0.text(hex, 4))-\($0.text(hex, 12))"
        },
        Sample("token-base64", "Z2hwX", base62, 51),
        Sample("password-hash") { "$2b$12$\($0.text(base62, 53))" },
        Sample("password-hash") { "$6$\($0.text(base62, 16))$\($0.text(base62, 86))" },
        Sample("wallet-key", "xprv", base62, 107),
        Sample("slack-cookie", "xoxd-", base62, 100),
        Sample("jwt") {
            "eyJ\($0.text(base62, 30)).eyJ\($0.text(base62, 80)).\($0.text(base62, 42))\($0.text(digits, 1))"
        },
    ]
}

/// A text with a place for a secret.
struct Surrounding: Sendable, CustomStringConvertible {
    let before: String
    let after: String
    var description: String { before + "…" + after }

    init(_ before: String, _ after: String = "") {
        self.before = before
        self.after = after
    }

    static let forTokens: [Surrounding] = [
        Surrounding("here it is: ", " and more"), Surrounding("the key is ", "."), Surrounding("", ""),
        Surrounding("'", "'"), Surrounding("\"", "\","), Surrounding("line\n", "\nnext"),
        Surrounding("a\t", "\tb"),
        Surrounding("call(", ")"), Surrounding("<b>", "</b>"), Surrounding("use ", ", then"),
        Surrounding("x=", "&y=1"), Surrounding("KEY=", "\n"), Surrounding("export MY_KEY='", "'"),
        Surrounding("tool --key ", " run"), Surrounding("Authorization: Bearer ", "\r\n"),
        Surrounding("key: ", "\n"), Surrounding("| key | ", " |"), Surrounding("`", "`"),
        Surrounding("q%3D", "%26"), Surrounding("\u{1b}[31m", "\u{1b}[0m"),
        Surrounding("\u{1b}[K", "\u{1b}[0K"),
        Surrounding("\u{1b}(B", "\u{1b}[m"), Surrounding("\u{1b}[2J\u{1b}[H", ""), Surrounding("  12→", "\n"),
        Surrounding("+", "\n"), Surrounding("[\"", "\"]"), Surrounding("https://example.com/?k=", " "),
    ]
}
