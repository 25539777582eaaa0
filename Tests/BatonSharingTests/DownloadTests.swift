import Platform
import Synchronization
import TestSupport
import Testing

@testable import BatonSharing

/// A file behind a server that keeps ending connections.
private final class Shop: Sendable {
    let content: [UInt8]
    let versions: Mutex<Int>
    let validator: (name: String, value: String)?
    let step: Int

    init(_ content: [UInt8], step: Int, validator: (name: String, value: String)? = ("ETag", "\"v1\"")) {
        self.content = content
        self.step = step
        self.validator = validator
        versions = Mutex(0)
    }

    func answer(_ request: LoopbackServer.Request) -> LoopbackServer.Response {
        var headers = validator.map { [$0] } ?? []
        let range = request.header("range").flatMap { text in
            Int(text.dropFirst(6).prefix { $0 != "-" })
        }
        guard let start = range, request.header("if-range") == validator?.value, validator != nil else {
            return .init(headers: headers, body: content, mode: cut(content.count))
        }
        let rest = Array(content[start...])
        headers.append(("Content-Range", "bytes \(start)-\(content.count - 1)/\(content.count)"))
        return .init(status: 206, headers: headers, body: rest, mode: cut(rest.count))
    }

    private func cut(_ count: Int) -> LoopbackServer.Response.Mode {
        count > step ? .cut(after: step) : .normal
    }
}

@Suite("Downloads")
struct DownloadTests {
    private static let content: [UInt8] = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7 ^ $0 >> 8) }

    private func download(_ server: LoopbackServer, maxBytes: Int = 1 << 20) throws -> [UInt8] {
        var download = Download(
            url: server.url("/a?q=secret"),
            host: "127.0.0.1",
            allowsPlainHTTP: true,
            maxBytes: maxBytes
        )
        download.repeats.firstWait = 0.01
        return try download.fetch(.poisoned()) { _ in }.content().bytes()
    }

    @Test(
        "a download that is cut again and again goes on where it stopped",
        arguments: [("ETag", "\"v1\""), ("Last-Modified", "Sat, 28 Feb 2026 14:30:09 GMT")]
    )
    func resumed(name: String, value: String) throws {
        let shop = Shop(Self.content, step: 40_000, validator: (name, value))
        let server = try LoopbackServer { shop.answer($0) }
        #expect(try download(server) == Self.content)
        let requests = server.requests
        #expect(requests.count == 8)
        #expect(requests[1].header("range") == "bytes=40000-" && requests[1].header("if-range") == value)
    }

    @Test("without a sign that the file is the same, it is fetched from its beginning, and given up at last")
    func unmarked() throws {
        for validator in [nil, ("ETag", "W/\"v1\"")] as [(name: String, value: String)?] {
            let shop = Shop(Self.content, step: 40_000, validator: validator)
            let server = try LoopbackServer { shop.answer($0) }
            #expect(throws: SharingError.self) { try download(server) }
            #expect(server.requests.allSatisfy { $0.header("range") == nil })
            #expect(server.requests.count <= 8)
        }
    }

    @Test("a file that changed meanwhile is fetched anew, and nothing of the old one is in it")
    func changed() throws {
        let other = [UInt8](Self.content.reversed())
        let asked = Mutex(0)
        let server = try LoopbackServer { request in
            let count = asked.withLock { count in
                defer { count += 1 }
                return count
            }
            return count == 0
                ? .init(headers: [("ETag", "\"v1\"")], body: Self.content, mode: .cut(after: 1000))
                : .init(headers: [("ETag", "\"v2\"")], body: other)
        }
        #expect(try download(server) == other)
    }

    @Test("a part that does not fit is not taken")
    func wrongPart() throws {
        for range in [
            "bytes 999-299999/300000", "bytes 1000-299999/300001", "bytes 1000-", "", "bytes 0-1/2",
        ] {
            let asked = Mutex(0)
            let server = try LoopbackServer { request in
                let count = asked.withLock { count in
                    defer { count += 1 }
                    return count
                }
                switch count {
                case 0:
                    return .init(headers: [("ETag", "\"v1\"")], body: Self.content, mode: .cut(after: 1000))
                case 1:
                    let rest = Array(Self.content[1000...])
                    return .init(status: 206, headers: [("Content-Range", range)], body: rest)
                default: return .init(body: Self.content)
                }
            }
            #expect(try download(server) == Self.content, "\(range)")
        }
    }

    @Test("parts that add up to another length than was told are no file")
    func wrongLength() throws {
        let server = try LoopbackServer { request in
            guard request.header("range") != nil else {
                return .init(headers: [("ETag", "\"v1\"")], body: Self.content, mode: .cut(after: 1000))
            }
            // It says that all of the rest is here, and is 10 bytes short.
            return .init(
                status: 206,
                headers: [("Content-Range", "bytes 1000-299999/300000")],
                body: Array(Self.content[1000..<299_990])
            )
        }
        #expect(throws: SharingError.self) { try download(server) }
    }

    @Test("a file above the limit is refused, also in parts")
    func tooLarge() throws {
        let shop = Shop(Self.content, step: 40_000)
        let server = try LoopbackServer { shop.answer($0) }
        #expect(throws: SharingError.self) { try download(server, maxBytes: 100_000) }
    }

    @Test("a server error is waited for, an answer that the file is gone is not")
    func statuses() throws {
        let asked = Mutex(0)
        let server = try LoopbackServer { _ in
            let count = asked.withLock { count in
                defer { count += 1 }
                return count
            }
            return count < 2 ? .init("", status: 502) : .init("here")
        }
        #expect(try download(server) == Array("here".utf8))
        let gone = try LoopbackServer { _ in .init("<html>", status: 410) }
        #expect(throws: SharingError.notThere(host: "127.0.0.1", status: 410)) { try download(gone) }
        #expect(gone.requests.count == 1)
    }

    @Test(
        "Content-Range is read exactly",
        arguments: [
            ("bytes 0-9/10", 0, 10), ("BYTES 5-9/*", 5, nil), ("bytes 5-9/9", nil, nil),
            ("bytes 9-5/10", nil, nil),
            ("bytes */10", nil, nil), ("bytes 1-2/x", nil, nil), ("items 0-9/10", nil, nil),
            ("bytes -1-2/3", nil, nil),
        ] as [(String, Int?, Int?)]
    )
    func contentRange(text: String, start: Int?, total: Int?) {
        let range = ContentRange(text)
        #expect(range?.start == start && range?.total == total)
    }
}
