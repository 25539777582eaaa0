/// A request to a server.
///
/// ```swift
/// var request = HTTPRequest(.post, "https://example.org/")
/// request.body = .multipart([HTTPPart(name: "file", filename: "a.txt", content: .bytes(bytes))])
/// let response = try client.send(request)
/// ```
public struct HTTPRequest {
    /// What the server is asked to do.
    public var method: HTTPMethod
    /// Where to, without a fragment: it is cut off before anything else sees the text, since it may be a key.
    public let url: String
    /// Header lines to send besides those of the transfer itself, in this order.
    public var headers: [(name: String, value: String)]
    /// What is sent along.
    public var body: HTTPBody
    /// How long it may take and how much may come back.
    public var limits: HTTPLimits
    /// How many answers that send on to another place are followed; 0 means that such an answer is returned.
    ///
    /// A redirect never leads to another scheme. A body and headers other than `Accept…` and
    /// `Content-Type` never follow to another host or port.
    public var redirects: Int
    /// Whether `http`, which everybody on the way can read and change, is allowed besides `https`.
    public var allowsPlainHTTP: Bool

    /// A request with nothing but a URL; all else can be set afterwards.
    public init(
        _ method: HTTPMethod = .get,
        _ url: String,
        headers: [(name: String, value: String)] = [],
        body: HTTPBody = .none,
        limits: HTTPLimits = HTTPLimits(),
        redirects: Int = 0,
        allowsPlainHTTP: Bool = false
    ) {
        self.method = method
        self.url = withoutFragment(url)
        self.headers = headers
        self.body = body
        self.limits = limits
        self.redirects = redirects
        self.allowsPlainHTTP = allowsPlainHTTP
    }
}

/// The answer of a server.
public struct HTTPResponse: Sendable, Equatable {
    /// The status, such as 200.
    public let status: Int
    /// The header lines.
    public let headers: HTTPHeaders
    /// The URL that answered, redirects followed.
    public let url: HTTPURL
    /// The body, as it came: an encoding such as gzip is not asked for and not undone.
    public let body: [UInt8]
}

/// How far a transfer has come, in bytes of bodies; the borders of a form's parts and of chunks count too.
public struct HTTPProgress: Sendable, Equatable {
    /// Sent so far.
    public let sent: Int
    /// To be sent, or nil where it is not known.
    public let sentTotal: Int?
    /// Received so far.
    public let received: Int
    /// To be received, or nil where it is not known.
    public let receivedTotal: Int?
}
