/// The methods that a request can have.
public enum HTTPMethod: String, Sendable, CaseIterable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
    case options = "OPTIONS"
    /// Makes a collection, in WebDAV (RFC 4918).
    case makeCollection = "MKCOL"

    /// Whether the method means that a body follows, so that an empty one is announced as such.
    var announcesBody: Bool { self == .post || self == .put || self == .patch }
}
