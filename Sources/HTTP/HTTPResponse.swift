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
