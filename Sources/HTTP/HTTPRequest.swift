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
    /// A redirect never leads to another scheme. A body and headers other than `Accept…`, `Content-Type` and `Range`
    /// with its `If-Range` never follow to another host or port.
    public var redirects: Int
    /// Whether `http`, which everybody on the way can read and change, is allowed besides `https`.
    public var allowsPlainHTTP: Bool
    /// Asked before a redirect is followed, with the place that it leads to; false refuses it.
    public var mayFollow: (HTTPURL) -> Bool = { _ in true }

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
