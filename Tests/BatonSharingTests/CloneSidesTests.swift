import BatonSessions
import BatonSharing
import Platform
import TestSupport
import Testing

@Suite("Cloning what stands beside a session")
struct CloneSidesTests {
    /// A session whose call started a subagent, with a spilled result.
    private func bundle(
        agent: String = "a0b1",
        result: String = "b1.txt",
        extra: String = ""
    ) -> [UInt8] {
        let text = ForeignBundle { bundle in
            bundle.id = quoted("5c0375b4-57a5-4f26-b12d-d022ee4e51b7")
            bundle.messages = [
                user("go"), assistant(blocks: call("toolu_1", "Agent"), id: "m1"),
                user(blocks: CloneSidesTests.result("toolu_1")), assistant("done", id: "m2"),
            ]
        }.text
        let agents =
            "[{\"id\":\(quoted(agent)),\"type\":\"Explore\",\"description\":\"look\",\"toolUseId\":\"toolu_1\","
            + "\"parentId\":null,\"messages\":["
            + "{\"uuid\":\"1\",\"isSidechain\":true,\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":\"task\"}},"
            + "{\"uuid\":\"2\",\"isSidechain\":true,\"type\":\"assistant\",\"attachment\":\"EVIL\",\"message\":"
            + "{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"found\"}]}}]}\(extra)]"
        let sides =
            "{\"subagents\":\(agents),\"tool_results\":[{\"name\":\(quoted(result)),\"content\":\"whole output\"}]}"
        return Array((text.dropLast() + ",\"sidecars\":\(sides)}").utf8)
    }

    private static func result(_ id: String) -> String {
        "{\"type\":\"tool_result\",\"tool_use_id\":\(quoted(id)),\"content\":\"ok\"}"
    }

    @Test("subagents and spilled results are installed with the links to their calls")
    func installs() throws {
        try withCloneHome { home in
            let session = try home.clone(bundle())
            #expect(session.subagents == 1)
            #expect(session.toolResults == 1)
            let found = try SessionFinder(home.context, projectDirectories: [home.project]).session(
                session.sessionID
            )
            let transcript = try Transcript(found)
            let agents = try transcript.subagents()
            #expect(agents.map(\.id) == ["a0b1"])
            #expect(agents[0].toolUseID == "toolu_1")
            #expect(agents[0].type == "Explore")
            #expect(agents[0].description == "look")
            #expect(try agents[0].conversation().count == 2)
            #expect(try transcript.spilledResult(named: "b1.txt")?.bytes == Array("whole output".utf8))
            for (path, bytes) in try home.tree() where !path.hasSuffix("/") {
                #expect(Files.status(path)?.mode == 0o600, "\(path)")
                #expect(!String(decoding: bytes, as: UTF8.self).contains("EVIL"))
            }
            // Once more, it is the same session; without, another one.
            #expect(try home.clone(bundle()).alreadyPresent)
            var options = CloneOptions()
            options.withSides = false
            let bare = try home.clone(bundle(), options)
            #expect(!bare.alreadyPresent)
            #expect(bare.subagents == 0)
            #expect(bare.warnings.contains("1 subagent and 1 spilled result will not be installed"))
        }
    }

    @Test("undo takes all of it back, and nothing that was continued")
    func undo() throws {
        try withCloneHome { home in
            _ = try home.clone(bundle())
            #expect(try home.cloner.undoLast().removed.count >= 5)
            #expect(try home.tree() == [:])
            let session = try home.clone(bundle())
            try Files.write(
                try Files.read(session.path) + Array("{\"type\":\"user\"}\n".utf8),
                to: session.path,
                mode: 0o600
            )
            let before = try home.tree()
            #expect(try home.cloner.undoLast().kept == [session.path])
            #expect(try home.tree() == before)
        }
    }

    @Test("what was cut off before the transcript was there is gone after the next clone")
    func leftover() throws {
        try withCloneHome { home in
            let session = try home.clone(bundle())
            let name = try #require(try Files.names(in: home.state).first { $0.hasSuffix(".json") })
            let journal = Paths.join(home.state, name)
            let text = String(decoding: try Files.read(journal), as: UTF8.self)
            try Files.write(Array(text.replacing("\"done\"", with: "\"started\"").utf8), to: journal)
            try Files.remove(session.path)
            let half = Paths.join(
                Paths.directory(session.path),
                session.sessionID + "/subagents/.baton-x.tmp"
            )
            try Files.create([1], at: half)
            #expect(throws: CloneError.nothingToUndo) { try home.cloner.undoLast() }
            #expect(try home.tree() == [:])
        }
    }

