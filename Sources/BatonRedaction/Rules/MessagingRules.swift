/// Tokens of chat, mail and telephone services.
let messagingRules: [Rule] = [
    Rule(
        "slack-token",
        "Slack token",
        .prefixed(
            [
                "xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxc-", "xoxe-", "xoxe.xoxp-", "xoxe.xoxb-",
                "xapp-",
            ],
            .base64URL,
            atLeast: 20
        )
    ),
    // The value of a cookie, so percent-encoded.
    Rule(
        "slack-cookie",
        "Slack session cookie",
        .shaped([Head("xoxd-", .base62, 8)], expression: "xoxd-(?:[A-Za-z0-9+/_-]|%2[BbFf]|%3[Dd]){20,}")
    ),
    Rule(
        "slack-webhook",
        "Slack webhook",
        .shaped(
            [Head("hooks.slack.com/"), Head("hooks.slack-gov.com/")],
            expression: "hooks[.]slack(?:-gov)?[.]com/(?:services|workflows|triggers)/([A-Za-z0-9_/-]{20,})"
        )
    ),
    Rule(
        "discord-webhook",
        "Discord webhook",
        .shaped(
            [Head("discord.com/api/webhooks/"), Head("discordapp.com/api/webhooks/")],
            expression: "discord(?:app)?[.]com/api/webhooks/([0-9]{15,22}/[A-Za-z0-9_-]{40,})"
        )
    ),
    Rule(
        "teams-webhook",
        "Microsoft Teams webhook",
        .shaped(
            [Head("webhook.office.com/")],
            expression: "webhook[.]office[.]com/webhookb2/([A-Za-z0-9@/_-]{60,})"
        )
    ),
    // The bot's number has 8 to 10 digits.
    Rule(
        "telegram-token",
        "Telegram bot token",
        .shaped(
            [44, 45, 46].map { Head(expression: ":AA[A-Za-z0-9_-]{33}", length: $0) },
            expression: "[0-9]{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])"
        )
    ),
    Rule("twilio-key", "Twilio key", .exact(["SK"], .lowerHex, count: 32...32)),
    Rule(
        "sendgrid-key",
        "SendGrid key",
        .shaped([Head("SG.", .base64URL, 16)], expression: "SG[.][A-Za-z0-9_-]{16,32}[.][A-Za-z0-9_-]{16,64}")
    ),
    Rule("mailgun-key", "Mailgun key", .exact(["key-"], .lower, count: 32...32)),
    Rule(
        "mailchimp-key",
        "Mailchimp key",
        .shaped(
            [Head(expression: "[0-9a-f]-us[0-9]", length: 36)],
            expression: "[0-9a-f]{32}-us[0-9]{1,2}(?![0-9A-Za-z])"
        )
    ),
    Rule("brevo-key", "Brevo key", .prefixed(["xkeysib-", "xsmtpsib-"], .base64URL, atLeast: 60)),
    Rule(
        "resend-key",
        "Resend key",
        .shaped(
            [Head(expression: "re_[A-Za-z0-9]{8}_[A-Za-z0-9]{8}", length: 20, hint: 3)],
            expression: "re_[A-Za-z0-9]{8}_[A-Za-z0-9]{20,}"
        )
    ),
]
