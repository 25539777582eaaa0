import BatonSessions
import JSON
import Platform
import TestSupport
import Testing

@Suite struct SpilledResultTests {
    func content(_ path: String) throws -> JSONValue {
        try JSONParser.parse(
            Array(
                TranscriptBuilder.quoted(
                    "<persisted-output>\nOutput too large (40KB). Full output saved to: \(path)\n\nPreview (first 2KB):\nbegin"
                ).utf8
            )
        )
    }

    func withSpill(_ body: (SessionFolder, Transcript) throws -> Void) throws {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        try withSessionFolder(builder) { folder in
            try folder.write("the whole text", SessionFolder.id + "/tool-results/b1.txt")
            try folder.write("not yours", "secret.txt")
            try link(
                folder.root + "/secret.txt",
                at: folder.root + "/" + SessionFolder.id + "/tool-results/l.txt"
            )
            try body(folder, folder.transcript())
        }
    }

    @Test(
        "a spilled result is read from the session's own folder, whatever path is named",
        arguments: [
            "/home/ann/.claude/projects/p/s/tool-results/b1.txt", "C:\\Users\\ann\\tool-results\\b1.txt",
            "b1.txt",
        ]
    )
    func found(path: String) throws {
        try withSpill { _, transcript in
            let result = try #require(try transcript.spilledResult(for: content(path)))
            #expect(String(decoding: result.bytes, as: UTF8.self) == "the whole text")
            #expect(result.name == "b1.txt" && result.size == 14 && !result.isCut)
        }
    }

    @Test(
        "no other file is read",
        arguments: [
            "/x/tool-results/../../secret.txt", "/x/secret.txt", "/x/..", "/x/", "/x/l.txt", "/x/.b1.txt",
            "/x/missing.txt", "/x/b1.txt\u{0}", "",
        ]
    )
    func refused(path: String) throws {
        try withSpill { _, transcript in
            let result = try transcript.spilledResult(for: content(path))
            #expect(result == nil)
        }
    }

    @Test("a text in blocks counts too, and text that only quotes the mark does not")
    func forms() throws {
        try withSpill { _, transcript in
            let text = try content("/x/b1.txt").string ?? ""
            let blocks = try JSONParser.parse(
                Array(#"[{"type":"text","text":\#(TranscriptBuilder.quoted(text))}]"#.utf8)
            )
            #expect(try transcript.spilledResult(for: blocks)?.size == 14)
            let quoted = try JSONParser.parse(Array(TranscriptBuilder.quoted("see: " + text).utf8))
            #expect(try transcript.spilledResult(for: quoted) == nil)
            #expect(try transcript.spilledResult(for: nil) == nil)
        }
    }
}
