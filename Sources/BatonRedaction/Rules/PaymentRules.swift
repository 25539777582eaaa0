/// Keys of payment and trade services, and payment cards.
let paymentRules: [Rule] = [
    // Publishable keys (pk_) are public.
    Rule(
        "stripe-key",
        "Stripe key",
        .prefixed(
            [
                "sk_live_", "sk_test_", "rk_live_", "rk_test_", "sk_prod_", "rk_prod_", "sk_org_live_",
                "sk_org_test_",
            ],
            .word,
            atLeast: 16
        )
    ),
    Rule("webhook-secret", "Webhook signing secret", .prefixed(["whsec_"], .base64, atLeast: 20)),
    Rule("square-token", "Square token", .prefixed(["sq0atp-", "sq0csp-"], .base64URL, atLeast: 22)),
    Rule(
        "shopify-token",
        "Shopify token",
        .prefixed(["shpat_", "shpss_", "shpca_", "shppa_", "shptka_", "shpua_"], .hex, atLeast: 32)
    ),
    Rule(
        "paypal-token",
        "PayPal or Braintree token",
        .shaped(
            [Head("access_token$production$"), Head("access_token$sandbox$")],
            expression: "access_token[$](?:production|sandbox)[$][0-9a-z]{16}[$][0-9a-f]{32}"
        )
    ),
    // Behind another prefix (`pk_live_`) it is another kind of key.
    Rule(
        "live-key",
        "Live key of a payment service",
        .shaped([Head("live_", .base62, 12)], expression: "(?<![_-])live_[A-Za-z0-9]{30,44}(?![A-Za-z0-9])")
    ),
    Rule(
        "flutterwave-key",
        "Flutterwave key",
        .prefixed(["FLWSECK-", "FLWSECK_TEST-"], .base64URL, atLeast: 24)
    ),
    Rule("razorpay-key", "Razorpay key", .exact(["rzp_live_", "rzp_test_"], .base62, count: 14...14)),
    Rule(
        "plaid-token",
        "Plaid token",
        .prefixed(["access-production-", "access-sandbox-"], .base64URL, atLeast: 32)
    ),
    Rule("easypost-key", "EasyPost key", .exact(["EZAK", "EZTK"], .base62, count: 54...54)),
    Rule(
        "shippo-token",
        "Shippo token",
        .prefixed(["shippo_live_", "shippo_test_"], .lowerHex, atLeast: 40)
    ),
    Rule("payment-card", "Payment card number", .card),
]
