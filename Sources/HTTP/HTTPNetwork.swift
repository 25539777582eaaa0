/// The way out of this machine: proxies and whom to trust.
public struct HTTPNetwork: Sendable, Equatable {
    /// The proxy for `http`, nil for none.
    public var httpProxy: String?
    /// The proxy for `https`, nil for none.
    public var httpsProxy: String?
    /// Hosts that are asked without a proxy, separated by commas; `*` means all.
    public var noProxy: String?
    /// A file of certificates to trust instead of the system's.
    public var certificateFile: String?
    /// A folder of certificates to trust, named by their hashes.
    public var certificateFolder: String?
    /// The name of an ``HTTPSubstitute`` that answers in place of the network; nil for none.
    public var substitute: String?

    /// Without a proxy, trusting whom the system trusts.
    public init() {}

    /// The settings of an environment, by the rules of the program curl.
    ///
    /// `HTTP_PROXY` in upper case is not read: a web server hands a header of the visitor to its programs under
    /// this name. Empty values count as not set.
    public init(environment: [String: String]) {
        func first(_ names: String...) -> String? {
            names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        }
        httpProxy = first("http_proxy", "all_proxy", "ALL_PROXY")
        httpsProxy = first("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
        noProxy = first("no_proxy", "NO_PROXY")
        certificateFile = first("CURL_CA_BUNDLE", "SSL_CERT_FILE")
        certificateFolder = first("SSL_CERT_DIR")
        substitute = first(HTTPSubstitute.variable)
    }
}
