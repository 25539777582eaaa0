import HTTP
import TestSupport
import Testing

@Suite("Failures")
struct FailureTests {
    let host = "127.0.0.1"

    @Test(
        "an answer above the limit is refused, announced or not",
        arguments: [LoopbackServer.Response.Mode.normal, .chunked]
    )
    func tooLarge(mode: LoopbackServer.Response.Mode) throws {
        let server = try LoopbackServer { _ in .init(body: pattern(100_000), mode: mode) }
        let client = try makeClient()
        for limit in [0, 1, 99_999] {
            let limits = HTTPLimits(responseBytes: limit)
            var received = 0
            let whole = httpError { _ = try client.send(server.request(limits: limits)) }
            let pieces = httpError {
                _ = try client.send(server.request(limits: limits)) { received += $0.count }
            }
            #expect(whole == .tooLarge(host: host, limit: limit))
            #expect(pieces == .tooLarge(host: host, limit: limit))
            #expect(received <= limit)
        }
        for limit in [100_000, nil] {
            let limits = HTTPLimits(responseBytes: limit)
            #expect(try client.send(server.request(limits: limits)).body.count == 100_000)
        }
    }

    @Test("headers without end are refused")
    func endlessHeaders() throws {
        let line = "X-Long: " + String(repeating: "x", count: 8000) + "\r\n"
        let text = "HTTP/1.1 200 OK\r\n" + String(repeating: line, count: 40) + "\r\n"
        let server = try LoopbackServer { _ in .init(mode: .raw(Array(text.utf8))) }
        let error = httpError { _ = try makeClient().send(server.request()) }
        #expect(error == .tooLarge(host: host, limit: 262_144))
    }

