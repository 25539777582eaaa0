/// Samples of rules whose form is an expression.
extension Sample {
    private static func uuid(_ random: inout SeededGenerator) -> String {
        [8, 4, 4, 4, 12].map { random.text(hex, $0) }.joined(separator: "-")
    }

    private static func jwt(_ claims: String, _ random: inout SeededGenerator) -> String {
        "eyJhbGciOiJSUzI1NiIsImtpZCI6I\(random.text(base62, 40)).\(claims)\(random.text(base62, 200))."
            + random.text(base62, 341) + random.text(digits, 1)
    }

    static let shaped: [Sample] = [
        Sample("stellar-secret") { "S\($0.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 55))" },
        Sample("sanity-token") { "sk\($0.text(base62, 160))" },
        Sample("lambda-key") { "secret_build_\($0.text(hex, 32)).\($0.text(base62, 32))" },
        Sample("asana-access-token") {
            "2/12\($0.text(digits, 14))/12\($0.text(digits, 14)):\($0.text(hex, 32))"
        },
        Sample("x-bearer-token") {
            String(repeating: "A", count: 21) + "M\($0.text(hex, 6))" + String(repeating: "A", count: 7)
                + "n\($0.text(base62, 24))%3D\($0.text(base62, 50))"
        },
        // An example of the Bitcoin wiki ("Wallet import format"); its checksum is right.
        Sample("bitcoin-wif") { _ in "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ" },
        Sample("fal-key") { "\(uuid(&$0)):\($0.text(hex, 32))" }, Sample("deepl-key") { "\(uuid(&$0)):fx" },
        Sample("copilot-token") {
            "tid=\($0.text(hex, 32));exp=17\($0.text(digits, 8));sku=free:\($0.text(base62, 40))"
        },
        Sample("harness-token") { "pat.\($0.text(base62, 22)).\($0.text(hex, 24)).\($0.text(base62, 20))" },
        Sample("harness-token") { "sat.\($0.text(base62, 22)).\($0.text(hex, 24)).\($0.text(base62, 20))" },
        Sample("cloudflare-origin-key") { "v1.0-\($0.text(hex, 24))-\($0.text(hex, 146))" },
        Sample("onepassword-key") {
            "A3-\($0.text(upper, 6))-\($0.text(upper, 6))-\($0.text(upper, 5))-\($0.text(upper, 5))-\($0.text(upper, 5))-\($0.text(upper, 5))"
        },
        Sample("azure-key") { "\($0.text(base62, 76))AZDO\($0.text(base62, 4))" },
        Sample("aws-mws-token") { "amzn.mws.\(uuid(&$0))" },
        Sample("firebase-server-key") { "AAAA\($0.text(base62, 7)):\($0.text(base62, 140))" },
        Sample("yandex-iam-token") { "t1.\($0.text(base62, 60)).\($0.text(base62, 86))" },
        Sample("akamai-token") { "akab-\($0.text(hex, 16))-\($0.text(hex, 16))" },
        Sample("azure-storage-key") { "\($0.text(base62, 76))+ASt\($0.text(base62, 6))==" },
        Sample("azure-batch-key") { "\($0.text(base62, 76))+ABa\($0.text(base62, 6))==" },
        Sample("azure-cosmos-key") { "\($0.text(base62, 76))ACDb\($0.text(base62, 6))==" },
        Sample("azure-service-bus-key") { "\($0.text(base62, 33))+ASb\($0.text(base62, 6))=" },
        Sample("azure-event-hub-key") { "\($0.text(base62, 33))+AEh\($0.text(base62, 6))=" },
        Sample("azure-relay-key") { "\($0.text(base62, 33))+ARm\($0.text(base62, 6))=" },
        Sample("azure-iot-key") { "\($0.text(base62, 33))AIoT\($0.text(base62, 6))=" },
        Sample("azure-redis-key") { "\($0.text(base62, 33))AzCa\($0.text(base62, 6))=" },
        Sample("azure-registry-password") { "\($0.text(base62, 42))+ACR\($0.text(base62, 6))" },
        Sample("azure-search-key") { "\($0.text(base62, 42))AzSe\($0.text(base62, 6))" },
        Sample("azure-function-key") { "\($0.text(base62, 44))AzFu\($0.text(base62, 6))==" },
        Sample("cockroach-key") { "CCDB1_\($0.text(base62, 22))_\($0.text(base62, 40))" },
        Sample("datastax-token") { "AstraCS:\($0.text(base62, 24)):\($0.text(hex, 64))" },
        Sample("vault-legacy-token") { "s.7\($0.text(base62, 20))B4x" },
        Sample("boundary-token") { "at_\($0.text(base62, 10))_\($0.text(base62, 120))" },
        Sample("kubernetes-token") { jwt("eyJhdWQiOlsi", &$0) },
        Sample("kubernetes-token") { jwt("eyJpc3MiOiJrdWJlcm5ldGVz", &$0) },
        Sample("rancher-token") { "token-\($0.text(hex, 5)):\($0.text(hex, 54))" },
        Sample("k3s-token") { "K10\($0.text(hex, 64))::server:\($0.text(hex, 32))" },
        Sample("infisical-token") { "st.\($0.text(hex, 24)).\($0.text(hex, 32)).\($0.text(hex, 32))" },
        Sample("bitwarden-token") { "0.\(uuid(&$0)).\($0.text(base62, 30)):\($0.text(base62, 22))==" },
        Sample("discord-token") { "MT\($0.text(base62, 22)).\($0.text(base62, 6)).\($0.text(base62, 38))" },
        Sample("discord-token") { "OD\($0.text(base62, 24)).\($0.text(base62, 6)).\($0.text(base62, 27))" },
        Sample("mailgun-token") { "\($0.text(hex, 32))-\($0.text(hex, 8))-\($0.text(hex, 8))" },
        Sample("ably-key") { "\($0.text(base62, 6)).\($0.text(base62, 6)):\($0.text(base62, 43))" },
        Sample("newrelic-license") { "eu01xx\($0.text(hex, 30))NRAL" },
        Sample("launchdarkly-key") { "sdk-\(uuid(&$0))" },
        Sample("launchdarkly-token") { "api-\(uuid(&$0))" },
        Sample("maxmind-key") { "\($0.text(base62, 6))_\($0.text(base62, 29))_mmk" },
        Sample("dynatrace-token") { "dt0c01.\($0.text(upper, 24)).\($0.text(upper, 64))" },
        Sample("clickup-token") { "pk_\($0.text(digits, 8))_\($0.text(upper, 32))" },
        Sample("ghost-key") { "\($0.text(hex, 24)):\($0.text(hex, 64))" },
        Sample("salesforce-token") { "00D\($0.text(base62, 12))!AQ\($0.text(base62, 90))" },
        Sample("salesforce-token") { "00D\($0.text(base62, 15))!AR\($0.text(base62, 90))" },
        Sample("zoho-token") { "1000.\($0.text(hex, 32)).\($0.text(hex, 32))" },
        Sample("close-key") { "api_\($0.text(base62, 21)).\($0.text(base62, 22))" },
        Sample("rapidapi-key") {
            "\($0.text(hex, 10))msh\($0.text(hex, 15))p1\($0.text(hex, 6))jsn\($0.text(hex, 12))"
        },
        Sample("ebay-secret") {
            "PRD-\($0.text(hex, 12))-\($0.text(hex, 4))-\($0.text(hex, 4))-\($0.text(hex, 4))-\($0.text(hex, 4))"
        },
        Sample("block-protocol-key") { "b10ck5.\($0.text(hex, 32)).\(uuid(&$0))" },
        Sample("paypal-token") { "access_token$production$\($0.text(hex, 16))$\($0.text(hex, 32))" },
        Sample("live-key") { "live_\($0.text(base62, 30))" },
        Sample("adyen-key") {
            "AQEyhm\($0.text(base62, 60))=-\($0.text(base62, 43))=-\($0.text(base62, 16))"
        },
        Sample("circle-key") { "LIVE_API_KEY:\($0.text(hex, 32)):\($0.text(hex, 32))" },
    ]

