/// Tokens of monitoring, office and other services.
let serviceRules: [Rule] = [
    Rule("sentry-token", "Sentry token", .prefixed(["sntrys_", "sntryu_"], .anyBase64, atLeast: 40)),
    Rule("grafana-token", "Grafana token", .prefixed(["glsa_", "glc_"], .anyBase64, atLeast: 32)),
    Rule(
        "newrelic-key",
        "New Relic key",
        .prefixed(["NRAK-", "NRII-", "NRRA-", "NRSP-"], .base64URL, atLeast: 20)
    ),
    Rule("honeycomb-key", "Honeycomb key", .prefixed(["hcaik_", "hcxik_", "hcamk_"], .lower, atLeast: 40)),
    Rule("posthog-key", "PostHog personal key", .prefixed(["phx_"], .base62, atLeast: 36)),
    Rule(
        "dynatrace-token",
        "Dynatrace token",
        .shaped(
            [Head("dt0c01."), Head("dt0s16."), Head("dt0s01.")],
            expression: "dt0[cs][0-9]{2}[.][A-Z0-9-]{8,32}[.][A-Z0-9]{64}"
        )
    ),
    Rule("axiom-token", "Axiom token", .prefixed(["xaat-", "xapt-"], .base64URL, atLeast: 36)),
    Rule(
        "launchdarkly-key",
        "LaunchDarkly key",
        .shaped(
            [Head("sdk-", .lowerHex, 8)],
            expression: "sdk-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
        )
    ),
    Rule("linear-key", "Linear key", .prefixed(["lin_api_", "lin_oauth_"], .base62, atLeast: 32)),
    Rule("notion-token", "Notion token", .prefixed(["ntn_"], .base62, atLeast: 36)),
    Rule("notion-secret", "Notion integration secret", .exact(["secret_"], .base62, count: 43...43)),
    Rule(
        "figma-token",
        "Figma token",
        .prefixed(["figd_", "figdr_", "figoh_", "figor_", "figo_"], .base64URL, atLeast: 32)
    ),
    Rule(
        "airtable-token",
        "Airtable token",
        .shaped(
            [Head(expression: #"pat[A-Za-z0-9]{14}\.[0-9a-f]{8}"#, length: 26, hint: 3)],
            expression: "pat[A-Za-z0-9]{14}[.][0-9a-f]{64}"
        )
    ),
    Rule(
        "hubspot-token",
        "HubSpot token",
        .shaped(
            [Head(expression: "pat-(?:na|eu|ap)[0-9]-[0-9a-f]{8}", length: 16, hint: 4)],
            expression: "pat-(?:na|eu|ap)[0-9]-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
        )
    ),
    Rule(
        "clickup-token",
        "ClickUp token",
        .shaped([Head("pk_", .digits, 6)], expression: "pk_[0-9]{6,10}_[A-Z0-9]{32}")
    ),
    Rule("contentful-token", "Contentful token", .prefixed(["CFPAT-"], .base64URL, atLeast: 40)),
    Rule("mapbox-token", "Mapbox secret token", .prefixed(["sk.eyJ"], .dotted, atLeast: 60)),
    Rule("dropbox-token", "Dropbox token", .prefixed(["sl.u.", "sl.B"], .base64URL, atLeast: 100)),
    Rule("typeform-token", "Typeform token", .prefixed(["tfp_"], .dotted, atLeast: 40)),
    Rule("readme-key", "ReadMe key", .prefixed(["rdme_"], .lower, atLeast: 60)),
    Rule("frameio-token", "Frame.io token", .prefixed(["fio-u-"], .base64URL, atLeast: 60)),
    Rule("adafruit-key", "Adafruit IO key", .exact(["aio_"], .base62, count: 28...28)),
    Rule(
        "trigger-key",
        "Trigger.dev key",
        .prefixed(["tr_prod_", "tr_dev_", "tr_stg_"], .base62, atLeast: 20)
    ),
    Rule(
        "inngest-key",
        "Inngest signing key",
        .prefixed(["signkey-prod-", "signkey-test-"], .lowerHex, atLeast: 32)
    ),
    Rule(
        "stytch-secret",
        "Stytch secret",
        .prefixed(["secret-live-", "secret-test-"], .base64URL, atLeast: 36)
    ),
    Rule(
        "zapier-webhook",
        "Zapier webhook",
        .shaped(
            [Head("hooks.zapier.com/")],
            expression: "hooks[.]zapier[.]com/hooks/catch/([0-9]+/[a-z0-9]{6,})"
        )
    ),
]
