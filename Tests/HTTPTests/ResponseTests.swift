import HTTP
import TestSupport
import Testing

@Suite("Answers")
struct ResponseTests {
    @Test(
        "every status is an answer, not an error",
        arguments: [200, 201, 204, 304, 400, 401, 404, 413, 429, 500, 503]
    )
    func status(status: Int) throws {
        let server = try LoopbackServer { _ in
            .init(
                status: status,
                headers: [("X-One", "1")],
                body: status == 204 || status == 304 ? [] : [0x68, 0x69]
            )
        }
        let response = try makeClient().send(server.request())
        #expect(response.status == status)
        #expect(response.headers["x-one"] == "1")
        #expect(response.body == (status == 204 || status == 304 ? [] : [0x68, 0x69]))
        #expect(response.url.text == server.url())
    }

    @Test("headers are found in any case, all of them, without white space around")
    func headers() throws {
        let server = try LoopbackServer { _ in
            .init(headers: [("X-Expires", "  12.5 \t"), ("Link", "a"), ("link", "b"), ("X-Empty", "")])
        }
        let headers = try makeClient().send(server.request()).headers
        #expect(headers["x-EXPIRES"] == "12.5")
        #expect(headers["LINK"] == "a")
        #expect(headers.values("Link") == ["a", "b"])
        #expect(headers["x-empty"] == "")
        #expect(headers["missing"] == nil)
    }

    @Test("an interim answer leaves no header behind, and a folded line is one value")
    func interim() throws {
        let text =
            "HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\nHTTP/1.1 200 OK\r\nX-Late: one\r\n  two\r\nContent-Length: 2\r\n\r\nok"
        let server = try LoopbackServer { _ in .init(mode: .raw(Array(text.utf8))) }
        let response = try makeClient().send(server.request())
        #expect(response.status == 200)
        #expect(response.headers["x-early"] == nil)
        #expect(response.headers["x-late"] == "one two")
        #expect(response.body == Array("ok".utf8))
    }

    @Test("an HTML page with status 200 comes through as it is")
    func page() throws {
        let service = try X0Service()
        let request = HTTPRequest(.post, service.url, body: .bytes([1]), allowsPlainHTTP: true)
        let response = try makeClient().send(request)
        #expect(response.status == 200)
        #expect(response.headers["content-type"] == "text/html")
        #expect(String(decoding: response.body, as: UTF8.self) == X0Service.page)
    }

    @Test("a body in chunks comes whole")
    func chunks() throws {
        let bytes = pattern(123_457)
        let server = try LoopbackServer { _ in .init(body: bytes, mode: .chunked) }
        #expect(try makeClient().send(server.request()).body == bytes)
    }

    @Test("a body with an encoding is left as it came")
    func encoding() throws {
        let bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 1, 2, 3]
        let server = try LoopbackServer { _ in .init(headers: [("Content-Encoding", "gzip")], body: bytes) }
        let response = try makeClient().send(server.request())
        #expect(response.body == bytes)
        #expect(server.requests[0].header("accept-encoding") == nil)
    }

    @Test("a HEAD request gets headers and no body")
    func head() throws {
        let server = try LoopbackServer { _ in .init(body: pattern(5000)) }
        let limits = HTTPLimits(responseBytes: 100)
        let response = try makeClient().send(server.request(.head, limits: limits))
        #expect(response.headers["content-length"] == "5000")
        #expect(response.body.isEmpty)
        #expect(server.requests[0].method == "HEAD")
    }

    @Test("a receiver gets the pieces of a good answer in order, and the body stays empty")
    func receive() throws {
        let bytes = pattern(3_000_001)
        let server = try LoopbackServer { _ in .init(body: bytes) }
        var received: [UInt8] = []
        var pieces = 0
        let response = try makeClient().send(server.request()) {
            received += $0
            pieces += 1
        }
        #expect(received == bytes)
        #expect(pieces > 1)
        #expect(response.body.isEmpty)
    }

    @Test("a receiver gets nothing of a refusal, whose beginning is the body")
    func receiveRefusal() throws {
        let bytes = pattern(200_000)
        let server = try LoopbackServer { _ in .init(status: 404, body: bytes) }
        let response = try makeClient().send(server.request()) { _ in Issue.record("a refusal was received") }
        #expect(response.status == 404)
        #expect(response.body == Array(bytes.prefix(65536)))
    }

    @Test("what a receiver throws is thrown")
    func receiverThrows() throws {
        let server = try LoopbackServer { _ in .init(body: pattern(100_000)) }
        let client = try makeClient()
        #expect(throws: OwnError(number: 7)) {
            try client.send(server.request()) { _ in throw OwnError(number: 7) }
        }
        // The client is good for another request.
        #expect(try client.send(server.request()).status == 200)
    }

    @Test("requests to one server share a connection")
    func reuse() throws {
        let server = try LoopbackServer { _ in .init("x") }
        let client = try makeClient()
        for _ in 0..<3 { _ = try client.send(server.request()) }
        #expect(server.requests.map(\.connection) == [0, 0, 0])
    }

    @Test("progress grows up to the length of the body")
    func progress() throws {
        let bytes = pattern(2_000_000)
        let server = try LoopbackServer { _ in .init(body: bytes) }
        var seen: [HTTPProgress] = []
        _ = try makeClient().send(server.request(), progress: { seen.append($0) })
        #expect(seen.map(\.received) == seen.map(\.received).sorted())
        #expect(seen.last?.received == bytes.count)
        #expect(seen.last?.receivedTotal == bytes.count)
        #expect(zip(seen, seen.dropFirst()).allSatisfy { $0 != $1 })
    }
}