    /// Addresses whose last part is the secret.
    static let addresses: [Sample] = [
        Sample("infura-address") { "mainnet.infura.io/v3/\($0.text(hex, 32))" },
        Sample("alchemy-address") { "eth-mainnet.g.alchemy.com/v2/\($0.text(base62, 31))4" },
        Sample("quicknode-address") { "cool-red-star.quiknode.pro/\($0.text(hex, 40))" },
        Sample("chain-address") { "rpc.ankr.com/eth/\($0.text(hex, 64))" },
        Sample("signed-address") {
            "cdn.corp.dev/x?Expires=1767600000&Signature=\($0.text(base62, 340))__"
        },
        Sample("google-chat-webhook") {
            "chat.googleapis.com/v1/spaces/AA\($0.text(base62, 9))/messages?key=k\($0.text(base62, 20))&token=\($0.text(base62, 43))"
        },
        Sample("make-webhook") { "hook.eu1.make.com/\($0.text(hex, 32))" },
        Sample("ifttt-webhook") { "maker.ifttt.com/trigger/x/with/key/\($0.text(base62, 43))" },
        Sample("lark-webhook") { "open.feishu.cn/open-apis/bot/v2/hook/\(uuid(&$0))" },
        Sample("dingtalk-webhook") { "oapi.dingtalk.com/robot/send?access_token=\($0.text(hex, 64))" },
        Sample("wecom-webhook") { "qyapi.weixin.qq.com/cgi-bin/webhook/send?key=\(uuid(&$0))" },
        Sample("webex-webhook") { "webexapis.com/v1/webhooks/incoming/\($0.text(base62, 80))" },
        Sample("mattermost-webhook") {
            "chat.corp.org/hooks/\($0.text("abcdefghijkmnopqrstuwxyz13456789", 26))"
        },
        Sample("rocketchat-webhook") { "chat.corp.dev/hooks/6\($0.text(hex, 23))/\($0.text(base62, 43))" },
        Sample("n8n-webhook") { "n8n.corp.dev/webhook/\(uuid(&$0))" },
        Sample("healthchecks-address") { "hc-ping.com/\(uuid(&$0))" },
        Sample("betterstack-heartbeat") { "uptime.betterstack.com/api/v1/heartbeat/\($0.text(base62, 24))" },
        Sample("workato-webhook") { "www.workato.com/webhooks/rest/\(uuid(&$0))" },
        Sample("pumble-webhook") {
            "api.pumble.com/workspaces/\($0.text(hex, 24))/incomingWebhooks/postMessage/\($0.text(base62, 30))"
        },
        Sample("pipedream-webhook") { "eo\($0.text(hex, 11))1.m.pipedream.net" },
        Sample("slack-webhook") {
            "hooks.slack.com/services/T\($0.text(upper, 8))/B\($0.text(upper, 8))/\($0.text(base62, 24))"
        },
        Sample("discord-webhook") {
            "discord.com/api/webhooks/\($0.text(digits, 18))/\($0.text(base62, 68))"
        },
        Sample("teams-webhook") {
            "corp.webhook.office.com/webhookb2/\(uuid(&$0))@\(uuid(&$0))/IncomingWebhook/\($0.text(hex, 32))/\(uuid(&$0))"
        },
        Sample("zapier-webhook") { "hooks.zapier.com/hooks/catch/\($0.text(digits, 7))/\($0.text(hex, 7))" },
        Sample("azure-signature") {
            "prod-12.westeurope.logic.azure.com/workflows/\($0.text(hex, 32))/triggers/manual/paths/invoke?sv=1.0&sig=\($0.text(base62, 43))"
        },
        Sample("gitlab-session") { "git.corp.dev/ _gitlab_session=\($0.text(hex, 32))" },
        Sample("azure-account-key") {
            "acct;AccountKey=\($0.text(base62, 86))=="
        },
    ]
}
