/// Credentials of clouds, hosts, names and databases that have no form of their own.
let vendorCloudRules: [Rule] = [
    Rule(
        "lambda-key",
        "Lambda cloud key",
        .located([Head("secret_")], isSpecific: true) { bytes, start, end in
            guard isLeftBoundary(bytes, start) else { return nil }
            // A name that the owner chose, and two runs of 32 characters.
            let dot = ByteClass.base64URL.end(in: bytes, from: end, limit: end + 98)
            guard dot - end > 32, dot < bytes.count, bytes[dot] == UInt8(ascii: "."),
                (dot - 32..<dot).allSatisfy({ ByteClass.lowerHex.contains(bytes[$0]) }),
                bytes[dot - 33] == UInt8(ascii: "_")
            else { return nil }
            let stop = ByteClass.base62.end(in: bytes, from: dot + 1, limit: dot + 34)
            return stop - dot == 33 ? start..<stop : nil
        },
        kind: .form,
        form: "`secret_`, a name, `_`, 32 of `0-9a-f`, `.` and 32 of `A-Za-z0-9`"
    ),
    .vendorKey(
        "aws-secret-access-key",
        "AWS secret access key",
        ["aws_secret", "aws.secret", "aws-secret"],
        fullNames: ["aws_secret_access_key", "secretaccesskey", "secret_access_key"],
        .run(ByteClass("A-Za-z0-9+/"), 40)
    ),
    .vendorKey(
        "google-hmac-secret",
        "Google Cloud HMAC secret",
        ["gcs_", "gcp_", "goog_", "google_storage"],
        .run(ByteClass("A-Za-z0-9+/"), 40)
    ),
    .vendorKey(
        "cloudflare-legacy-key",
        "Cloudflare token or global key of the first form",
        ["cloudflare", "cf_api", "cf_token", "cf_key", "x-auth-key"],
        fullNames: ["x-auth-key"],
        .run(.base64URL, 40),
        .hex(37),
        .hex(64)
    ),
    .vendorKey(
        "digitalocean-legacy-key",
        "DigitalOcean key of the first form",
        ["digitalocean", "digital_ocean", "do_api", "do_token", "spaces_secret"],
        .hex(64),
        .run(ByteClass("A-Za-z0-9+/"), 43)
    ),
    .vendorKey(
        "alibaba-secret",
        "Alibaba Cloud access key secret",
        ["alibaba", "aliyun", "alicloud", "oss_access"],
        fullNames: ["accesskeysecret", "access_key_secret"],
        .run(.base62, 30)
    ),
    .vendorKey("tencent-secret", "Tencent Cloud secret key", ["tencent", "qcloud"], .run(.base62, 32)),
    .vendorKey(
        "huawei-secret",
        "Huawei Cloud secret key",
        ["huawei", "hwcloud", "hw_secret"],
        .run(.base62, 40)
    ),
    .vendorKey(
        "ibm-key",
        "IBM Cloud key",
        ["ibm_cloud", "ibmcloud", "ibm_api", "watson", "bluemix", "softlayer"],
        .run(.base64URL, 44),
        .hex(64)
    ),
    .vendorKey("ovh-key", "OVH application secret or consumer key", ["ovh"], .run(.base62, 32), .hex(32)),
    .vendorKey("scaleway-secret", "Scaleway secret key", ["scaleway", "scw_"], .uuid),
    .vendorKey("hetzner-token", "Hetzner Cloud token", ["hetzner", "hcloud"], .run(.base62, 64)),
    .vendorKey("linode-token", "Linode token", ["linode"], .hex(64)),
    .vendorKey("vultr-key", "Vultr key", ["vultr"], .run(.upper, 36)),
    .vendorKey(
        "yandex-secret",
        "Yandex Cloud secret key",
        ["yandex", "yc_", "ycloud"],
        .run(.base64URL, 38, prefix: "YC"),
        .run(.base64URL, 40)
    ),
    .vendorKey("exoscale-secret", "Exoscale secret key", ["exoscale"], .run(.base64URL, 43)),
    .vendorKey(
        "upcloud-password",
        "UpCloud token",
        ["upcloud"],
        .run(.base62, 32),
        .run(.base62, 26...40, prefix: "ucat_")
    ),
    .vendorKey("civo-key", "Civo key", ["civo_"], .run(.base62, 50)),
    .vendorKey(
        "equinix-token",
        "Equinix Metal token",
        ["equinix", "packet_auth", "metal_auth"],
        .run(.base62, 32)
    ),
    .vendorKey("akamai-secret", "Akamai client secret", ["akamai", "edgegrid"], .run(.anyBase64, 44)),
    .vendorKey("fastly-token", "Fastly token", ["fastly"], fullNames: ["fastly-key"], .run(.base64URL, 32)),
    .vendorKey(
        "bunny-key",
        "Bunny key",
        ["bunnycdn", "bunny_", "bunny.net"],
        .run(ByteClass("0-9a-f-"), 72),
        .uuid,
        .run(ByteClass("0-9a-f-"), 41)
    ),
    .vendorKey("cloudinary-secret", "Cloudinary secret", ["cloudinary"], .run(.base64URL, 27)),
    .vendorKey("imagekit-key", "ImageKit private key", ["imagekit"], .run(.base64, 28, prefix: "private_")),
    .vendorKey("uploadcare-key", "Uploadcare secret key", ["uploadcare"], .run(.lowerHex, 20)),
    .vendorKey("gandi-key", "Gandi key", ["gandi"], .run(.base62, 24), .run(.base62, 40)),
    .vendorKey("godaddy-key", "GoDaddy key", ["godaddy"], .run(.base62, 22), .run(.word, 35...37)),
    .vendorKey("namecheap-key", "Namecheap key", ["namecheap"], .hex(32)),
    .vendorKey("name-com-token", "Name.com token", ["namecom", "name_com", "name.com"], .hex(40)),
    .vendorKey("duckdns-token", "Duck DNS token", ["duckdns"], .uuid),
    .vendorKey("dnsmadeeasy-key", "DNS Made Easy key", ["dnsmadeeasy", "dme_"], .uuid),
    .vendorKey("ns1-key", "NS1 key", ["ns1_", "x-nsone-key"], fullNames: ["x-nsone-key"], .run(.base62, 20)),
    .vendorKey("heroku-legacy-key", "Heroku key of the first form", ["heroku"], .uuid),
    .vendorKey(
        "netlify-legacy-token",
        "Netlify token of the first form",
        ["netlify"],
        .run(.base64URL, 40...46)
    ),
    .vendorKey(
        "vercel-legacy-token",
        "Vercel token of the first form",
        ["vercel", "zeit_", "now_token"],
        .run(.base62, 24)
    ),
    .vendorKey("railway-token", "Railway token", ["railway"], .uuid),
    .vendorKey("koyeb-token", "Koyeb token", ["koyeb"], .run(.lower, 64)),
    .vendorKey("ngrok-token", "ngrok token", ["ngrok"], .run(.word, 43...50)),
    .vendorKey("zerotier-token", "ZeroTier token", ["zerotier"], .run(.base62, 32)),
    .vendorKey(
        "convex-key",
        "Convex deploy key",
        ["convex"],
        .run(ByteClass("A-Za-z0-9|:_=+/-"), 40...200, prefix: "prod:"),
        .run(ByteClass("A-Za-z0-9|:_=+/-"), 40...200, prefix: "dev:")
    ),
    .vendorKey("hasura-secret", "Hasura admin secret", ["hasura"], .run(.base62, 64)),
    .vendorKey("upstash-token", "Upstash token", ["upstash"], .run(.anyBase64, 40...120)),
    .vendorKey("algolia-key", "Algolia key", ["algolia"], fullNames: ["x-algolia-api-key"], .hex(32)),
    .vendorKey(
        "meilisearch-key",
        "Meilisearch key",
        ["meilisearch", "meili_"],
        .hex(64),
        .run(.base64URL, 43)
    ),
    .vendorKey("typesense-key", "Typesense key", ["typesense"], .run(.base62, 32...48)),
    .vendorKey("influxdb-token", "InfluxDB token", ["influx"], .run(.base64URL, 86), .run(.anyBase64, 88)),
    .vendorKey(
        "confluent-legacy-secret",
        "Confluent Cloud secret of the first form",
        ["confluent"],
        .run(ByteClass("A-Za-z0-9+/"), 64)
    ),
    .vendorKey("fivetran-secret", "Fivetran secret", ["fivetran"], .run(.base62, 32), .run(.base62, 16)),
    .vendorKey("snowflake-token", "Snowflake token", ["snowflake"], .run(.anyBase64, 180...400)),
    .vendorKey(
        "planetscale-legacy-token",
        "PlanetScale service token",
        ["planetscale", "pscale"],
        .run(.base62, 43)
    ),
    .vendorKey(
        "elastic-legacy-key",
        "Elasticsearch key",
        ["elasticsearch", "elastic_"],
        .run(.anyBase64, 60)
    ),
    .vendorKey(
        "consul-token",
        "Consul or Nomad token",
        ["consul", "nomad_"],
        fullNames: ["x-consul-token", "x-nomad-token", "consul_http_token"],
        .uuid
    ),
    .vendorKey("hcp-secret", "HashiCorp Cloud secret", ["hcp_"], .run(.base64URL, 64)),
    .vendorKey(
        "kubeadm-token",
        "Bootstrap token of a cluster",
        ["kubeadm join", "bootstrap-token", "bootstrap_token"],
        fullNames: ["bootstrap-token", "bootstrap_token"],
        .run(ByteClass("a-z0-9."), 23)
    ),
]
