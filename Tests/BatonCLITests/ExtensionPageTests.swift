import Platform
import Synchronization
import TestSupport
import Testing

/// Everything that `docs/extensions.md` shows, with the real program.
@Suite("The page on extensions")
struct ExtensionPageTests {
    /// The blocks of the page: what kind each is of, and its text.
    private func blocks() throws -> [(kind: String, text: String)] {
        let page = String(decoding: try Files.read(Repository.path("docs/extensions.md")), as: UTF8.self)
        var blocks: [(kind: String, text: String)] = []
        var isInside = false
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                isInside.toggle()
                if isInside { blocks.append((String(line.dropFirst(3)), "")) }
            } else if isInside {
                blocks[blocks.count - 1].text += line + "\n"
            }
        }
        return blocks
    }

    @Test("every block does what the page says")
    func page() throws {
        let files = Mutex<[String: [UInt8]]>([:])
        let server = try LoopbackServer { request in
            files.withLock { files in
                switch request.method {
                case "PUT":
                    files[request.path] = request.body
                    return .init("stored", status: 201)
                case "DELETE":
                    return .init("", status: files.removeValue(forKey: request.path) == nil ? 404 : 204)
                default: return files[request.path].map { .init(body: $0) } ?? .init("", status: 404)
                }
            }
        }
        try withRoom { room throws in
            try room.addSample()
            room.environment["PATH"] = Paths.directory(BuiltProgram.path) + ":/usr/local/bin:/usr/bin:/bin"
            let folder = Paths.join(room.home, ".config/baton/extensions")
            try Files.makeDirectory(folder)
            let origin = String(server.url().dropLast())
            var last: ProgramResult?
            var counts: [String: Int] = [:]
            for block in try blocks() {
                counts[block.kind, default: 0] += 1
                switch block.kind {
                case "lua":
                    let name = try #require(
                        block.text.split(separator: "\n").first?.split(separator: "/").last
                    )
                    let text = block.text.replacing("https://drop.example.org", with: origin)
                        .replacing("\"drop.example.org\"", with: "\"\(origin)\"")
                    try Files.create(Array(text.utf8), at: Paths.join(folder, String(name)))
                case "sh":
                    let result = try room.run("sh", ["-c", "set -e\n" + block.text])
                    #expect(
                        result.status == 0,
                        "\(block.text): \(String(decoding: result.error, as: UTF8.self))"
                    )
                    last = result
                case "text":
                    #expect(last?.text.contains(block.text.trimmed) == true, "\(last?.text ?? "")")
                default: Issue.record("a block of the kind '\(block.kind)' is not run")
                }
            }
            #expect(counts == ["lua": 5, "sh": 4, "text": 3])
            let upload = try #require(server.requests.first { $0.method == "PUT" })
            #expect(upload.body.starts(with: Array("age-encryption.org/v1\n".utf8)))
            #expect(last?.text.contains(origin) == true && last?.text.contains("AGE-SECRET-KEY-1") == true)
            #expect(last?.text.contains("drop  script") == true)
        }
    }
}

extension String {
    /// The text without white space at its ends.
    fileprivate var trimmed: String {
        var text = Substring(self)
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
