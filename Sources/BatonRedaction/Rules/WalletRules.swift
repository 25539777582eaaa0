/// Private keys of wallets that tell what they are; extended keys are among the general rules.
let walletRules: [Rule] = [
    Rule(
        "nostr-key",
        "Nostr private key",
        .exact(["nsec1"], .lower, count: 58...58),
        checksum: .bech32
    ),
    Rule(
        "sui-key",
        "Sui private key",
        .exact(["suiprivkey1"], .lower, count: 56...66),
        checksum: .bech32
    ),
    Rule(
        "cardano-key",
        "Cardano private key",
        .prefixed(
            [
                "ed25519_sk1", "ed25519e_sk1", "addr_xsk1", "root_xsk1", "acct_xsk1", "stake_xsk1",
                "addr_sk1",
                "stake_sk1",
            ],
            .lower,
            atLeast: 50
        ),
        checksum: .bech32
    ),
    Rule(
        "tezos-key",
        "Tezos private key",
        .exact(["edsk", "spsk", "p2sk"], .base62, count: 50...94),
        checksum: .base58
    ),
    Rule(
        "wallet-test-key",
        "Extended private key of a wallet, its less usual forms",
        .exact(["tprv", "yprv", "uprv", "vprv"], .base62, count: 107...107),
        checksum: .base58
    ),
    // Bitcoin wiki, "Wallet import format": 51 characters, or 52 for a compressed public key.
    Rule(
        "bitcoin-wif",
        "Private key of a wallet in Wallet Import Format",
        .run(
            [
                RunShape(51...51, beginning: "5"), RunShape(52...52, beginning: "K"),
                RunShape(52...52, beginning: "L"),
            ],
            expression: "(?:5[HJK][1-9A-HJ-NP-Za-km-z]{49}|[KL][1-9A-HJ-NP-Za-km-z]{51})(?![A-Za-z0-9])"
        ),
        form: "`5`, `K` or `L` and 50 or 51 of base58, with a right checksum",
        checksum: .base58
    ),
    Rule(
        "stellar-secret",
        "Stellar secret seed",
        .run([RunShape(56...56, beginning: "S")], expression: "S[A-Z2-7]{55}"),
        form: "`S` and 55 of `A-Z2-7`"
    ),
    Rule(
        "circle-key",
        "Circle key",
        .shaped(
            [Head("LIVE_API_KEY:"), Head("TEST_API_KEY:"), Head("SAND_API_KEY:")],
            expression: "(?:LIVE|TEST|SAND)_API_KEY:[0-9a-f]{32}:[0-9a-f]{32}"
        ),
        form: "`LIVE_API_KEY:` or `TEST_API_KEY:`, 32 of `0-9a-f`, `:` and 32 more"
    ),
    Rule(
        "crossmint-key",
        "Crossmint key",
        .prefixed(["sk_production_", "sk_staging_", "sk_development_"], .base62, atLeast: 40)
    ),
    Rule("coingecko-key", "CoinGecko key", .exact(["CG-"], .base62, count: 24...24)),
]
