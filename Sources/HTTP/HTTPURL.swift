import CCurl

/// An absolute `http` or `https` URL without user information and without a fragment.
///
/// The text is read by libcurl's own parser, the one that the request goes through: what was checked here
/// cannot mean something else there.
public struct HTTPURL: Sendable, Equatable {
    /// `http` or `https`.
    public let scheme: String
    /// The name or address, in lower case; an IPv6 address stands in brackets.
    public let host: String
    /// The port, also when it is the scheme's own.
    public let port: Int
    /// The path, percent-encoded, `/` at least.
    public let path: String
    /// The whole URL, percent-encoded.
    public let text: String

    /// Reads `text`; a fragment is cut off.
    ///
    /// - Throws: ``HTTPError/badURL(reason:)``, ``HTTPError/userInformation(host:)``,
    ///   ``HTTPError/schemeRefused(scheme:)``, ``HTTPError/unavailable``.
    public init(_ text: String) throws(HTTPError) {
        guard baton_curl_open() else { throw .unavailable }
        let bare = withoutFragment(text)
        // libcurl forgives white space and more around a URL; a name with it is a mistake or an attack.
        guard !bare.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F || $0 == 0x5C }) else {
            throw .badURL(reason: "it holds white space, a control character or a backslash")
        }
        guard let url = unsafe baton_curl_url() else { throw .badURL(reason: "not enough memory") }
        defer { unsafe baton_curl_url_cleanup(url) }
        let flags = UInt32(CURLU_NON_SUPPORT_SCHEME | CURLU_PATH_AS_IS | CURLU_URLENCODE)
        guard unsafe baton_curl_url_set(url, CURLUPART_URL, bare, flags) == CURLUE_OK else {
            throw .badURL(reason: "it must look like https://host/path")
        }
        func part(_ part: CURLUPart, _ flags: Int32 = 0) -> String? {
            guard let text = unsafe baton_curl_url_get(url, part, UInt32(flags)) else { return nil }
            defer { unsafe baton_curl_free(text) }
            return unsafe String(cString: text)
        }
        let scheme = part(CURLUPART_SCHEME)?.lowercased() ?? ""
        guard scheme == "http" || scheme == "https" else { throw .schemeRefused(scheme: scheme) }
        guard let host = part(CURLUPART_HOST)?.lowercased(), !host.isEmpty else {
            throw .badURL(reason: "it has no host")
        }
        // An empty user, as in "https://@host", is no part of the URL to some versions.
        guard part(CURLUPART_USER) == nil, part(CURLUPART_PASSWORD) == nil, part(CURLUPART_OPTIONS) == nil,
            !Self.authority(of: bare).contains("@")
        else {
            throw .userInformation(host: host)
        }
        guard let port = part(CURLUPART_PORT, CURLU_DEFAULT_PORT).flatMap({ Int($0) }), 1...65535 ~= port
        else {
            throw .badURL(reason: "the port must be a number from 1 to 65535")
        }
        guard let whole = part(CURLUPART_URL) else { throw .badURL(reason: "it cannot be written again") }
        self.scheme = scheme
        self.host = host
        self.port = port
        self.path = part(CURLUPART_PATH) ?? "/"
        self.text = whole
    }

    /// Whether both have the same scheme, host and port.
    public func isSameOrigin(as other: HTTPURL) -> Bool {
        scheme == other.scheme && host == other.host && port == other.port
    }

    /// What stands between the slashes after the scheme and the path.
    private static func authority(of text: String) -> Substring {
        let rest = text.drop { $0 != ":" }.dropFirst().drop { $0 == "/" }
        return rest.prefix { $0 != "/" && $0 != "?" }
    }
}

extension HTTPURL: CustomStringConvertible {
    /// The URL without its query, fit for a message or a log line: a query may hold a signature or a token.
    public var description: String { String(text.prefix { $0 != "?" }) }
}

/// The text up to its first `#`, where RFC 3986 lets the fragment begin.
func withoutFragment(_ text: String) -> String {
    guard let mark = text.utf8.firstIndex(of: UInt8(ascii: "#")) else { return text }
    return String(text[..<mark])
}
