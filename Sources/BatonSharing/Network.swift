internal import HTTP
internal import Platform

/// Requests of this program, with its name, the environment's proxies and Ctrl-C.
enum Network {
    static let userAgent = "baton/1 (session sharing)"

    /// Sends a request.
    ///
    /// - Throws: ``SharingError/transfer(host:reason:)`` for every failure but an interruption.
    static func send(
        _ request: HTTPRequest,
        _ context: Context,
        host: String,
        progress: @escaping (HTTPProgress) -> Void
    ) throws -> HTTPResponse {
        do {
            let client = try HTTPClient(
                userAgent: userAgent,
                network: HTTPNetwork(environment: context.environment),
                isCancelled: { Cancellation.isRequested }
            )
            return try client.send(request, progress: progress)
        } catch let error as HTTPError {
            if error == .cancelled { throw PlatformError.interrupted }
            throw SharingError.transfer(host: host, reason: "\(error)")
        }
    }
}
