internal import HTTP

/// A host that a script may ask, as a recipe names it: `example.org`, `*.example.org`, `example.org:8443`,
/// `http://localhost:8080`.
struct HostPattern {
    private let scheme: String
    private let host: String
    private let port: Int
    private let takesSubdomains: Bool

    /// Reads a pattern; `nil` when it names no host.
    ///
    /// Without a scheme it means `https`, without a port the scheme's own.
    init?(_ text: String) {
        var rest = text
        var scheme = "https"
        for known in ["https", "http"] where rest.lowercased().hasPrefix(known + "://") {
            scheme = known
            rest = String(rest.dropFirst(known.count + 3))
            break
        }
        takesSubdomains = rest.hasPrefix("*.")
        if takesSubdomains { rest = String(rest.dropFirst(2)) }
        // Read by the reader of URLs, so that both mean the same host.
        guard !rest.contains("*"), let url = try? HTTPURL("\(scheme)://\(rest)"), url.path == "/",
            !url.text.contains("?")
        else { return nil }
        self.scheme = scheme
        host = url.host
        port = url.port
    }

    /// Whether a URL leads to it; `*.example.org` does not mean `example.org` itself.
    func covers(_ url: HTTPURL) -> Bool {
        guard url.scheme == scheme, url.port == port else { return false }
        return takesSubdomains ? url.host.hasSuffix("." + host) : url.host == host
    }
}

extension HostRun {
    /// Whether the script may ask a server: any one over `https`, or those that were named.
    func mayAsk(_ url: HTTPURL) -> Bool {
        guard let names = permissions.granted[.http] else { return false }
        if url.scheme == "https", names.isEmpty || names.contains("any") { return true }
        return names.contains { HostPattern($0)?.covers(url) ?? false }
    }
}

extension HTTPURL {
    /// How a recipe names this server.
    var permissionName: String {
        let isOwnPort = port == (scheme == "https" ? 443 : 80)
        return (scheme == "https" ? "" : "http://") + host + (isOwnPort ? "" : ":\(port)")
    }
}
