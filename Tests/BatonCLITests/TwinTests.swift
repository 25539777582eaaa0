import JSON
import Platform
import TestSupport
import Testing

/// Recipes in both languages: a built-in one or an example, and its twin in `docs/examples`.
@Suite("Recipes in both languages")
struct TwinTests {
    /// What a run left behind: its outputs and the files it made.
    private struct Trace: Equatable {
        var outputs: [String: String]
        var files: [String: [UInt8]]
        var said: String
    }

    private static func trace(_ room: Room, _ recipe: String, _ arguments: [String]) throws -> Trace {
        let before = try Room.tree(room.root)
        let result = try room.baton(["run", recipe] + arguments + ["--json"])
        let said = String(decoding: result.error, as: UTF8.self)
        try #require(result.status == 0, "\(recipe): \(said)")
        var trace = Trace(outputs: [:], files: [:], said: said)
        for member in try JSONParser.parse(result.output).members {
            var writer = JSONWriter()
            writer.copy(member.value)
            trace.outputs[member.key.string ?? ""] = String(decoding: writer.bytes, as: UTF8.self)
        }
        for (path, bytes) in try Room.tree(room.root)
        where before[path] == nil && !path.contains("/.state") {
            // What the store names, it names anew each time.
            let isShare = path.contains("/shares/") && !path.hasSuffix("/")
            trace.files[isShare ? Paths.directory(path) + "/upload" : path] = bytes
            if isShare {
                for (key, value) in trace.outputs {
                    trace.outputs[key] = value.replacing(Paths.name(path), with: "upload")
                }
                trace.said = trace.said.replacing(Paths.name(path), with: "upload")
            }
            if !path.hasSuffix("/") { try Files.remove(path) }
        }
        return trace
    }

    @Test(
        "a recipe gives the same outputs, files and words in YAML and in Lua",
        arguments: [
            ("handoff", "handoff.lua", ["--no-seal"]),
            ("handoff", "handoff.lua", ["--no-seal", "--messages", "2"]),
            ("session-page.yml", "session-page.lua", ["--no-share"]),
            (
                "session-page.yml", "session-page.lua",
                ["--no-share", "--title", "How it works", "--tools", "full"]
            ),
            ("branch-page.lua", "branch-page.yml", []),
            ("branch-page.lua", "branch-page.yml", ["--out", "page.md", "--messages", "all"]),
        ]
    )
    func twins(_ name: String, _ file: String, _ arguments: [String]) throws {
        try withRoom { room throws in
            try room.addSample()
            let recipes = Paths.join(room.home, ".config/baton/recipes")
            try Files.makeDirectory(recipes)
            try Files.create(
                Array(
                    "default_store: desk\nstores: {desk: {type: directory, path: '\(room.root)/shares'}}\n"
                        .utf8
                ),
                at: Paths.join(room.home, ".config/baton/config.yml")
            )
            for (example, twin) in [(name, "first."), (file, "twin.")] where example.contains(".") {
                try Files.create(
                    try Files.read(Repository.path("docs/examples/" + example)),
                    at: Paths.join(recipes, twin + Paths.fileExtension(example))
                )
            }
            try Files.makeDirectory(Paths.join(room.root, "shares"))
            for command in [
                ["init", "-q", "-b", "main"], ["commit", "-q", "--allow-empty", "-m", "First"],
                ["checkout", "-q", "-b", "feature/x"],
            ] { #expect(try room.run("git", command).status == 0) }
            try Files.create(Array("text\n".utf8), at: Paths.join(room.work, "file.txt"))
            for command in [["add", "file.txt"], ["commit", "-q", "-m", "Second"]] {
                #expect(try room.run("git", command).status == 0)
            }
            let original = try Self.trace(room, name.contains(".") ? "first" : name, arguments)
            let other = try Self.trace(room, "twin", arguments)
            #expect(!original.outputs.isEmpty && !original.files.isEmpty)
            #expect(original.outputs == other.outputs)
            #expect(original.said == other.said)
            #expect(original.files.keys.sorted() == other.files.keys.sorted())
            for (path, bytes) in original.files {
                #expect(
                    String(decoding: bytes, as: UTF8.self)
                        == String(decoding: other.files[path] ?? [], as: UTF8.self)
                )
            }
        }
    }

    @Test(
        "twins take the same inputs",
        arguments: [
            ("handoff", "handoff.lua"), ("session-page.yml", "session-page.lua"),
            ("branch-page.lua", "branch-page.yml"),
        ]
    )
    func inputs(_ name: String, _ file: String) throws {
        try withRoom { room throws in
            let path = name.contains(".") ? Repository.path("docs/examples/" + name) : name
            let own = try room.baton(["run", path, "--help"])
            let twin = try room.baton(["run", Repository.path("docs/examples/" + file), "--help"])
            let options: (Platform.ProgramResult) -> [String] = { result in
                result.text.split(separator: "\n").filter { $0.hasPrefix("  --") }
                    .map { String($0.split(separator: "  ", omittingEmptySubsequences: true)[0]) }.sorted()
            }
            #expect(own.status == 0 && twin.status == 0)
            #expect(!options(own).isEmpty)
            #expect(options(own) == options(twin))
        }
    }
}
