import HTTP
import TestSupport
import Testing

@Suite("The file-sharing service for tests")
struct X0ServiceTests {
    private func upload(
        _ service: X0Service,
        _ bytes: [UInt8],
        filename: String = "a.json",
        field: String = "file",
        idLength: String? = nil
    ) throws -> HTTPResponse {
        var parts = [HTTPPart(name: field, filename: filename, content: .bytes(bytes))]
        if let idLength { parts.append(HTTPPart(name: "id_length", value: idLength)) }
        return try makeClient().send(
            HTTPRequest(.post, service.url, body: .multipart(parts), allowsPlainHTTP: true)
        )
    }

    @Test("answers with one line, the URL, under which the bytes are")
    func roundTrip() throws {
        let service = try X0Service()
        let bytes = pattern(1_234_567)
        let response = try upload(service, bytes)
        #expect(response.status == 200)
        #expect(response.headers["content-type"] == "text/html; charset=UTF-8")
        let text = String(decoding: response.body, as: UTF8.self)
        #expect(text.wholeMatch(of: /http:\/\/127\.0\.0\.1:\d+\/[A-Za-z0-9_-]{3}\.json\n/) != nil)
        let url = String(text.dropLast())
        let got = try makeClient().send(HTTPRequest(.get, url, allowsPlainHTTP: true))
        #expect(got.body == bytes)
        service.remove(String(url.split(separator: "/").last ?? ""))
        #expect(try makeClient().send(HTTPRequest(.get, url, allowsPlainHTTP: true)).status == 404)
    }

    @Test(
        "the length of the name is what was asked, between 3 and 24",
        arguments: [("24", 24), ("3", 3), ("10", 10), ("1", 3), ("99", 24), ("x", 3)]
    )
    func idLength(asked: String, length: Int) throws {
        let service = try X0Service()
        for _ in 0..<5 { _ = try upload(service, [1], idLength: asked) }
        #expect(service.files.count == 5)
        #expect(service.files.keys.allSatisfy { $0.count == length + ".json".count })
    }

    @Test(
        "the extension is kept, seven characters of it at most",
        arguments: [
            ("a.age", ".age"), ("a", ""), ("a.", ""), ("a.tar.gz", ".tar.gz"), ("a.verylongone", ".verylon"),
        ]
    )
    func ending(filename: String, ending: String) throws {
        let service = try X0Service()
        _ = try upload(service, [1], filename: filename)
        let name = try #require(service.files.keys.first)
        #expect(name.dropFirst(3) == ending)
    }

    @Test("refuses an empty file and one that is too large in its own way")
    func refusals() throws {
        let service = try X0Service(byteLimit: 1 << 20)
        let empty = try upload(service, [])
        #expect(empty.status == 400)
        #expect(String(decoding: empty.body, as: UTF8.self) == "Error 400: Uploaded file is empty\\n")
        let large = try upload(service, pattern(1 << 20 + 1))
        #expect(large.status == 413)
        #expect(String(decoding: large.body, as: UTF8.self) == "Error 413: Max File Size (1MiB) Exceeded\n")
        let misnamed = try upload(service, [1], field: "f")
        #expect(misnamed.status == 200)
        #expect(String(decoding: misnamed.body, as: UTF8.self) == X0Service.page)
        #expect(service.files.isEmpty)
    }
}