    @Test(
        "an undo that was cut off takes the files beside the transcript with the next command",
        arguments: [false, true]
    )
    func cutUndo(_ isRemoved: Bool) throws {
        try withCloneHome { home in
            let session = try home.clone(bundle())
            let name = try #require(try Files.names(in: home.state).first { $0.hasSuffix(".json") })
            let journal = Paths.join(home.state, name)
            let text = String(decoding: try Files.read(journal), as: UTF8.self)
            try Files.write(Array(text.replacing("\"done\"", with: "\"undoing\"").utf8), to: journal)
            let own = Paths.join(Paths.directory(session.path), session.sessionID)
            if isRemoved {
                try Files.remove(session.path)
                let results = Paths.join(own, "tool-results")
                for name in try Files.names(in: results) { try Files.remove(Paths.join(results, name)) }
            }
            for folder in [own + "/subagents", own + "/tool-results", home.folder, home.state] {
                try Files.create([1], at: Paths.join(folder, ".baton-half-written.tmp"))
            }
            #expect(try home.cloner.list().isEmpty)
            #expect(try home.tree() == [:])
            #expect(try Files.names(in: home.state) == [".lock"])
        }
    }

    @Test("a clone with as many files beside it as a share may have can be taken back")
    func manyFiles() throws {
        try withCloneHome { home in
            let session = try home.clone(bundle())
            let name = try #require(try Files.names(in: home.state).first { $0.hasSuffix(".json") })
            let journal = Paths.join(home.state, name)
            let folder = Paths.join(Paths.directory(session.path), session.sessionID + "/tool-results/")
            let entry = "{\"path\":\"\(folder)\(String(repeating: "n", count: 800))\",\"size\":1},"
            let text = String(decoding: try Files.read(journal), as: UTF8.self)
            let start = try #require(text.firstRange(of: "\"files\": ["))
            let entries = String(repeating: entry, count: 14_000)
            let long = text[..<start.upperBound] + entries + text[start.upperBound...]
            try Files.write(Array(long.utf8), to: journal)
            #expect(try home.cloner.undoLast().sessionID == session.sessionID)
            #expect(try home.tree() == [:])
        }
    }

    @Test("a share that goes to both agents keeps its title in each")
    func titles() throws {
        try withCloneHome { home in
            let share = ForeignBundle { $0.title = "\"A title\"" }.bytes
            for target in [CloneOptions.Target.claudeCode, .codex] {
                var options = CloneOptions()
                options.target = target
                _ = try home.clone(share, options)
            }
            #expect(try home.cloner.list().map(\.title) == ["A title", "A title"])
        }
    }

    @Test(
        "names that could leave the folder are left out",
        arguments: [
            "../x", "a/b", "", ".", "a\u{0}b", "é", "-x", "--help", String(repeating: "a", count: 300),
        ]
    )
    func hostileNames(_ name: String) throws {
        try withCloneHome { home in
            let escaped = name == "a\u{0}b" ? "a\\u0000b" : name
            let bytes = Array(
                String(decoding: bundle(agent: "AGENT", result: "RESULT"), as: UTF8.self)
                    .replacing("\"AGENT\"", with: "\"\(escaped)\"").replacing(
                        "\"RESULT\"",
                        with: "\"\(escaped)\""
                    ).utf8
            )
            let session = try home.clone(bytes)
            #expect(session.subagents == 0)
            #expect(session.toolResults == 0)
            #expect(session.warnings.contains { $0.contains("cannot be read, or would overwrite") })
            #expect(try Files.names(in: home.folder).count == 2)
        }
    }

    @Test("ids that differ in case only do not overwrite each other")
    func cases() throws {
        try withCloneHome { home in
            let extra =
                ",{\"id\":\"A0B1\",\"messages\":[{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":\"x\"}}]}"
            let session = try home.clone(bundle(extra: extra))
            #expect(session.subagents == 1)
        }
    }

    @Test("subagents beyond the limit are an error")
    func limit() throws {
        let extra = (0...SubagentLimits.count).map {
            ",{\"id\":\"x\($0)\",\"messages\":[{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":\"x\"}}]}"
        }.joined()
        #expect(throws: BundleError.tooManySubagents(limit: SubagentLimits.count)) {
            try Bundle.read(bundle(extra: extra))
        }
    }

    @Test("of a bundle with raw files, subagents and results are installed from these")
    func raw() throws {
        try withCloneHome { home in
            let text = ForeignBundle().text.dropLast()
            let files =
                "{\"files\":[{\"path\":\"s/subagents/agent-b2.jsonl\",\"lines\":[{\"type\":\"user\",\"isSidechain\":true,"
                + "\"message\":{\"role\":\"user\",\"content\":\"task\"}}]},"
                + "{\"path\":\"s/subagents/agent-b2.meta.json\",\"text\":\"{\\\"agentType\\\":\\\"Plan\\\"}\"},"
                + "{\"path\":\"../../tool-results/r.txt\",\"text\":\"out\"},"
                + "{\"path\":\"s/tool-results/../../evil\",\"text\":\"out\"}]}"
            let session = try home.clone(Array((text + ",\"raw\":\(files)}").utf8))
            #expect(session.subagents == 1)
            #expect(session.toolResults == 1)
            let own = Paths.join(home.folder, session.sessionID)
            #expect(try Files.names(in: own).sorted() == ["subagents", "tool-results"])
            #expect(try Files.names(in: Paths.join(own, "tool-results")) == ["r.txt"])
            let facts = try Files.read(Paths.join(own, "subagents/agent-b2.meta.json"))
            #expect(String(decoding: facts, as: UTF8.self) == "{\"agentType\":\"Plan\"}")
        }
    }
}
