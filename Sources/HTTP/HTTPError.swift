/// Why a request has no answer, or none that may be used.
///
/// An answer with a status such as 404 is *not* an error: it is returned. No case and no sentence holds
/// the query or the fragment of a URL, the value of a header or a byte of a body.
public enum HTTPError: Error, Equatable, Sendable {
    /// There is no libcurl on this machine, or one from before version 7.62.
    case unavailable
    /// The text is not a URL that can be asked; the reason is a fixed sentence.
    case badURL(reason: String)
    /// The URL holds a user name or a password.
    case userInformation(host: String)
    /// The scheme is not one that the request allows.
    case schemeRefused(scheme: String)
    /// A part of the request cannot be sent as it is, such as a header with a line break; `what` names it.
    case badRequest(what: String)
    /// The name of the host, or of the proxy, has no address.
    case couldNotResolve(host: String)
    /// Nothing answers at the address of the host, or at the proxy's.
    case couldNotConnect(host: String, port: Int)
    /// The proxy refused to connect to the host.
    case proxyRefused(host: String, status: Int)
    /// The connection was not there within the time for it.
    case connectTimeout(host: String, limit: Duration)
    /// The whole took longer than allowed.
    case timeout(host: String, limit: Duration)
    /// For the given time less than the given bytes a second came through.
    case stalled(host: String, limit: Duration)
    /// The connection could not be made safe; the reason is the TLS library's.
    case tls(host: String, reason: String)
    /// The connection ended before the answer was whole.
    case connectionLost(host: String)
    /// The answer is larger than allowed, in bytes.
    case tooLarge(host: String, limit: Int)
    /// The body's reader gave another number of bytes than was promised.
    case bodyLength(expected: Int, given: Int)
    /// The answer sends on to a place that may not be followed.
    case redirectRefused(host: String, reason: String)
    /// The answers send on more often than allowed.
    case tooManyRedirects(host: String, limit: Int)
    /// The caller asked to stop.
    case cancelled
    /// Any other failure: libcurl's number for it and its fixed sentence.
    case protocolError(host: String, code: Int, text: String)

    /// Whether the same request may well work a little later.
    ///
    /// This does not say that it is safe to send it again: the server may have done the work and only its
    /// answer be lost. That is certain for ``couldNotResolve(host:)`` and ``couldNotConnect(host:port:)`` alone.
    public var isTemporary: Bool {
        switch self {
        case .couldNotResolve, .couldNotConnect, .connectTimeout, .timeout, .stalled, .connectionLost: true
        case .proxyRefused(_, let status): status >= 500
        default: false
        }
    }
}

extension HTTPError: CustomStringConvertible {
    /// The sentence for a person.
    public var description: String {
        switch self {
        case .unavailable:
            "libcurl is not there (install the package libcurl4 on Debian and Ubuntu, libcurl on Fedora, curl elsewhere)"
        case .badURL(let reason):
            "not a usable URL: \(reason)"
        case .userInformation(let host):
            "the URL for \"\(host)\" holds a user name or a password, which is refused"
        case .schemeRefused(let scheme):
            "the scheme \"\(scheme)\" is not allowed here"
        case .badRequest(let what):
            "\(what) cannot be sent"
        case .couldNotResolve(let host):
            "no address found for \"\(host)\" or for the proxy to it"
        case .couldNotConnect(let host, let port):
            "could not connect to \"\(host)\", port \(port)"
        case .proxyRefused(let host, let status):
            "the proxy refused to connect to \"\(host)\" (status \(status))"
        case .connectTimeout(let host, let limit):
            "no connection to \"\(host)\" within \(seconds(limit))"
        case .timeout(let host, let limit):
            "\"\(host)\" did not finish within \(seconds(limit))"
        case .stalled(let host, let limit):
            "the transfer with \"\(host)\" stood still for \(seconds(limit))"
        case .tls(let host, let reason):
            "no safe connection to \"\(host)\": \(reason)"
        case .connectionLost(let host):
            "\"\(host)\" ended the connection before the answer was whole"
        case .tooLarge(let host, let limit):
            "the answer of \"\(host)\" is larger than \(limit) bytes"
        case .bodyLength(let expected, let given):
            "the body was to be \(expected) bytes long, but has \(given) or more"
        case .redirectRefused(let host, let reason):
            "\"\(host)\" sends on to another place, which is refused: \(reason)"
        case .tooManyRedirects(let host, let limit):
            "\"\(host)\" sends on more than \(limit) times"
        case .cancelled:
            "cancelled"
        case .protocolError(let host, let code, let text):
            "the transfer with \"\(host)\" failed: \(text) (curl error \(code))"
        }
    }
}

/// The duration in words: whole seconds, or milliseconds below one.
private func seconds(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    guard seconds > 0 else { return "\(attoseconds / 1_000_000_000_000_000) ms" }
    return seconds == 1 ? "1 second" : "\(seconds) seconds"
}
