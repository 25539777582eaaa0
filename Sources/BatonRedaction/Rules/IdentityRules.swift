/// Secrets of services that know who somebody is.
let identityRules: [Rule] = [
    Rule(
        "ory-token",
        "Ory token",
        .prefixed(
            ["ory_pat_", "ory_at_", "ory_rt_", "ory_st_", "ory_ac_", "ory_apikey_"],
            .dotted,
            atLeast: 20
        )
    ),
    Rule("jumpcloud-key", "JumpCloud key", .prefixed(["jca_"], .base62, atLeast: 30)),
    Rule(
        "persona-key",
        "Persona key",
        .prefixed(["persona_production_", "persona_sandbox_"], .base64URL, atLeast: 30)
    ),
    Rule(
        "onfido-token",
        "Onfido token",
        .prefixed(
            ["api_live.", "api_sandbox.", "api_live_us.", "api_live_ca.", "api_sandbox_us."],
            .dotted,
            atLeast: 30
        )
    ),
    Rule("arcjet-key", "Arcjet key", .prefixed(["ajkey_"], .base62, atLeast: 20)),
    // The key of a site is shorter and public.
    Rule("turnstile-secret", "Turnstile secret", .exact(["0x4AAAAAAA"], .base64URL, count: 24...27)),
    Rule("hcaptcha-secret", "hCaptcha secret", .exact(["ES_"], .lowerHex, count: 32...32)),
    Rule(
        "intra42-secret",
        "42 Intra client secret",
        .exact(["s-s4t2ud-", "s-s4t2af-"], .lowerHex, count: 64...64)
    ),
    Rule(
        "settlemint-token",
        "SettleMint token",
        .exact(["sm_aat_", "sm_pat_", "sm_sat_"], .base62, count: 16...16)
    ),
]
