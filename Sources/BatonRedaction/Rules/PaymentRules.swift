/// Keys of payment and trade services, and payment cards.
let paymentRules: [Rule] = [
    // Publishable keys (pk_) are public.
    Rule(
        "stripe-key",
        "Stripe key",
        .prefixed(
            [
                "sk_live_", "sk_test_", "rk_live_", "rk_test_", "rk_prod_", "sk_org_live_",
                "sk_org_test_",
            ],
            .word,
            atLeast: 16
        )
    ),
    Rule(
        "production-key",
        "Secret key of production, as Liveblocks has it",
        .prefixed(["sk_prod_"], .base64URL, atLeast: 16)
    ),
    Rule(
        "stripe-ephemeral-key",
        "Stripe ephemeral key",
        .prefixed(["ek_live_", "ek_test_"], .word, atLeast: 20)
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
        ),
        form: "`access_token$production$`, 16 of `0-9a-z`, `$` and 32 of `0-9a-f`"
    ),
    Rule("lob-key", "Lob key", .exact(["live_", "test_"], .lowerHex, count: 35...35)),
    // Behind another prefix (`pk_live_`) it is another kind of key.
    Rule(
        "live-key",
        "Live key of a payment service",
        .shaped([Head("live_", .base62, 12)], expression: "(?<![_-])live_[A-Za-z0-9]{30,44}(?![A-Za-z0-9])"),
        form: "`live_` and 30 to 44 of `A-Za-z0-9`"
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
    Rule(
        "adyen-key",
        "Adyen key",
        .shaped(
            [Head(expression: "AQE[a-z]hm[A-Za-z0-9]{7}", length: 13)],
            expression:
                "AQE[a-z]hm[A-Za-z0-9+/]{40,200}={0,2}-[A-Za-z0-9+/]{20,100}={0,2}(?:-[A-Za-z0-9+/=]{8,100})?"
        ),
        form: "`AQE`, a letter, `hm`, and base64 in parts joined by `-`"
    ),
    Rule(
        "paddle-key",
        "Paddle key",
        .prefixed(["pdl_live_apikey_", "pdl_sdbx_apikey_", "pdl_ntfset_"], .word, atLeast: 30)
    ),
    Rule(
        "polar-token",
        "Polar token",
        .prefixed(
            ["polar_oat_", "polar_pat_", "polar_at_o_", "polar_at_u_", "polar_rt_"],
            .word,
            atLeast: 32
        )
    ),
    Rule("checkout-key", "Checkout.com key", .exact(["sk_sbox_"], .lower, count: 26...27)),
    Rule("xendit-key", "Xendit key", .prefixed(["xnd_production_", "xnd_development_"], .word, atLeast: 40)),
    Rule(
        "midtrans-key",
        "Midtrans server key",
        .prefixed(["Mid-server-", "SB-Mid-server-"], .base64URL, atLeast: 20)
    ),
    Rule(
        "cashfree-key",
        "Cashfree secret",
        .prefixed(["cfsk_ma_prod_", "cfsk_ma_test_"], .word, atLeast: 32)
    ),
    // The public key behind the same prefix is a UUID.
    Rule("mercadopago-token", "Mercado Pago token", .prefixed(["APP_USR-"], .base64URL, atLeast: 50)),
    Rule(
        "ramp-token",
        "Ramp token",
        .prefixed(["ramp_tok_", "ramp_sec_", "ramp_business_tok_"], .word, atLeast: 24)
    ),
    Rule("brex-token", "Brex token", .prefixed(["bxt_"], .base62, atLeast: 30)),
    Rule(
        "mercury-token",
        "Mercury token",
        .prefixed(
            ["secret-token:mercury_production_", "secret-token:mercury_sandbox_"],
            .dotted,
            atLeast: 30
        )
    ),
    Rule(
        "duffel-token",
        "Duffel token",
        .exact(["duffel_live_", "duffel_test_"], .base64URL, count: 43...43)
    ),
    Rule("woocommerce-key", "WooCommerce key", .exact(["ck_", "cs_"], .lowerHex, count: 40...40)),
    Rule("payment-card", "Payment card number", .card),
]
