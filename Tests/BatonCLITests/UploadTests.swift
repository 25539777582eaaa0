import JSON
import Platform
import TestSupport
import Testing

/// The real program against a service on 127.0.0.1.
@Suite("Uploads")
struct UploadTests {
    private func withStore<Result>(
        _ url: String,
        _ body: (inout Room) throws -> Result
    ) throws -> Result {
        try withRoom { room throws in
            try Files.makeDirectory(Paths.join(room.home, ".config/baton"))
            try Files.create(
                Array(
                    "default_store: lan\nstores:\n  lan: {type: x0, url: '\(url)', allow_http: true}\n".utf8
                ),
                at: Paths.join(room.home, ".config/baton/config.yml")
            )
            try room.addSample()
            return try body(&room)
        }
    }

    @Test("a sealed session goes over the network and is cloned, and its key stays off the wire")
    func sealed() throws {
        let service = try X0Service()
        try withStore(service.url) { room in
            let shared = try room.baton(["export", "--upload", "--json"])
            #expect(shared.status == 0)
            let link = try #require(try JSONParser.parse(shared.output)["link"]?.string)
            let key = try #require(link.split(separator: "#").last.map(String.init))
            #expect(key.hasPrefix("AGE-SECRET-KEY-1"))

            let other = Paths.join(room.root, "other")
            try Files.makeDirectory(other)
            room.directory = other
            let refused = try room.baton(["clone", "-"], input: Array(link.utf8))
            #expect(refused.status == 2)
            #expect(String(decoding: refused.error, as: UTF8.self).contains("plain http"))
            #expect(service.requests.count == 1)
            let cloned = try room.baton(
                ["clone", "-", "--allow-http"],
                input: Array("baton clone '\(link)'\n".utf8)
            )
            #expect(cloned.status == 0)
            #expect(cloned.text.hasPrefix("cd \(other) && claude --resume "))

            #expect(service.requests.map(\.method) == ["POST", "GET"])
            for request in service.requests {
                let everything = request.target + request.headers.map { $0.name + $0.value }.joined()
                #expect(!everything.contains("#") && !everything.contains(key))
                #expect(!String(decoding: request.body, as: UTF8.self).contains(key))
            }
            let fields = try #require(service.requests.first).fields
            #expect(fields.map(\.name) == ["id_length", "file"])
            #expect(fields.last?.filename == "session.age")
            #expect(fields.last?.body.starts(with: Array("age-encryption.org/v1\n".utf8)) == true)
        }
    }

    @Test("an upload in the clear has the name of the bundle and no secrets")
    func clear() throws {
        let service = try X0Service()
        try withStore(service.url) { room in
            let shared = try room.baton(["export", "--upload", "--no-seal", "--json"])
            #expect(shared.status == 0)
            let answer = try JSONParser.parse(shared.output)
            #expect(answer["sealed"]?.bool == false)
            #expect(answer["link"]?.string == answer["url"]?.string)
            #expect(answer["expires"]?.string?.count == 24)
            let file = try #require(service.requests.first?.fields.last)
            #expect(file.filename == "session-\(Room.sampleID).json")
            #expect(file.contentType == "application/json")
            #expect(!file.text.contains("AKIAIOSFODNN7") && file.text.contains("[redacted:aws-key-id:1]"))
            #expect(try JSONParser.parse(file.body)["version"]?.string == "1.0.0")
        }
    }

    struct Answer: Sendable, CustomTestStringConvertible {
        let name: String
        let response: LoopbackServer.Response
        let message: String
        /// Whether a refusal is certain.
        var state: String { ["413", "redirect"].contains(name) ? "failed" : "unknown" }
        var testDescription: String { name }
    }

