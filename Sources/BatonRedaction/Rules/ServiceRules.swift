/// Tokens of monitoring, office and other services.
let serviceRules: [Rule] = [
    Rule("sentry-token", "Sentry token", .prefixed(["sntrys_", "sntryu_"], .anyBase64, atLeast: 40)),
    Rule(
        "grafana-token",
        "Grafana token",
        .prefixed(["glsa_", "glc_"], .anyBase64, atLeast: 32),
        checksum: .grafana
    ),
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
        ),
        form: "`dt0c01.` or the like, an id, `.` and 64 of `A-Z0-9`"
    ),
    Rule("axiom-token", "Axiom token", .prefixed(["xaat-", "xapt-"], .base64URL, atLeast: 36)),
    Rule(
        "launchdarkly-key",
        "LaunchDarkly key",
        .shaped(
            [Head("sdk-", .lowerHex, 8)],
            expression: "sdk-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
        ),
        form: "`sdk-` and a UUID"
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
        .run(
            [RunShape(64...64, before: ".", lead: 18)],
            expression: "pat[A-Za-z0-9]{14}[.][0-9a-f]{64}"
        ),
        form: "`pat`, 14 characters, `.` and 64 of `0-9a-f`"
    ),
    Rule(
        "hubspot-token",
        "HubSpot token",
        .shaped(
            [Head(expression: "pat-(?:na|eu|ap)[0-9]-[0-9a-f]{8}", length: 16, hint: 4)],
            expression: "pat-(?:na|eu|ap)[0-9]-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
        ),
        form: "`pat-na1-` or the like and a UUID"
    ),
    Rule(
        "clickup-token",
        "ClickUp token",
        .shaped([Head("pk_", .digits, 6)], expression: "pk_[0-9]{6,10}_[A-Z0-9]{32}"),
        form: "`pk_`, 6 to 10 digits, `_` and 32 of `A-Z0-9`"
    ),
    Rule("contentful-token", "Contentful token", .prefixed(["CFPAT-"], .base64URL, atLeast: 40)),
    Rule("mapbox-token", "Mapbox secret token", .prefixed(["sk.eyJ"], .dotted, atLeast: 60)),
    Rule("dropbox-token", "Dropbox token", .prefixed(["sl.u.", "sl."], .base64URL, atLeast: 100)),
    Rule("zuplo-key", "Zuplo key", .prefixed(["zpka_"], .word, atLeast: 36)),
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
        ),
        form: "the path behind `hooks.zapier.com/hooks/catch/`"
    ),
    Rule("adobe-secret", "Adobe client secret", .exact(["p8e-", "p8-"], .base64URL, count: 32...32)),
    Rule("builder-key", "Builder.io private key", .exact(["bpk-"], .lowerHex, count: 32...32)),
    // An id and a secret of Ghost's Admin API.
    Rule(
        "ghost-key",
        "Ghost admin key",
        .run(
            [RunShape(64...64, before: ":", lead: 25)],
            expression: "[0-9a-f]{24}:[0-9a-f]{64}(?![0-9a-f])"
        ),
        form: "24 of `0-9a-f`, `:` and 64 more"
    ),
    Rule(
        "salesforce-token",
        "Salesforce session or access token",
        .shaped(
            [
                Head(expression: "00D[A-Za-z0-9]{12}!A[A-Za-z0-9]", length: 18),
                Head(expression: "00D[A-Za-z0-9]{15}!A[A-Za-z0-9]", length: 21),
            ],
            expression: "00D[A-Za-z0-9]{12,15}!A[A-Za-z0-9._]{70,2000}[A-Za-z0-9]"
        ),
        form: "`00D`, the rest of an id, `!` and 70 or more of `A-Za-z0-9._`"
    ),
    Rule(
        "salesforce-refresh-token",
        "Salesforce refresh token",
        .prefixed(["5Aep861"], .dotted, atLeast: 60)
    ),
    Rule(
        "zoho-token",
        "Zoho token",
        .shaped([Head("1000.", .lowerHex, 32)], expression: "1000[.][0-9a-f]{32}[.][0-9a-f]{32}"),
        form: "`1000.`, 32 of `0-9a-f`, `.` and 32 more"
    ),
    Rule(
        "close-key",
        "Close key",
        .shaped(
            [Head("api_", .base62, 20)],
            expression: "api_[A-Za-z0-9]{20,22}[.][A-Za-z0-9]{20,22}(?![A-Za-z0-9])"
        ),
        form: "`api_`, 20 to 22 characters, `.` and 20 to 22 more"
    ),
    Rule("clearbit-key", "Clearbit key", .exact(["sk_"], .lowerHex, count: 32...32)),
    Rule("cal-key", "Cal.com key", .exact(["cal_live_", "cal_"], .lowerHex, count: 32...32)),
    Rule("meta-token", "Facebook or Meta access token", .prefixed(["EAA"], .base62, atLeast: 100)),
    Rule("instagram-token", "Instagram access token", .prefixed(["IGQV", "IGAA"], .base64URL, atLeast: 100)),
    Rule(
        "linkedin-secret",
        "LinkedIn client secret",
        .prefixed(["WPL_AP1.", "WPL_AP0."], .bearer, atLeast: 16)
    ),
    Rule("pinterest-token", "Pinterest token", .prefixed(["pina_", "pinr_"], .base62, atLeast: 40)),
    // The marks are at fixed places.
    Rule(
        "rapidapi-key",
        "RapidAPI key",
        .shaped(
            [Head(expression: "msh[0-9a-f]{15}p1", length: 30)],
            expression: "[0-9a-f]{10}msh[0-9a-f]{15}p1[0-9a-f]{6}jsn[0-9a-f]{12}"
        ),
        form: "50 characters of `0-9a-f` with `msh`, `p1` and `jsn` among them"
    ),
    Rule("gitbook-token", "GitBook token", .prefixed(["gb_api_"], .base62, atLeast: 30)),
    Rule("ebay-token", "eBay user token", .prefixed(["v^1.1#"], ByteClass("A-Za-z0-9+/=#^"), atLeast: 60)),
    Rule(
        "ebay-secret",
        "eBay certificate id",
        .shaped(
            [Head("PRD-", .lowerHex, 12), Head("SBX-", .lowerHex, 12)],
            expression: "(?:PRD|SBX)-[0-9a-f]{12}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}"
        ),
        form: "`PRD-` or `SBX-`, 12 of `0-9a-f` and four groups of 4"
    ),
    Rule("wix-key", "Wix key", .prefixed(["IST.eyJ"], .dotted, atLeast: 100)),
    Rule("samsara-token", "Samsara token", .prefixed(["samsara_api_"], .base62, atLeast: 24)),
    Rule("riot-key", "Riot Games key", .exact(["RGAPI-"], ByteClass("0-9A-Fa-f-"), count: 36...36)),
    Rule(
        "roblox-cookie",
        "Roblox session cookie",
        .prefixed(["WARNING:-DO-NOT-SHARE-THIS."], ByteClass("A-Za-z0-9|_.,-"), atLeast: 200)
    ),
    Rule(
        "block-protocol-key",
        "Block Protocol key",
        .shaped([Head("b10ck5.", .lowerHex, 12)], expression: "b10ck5[.][0-9a-f]{32}[.][0-9a-f-]{36}"),
        form: "`b10ck5.`, 32 of `0-9a-f`, `.` and a UUID"
    ),
    Rule(
        "sanity-token",
        "Sanity token",
        .run([RunShape(152...202, beginning: "sk")], expression: "sk[A-Za-z0-9]{150,200}"),
        form: "`sk` and 150 to 200 of `A-Za-z0-9`"
    ),
    Rule("tally-key", "Tally key", .exact(["tly-"], .base62, count: 32...64)),
]
