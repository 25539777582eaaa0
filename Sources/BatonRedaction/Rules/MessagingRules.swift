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
        .shaped([Head("xoxd-", .base62, 8)], expression: "xoxd-(?:[A-Za-z0-9+/_-]|%2[BbFf]|%3[Dd]){20,}"),
        form: "`xoxd-` and 20 or more of base64, percent-encoded"
    ),
    Rule(
        "slack-webhook",
        "Slack webhook",
        .shaped(
            [Head("hooks.slack.com/"), Head("hooks.slack-gov.com/")],
            expression: "hooks[.]slack(?:-gov)?[.]com/(?:services|workflows|triggers)/([A-Za-z0-9_/-]{20,})"
        ),
        form: "the path behind `hooks.slack.com/services/`, `/workflows/` or `/triggers/`"
    ),
    Rule(
        "discord-webhook",
        "Discord webhook",
        .shaped(
            [Head("discord.com/api/webhooks/"), Head("discordapp.com/api/webhooks/")],
            expression: "discord(?:app)?[.]com/api/webhooks/([0-9]{15,22}/[A-Za-z0-9_-]{40,})"
        ),
        form: "the id and token behind `discord.com/api/webhooks/`"
    ),
    Rule(
        "teams-webhook",
        "Microsoft Teams webhook",
        .shaped(
            [Head("webhook.office.com/")],
            expression: "webhook[.]office[.]com/webhookb2/([A-Za-z0-9@/_-]{60,})"
        ),
        form: "the path behind `webhook.office.com/webhookb2/`"
    ),
    // The bot's number has 8 to 10 digits.
    Rule(
        "telegram-token",
        "Telegram bot token",
        // The number stands behind `bot` in addresses.
        .located([Head(expression: ":AA[A-Za-z0-9_-]{33}", length: 36)], isSpecific: true) {
            bytes,
            start,
            end in
            guard end == bytes.count || !ByteClass.base64URL.contains(bytes[end]) else { return nil }
            var first = start
            while first > 0, start - first < 11, ByteClass.digits.contains(bytes[first - 1]) { first -= 1 }
            return (8...10).contains(start - first) ? first..<end : nil
        },
        kind: .form,
        form: "8 to 10 digits, `:AA` and 33 of `A-Za-z0-9_-`"
    ),
    Rule(
        "twilio-key",
        "Twilio key",
        .run([RunShape(34...34, beginning: "SK")], expression: "SK[0-9a-f]{32}"),
        form: "`SK` and 32 of `0-9a-f`"
    ),
    Rule(
        "sendgrid-key",
        "SendGrid key",
        .shaped(
            [Head("SG.", .base64URL, 16)],
            expression: "SG[.][A-Za-z0-9_-]{16,32}[.][A-Za-z0-9_-]{16,64}"
        ),
        form: "`SG.`, 16 to 32 characters, `.` and 16 to 64 of `A-Za-z0-9_-`"
    ),
    Rule("mailgun-key", "Mailgun key", .exact(["key-"], .lower, count: 32...32)),
    Rule(
        "mailchimp-key",
        "Mailchimp key",
        .run(
            [RunShape(32...32, after: "-us")],
            expression: "[0-9a-f]{32}-us[0-9]{1,2}(?![0-9A-Za-z])"
        ),
        form: "32 of `0-9a-f`, `-us` and 1 or 2 digits"
    ),
    Rule("brevo-key", "Brevo key", .prefixed(["xkeysib-", "xsmtpsib-"], .base64URL, atLeast: 60)),
    Rule(
        "resend-key",
        "Resend key",
        .shaped(
            [Head(expression: "re_[A-Za-z0-9]{8}_[A-Za-z0-9]{8}", length: 20, hint: 3)],
            expression: "re_[A-Za-z0-9]{8}_[A-Za-z0-9]{20,}"
        ),
        form: "`re_`, 8 characters, `_` and 20 or more of `A-Za-z0-9`"
    ),
    // An id in base64, a time and a signature; the id has 24 to 26 characters.
    Rule(
        "discord-token",
        "Discord bot token",
        .run(
            [
                RunShape(24...26, beginning: "M", after: "."), RunShape(24...26, beginning: "N", after: "."),
                RunShape(24...26, beginning: "O", after: "."),
            ],
            expression: "[MNO][A-Za-z0-9_-]{23,25}[.][A-Za-z0-9_-]{6}[.][A-Za-z0-9_-]{27,38}(?![A-Za-z0-9_-])"
        ),
        form: "`M`, `N` or `O` and 23 to 25 characters, 6 characters and 27 to 38 characters, joined by `.`"
    ),
    Rule(
        "mailgun-token",
        "Mailgun key of the second form",
        .run(
            [RunShape(32...32, after: "-")],
            expression: "[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}(?![0-9a-f-])"
        ),
        form: "32, 8 and 8 of `0-9a-f` joined by `-`"
    ),
    Rule("mandrill-key", "Mandrill key", .exact(["md-"], .base64URL, count: 22...22)),
    Rule("mailersend-token", "MailerSend token", .exact(["mlsn."], .lowerHex, count: 64...64)),
    Rule("smtp2go-key", "SMTP2GO key", .exact(["api-"], .upper, count: 32...32)),
    Rule("zeptomail-key", "ZeptoMail key", .prefixed(["Zoho-enczapikey "], .anyBase64, atLeast: 40)),
    Rule("klaviyo-key", "Klaviyo private key", .exact(["pk_"], .lowerHex, count: 34...34)),
    Rule("onesignal-key", "OneSignal key", .prefixed(["os_v2_app_", "os_v2_org_"], .lower, atLeast: 80)),
    Rule("pubnub-secret", "PubNub secret key", .prefixed(["sec-c-"], .anyBase64, atLeast: 40)),
    Rule(
        "ably-key",
        "Ably key",
        .run(
            [RunShape(43...43, before: ":", lead: 14)],
            expression: "[A-Za-z0-9_-]{6}[.][A-Za-z0-9_-]{6}:[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])"
        ),
        form: "6 characters, `.`, 6 characters, `:` and 43 of `A-Za-z0-9_-`"
    ),
    Rule("telnyx-key", "Telnyx key", .prefixed(["KEY01"], .word, atLeast: 40)),
    Rule(
        "intercom-token",
        "Intercom token",
        .prefixed(["dG9rOg", "dG9rOj", "dG9rOm"], .base64, atLeast: 40)
    ),
    Rule(
        "x-bearer-token",
        "Bearer token of an X (Twitter) application",
        .located([Head(expression: "A{20}[B-Za-z0-9]", length: 21)], isSpecific: true) { bytes, _, end in
            var first = end - 1
            while first > 0, end - first < 25, bytes[first - 1] == UInt8(ascii: "A") { first -= 1 }
            guard end - first < 25, isLeftBoundary(bytes, first) else { return nil }
            // The padding of its first half, as such or encoded, stands in the middle.
            let half = ByteClass("A-Za-z0-9+/").end(in: bytes, from: end, limit: first + 90)
            var middle = half + 1
            if half >= bytes.count || bytes[half] != UInt8(ascii: "=") {
                var index = end
                while index + 2 < bytes.count, index < first + 90,
                    !(bytes[index] == UInt8(ascii: "%") && bytes[index + 1] == UInt8(ascii: "3"))
                {
                    guard ByteClass.base64.contains(bytes[index]) || bytes[index] == UInt8(ascii: "%") else {
                        return nil
                    }
                    index += 1
                }
                middle = index + 3
            }
            guard middle < bytes.count, middle - first >= 40 else { return nil }
            let stop = ByteClass.base62.end(in: bytes, from: middle, limit: middle + 70)
            return stop - middle >= 36 && Value(bytes, end..<stop).entropy > 3.5 ? first..<stop : nil
        },
        kind: .form,
        form: "20 to 23 of `A`, an application's number, 6 of `A`, base64, `%3D` and 40 to 60 of `A-Za-z0-9`"
    ),
    Rule("retell-key", "Retell key", .exact(["key_"], .lowerHex, count: 28...28)),
    Rule("kit-key", "Kit key", .exact(["kit_"], .lowerHex, count: 32...32)),
]
