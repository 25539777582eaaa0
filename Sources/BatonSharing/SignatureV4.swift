internal import Age
internal import Digest

/// Who somebody is to a service of the AWS kind.
struct AWSCredentials {
    let accessKey: String
    let secretKey: SecretText
    let sessionToken: SecretText?
}

/// Signature Version 4 of AWS for S3, from its reference ("Authenticating Requests: AWS Signature Version 4").
///
/// Computed here and not by libcurl: its `CURLOPT_AWS_SIGV4` signed paths with `=` and unsorted queries wrongly until
/// 8.x.
struct SignatureV4 {
    /// A request as it is signed.
    struct Request {
        let method: String
        /// Host, and port where it is not the scheme's own.
        let host: String
        /// The path, encoded by ``encodedPath(_:)``.
        let path: String
        /// Names and values, not encoded.
        var query: [(name: String, value: String)] = []
        /// Header lines that are signed besides `host`.
        var headers: [(name: String, value: String)] = []
        /// The digest of the body in hexadecimal digits, or a word that stands for it.
        var payload: String
    }

    let credentials: AWSCredentials
    let region: String
    /// The time of the request as `20260228T103015Z`.
    let time: String

    static let algorithm = "AWS4-HMAC-SHA256"
    /// Stands for the digest of a body that is not signed.
    static let unsigned = "UNSIGNED-PAYLOAD"
    /// The digest of an empty body.
    static let empty = SHA256.hex([])

    /// The header lines that make a request known, with those that it had.
    func signedHeaders(of request: Request) -> [(name: String, value: String)] {
        var request = request
        request.headers += [
            (name: "x-amz-content-sha256", value: request.payload), (name: "x-amz-date", value: time),
        ]
        if let token = credentials.sessionToken {
            request.headers.append((name: "x-amz-security-token", value: token.revealedText()))
        }
        let value =
            "\(Self.algorithm) Credential=\(credentials.accessKey)/\(scope), SignedHeaders=\(Self.names(request)), "
            + "Signature=\(signature(of: request))"
        return request.headers + [(name: "Authorization", value: value)]
    }

    /// The query of an address that is good for some seconds, encoded.
    func presignedQuery(of request: Request, seconds: Int) -> String {
        var request = request
        request.payload = Self.unsigned
        request.query += [
            (name: "X-Amz-Algorithm", value: Self.algorithm),
            (name: "X-Amz-Credential", value: credentials.accessKey + "/" + scope),
            (name: "X-Amz-Date", value: time), (name: "X-Amz-Expires", value: "\(seconds)"),
            (name: "X-Amz-SignedHeaders", value: Self.names(request)),
        ]
        if let token = credentials.sessionToken {
            request.query.append((name: "X-Amz-Security-Token", value: token.revealedText()))
        }
        return Self.canonicalQuery(request.query) + "&X-Amz-Signature=" + signature(of: request)
    }

    /// The text of a request that is signed.
    static func canonical(_ request: Request) -> String {
        let lines = headers(request).map { "\($0.name):\($0.value)\n" }.joined()
        return [
            request.method, request.path, canonicalQuery(request.query), lines, names(request),
            request.payload,
        ].joined(separator: "\n")
    }

    /// A query in the order in which it is signed, encoded; a name without a value has `=` behind it.
    static func canonicalQuery(_ query: [(name: String, value: String)]) -> String {
        query.map { (encoded($0.name), encoded($0.value)) }
            .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
            .map { $0 + "=" + $1 }.joined(separator: "&")
    }

    /// The path of a key, each byte but the unreserved ones and slashes percent-encoded.
    static func encodedPath(_ path: String) -> String {
        path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map { encoded(String(decoding: $0, as: UTF8.self)) }.joined(separator: "/")
    }

    /// A text with every byte percent-encoded but letters, digits and `-._~` (RFC 3986, section 2.3).
    static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var result: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                result.append(byte)
            default: result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private var scope: String { "\(time.prefix(8))/\(region)/s3/aws4_request" }

    private func signature(of request: Request) -> String {
        let digest = SHA256.hex(Array(Self.canonical(request).utf8))
        let text = [Self.algorithm, time, scope, digest].joined(separator: "\n")
        var key = Array("AWS4".utf8)
        credentials.secretKey.withBytes { bytes in
            for index in bytes.indices { key.append(bytes[index]) }
        }
        for part in [String(time.prefix(8)), region, "s3", "aws4_request"] {
            let next = HMACSHA256.code(of: Array(part.utf8), key: key)
            HMACSHA256.wipe(&key)
            key = next
        }
        defer { HMACSHA256.wipe(&key) }
        return SHA256.digits(of: HMACSHA256.code(of: Array(text.utf8), key: key))
    }

    /// The signed header lines, by their names in lower case.
    private static func headers(_ request: Request) -> [(name: String, value: String)] {
        (request.headers + [(name: "host", value: request.host)])
            .map { (name: $0.name.lowercased(), value: folded($0.value)) }
            .sorted { $0.name < $1.name }
    }

    private static func names(_ request: Request) -> String {
        headers(request).map(\.name).joined(separator: ";")
    }

    /// A value without spaces around it and with single ones within.
    private static func folded(_ value: String) -> String {
        value.split(separator: " ").joined(separator: " ")
    }
}