    @Test("an answer that breaks off is a lost connection")
    func lost() throws {
        let bytes = pattern(50_000)
        let modes: [LoopbackServer.Response.Mode] = [
            .cut(after: 0), .cut(after: 20_000), .wrongLength(60_000), .close, .raw([]),
            .raw(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc".utf8)),
        ]
        for mode in modes {
            let server = try LoopbackServer { _ in .init(body: bytes, mode: mode) }
            let error = httpError { _ = try makeClient().send(server.request()) }
            #expect(error == .connectionLost(host: host), "\(mode)")
        }
    }

    @Test("a length that is shorter than the body gives that much of it")
    func shortLength() throws {
        let server = try LoopbackServer { _ in .init(body: pattern(100), mode: .wrongLength(10)) }
        #expect(try makeClient().send(server.request()).body == Array(pattern(100).prefix(10)))
    }

    @Test("what is not HTTP is a protocol error")
    func nonsense() throws {
        for text in ["SSH-2.0-x\r\n", "HTTP/1.1 abc\r\n\r\n", "\r\n\r\n"] {
            let server = try LoopbackServer { _ in .init(mode: .raw(Array(text.utf8))) }
            let error = httpError { _ = try makeClient().send(server.request()) }
            guard case .protocolError(host, _, _) = error else {
                Issue.record("\(text.debugDescription) gave \(String(describing: error))")
                continue
            }
        }
    }

    @Test("a silent server is a stall, before and in the middle of its answer")
    func stalls() throws {
        for mode in [LoopbackServer.Response.Mode.silent, .stall(after: 10)] {
            let server = try LoopbackServer { _ in .init(body: pattern(1000), mode: mode) }
            // libcurl takes the mean of some seconds, which falls below this at once.
            let limits = HTTPLimits(stall: .seconds(1), stallBytes: 100_000)
            let error = httpError { _ = try makeClient().send(server.request(limits: limits)) }
            #expect(error == .stalled(host: host, limit: .seconds(1)))
        }
    }

    @Test("the whole has a time limit of its own")
    func total() throws {
        let server = try LoopbackServer { _ in .init(body: pattern(1000), mode: .stall(after: 10)) }
        let limits = HTTPLimits(total: .milliseconds(300))
        let error = httpError { _ = try makeClient().send(server.request(limits: limits)) }
        #expect(error == .timeout(host: host, limit: .milliseconds(300)))
    }

    @Test(
        "limits out of all measure do no harm",
        arguments: [Duration.seconds(Int64.max), .seconds(Int64.min), .seconds(3_000_000), .nanoseconds(-1)]
    )
    func extremes(duration: Duration) throws {
        let server = try LoopbackServer { _ in .init("ok") }
        let connect = max(duration, .seconds(5))
        let limits = HTTPLimits(connect: connect, stall: duration, total: duration, responseBytes: .max)
        #expect(try makeClient().send(server.request(limits: limits)).status == 200)
        let small = HTTPLimits(stallBytes: -1, responseBytes: -1)
        let error = httpError { _ = try makeClient().send(server.request(limits: small)) }
        #expect(error == .tooLarge(host: host, limit: -1))
    }

    @Test("a server that says nothing to a TLS greeting is a connection that came too late")
    func connectTimeout() throws {
        let server = try LoopbackServer { _ in .init("x") }
        let limits = HTTPLimits(connect: .milliseconds(200))
        let request = HTTPRequest(.get, "https://127.0.0.1:\(server.port)/", limits: limits)
        let error = httpError { _ = try makeClient().send(request) }
        #expect(error == .connectTimeout(host: host, limit: .milliseconds(200)))
    }

    @Test("a port where nobody listens is a connection that could not be made")
    func nobody() throws {
        try withDeafPort { port in
            let request = HTTPRequest(.get, "http://127.0.0.1:\(port)/", allowsPlainHTTP: true)
            let error = httpError { _ = try makeClient().send(request) }
            #expect(error == .couldNotConnect(host: host, port: port))
            #expect(error?.isTemporary == true)
        }
    }

    @Test("a server that was stopped answers no more")
    func stopped() throws {
        let server = try LoopbackServer { _ in .init("x") }
        let client = try makeClient()
        _ = try client.send(server.request())
        server.stop()
        #expect(httpError { _ = try client.send(server.request()) } != nil)
        #expect(server.requests.count == 1)
    }

    @Test("a name that cannot exist is not resolved")
    func unknownName() throws {
        let request = HTTPRequest(.get, "https://nobody.invalid/a?PRIVATE#PRIVATE")
        let error = httpError { _ = try makeClient().send(request) }
        #expect(error == .couldNotResolve(host: "nobody.invalid"))
    }

    @Test("a cancelled request ends, before it began and while it waits")
    func cancel() throws {
        let server = try LoopbackServer { _ in .init(body: pattern(1000), mode: .stall(after: 10)) }
        #expect(httpError { _ = try makeClient { true }.send(server.request()) } == .cancelled)
        #expect(server.requests.isEmpty)

        final class Flag { var isSet = false }
        let flag = Flag()
        let client = try makeClient { flag.isSet }
        let error = httpError { _ = try client.send(server.request()) { _ in flag.isSet = true } }
        #expect(error == .cancelled)
        #expect(server.requests.count == 1)
    }

    @Test("no sentence of an error holds a query, a fragment or a header's value")
    func quiet() throws {
        let modes: [LoopbackServer.Response.Mode] = [
            .close, .cut(after: 1), .raw(Array("nonsense PRIVATE\r\n\r\n".utf8)), .stall(after: 1),
            .raw(Array("HTTP/1.1 200 OK\r\nContent-Length: PRIVATE\r\n\r\n".utf8)),
        ]
        for mode in modes {
            let server = try LoopbackServer { _ in .init(body: pattern(10), mode: mode) }
            var request = server.request(
                .get,
                "/p?PRIVATE#PRIVATE",
                limits: HTTPLimits(total: .milliseconds(200))
            )
            request.headers = [("Authorization", "PRIVATE")]
            let error = httpError { _ = try makeClient().send(request) }
            let text = error.map { "\($0) \(String(reflecting: $0))" }
            #expect(text.map { !$0.contains("PRIVATE") } == true, "\(mode): \(text ?? "no error")")
        }
    }

    @Test("libcurl is there and names its version")
    func version() throws {
        let version = try #require(HTTPClient.libraryVersion)
        #expect(version.wholeMatch(of: /\d+\.\d+\.\d+.*/) != nil)
    }
}
