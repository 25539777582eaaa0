import Platform
import Testing

/// Input that is broken or hostile: an exact exit status, one message, nothing written.
@Suite("Bad input")
struct BadInputTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        /// The file that is given, by its path in the project.
        let file: String
        let content: @Sendable () -> [UInt8]
        let arguments: [String]
        let status: Int32
        let message: String
        var testDescription: String { name }

        init(
            _ name: String,
            _ file: String,
            _ content: @escaping @Sendable () -> [UInt8],
            _ arguments: [String],
            _ status: Int32,
            _ message: String
        ) {
            self.name = name
            self.file = file
            self.content = content
            self.arguments = arguments
            self.status = status
            self.message = message
        }
    }

    /// Bytes from a fixed seed, by xorshift.
    @Sendable private static func noise() -> [UInt8] {
        var state: UInt64 = 0x9e37_79b9_7f4a_7c15
        return (0..<100_000).map { _ in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return UInt8(truncatingIfNeeded: state >> 32)
        }
    }

    /// One JSON string of a hundred million letters, without a newline.
    @Sendable private static func hugeLine() -> [UInt8] {
        var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 100_000_000)
        bytes[0] = UInt8(ascii: "\"")
        bytes[bytes.count - 1] = UInt8(ascii: "\"")
        return bytes
    }

    private static let climbing =
        #"{"version":"1.0.0","conversation":{"id":"../../x","project":"../../y"},"messages":[{"uuid":"1","type":"user","timestamp":"2026-02-28T10:30:15.000Z","message":{"role":"user","content":"hello"}}]}"#

    static let cases: [Case] = [
        Case("noise as a bundle", "a.json", noise, ["clone", "a.json"], 2, "Invalid session file"),
        Case("noise as a session", "a.jsonl", noise, ["export", "./a.jsonl"], 2, ""),
        Case("noise as a recipe", "a.yml", noise, ["run", "a.yml"], 2, "these bytes are not UTF-8"),
        Case(
            "nothing as a bundle",
            "a.json",
            { [] },
            ["clone", "a.json"],
            2,
            "Invalid session file - it is empty"
        ),
        Case("nothing as a session", "a.jsonl", { [] }, ["export", "./a.jsonl"], 2, "holds no conversation"),
        Case("nothing to upload", "a.txt", { [] }, ["upload", "a.txt"], 2, "there is nothing to upload"),
        Case(
            "one huge line as a bundle",
            "a.json",
            hugeLine,
            ["clone", "a.json"],
            2,
            "Invalid session file - its JSON is not an object"
        ),
        Case(
            "one huge line as a session",
            "a.jsonl",
            hugeLine,
            ["export", "./a.jsonl"],
            2,
            "holds no conversation"
        ),
        Case(
            "an id that climbs",
            "a.json",
            { Array(climbing.utf8) },
            ["clone", "a.json"],
            2,
            "the session id is not 1 to 64 characters"
        ),
        Case(
            "an id that climbs, by name",
            "a.json",
            { Array(climbing.utf8) },
            ["clone", "a.json", "--layout", "name"],
            2,
            "the session id is not 1 to 64 characters"
        ),
        Case("a directory as a bundle", "d/a.json", { [] }, ["clone", "d"], 2, "is not a regular file"),
        Case("a device as a bundle", "d/a.json", { [] }, ["clone", "/dev/zero"], 2, "is not a regular file"),
        Case(
            "deep JSON",
            "a.json",
            { [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000) },
            ["clone", "a.json"],
            2,
            "Invalid session file"
        ),
    ]

    @Test("fails with one message and leaves nothing behind", arguments: cases)
    func bad(_ item: Case) throws {
        try withRoom { room throws in
            let path = Paths.join(room.work, item.file)
            try Files.makeDirectory(Paths.directory(path))
            try Files.create(item.content(), at: path)
            let before = try names(room.root)
            for isJSON in [false, true] {
                let result = try room.baton(item.arguments + (isJSON ? ["--json"] : []))
                let text = String(decoding: result.error, as: UTF8.self)
                #expect(result.status == item.status, "\(text)")
                #expect(result.output.isEmpty)
                #expect(text.contains(item.message), "\(text)")
                let lines = text.split(separator: "\n")
                // What is wrong with a recipe begins with its place.
                let beginnings = isJSON ? ["{\"error\":{"] : ["baton: ", "a.yml:1:1: error: "]
                #expect(beginnings.contains { lines.first?.hasPrefix($0) == true })
                #expect(
                    lines.count == 1 || item.file == "a.yml"
                        || !isJSON && lines.count == 2 && lines[1].hasPrefix("hint: "),
                    "\(text)"
                )
                #expect(text.utf8.count < 1000)
                #expect(try names(room.root) == before)
            }
        }
    }

    @Test("a huge line goes through redaction unharmed")
    func hugeLineRedacted() throws {
        try withRoom { room throws in
            let path = Paths.join(room.work, "a.json")
            let bytes = Self.hugeLine()
            try Files.create(bytes, at: path)
            room.environment["BATON_TEST"] = "1"
            let result = try room.baton(["redact", "--report", path])
            #expect(result.status == 0)
            #expect(result.output.isEmpty)
        }
    }

    /// Paths with sizes: what would tell of anything written.
    private func names(_ directory: String) throws -> [String] {
        try Files.names(in: directory).flatMap { name -> [String] in
            let path = Paths.join(directory, name)
            guard Files.linkStatus(path)?.kind == .directory else {
                return ["\(path) \(Files.linkStatus(path)?.size ?? -1)"]
            }
            return [path] + (try names(path))
        }
    }
}
