/// Keys of services that watch programs and people who use them.
let monitoringRules: [Rule] = [
    Rule(
        "grafana-legacy-key",
        "Grafana key of the first form",
        // {"k":"…
        .prefixed(["eyJrIjoi"], .base64, atLeast: 60)
    ),
    Rule(
        "newrelic-license",
        "New Relic license key",
        .shaped(
            [Head(expression: "[0-9a-f]{8}NRAL", length: 40)],
            expression: "[0-9a-zA-Z]{6}[0-9a-f]{30}NRAL"
        ),
        form: "6 characters, 30 of `0-9a-f` and `NRAL`"
    ),
    Rule("checkly-key", "Checkly key", .exact(["cu_"], .lowerHex, count: 32...32)),
    Rule("posthog-secret", "PostHog secret of feature flags", .prefixed(["phs_"], .base62, atLeast: 32)),
    Rule("coralogix-key", "Coralogix key", .prefixed(["cxtp_", "cxup_"], .base62, atLeast: 28)),
    Rule("incident-io-key", "incident.io key", .exact(["inc_"], .lowerHex, count: 64...64)),
    Rule("rootly-key", "Rootly key", .exact(["rootly_"], .lowerHex, count: 64...64)),
    Rule("honeybadger-token", "Honeybadger token", .prefixed(["hbp_"], .base62, atLeast: 36)),
    Rule("statsig-secret", "Statsig secret", .prefixed(["secret-", "console-"], .base62, atLeast: 40)),
    Rule("flagsmith-key", "Flagsmith server key", .exact(["ser."], .base62, count: 22...22)),
    Rule(
        "launchdarkly-token",
        "LaunchDarkly access token",
        .shaped(
            [Head("api-", .lowerHex, 8)],
            expression: "api-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
        ),
        form: "`api-` and a UUID"
    ),
    Rule(
        "maxmind-key",
        "MaxMind license key",
        .shaped(
            [Head(expression: "[A-Za-z0-9]{8}_mmk", length: 40)],
            expression: "[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk"
        ),
        form: "6 characters, `_`, 29 characters and `_mmk`"
    ),
]
