import HTTP
import TestSupport

/// A client that goes straight to the loopback server, whatever the machine's environment says.
func makeClient(isCancelled: @escaping () -> Bool = { false }) throws -> HTTPClient {
    try HTTPClient(userAgent: "tests/1", isCancelled: isCancelled)
}

extension LoopbackServer {
    /// A request to this server, which speaks no TLS.
    func request(
        _ method: HTTPMethod = .get,
        _ target: String = "/",
        body: HTTPBody = .none,
        limits: HTTPLimits = HTTPLimits(connect: .seconds(5), stall: .seconds(20)),
        redirects: Int = 0
    ) -> HTTPRequest {
        HTTPRequest(
            method,
            url(target),
            body: body,
            limits: limits,
            redirects: redirects,
            allowsPlainHTTP: true
        )
    }
}

/// An answer that sends on to `place`.
func redirect(_ status: Int, to place: String) -> LoopbackServer.Response {
    .init(status: status, headers: [("Location", place)], body: Array("moved".utf8))
}

/// The error that `body` throws as an ``HTTPError``; nil when it throws none of the kind.
func httpError(_ body: () throws -> Void) -> HTTPError? {
    do {
        try body()
        return nil
    } catch {
        return error as? HTTPError
    }
}

/// Bytes that repeat only after a long while, the same for the same number.
func pattern(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var state = seed
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, used in
        for index in 0..<count {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            buffer[index] = UInt8(truncatingIfNeeded: state >> 56)
        }
        used = count
    }
}

/// An error of the caller's own.
struct OwnError: Error, Equatable {
    let number: Int
}
