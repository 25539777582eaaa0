import HTTP
import Platform
import Synchronization
import TestSupport
import Testing

@testable import BatonSharing

@Suite("Sending again")
struct RepeatTests {
    private static func fast(_ kind: Repeat) -> Repeat {
        var kind = kind
        kind.firstWait = 0.01
        return kind
    }

    /// How often a server was asked, and what the caller got.
    private func send(
        _ kind: Repeat,
        body: HTTPBody = .bytes([1, 2, 3]),
        _ answers: [LoopbackServer.Response]
    ) throws -> (count: Int, status: Int?, error: SharingError?, pauses: [TransferPause]) {
        let asked = Mutex(0)
        let server = try LoopbackServer { _ in
            let place = asked.withLock { count in
                defer { count += 1 }
                return count
            }
            return answers[min(place, answers.count - 1)]
        }
        var request = HTTPRequest(.post, server.url(), body: body, allowsPlainHTTP: true)
        request.limits.stall = .seconds(1)
        var pauses: [TransferPause] = []
        do {
            let response = try Network.send(
                request,
                .poisoned(),
                host: "127.0.0.1",
                repeats: Self.fast(kind),
                waiting: { pauses.append($0) }
            )
            return (server.requests.count, response.status, nil, pauses)
        } catch let error as SharingError {
            return (server.requests.count, nil, error, pauses)
        }
    }

    private static let fine = LoopbackServer.Response("ok")

    @Test("an upload of which the whole went out is never sent a second time")
    func never() throws {
        for mode in [LoopbackServer.Response.Mode.close, .cut(after: 1), .silent] {
            let result = try send(.never, [.init(body: [1, 2, 3, 4], mode: mode), Self.fine])
            #expect(result.count == 1)
            guard case .outcomeUnknown? = result.error else {
                Issue.record("\(mode): \(result.error as Any)")
                continue
            }
        }
        for status in [500, 502, 503, 504, 408, 413, 200] {
            let result = try send(.never, [.init("", status: status), Self.fine])
            #expect(result.count == 1 && result.status == status)
        }
    }

    @Test("what may be done twice is sent again until it works, four times at most")
    func safe() throws {
        for answer in [
            LoopbackServer.Response(body: [1, 2], mode: .close), .init("", status: 500),
            .init("", status: 502),
            .init("", status: 503), .init("", status: 429),
        ] {
            let result = try send(.safe, [answer, answer, Self.fine])
            #expect(result.count == 3 && result.status == 200 && result.pauses.count == 2)
        }
        let lost = try send(.safe, [.init(mode: .close)])
        #expect(lost.count == 4)
        guard case .transfer? = lost.error else {
            Issue.record("\(lost.error as Any)")
            return
        }
        #expect(try send(.safe, [.init("", status: 500)]).status == 500)
        #expect(try send(.safe, [.init("", status: 404), Self.fine]).count == 1)
    }

    @Test("a server that asks to come later is asked later, also by an upload, and told of")
    func later() throws {
        for status in [429, 503] {
            let soon = LoopbackServer.Response(status: status, headers: [("Retry-After", "1")])
            let start = ContinuousClock.now
            let result = try send(.never, [soon, Self.fine])
            #expect(result.count == 2 && result.status == 200)
            #expect(ContinuousClock.now - start > .milliseconds(900))
            #expect(result.pauses.map(\.seconds) == [1])
            #expect(
                result.pauses[0].words
                    == "'127.0.0.1' answered with status \(status); sending again in 1.0 seconds"
            )
            let late = LoopbackServer.Response(status: status, headers: [("Retry-After", "3600")])
            let refused = try send(.safe, [late, Self.fine])
            #expect(refused.count == 1 && refused.status == status)
        }
    }

    @Test("a body that can be read once is sent once")
    func once() throws {
        var given = false
        let stream = HTTPBody.stream(length: 3) { _ in
            defer { given = true }
            return given ? [] : [1, 2, 3]
        }
        let result = try send(.safe, body: stream, [.init("", status: 503), Self.fine])
        #expect(result.count == 1 && result.status == 503)
    }

    @Test("a body that is read from a file is read anew for each attempt")
    func restartable() throws {
        var opened = 0
        let content = HTTPContent.restartable(length: 5) {
            opened += 1
            var left: [UInt8] = [1, 2, 3, 4, 5]
            return { count in
                defer { left.removeFirst(min(count, left.count)) }
                return Array(left.prefix(count))
            }
        }
        let result = try send(.safe, body: .content(content), [.init(mode: .close), Self.fine])
        #expect(result.count == 2 && result.status == 200 && opened == 2)
    }

    @Test("a connection that cannot be made is tried again even by an upload")
    func deaf() throws {
        try withDeafPort { port in
            var pauses = 0
            let error = #expect(throws: SharingError.self) {
                try Network.send(
                    HTTPRequest(.post, "http://127.0.0.1:\(port)/", body: .bytes([1]), allowsPlainHTTP: true),
                    .poisoned(),
                    host: "127.0.0.1",
                    repeats: Self.fast(.never),
                    waiting: { _ in pauses += 1 }
                )
            }
            #expect(pauses == 3)
            guard case .transfer? = error else {
                Issue.record("\(error as Any)")
                return
            }
        }
    }

    @Test(
        "Retry-After is a number or a date",
        arguments: [
            ("0", 0), ("120", 120), ("Sat, 28 Feb 2026 14:30:09 GMT", 9),
            ("Sat, 28 Feb 2026 14:29:00 GMT", 0),
            ("-5", nil), ("soon", nil), ("", nil), ("Sat, 28 Foo 2026 14:30:09 GMT", nil),
            ("99999999999999999999", nil), ("Sat, 31 Feb 2026 14:30:09 GMT", nil),
        ] as [(String, Double?)]
    )
    func retryAfter(text: String, seconds: Double?) {
        #expect(RetryAfter.seconds(text, now: Timestamp(seconds: 1_772_289_000)) == seconds)
    }

    @Test("waits grow, and no two are alike")
    func growth() {
        let repeats = Repeat.safe
        var waits: [Double] = []
        for attempt in 1...3 {
            guard
                case .again(let seconds) = repeats.verdict(
                    on: .connectionLost(host: "h"),
                    sentAll: true,
                    attempt: attempt
                )
            else {
                Issue.record("attempt \(attempt)")
                return
            }
            waits.append(seconds)
        }
        #expect((0.2...0.4).contains(waits[0]) && (0.4...0.8).contains(waits[1]))
        #expect((0.8...1.6).contains(waits[2]) && Set(waits).count == 3)
    }
}
