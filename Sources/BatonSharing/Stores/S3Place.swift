internal import HTTP
internal import Platform

/// Where a bucket is, and how its objects are addressed.
struct S3Place {
    let bucket: String
    let endpoint: HTTPURL
    /// Whether the bucket's name is the first part of the host, else of the path.
    let isHostStyle: Bool
    let region: String

    init(_ source: StoreSource, profile: AWSProfile?) throws {
        let settings = source.settings
        bucket = try source.text("bucket")
        // A name that could lead out of its part of an address is none (AWS, "Bucket naming rules", widened by `_`).
        guard (1...255).contains(bucket.utf8.count), !bucket.contains(".."), !bucket.hasPrefix("."),
            bucket.utf8.allSatisfy(Self.isNameByte)
        else { throw source.problem("'bucket' is no name of a bucket") }
        let region =
            settings.text("region") ?? source.context.variable("AWS_REGION")
            ?? source.context.variable("AWS_DEFAULT_REGION") ?? profile?["region"] ?? "us-east-1"
        guard (1...64).contains(region.utf8.count), region.utf8.allSatisfy(Self.isNameByte) else {
            throw source.problem("'region' is no name of a region")
        }
        self.region = region
        endpoint = try source.address("endpoint", default: "https://s3.\(region).amazonaws.com")
        let isAWS = endpoint.host.hasSuffix(".amazonaws.com") || endpoint.host.hasSuffix(".amazonaws.com.cn")
        switch settings.text("style") {
        case "host": isHostStyle = true
        case "path": isHostStyle = false
        // A certificate for *.s3… does not cover a name with a dot.
        default: isHostStyle = isAWS && !bucket.contains(".")
        }
        if isHostStyle, endpoint.host.first == "[" || endpoint.host.utf8.allSatisfy(Self.isAddressByte) {
            throw source.problem("an endpoint that is a numeric address needs 'style: path'")
        }
    }

    /// The host as requests name it, with a port that is not the scheme's own.
    var host: String {
        let port = endpoint.port == (endpoint.scheme == "https" ? 443 : 80) ? "" : ":\(endpoint.port)"
        return (isHostStyle ? bucket + "." : "") + endpoint.host + port
    }

    /// The path of an object, encoded.
    func path(of key: String) -> String {
        var base = endpoint.path
        while base.hasSuffix("/") { base.removeLast() }
        return base + (isHostStyle ? "/" : "/\(bucket)/") + SignatureV4.encodedPath(key)
    }

    /// An address of the bucket.
    func address(path: String, query: String) -> String {
        "\(endpoint.scheme)://\(host)\(path)\(query.isEmpty ? "" : "?" + query)"
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func isAddressByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: ".")
    }
}
