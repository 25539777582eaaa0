/// Credentials of clouds, databases as a service, secret stores and networks.
let cloudRules: [Rule] = [
    Rule(
        "aws-key-id",
        "AWS access key id",
        // Amazon's own examples end so.
        .shaped(
            ["AKIA", "ASIA", "ABIA", "ACCA"].map { Head($0, .upper, 3) },
            expression: "A(?:KI|SI|BI|CC)A(?![A-Z0-9]{9}EXAMPLE)[A-Z0-9]{16}(?![A-Za-z0-9])"
        ),
        form: "`AKIA`, `ASIA`, `ABIA` or `ACCA` and 16 of `A-Z0-9`, not ending with `EXAMPLE`"
    ),
    Rule(
        "aws-session-token",
        "AWS session token",
        .prefixed(["IQoJb3JpZ2lu", "FwoGZXIvYXdz", "FQoGZXIvYXdz"], .base64, atLeast: 60)
    ),
    Rule("aws-bedrock-key", "AWS Bedrock key", .prefixed(["ABSKQmVkcm9ja0FQSUtleS"], .base64, atLeast: 60)),
    Rule("google-api-key", "Google API key", .exact(["AIza"], .base64URL, count: 35...35)),
    Rule(
        "google-client-secret",
        "Google OAuth client secret",
        .prefixed(["GOCSPX-"], .base64URL, atLeast: 24)
    ),
    Rule("google-access-token", "Google access token", .prefixed(["ya29."], .dotted, atLeast: 24)),
    Rule("google-refresh-token", "Google refresh token", .prefixed(["1//0"], .base64URL, atLeast: 36)),
    Rule(
        "azure-client-secret",
        "Microsoft Entra client secret",
        .shaped(
            [Head(expression: #"[78]Q~[A-Za-z0-9_~.-]{8}"#, length: 14)],
            expression: #"[A-Za-z0-9_~.-]{3}[78]Q~[A-Za-z0-9_~.-]{31,34}"#
        ),
        form: "3 characters, `7Q~` or `8Q~`, and 31 to 34 of `A-Za-z0-9_~.-`"
    ),
    // The marks sit in the middle of a key of 84 characters, and near its end.
    Rule(
        "azure-key",
        "Azure service key or DevOps token",
        .shaped(
            [Head(expression: "JQQJ99", length: 58), Head(expression: "AZDO[A-Za-z0-9]{4}", length: 84)],
            expression: "[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}|[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{24,26}"
        ),
        form: "84 characters of `A-Za-z0-9` with `JQQJ99` or `AZDO` at its place"
    ),
    Rule(
        "azure-account-key",
        "Azure storage, Service Bus or Cosmos key",
        .shaped(
            [Head("AccountKey=", caseless: true), Head("SharedAccessKey=", caseless: true)],
            expression: #"(?i:AccountKey|SharedAccessKey)=([A-Za-z0-9+/%]{20,}={0,2})"#
        ),
        form: "base64 behind `AccountKey=` or `SharedAccessKey=`"
    ),
    Rule(
        "cloudflare-token",
        "Cloudflare token",
        .prefixed(["cfut_", "cfat_", "cfk_"], .base64URL, atLeast: 36)
    ),
    Rule(
        "cloudflare-origin-key",
        "Cloudflare origin CA key",
        .shaped(
            [Head(expression: #"v1\.0-[0-9a-f]{24}-"#, length: 30)],
            expression: #"v1\.0-[0-9a-f]{24}-[0-9a-f]{140,150}"#
        ),
        form: "`v1.0-`, 24 of `0-9a-f`, `-` and 140 to 150 more"
    ),
    Rule(
        "digitalocean-token",
        "DigitalOcean token",
        .exact(["dop_v1_", "doo_v1_", "dor_v1_"], .lowerHex, count: 64...64)
    ),
    Rule("alibaba-key-id", "Alibaba Cloud access key id", .exact(["LTAI"], .base62, count: 12...26)),
    Rule("tencent-key-id", "Tencent Cloud secret id", .exact(["AKID"], .base62, count: 32...32)),
    Rule("vault-token", "Vault token", .prefixed(["hvs.", "hvb.", "hvr."], .base64URL, atLeast: 24)),
    Rule(
        "onepassword-token",
        "1Password service account token",
        .prefixed(["ops_eyJ"], .anyBase64, atLeast: 100)
    ),
    Rule(
        "onepassword-key",
        "1Password secret key",
        .shaped(
            [Head("A3-", .upper, 6)],
            expression:
                "A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}"
        ),
        form: "`A3-` and groups of `A-Z0-9` joined by `-`"
    ),
    Rule("tailscale-key", "Tailscale key", .prefixed(["tskey-"], .base64URL, atLeast: 20)),
    Rule(
        "vercel-token",
        "Vercel token",
        .prefixed(["vcp_", "vci_", "vca_", "vcr_", "vck_"], .base62, atLeast: 24)
    ),
    Rule("vercel-blob-token", "Vercel Blob token", .prefixed(["vercel_blob_rw_"], .word, atLeast: 30)),
    Rule(
        "netlify-token",
        "Netlify token",
        .prefixed(["nfp_", "nfc_", "nfo_", "nfu_", "nfb_"], .base62, atLeast: 36)
    ),
    Rule(
        "fly-token",
        "Fly.io token",
        .prefixed(["fm1r_", "fm1a_", "fm2_", "fo1_"], .anyBase64, atLeast: 36)
    ),
    Rule("render-key", "Render key", .prefixed(["rnd_"], .base62, atLeast: 28)),
    Rule("heroku-key", "Heroku key", .prefixed(["HRKU-"], .base64URL, atLeast: 36)),
    Rule(
        "supabase-token",
        "Supabase token or secret key",
        .prefixed(["sbp_", "sb_secret_"], .base64URL, atLeast: 20)
    ),
    Rule("neon-key", "Neon key", .prefixed(["napi_"], .base62, atLeast: 40)),
    Rule(
        "planetscale-token",
        "PlanetScale password or token",
        .prefixed(["pscale_pw_", "pscale_tkn_", "pscale_oauth_"], .dotted, atLeast: 32)
    ),
    Rule("databricks-token", "Databricks token", .exact(["dapi"], .lowerHex, count: 32...32)),
    Rule("prefect-key", "Prefect key", .exact(["pnu_", "pnb_"], .base62, count: 36...36)),
    Rule(
        "age-secret-key",
        "age identity",
        .prefixed(["AGE-SECRET-KEY-1", "AGE-SECRET-KEY-PQ-1"], .upper, atLeast: 50),
        checksum: .bech32
    ),
    Rule("aws-appsync-key", "AWS AppSync key", .exact(["da2-"], .lower, count: 26...26)),
    Rule(
        "aws-bedrock-session-key",
        "AWS Bedrock key of a session",
        .prefixed(["bedrock-api-key-"], .base64, atLeast: 40)
    ),
    Rule(
        "aws-mws-token",
        "Amazon MWS token",
        .prefixed(["amzn.mws."], ByteClass("0-9a-f-"), atLeast: 36)
    ),
    Rule(
        "amazon-client-secret",
        "Login with Amazon client secret",
        .prefixed(["amzn1.oa2-cs.v1."], .lowerHex, atLeast: 60)
    ),
    Rule(
        "amazon-seller-token",
        "Amazon selling partner token",
        .prefixed(["Atza|", "Atzr|"], .anyBase64, atLeast: 60)
    ),
    Rule(
        "google-authorization-code",
        "Google authorization code",
        .prefixed(["4/0A"], .base64URL, atLeast: 60)
    ),
    Rule("google-hmac-key-id", "Google Cloud HMAC key id", .exact(["GOOG1E"], .upper, count: 55...55)),
    Rule(
        "firebase-server-key",
        "Firebase Cloud Messaging server key",
        .shaped(
            [Head(expression: "AAAA[A-Za-z0-9_-]{7}:[A-Za-z0-9_-]{12}", length: 24, hint: 4)],
            expression: "AAAA[A-Za-z0-9_-]{7}:[A-Za-z0-9_-]{134,}"
        ),
        form: "`AAAA`, 7 characters, `:` and 134 or more of `A-Za-z0-9_-`"
    ),
    Rule("alibaba-session-key-id", "Alibaba Cloud STS key id", .prefixed(["STS."], .base62, atLeast: 20)),
    Rule("yandex-api-key", "Yandex Cloud API key", .exact(["AQVN"], .base64URL, count: 35...38)),
    Rule(
        "yandex-iam-token",
        "Yandex Cloud IAM token",
        .shaped(
            [Head("t1.", .base64URL, 12)],
            expression: "t1[.][A-Za-z0-9_-]{12,2000}={0,2}[.][A-Za-z0-9_-]{86}={0,2}"
        ),
        form: "`t1.`, a body, `.` and 86 of `A-Za-z0-9_-`"
    ),
    Rule(
        "yandex-oauth-token",
        "Yandex OAuth token",
        .exact(["y0_", "y1_", "y2_", "y3_"], .base64URL, count: 39...59)
    ),
    Rule("scaleway-key-id", "Scaleway access key id", .exact(["SCW"], .upper, count: 17...17)),
    Rule("exoscale-key-id", "Exoscale access key id", .exact(["EXO"], .lowerHex, count: 24...26)),
    Rule(
        "backblaze-key",
        "Backblaze B2 key",
        .exact(["K001", "K002", "K003", "K004", "K005"], ByteClass("A-Za-z0-9/+"), count: 27...27)
    ),
    Rule("dnsimple-token", "DNSimple token", .prefixed(["dnsimple_u_", "dnsimple_a_"], .word, atLeast: 30)),
    Rule("porkbun-key", "Porkbun key", .exact(["sk1_", "pk1_"], .lowerHex, count: 64...64)),
    Rule(
        "akamai-token",
        "Akamai token",
        .shaped([Head("akab-", .lower, 12)], expression: "akab-[a-z0-9]{16}-[a-z0-9]{16}"),
        form: "`akab-`, 16 characters, `-` and 16 characters"
    ),
    Rule("scalingo-token", "Scalingo token", .exact(["tk-us-"], .base64URL, count: 48...48)),
    Rule("netbird-token", "NetBird token", .exact(["nbp_"], .base62, count: 36...36)),
    Rule("defined-networking-key", "Defined Networking key", .prefixed(["dnkey-"], .base64URL, atLeast: 70)),
    Rule(
        "cloudflare-tunnel-token",
        "Cloudflare tunnel token",
        // {"a":"…
        .prefixed(["eyJhIjoi"], .base64, atLeast: 100)
    ),
]
