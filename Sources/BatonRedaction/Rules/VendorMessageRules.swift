/// Keys of services for messages that have no form of their own.
let vendorMessageRules: [Rule] = [
    .vendorKey("twilio-token", "Twilio auth token", ["twilio"], .hex(32), .run(.base62, 32)),
    .vendorKey("slack-signing-secret", "Slack signing or client secret", ["slack"], .hex(32)),
    .vendorKey("discord-secret", "Discord client secret", ["discord"], .run(.base64URL, 32)),
    .vendorKey("mattermost-token", "Mattermost token", ["mattermost"], .run(.lower, 26)),
    .vendorKey("zulip-key", "Zulip key", ["zulip"], .run(.base62, 32)),
    .vendorKey(
        "matrix-token",
        "Matrix access token",
        ["matrix_"],
        .run(.word, 30...60, prefix: "syt_"),
        .run(.word, 30...60, prefix: "mct_")
    ),
    .vendorKey(
        "line-token",
        "LINE channel secret or token",
        ["line_channel", "line_bot", "line_access", "line_token"],
        .hex(32),
        .run(.base64, 168...180)
    ),
    .vendorKey("vonage-secret", "Vonage secret", ["vonage", "nexmo"], .run(.base62, 16)),
    .vendorKey("plivo-token", "Plivo token", ["plivo"], .run(.base62, 40)),
    .vendorKey("messagebird-key", "MessageBird key", ["messagebird", "message_bird"], .run(.base62, 25)),
    .vendorKey(
        "postmark-token",
        "Postmark token",
        ["postmark"],
        fullNames: ["x-postmark-server-token", "x-postmark-account-token"],
        .uuid
    ),
    .vendorKey("sparkpost-key", "SparkPost key", ["sparkpost"], .hex(40)),
    .vendorKey(
        "mailjet-key",
        "Mailjet key",
        ["mailjet", "mj_apikey"],
        fullNames: ["mj_apikey_private", "mj_apikey_public"],
        .hex(32)
    ),
    .vendorKey("mailgun-legacy-key", "Mailgun key known by its name", ["mailgun"], .hex(32)),
    .vendorKey("mandrill-legacy-key", "Mandrill key of the first form", ["mandrill"], .run(.base64URL, 22)),
    .vendorKey("mailtrap-token", "Mailtrap token", ["mailtrap"], .hex(32)),
    .vendorKey("loops-key", "Loops key", ["loops_"], .hex(32)),
    .vendorKey(
        "elastic-email-key",
        "Elastic Email key",
        ["elasticemail", "elastic_email"],
        .run(.upper, 96),
        .uuid
    ),
    .vendorKey(
        "convertkit-key",
        "ConvertKit key",
        ["convertkit"],
        .run(.base64URL, 22),
        .run(.base64URL, 43)
    ),
    .vendorKey("activecampaign-key", "ActiveCampaign key", ["activecampaign", "active_campaign"], .hex(72)),
    .vendorKey("iterable-key", "Iterable key", ["iterable"], .hex(32)),
    .vendorKey("braze-key", "Braze key", ["braze_"], .uuid),
    .vendorKey(
        "customerio-key",
        "Customer.io key",
        ["customerio", "customer_io", "customer.io"],
        .hex(32),
        .run(.lower, 20)
    ),
    .vendorKey("sendbird-token", "Sendbird token", ["sendbird"], .hex(40)),
    .vendorKey(
        "getstream-secret",
        "Stream secret",
        ["getstream", "stream_api", "stream_secret"],
        .run(.lower, 64)
    ),
    .vendorKey("pusher-secret", "Pusher secret", ["pusher"], .hex(20)),
    .vendorKey("agora-secret", "Agora certificate", ["agora_"], .hex(32)),
    .vendorKey("daily-key", "Daily key", ["daily_api", "daily-api"], .hex(64)),
    .vendorKey("zoom-secret", "Zoom secret", ["zoom_"], .run(.base62, 32), .run(.base64URL, 22)),
    .vendorKey("freshdesk-key", "Freshdesk key", ["freshdesk", "freshservice"], .run(.base62, 20)),
    .vendorKey("zendesk-token", "Zendesk token", ["zendesk"], .run(.base62, 40)),
    .vendorKey("intercom-secret", "Intercom secret", ["intercom"], .uuid, .run(.base64URL, 60)),
]
