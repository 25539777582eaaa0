import BatonSessions
import Platform
import TestSupport
import Testing

@Suite struct AgentRecognitionTests {
    /// The agent that a file's lines are taken for, or the name in the refusal.
    private func agent(_ text: String) throws -> String {
        try withTemporaryDirectory { root in
            let path = root + "/file.jsonl"
            try Files.write(Array(text.utf8), to: path)
            do {
                return try SessionStores.session(atPath: path).agent
            } catch SessionError.unreadAgent(_, let agent) {
                return "not read: " + agent
            }
        }
    }

    @Test(
        "a file is told by its content",
        arguments: [
            (Codex.meta(), "codex"),
            (#"{"id":"1","timestamp":"2025-05-07T17:24:21Z","instructions":null}"#, "codex"),
            (Gemini.metadata, "gemini-cli"),
            (Gemini.message("1", "gemini", #""x""#), "gemini-cli"),
            (
                #"{"uuid":"1","parentUuid":null,"sessionId":"s","type":"user","message":{"role":"user","parts":[{"text":"x"}]}}"#,
                "not read: Qwen Code"
            ),
            (
                #"{"uuid":"0","parentUuid":null,"sessionId":"s","type":"system","subtype":"x","systemPayload":{}}"#
                    + "\n"
                    + #"{"uuid":"1","parentUuid":"0","sessionId":"s","type":"assistant","message":{"role":"model","parts":[]}}"#,
                "not read: Qwen Code"
            ),
            (
                #"{"type":"session.start","data":{"sessionId":"s"},"id":"1","parentId":null}"#,
                "not read: GitHub Copilot CLI"
            ),
            (#"{"kind":0,"v":{"sessionId":"s","requests":[]}}"#, "not read: GitHub Copilot Chat"),
            (#"{"role":"user","message":{"content":[]}}"#, "not read: Cursor"),
            (#"{"type":"session_start","id":"1","title":"x"}"#, "not read: Factory Droid"),
            (#"{"type":"session","version":3,"id":"1"}"#, "not read: Pi"),
        ]
    )
    func kinds(text: String, expected: String) throws {
        #expect(try agent(text) == expected)
    }

    @Test(
        "a file of Claude Code stays one, whatever its lines are",
        arguments: [
            #"{"type":"queue-operation","operation":"enqueue","sessionId":"s","timestamp":"2026-01-01T00:00:00Z"}"#,
            #"{"type":"summary","summary":"x","leafUuid":"y"}"#,
            #"{"type":"file-history-snapshot","messageId":"m","snapshot":{}}"#,
            #"{"type":"user","message":{"role":"user","content":"{\"payload\":{},\"type\":\"session_meta\"}"},"uuid":"1"}"#,
            #"{"type":"assistant","message":{"content":[{"type":"text","text":"x"}]}}"#,
            #"{"type":"user","uuid":"1","message":{"role":"user","content":"x"}}"# + "\n" + Codex.meta(),
            "not json\n" + #"{"type":"user","message":{"content":"x"}}"#,
            "", "\n\n", "{}", "[]", "{", "\u{FEFF}" + #"{"type":"user","message":{"content":"x"}}"#,
        ]
    )
    func claude(text: String) throws {
        #expect(try agent(text) == "claude-code")
    }

    @Test("the refusal names the agent, and who is read")
    func refusal() throws {
        let error = SessionError.unreadAgent(path: "/x", agent: "Qwen Code")
        #expect(
            error.description == "'/x' is a transcript of an agent that is not read (it looks like Qwen Code)"
        )
        #expect(error.hint == "these agents are read: claude-code, codex, gemini-cli, opencode")
    }

    @Test("lines inside of a document are no records, whatever they look like")
    func document() throws {
        let export =
            "{\n\"info\": \(OpenCode.info),\n\"messages\": [\n{\"info\": \(OpenCode.userInfo), \"parts\": []}\n]}"
        #expect(try agent(export) == "opencode")
        // A broken beginning makes no document of lines that are whole.
        #expect(try agent("{\n" + Codex.meta()) == "codex")
    }

    @Test("a first line of megabytes is looked at to its end")
    func longFirstLine() throws {
        let line = Codex.message("user", String(repeating: "x", count: 3 << 20))
        #expect(try agent(line + "\n" + Codex.meta()) == "codex")
    }
}

/// Real transcripts, which stand beside the package where they may be kept and are not part of it.
private let corpus = Paths.normalized(
    Paths.directory(Paths.directory(Paths.directory(Paths.directory(#filePath)))) + "/../shared/corpus"
)

@Suite(.enabled(if: Files.status(corpus + "/MANIFEST.tsv") != nil, "there is no corpus beside the package"))
struct AgentCorpusTests {
    @Test("every real transcript is told by its content, and read or refused by name")
    func manifest() throws {
        let manifest = String(decoding: try Files.read(corpus + "/MANIFEST.tsv"), as: UTF8.self)
        let names = [
            "claude": "claude-code", "codex": "codex", "gemini": "gemini-cli", "opencode": "opencode",
        ]
        var counts: [String: Int] = [:]
        for line in manifest.split(separator: "\n").dropFirst() {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            let (path, agent) = (corpus + "/" + fields[0], String(fields[3]))
            do {
                let session = try SessionStores.session(atPath: path)
                let transcript = try Transcript(session)
                if let expected = names[agent] {
                    #expect(session.agent == expected, "\(fields[0])")
                    counts[agent, default: 0] += 1
                } else {
                    // Files beside transcripts, such as settings: no agent's, and nothing is read from them.
                    #expect(session.agent == "claude-code", "\(fields[0])")
                    #expect(throws: SessionError.self, "\(fields[0])") { try transcript.conversation(.full) }
                    counts["none", default: 0] += 1
                }
            } catch SessionError.unreadAgent {
                #expect(names[agent] == nil && agent != "other", "\(fields[0])")
                counts["refused", default: 0] += 1
            } catch SessionError.noConversation {
                // Messages and parts of OpenCode's storage, whose session is not there.
                #expect(agent == "opencode", "\(fields[0])")
                counts["opencode", default: 0] += 1
            }
        }
        #expect(counts["claude"] == 93)
        #expect(counts["codex"] == 12)
        #expect(counts["gemini"] == 5)
        #expect(counts["opencode"] == 7)
        #expect(counts.values.reduce(0, +) == manifest.split(separator: "\n").count - 1)
    }
}