    static let answers: [Answer] = [
        Answer(
            name: "a page",
            response: .init(X0Service.page, type: "text/html"),
            message: "invalid response from store 'lan': it sent a page instead of a link"
        ),
        Answer(
            name: "nothing",
            response: .init(""),
            message: "invalid response from store 'lan': it did not send exactly one link"
        ),
        Answer(
            name: "two links",
            response: .init("https://127.0.0.1/a\nhttps://127.0.0.1/b\n"),
            message: "it did not send exactly one link"
        ),
        Answer(name: "no link", response: .init("thanks!\n"), message: "it did not send exactly one link"),
        Answer(
            name: "a script",
            response: .init("javascript:alert(1)\n"),
            message: "it did not send exactly one link"
        ),
        Answer(
            name: "another host",
            response: .init("https://elsewhere.example/a\n"),
            message: "its link leads to another host"
        ),
        Answer(
            name: "binary",
            response: .init(body: (0...255).map { UInt8($0) }),
            message: "it did not send exactly one link"
        ),
        Answer(
            name: "413",
            response: .init("Error 413: Max File Size (1MiB) Exceeded\n", status: 413),
            message: "store 'lan' refused the upload with status 413: Error 413: Max File Size"
        ),
        Answer(
            name: "500 with a page",
            response: .init("<html>oh \u{1b}[2J</html>", status: 500),
            message: "store 'lan' refused the upload with status 500"
        ),
        Answer(
            name: "redirect",
            response: .init(status: 302, headers: [("Location", "https://elsewhere.example/")]),
            message: "status 302"
        ),
        Answer(
            name: "closed",
            response: .init(mode: .close),
            message: "the upload was sent to '127.0.0.1' and no answer came"
        ),
        Answer(
            name: "cut",
            response: .init(body: Array("https://127.0.0.1/abc\n".utf8), mode: .cut(after: 5)),
            message: "the upload was sent to '127.0.0.1' and no answer came"
        ),
        Answer(
            name: "no HTTP",
            response: .init(mode: .raw([0, 1, 2, 3, 10, 10])),
            message: "the upload was sent to '127.0.0.1' and no answer came"
        ),
    ].map { $0 as Answer }

    @Test(
        "a bad answer of a store is one clear failure, and nothing is given out as a link",
        arguments: answers
    )
    func badAnswer(_ answer: Answer) throws {
        let server = try LoopbackServer { _ in answer.response }
        try withStore(server.url()) { room in
            let before = try Room.tree(room.root)
            let list = Paths.join(room.home, ".state")
            let result = try room.baton(["export", "--upload"])
            #expect(result.status == 2)
            #expect(result.output.isEmpty)
            let text = String(decoding: result.error, as: UTF8.self)
            #expect(text.contains("baton: ") && text.contains(answer.message), "\(text)")
            #expect(!text.contains("AGE-SECRET") && !text.contains("\u{1b}"))
            let json = try room.baton(["export", "--upload", "--json"])
            #expect(json.status == 2 && json.output.isEmpty)
            let last = try #require(json.error.split(separator: 0x0a).last)
            #expect(try JSONParser.parse(Array(last))["error"]?["kind"]?.string == "sharing")
            #expect(try Room.tree(room.root).filter { !$0.key.hasPrefix(list) } == before)
            // Both are on the list, and those are marked that may have arrived.
            let shares = try JSONParser.parse(try room.baton(["shares", "list", "--all", "--json"]).output)
            let states = shares.elements.map { $0["state"]?.string ?? "" }
            #expect(states == [answer.state, answer.state])
            #expect(server.requests.count == 2)
        }
    }

    @Test("a store that nobody listens for is one clear failure")
    func deaf() throws {
        try withDeafPort { port in
            try withStore("http://127.0.0.1:\(port)") { room in
                let result = try room.baton(["export", "--upload"])
                #expect(result.status == 2 && result.output.isEmpty)
                #expect(String(decoding: result.error, as: UTF8.self).contains("hint: check the network"))
            }
        }
    }

    @Test("a link that is gone, and one whose file was changed, are one clear failure")
    func badDownloads() throws {
        let service = try X0Service()
        try withStore(service.url) { room in
            let link = try #require(
                try JSONParser.parse(try room.baton(["export", "--upload", "--json"]).output)["link"]?.string
            )
            let name = try #require(service.files.keys.first)
            service.remove(name)
            let before = try Room.tree(room.home)
            let gone = try room.baton(["clone", "-", "--allow-http"], input: Array(link.utf8))
            #expect(gone.status == 2 && gone.output.isEmpty)
            #expect(String(decoding: gone.error, as: UTF8.self).contains("answered with status 404"))
            #expect(!String(decoding: gone.error, as: UTF8.self).contains("AGE-SECRET"))
            #expect(try Room.tree(room.home) == before)
        }
    }
}
