/// Keys of services for sign-in and for money, without a form of their own.
let vendorAccountRules: [Rule] = [
    .vendorKey(
        "okta-token",
        "Okta token",
        ["okta"],
        fullNames: ["authorization: ssws"],
        .run(.base64URL, 40, prefix: "00"),
        .run(.base64URL, 40),
        .run(.base64URL, 64)
    ),
    .vendorKey("auth0-secret", "Auth0 client secret", ["auth0"], .run(.base64URL, 64...66)),
    .vendorKey("fusionauth-key", "FusionAuth key", ["fusionauth", "fusion_auth"], .run(.base64URL, 43...86)),
    .vendorKey("keycloak-secret", "Keycloak client secret", ["keycloak"], .run(.base62, 32), .uuid),
    .vendorKey("descope-key", "Descope key", ["descope"], .run(.base62, 60...110, prefix: "K")),
    .vendorKey("frontegg-key", "Frontegg key", ["frontegg"], .uuid),
    .vendorKey("onelogin-secret", "OneLogin secret", ["onelogin"], .hex(64)),
    .vendorKey("duo-secret", "Duo secret key", ["duo_"], .run(.base62, 40)),
    .vendorKey("jumpcloud-legacy-key", "JumpCloud key of the first form", ["jumpcloud"], .hex(40)),
    .vendorKey(
        "recaptcha-secret",
        "reCAPTCHA secret",
        ["recaptcha_secret", "recaptcha_private", "recaptchasecret"],
        fullNames: ["recaptcha_secret", "recaptchasecret"],
        .run(.base64URL, 38, prefix: "6L")
    ),
    .vendorKey(
        "entra-secret",
        "Microsoft Entra or Graph secret",
        ["azure_client", "azure_ad", "entra_"],
        .run(ByteClass("A-Za-z0-9_.~-"), 34...44)
    ),
    .vendorKey(
        "facebook-secret",
        "Facebook or Meta app secret",
        ["facebook", "fb_app", "meta_app"],
        .hex(32)
    ),
    .vendorKey(
        "twitter-secret",
        "Twitter or X key, secret or token",
        ["twitter", "x_api", "x_consumer", "x_access"],
        .run(.base62, 25),
        .run(.base62, 45),
        .run(.base62, 50),
        .run(ByteClass("A-Za-z0-9-"), 40...72),
        .run(ByteClass("A-Za-z0-9%"), 80...130, prefix: "AAAA")
    ),
    .vendorKey(
        "linkedin-legacy-secret",
        "LinkedIn client secret of the first form",
        ["linkedin"],
        .run(.base62, 16)
    ),
    .vendorKey("spotify-secret", "Spotify client secret", ["spotify"], .hex(32)),
    .vendorKey(
        "reddit-secret",
        "Reddit client secret",
        ["reddit"],
        .run(.base64URL, 27),
        .run(.base64URL, 30)
    ),
    .vendorKey("twitch-secret", "Twitch client secret or token", ["twitch"], .run(.lower, 30)),
    .vendorKey("strava-secret", "Strava client secret or token", ["strava"], .hex(40)),
    .vendorKey(
        "apple-id-password",
        "Apple app-specific password",
        ["apple_id", "appleid", "fastlane", "notarytool", "altool"],
        .run(ByteClass("a-z-"), 19)
    ),
    .vendorKey("braintree-key", "Braintree private key", ["braintree"], .hex(32)),
    .vendorKey(
        "paypal-secret",
        "PayPal client secret",
        ["paypal"],
        .run(.base64URL, 79...80, prefix: "E"),
        .run(.base64URL, 80)
    ),
    .vendorKey("razorpay-secret", "Razorpay secret", ["razorpay"], .run(.base62, 24)),
    .vendorKey(
        "mollie-key",
        "Mollie key",
        ["mollie"],
        .run(.base62, 30, prefix: "test_"),
        .run(.base62, 30, prefix: "live_")
    ),
    .vendorKey(
        "gocardless-token",
        "GoCardless token",
        ["gocardless"],
        .run(.base64URL, 40, prefix: "live_"),
        .run(.base64URL, 40, prefix: "sandbox_")
    ),
    .vendorKey("plaid-secret", "Plaid secret", ["plaid"], .hex(30)),
    .vendorKey("wise-token", "Wise token", ["wise_", "transferwise"], .uuid),
    .vendorKey("recurly-key", "Recurly key", ["recurly"], .hex(32)),
    .vendorKey(
        "chargebee-key",
        "Chargebee key",
        ["chargebee"],
        .run(.base62, 30...50, prefix: "live_"),
        .run(.base62, 30...50, prefix: "test_")
    ),
    .vendorKey("dwolla-secret", "Dwolla secret", ["dwolla"], .run(.base62, 50)),
    .vendorKey(
        "coinbase-key",
        "Coinbase key or secret",
        ["coinbase"],
        .run(.base64URL, 64),
        .run(.base62, 16),
        .run(.base62, 32),
        .uuid,
        .run(.anyBase64, 88)
    ),
    .vendorKey("binance-key", "Binance key or secret", ["binance"], .run(.base62, 64)),
    .vendorKey(
        "kraken-secret",
        "Kraken key or secret",
        ["kraken"],
        .run(.base64, 56),
        .run(.base64, 80...90)
    ),
    .vendorKey("kucoin-secret", "KuCoin key or secret", ["kucoin"], .uuid, .hex(24)),
    .vendorKey("okx-secret", "OKX key or secret", ["okx_", "okex"], .uuid, .run(.upper, 32)),
    .vendorKey("bybit-secret", "Bybit key or secret", ["bybit"], .run(.base62, 18), .run(.base62, 36)),
    .vendorKey("bitfinex-secret", "Bitfinex key or secret", ["bitfinex"], .run(.base62, 43)),
    .vendorKey(
        "coinmarketcap-key",
        "CoinMarketCap key",
        ["coinmarketcap", "cmc_pro", "cmc_api"],
        fullNames: ["x-cmc_pro_api_key"],
        .uuid
    ),
    .vendorKey(
        "etherscan-key",
        "Etherscan key",
        ["etherscan", "polygonscan", "bscscan", "arbiscan", "basescan"],
        .run(.upper, 34)
    ),
    .vendorKey("infura-key", "Infura key", ["infura"], .hex(32)),
    .vendorKey("alchemy-key", "Alchemy key", ["alchemy_", "alchemy-"], .run(.base64URL, 32)),
    .vendorKey("helius-key", "Helius key", ["helius"], .uuid),
    .vendorKey(
        "ethereum-key",
        "Ethereum private key",
        ["ethereum", "eth_private", "wallet_private", "deployer_", "metamask"],
        fullNames: ["private_key", "privatekey"],
        .run(.hex, 64, prefix: "0x"),
        .run(.hex, 64)
    ),
    .vendorKey(
        "bitcoin-key",
        "Bitcoin private key",
        ["bitcoin", "btc_"],
        fullNames: ["wif"],
        checksum: .base58,
        .run(.base62, 51...52)
    ),
    .vendorKey("solana-key", "Solana private key", ["solana"], .run(.base62, 86...88)),
    .vendorKey(
        "alpaca-secret",
        "Alpaca secret",
        ["alpaca", "apca"],
        fullNames: ["apca-api-secret-key", "apca_api_secret_key"],
        .run(.base62, 40),
        .run(.base62, 44)
    ),
    .vendorKey("finnhub-key", "Finnhub key", ["finnhub"], .run(.lower, 20), .run(.lower, 40)),
    .vendorKey("alphavantage-key", "Alpha Vantage key", ["alphavantage", "alpha_vantage"], .run(.upper, 16)),
    .vendorKey(
        "polygon-key",
        "Polygon.io key",
        ["polygon_", "polygonio", "massive_api"],
        .run(.base64URL, 32)
    ),
    .vendorKey("tiingo-key", "Tiingo key", ["tiingo"], .hex(40)),
]
