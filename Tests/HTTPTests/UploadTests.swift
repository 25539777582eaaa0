import HTTP
import TestSupport
import Testing

@Suite("Uploads")
struct UploadTests {
    /// Gives the bytes in pieces of uneven size.
    final class Reader {
        let bytes: [UInt8]
        var place = 0
        var calls = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        func read(_ count: Int) -> [UInt8] {
            calls += 1
            let size = min(count, calls % 3 == 0 ? 1 : 40_001, bytes.count - place)
            defer { place += size }
            return Array(bytes[place..<place + size])
        }
    }

    @Test(
        "bytes arrive as they are, with their length and no more headers than asked",
        arguments: [HTTPMethod.post, .put, .patch, .delete]
    )
    func bytes(method: HTTPMethod) throws {
        let server = try LoopbackServer { _ in .init("ok") }
        let bytes = pattern(70_000)
        var request = server.request(method, "/a/b%2Fc/../d?x=1&y=%23", body: .bytes(bytes))
        request.headers = [("X-Empty", ""), ("X-Text", "grüße; a=\"b\""), ("Content-Type", "text/plain")]
        _ = try makeClient().send(request)
        let seen = try #require(server.requests.first)
        #expect(seen.method == method.rawValue)
        #expect(seen.target == "/a/b%2Fc/../d?x=1&y=%23")
        #expect(seen.body == bytes)
        let names = Set(seen.headers.map { $0.name.lowercased() })
        #expect(
            names == ["host", "user-agent", "accept", "content-length", "content-type", "x-empty", "x-text"]
        )
        #expect(seen.header("content-length") == "70000")
        #expect(seen.header("user-agent") == "tests/1")
        #expect(seen.header("x-empty") == "")
        #expect(seen.header("x-text") == "grüße; a=\"b\"")
    }

    @Test("a POST without a body says that its length is 0", arguments: [HTTPMethod.post, .put])
    func empty(method: HTTPMethod) throws {
        let server = try LoopbackServer { _ in .init("ok") }
        _ = try makeClient().send(server.request(method))
        #expect(server.requests[0].header("content-length") == "0")
        #expect(server.requests[0].method == method.rawValue)
    }

    @Test(
        "methods without a body send none",
        arguments: [HTTPMethod.get, .delete, .options, .makeCollection]
    )
    func bare(method: HTTPMethod) throws {
        let server = try LoopbackServer { _ in .init("ok") }
        _ = try makeClient().send(server.request(method))
        #expect(server.requests[0].method == method.rawValue)
        #expect(server.requests[0].header("content-length") == nil)
        #expect(server.requests[0].header("transfer-encoding") == nil)
    }

    @Test("a form arrives byte for byte, files and values")
    func form() throws {
        let server = try LoopbackServer { _ in .init("ok") }
        let file = Array("\r\n--x\r\n\0\u{FF}".utf8) + pattern(300_000)
        let reader = Reader(pattern(99_999, seed: 5))
        let body = HTTPBody.multipart([
            HTTPPart(
                name: "file",
                filename: "a b;\"ü\".age",
                contentType: "application/age",
                content: .bytes(file)
            ),
            HTTPPart(name: "id_length", value: "24"),
            HTTPPart(name: "second", filename: "s.bin", content: .stream(length: 99_999, read: reader.read)),
            HTTPPart(name: "none", value: ""),
        ])
        _ = try makeClient().send(server.request(.post, body: body))
        let fields = server.requests[0].fields
        #expect(fields.map(\.name) == ["file", "id_length", "second", "none"])
        #expect(fields.map(\.body) == [file, Array("24".utf8), reader.bytes, []])
        #expect(fields.map(\.filename) == ["a b;%22ü%22.age", nil, "s.bin", nil])
        #expect(fields.map(\.contentType) == ["application/age", nil, "application/octet-stream", nil])
        #expect(server.requests[0].header("content-length") != nil)
        #expect(server.requests[0].header("expect") == nil)
    }

    @Test("20 MB go out from a reader, of known and of unknown length", arguments: [true, false])
    func large(isKnown: Bool) throws {
        let server = try LoopbackServer { _ in .init("ok") }
        let reader = Reader(pattern(20_000_003))
        var last: HTTPProgress?
        let body = HTTPBody.stream(length: isKnown ? reader.bytes.count : nil, read: reader.read)
        _ = try makeClient().send(server.request(.put, body: body), progress: { last = $0 })
        let seen = try #require(server.requests.first)
        #expect(seen.body == reader.bytes)
        #expect(seen.header("content-length") == (isKnown ? "20000003" : nil))
        #expect(seen.header("transfer-encoding") == (isKnown ? nil : "chunked"))
        #expect(seen.header("expect") == nil)
        let progress = try #require(last)
        // Chunks have borders, which are sent too.
        #expect(isKnown ? progress.sent == reader.bytes.count : progress.sent > reader.bytes.count)
        #expect(progress.sentTotal == (isKnown ? reader.bytes.count : nil))
    }

    @Test("a reader that gives more than asked loses nothing")
    func greedy() throws {
        let server = try LoopbackServer { _ in .init("ok") }
        let bytes = pattern(5_000_000)
        var isFirst = true
        let body = HTTPBody.stream(length: bytes.count) { _ in
            defer { isFirst = false }
            return isFirst ? bytes : []
        }
        _ = try makeClient().send(server.request(.put, body: body))
        #expect(server.requests[0].body == bytes)
    }

    @Test("a reader that gives too little or too much is an error", arguments: [(10, 9), (10, 11), (0, 1)])
    func wrongLength(expected: Int, given: Int) throws {
        let server = try LoopbackServer { _ in .init("ok") }
        var isFirst = true
        let body = HTTPBody.stream(length: expected) { _ in
            defer { isFirst = false }
            return isFirst ? pattern(given) : []
        }
        let error = httpError { _ = try makeClient().send(server.request(.put, body: body)) }
        // Of a body of no bytes none is read.
        #expect(error == (expected == 0 ? nil : .bodyLength(expected: expected, given: given)))
        #expect(server.requests.allSatisfy { $0.body.count == expected })
    }

    @Test("what a reader throws is thrown", arguments: [false, true])
    func readerThrows(isForm: Bool) throws {
        let server = try LoopbackServer { _ in .init("ok") }
        let content = HTTPContent.stream(length: 1000) { _ in throw OwnError(number: 3) }
        let body =
            isForm
            ? HTTPBody.multipart([HTTPPart(name: "file", filename: "f", content: content)])
            : .content(content)
        let client = try makeClient()
        #expect(throws: OwnError(number: 3)) { try client.send(server.request(.post, body: body)) }
        #expect(try client.send(server.request()).status == 200)
    }

    @Test("a refusal that comes before the body is over is the answer")
    func earlyRefusal() throws {
        let server = try LoopbackServer(
            early: { $0.header("content-length") == "30000000" ? .init("too large", status: 413) : nil },
            { _ in .init("ok") }
        )
        let client = try makeClient()
        let piece = pattern(100_000)
        var rest = 30_000_000
        let body = HTTPBody.stream(length: rest) { count in
            let size = min(count, piece.count, rest)
            rest -= size
            return Array(piece.prefix(size))
        }
        let response = try client.send(server.request(.put, body: body))
        #expect(response.status == 413)
        #expect(response.body == Array("too large".utf8))
        #expect(try client.send(server.request(.put, body: .bytes([1]))).status == 200)
    }

    @Test("a kept connection that died is replaced")
    func deadConnection() throws {
        let server = try LoopbackServer { request in
            // Says that the connection stays, and ends it.
            request.target == "/first"
                ? .init(mode: .raw(Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".utf8))) : .init("ok")
        }
        let client = try makeClient()
        _ = try client.send(server.request(.get, "/first"))
        let reader = Reader(pattern(1000))
        let bodies = [HTTPBody.stream(length: 1000, read: reader.read), .bytes(reader.bytes)]
        for body in bodies {
            #expect(try client.send(server.request(.put, "/second", body: body)).status == 200)
        }
        #expect(server.requests.suffix(2).map(\.body) == [reader.bytes, reader.bytes])
    }

    @Test("text that would end a line and begin another is refused before anything is sent")
    func injection() throws {
        let server = try LoopbackServer { _ in .init("ok") }
        let client = try makeClient()
        func refuses(_ change: (inout HTTPRequest) -> Void) {
            var request = server.request(.post)
            change(&request)
            let error = httpError { _ = try client.send(request) }
            guard case .badRequest = error else {
                Issue.record("not refused: \(String(describing: error))")
                return
            }
            #expect(!"\(error!)".contains("evil"))
        }
        refuses { $0.headers = [("X-A", "1\r\nX-B: evil")] }
        refuses { $0.headers = [("X-A", "evil\0")] }
        refuses { $0.headers = [("X A", "1")] }
        refuses { $0.headers = [("", "1")] }
        refuses { $0.headers = [("X-A\r\nevil", "1")] }
        for name in ["Host", "content-LENGTH", "Transfer-Encoding", "Connection", "Expect"] {
            refuses { $0.headers = [(name, "1")] }
        }
        refuses { $0.body = .multipart([]) }
        refuses { $0.body = .multipart([HTTPPart(name: "a\nevil", value: "1")]) }
        refuses { $0.body = .multipart([HTTPPart(name: "a", filename: "evil\r\n", content: .bytes([]))]) }
        refuses {
            $0.body = .multipart([
                HTTPPart(name: "a", filename: "b", contentType: "x\nevil", content: .bytes([]))
            ])
        }
        refuses { $0.body = .stream(length: -1) { _ in [] } }
        refuses {
            $0.method = .head
            $0.body = .bytes([1])
        }
        #expect(server.requests.isEmpty)
    }
}
