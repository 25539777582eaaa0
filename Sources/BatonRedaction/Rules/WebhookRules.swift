/// Addresses that let everybody who knows them write to a chat or start an automation.
let webhookRules: [Rule] = [
    .address(
        "google-chat-webhook",
        "Google Chat webhook",
        ["chat.googleapis.com/v1/spaces/"],
        ByteClass("A-Za-z0-9/?&=%_.-"),
        atLeast: 40
    ),
    .address(
        "make-webhook",
        "Make webhook",
        [
            "hook.eu1.make.com/", "hook.eu2.make.com/", "hook.us1.make.com/", "hook.us2.make.com/",
            "hook.integromat.com/", "hook.make.com/",
        ],
        .lower,
        atLeast: 24
    ),
    .address(
        "ifttt-webhook",
        "IFTTT webhook key",
        ["/with/key/", "/json/with/key/"],
        .base64URL,
        atLeast: 20
    ),
    .address(
        "lark-webhook",
        "Feishu or Lark webhook",
        [
            "open.feishu.cn/open-apis/bot/v2/hook/", "open.larksuite.com/open-apis/bot/v2/hook/",
            "open.feishu.cn/open-apis/bot/hook/",
        ],
        ByteClass("0-9A-Za-z-"),
        atLeast: 30
    ),
    .address(
        "dingtalk-webhook",
        "DingTalk webhook",
        ["oapi.dingtalk.com/robot/send?access_token="],
        .base62,
        atLeast: 40
    ),
    .address(
        "wecom-webhook",
        "WeCom webhook",
        ["qyapi.weixin.qq.com/cgi-bin/webhook/send?key="],
        ByteClass("0-9A-Za-z-"),
        atLeast: 30
    ),
    .address(
        "webex-webhook",
        "Webex webhook",
        ["webexapis.com/v1/webhooks/incoming/", "api.ciscospark.com/v1/webhooks/incoming/"],
        .base64URL,
        atLeast: 40
    ),
    Rule(
        "mattermost-webhook",
        "Mattermost webhook",
        .located([Head("/hooks/", .lower, 8)], isSpecific: true) { bytes, start, end in
            let first = start + 7
            let stop = ByteClass.lower.end(in: bytes, from: end, limit: first + 27)
            guard stop - first == 26, stop == bytes.count || !ByteClass.word.contains(bytes[stop]) else {
                return nil
            }
            let value = Value(bytes, first..<stop)
            return value.digits > 1 && value.distinct >= 8 && !value.isPlaceholder ? first..<stop : nil
        },
        form: "`/hooks/` and 26 of `a-z0-9`"
    ),
    .address(
        "rocketchat-webhook",
        "Rocket.Chat webhook",
        ["/hooks/6", "/hooks/5"],
        ByteClass("A-Za-z0-9/"),
        atLeast: 40
    ),
    .address(
        "n8n-webhook",
        "n8n webhook",
        ["/webhook/", "/webhook-test/"],
        ByteClass("0-9a-f-"),
        atLeast: 36
    ),
    .address(
        "infura-address",
        "Address of an Infura project",
        ["infura.io/v3/", "infura.io/ws/v3/"],
        .lowerHex,
        atLeast: 32
    ),
    .address(
        "alchemy-address",
        "Address of an Alchemy application",
        [".g.alchemy.com/v2/", ".g.alchemy.com/nft/v2/", ".g.alchemy.com/nft/v3/", ".alchemyapi.io/v2/"],
        .base64URL,
        atLeast: 28
    ),
    .address(
        "quicknode-address",
        "Address of a QuickNode endpoint",
        [".quiknode.pro/"],
        .lowerHex,
        atLeast: 32
    ),
    .address(
        "chain-address",
        "Address of a node of Ankr, GetBlock, Chainstack or dRPC",
        [
            "rpc.ankr.com/eth/", "rpc.ankr.com/multichain/", "rpc.ankr.com/bsc/", "rpc.ankr.com/polygon/",
            "go.getblock.io/", "core.chainstack.com/", ".p2pify.com/",
        ],
        .lowerHex,
        atLeast: 32
    ),
    .address(
        "signed-address",
        "Long signature of an address",
        ["&Signature=", "?Signature=", "X-Goog-Signature="],
        ByteClass("A-Za-z0-9_~%-"),
        atLeast: 200
    ),
    .address(
        "healthchecks-address",
        "Healthchecks ping address",
        ["hc-ping.com/"],
        ByteClass("0-9a-f-"),
        atLeast: 36
    ),
    .address(
        "betterstack-heartbeat",
        "Better Stack heartbeat",
        ["uptime.betterstack.com/api/v1/heartbeat/", "betteruptime.com/api/v1/heartbeat/"],
        .base62,
        atLeast: 20
    ),
    .address(
        "workato-webhook",
        "Workato webhook",
        ["workato.com/webhooks/rest/", "workato.com/webhooks/notify/"],
        ByteClass("A-Za-z0-9/_-"),
        atLeast: 30
    ),
    .address(
        "pumble-webhook",
        "Pumble webhook",
        ["api.pumble.com/workspaces/"],
        ByteClass("A-Za-z0-9/_-"),
        atLeast: 60
    ),
    Rule(
        "pipedream-webhook",
        "Pipedream webhook",
        .located([Head(".m.pipedream.net")], isSpecific: true) { bytes, start, _ in
            var first = start
            while first > 0, start - first < 24, ByteClass.lower.contains(bytes[first - 1]) { first -= 1 }
            let value = Value(bytes, first..<start)
            return value.count >= 12 && value.count <= 20 && value.digits > 0 ? first..<start : nil
        },
        form: "12 to 20 of `a-z0-9` before `.m.pipedream.net`"
    ),
]
