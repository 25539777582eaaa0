/// Keys of databases and of what moves data between them.
let databaseRules: [Rule] = [
    Rule(
        "mongodb-atlas-secret",
        "MongoDB Atlas service secret",
        .prefixed(["mdb_sa_sk_"], .base64URL, atLeast: 30)
    ),
    Rule(
        "cockroach-key",
        "CockroachDB Cloud key",
        .shaped([Head("CCDB1_", .base62, 12)], expression: "CCDB1_[A-Za-z0-9]{22}_[A-Za-z0-9]{40}"),
        form: "`CCDB1_`, 22 characters, `_` and 40 characters"
    ),
    Rule("aiven-password", "Aiven service password", .prefixed(["AVNS_"], .base64URL, atLeast: 15)),
    Rule("clickhouse-key", "ClickHouse Cloud key", .exact(["4b1d"], .base62, count: 38...38)),
    Rule("fauna-secret", "Fauna secret", .exact(["fnA"], .base64URL, count: 37...39)),
    Rule("xata-key", "Xata key", .prefixed(["xau_"], .base62, atLeast: 30)),
    Rule(
        "datastax-token",
        "DataStax Astra token",
        .shaped([Head("AstraCS:", .base62, 12)], expression: "AstraCS:[A-Za-z0-9]{20,30}:[0-9a-f]{64}"),
        form: "`AstraCS:`, an id, `:` and 64 of `0-9a-f`"
    ),
    Rule("elastic-key", "Elastic Cloud key", .prefixed(["essu_"], .base64, atLeast: 40)),
    Rule("confluent-secret", "Confluent Cloud secret", .exact(["cflt"], .base64, count: 60...60)),
    Rule("materialize-password", "Materialize password", .exact(["mzp_"], .lowerHex, count: 64...64)),
    Rule("tinybird-token", "Tinybird token", .prefixed(["p.eyJ"], .dotted, atLeast: 60)),
    Rule("dbt-token", "dbt Cloud token", .prefixed(["dbtc_", "dbts_", "dbtu_"], .anyBase64, atLeast: 30)),
    Rule("hex-token", "Hex token", .prefixed(["hxtp_", "hxtw_"], .lowerHex, atLeast: 60)),
    Rule("appwrite-key", "Appwrite key", .prefixed(["standard_"], .lowerHex, atLeast: 128)),
]
