import BatonSessions
import BatonSharing
import JSON
import Platform
import Testing

@Suite("Cloning a raw transcript")
struct CloneTranscriptTests {
    private let lines = [
        "{\"type\":\"summary\",\"summary\":\"x\",\"leafUuid\":\"y\"}",
        "{\"parentUuid\":null,\"uuid\":\"1\",\"type\":\"user\",\"sessionId\":\"s-1\",\"cwd\":\"/their/app\",\"timestamp\":\"2026-02-28T10:00:00.000Z\",\"message\":{\"role\":\"user\",\"content\":\"Hello\"}}",
        "{\"parentUuid\":\"1\",\"uuid\":\"2\",\"type\":\"assistant\",\"sessionId\":\"s-1\",\"timestamp\":\"2026-02-28T10:00:01.000Z\",\"message\":{\"id\":\"msg_1\",\"role\":\"assistant\",\"model\":\"m-1\",\"content\":[{\"type\":\"text\",\"text\":\"one\"}]}}",
        "not JSON",
        "{\"parentUuid\":\"2\",\"uuid\":\"3\",\"type\":\"assistant\",\"sessionId\":\"s-1\",\"timestamp\":\"2026-02-28T10:00:02.000Z\",\"message\":{\"id\":\"msg_1\",\"role\":\"assistant\",\"model\":\"m-1\",\"content\":[{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"Bash\",\"input\":{}}]}}",
        "{\"parentUuid\":\"3\",\"uuid\":\"4\",\"type\":\"user\",\"sessionId\":\"s-1\",\"timestamp\":\"2026-02-28T10:00:03.000Z\",\"toolUseResult\":{\"stdout\":\"EVIL\"},\"message\":{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t1\",\"content\":\"x\\ud83d\"}]}}",
        "{\"type\":\"custom-title\",\"customTitle\":\"My title\",\"sessionId\":\"s-1\"}",
    ]

    @Test("a transcript clones like a bundle of its conversation", arguments: ["\n", "\r\n", "\n\n"])
    func transcript(_ newline: String) throws {
        try withCloneHome { home in
            let session = try home.clone(Array(lines.joined(separator: newline).utf8))
            #expect(session.messages == 3)
            let latest = home.context.now()
            #expect(
                try SafeProfile.violations(path: session.path, project: home.project, latest: latest) == []
            )
            let text = String(decoding: try Files.read(session.path), as: UTF8.self)
            #expect(!text.contains("EVIL"))
            #expect(text.contains("x\u{fffd}"))
            #expect(text.contains("\"customTitle\":\"My title\""))
        }
    }

    @Test("a transcript of one line is told from a bundle")
    func oneLine() throws {
        try withCloneHome { home in
            let session = try home.clone(Array(lines[1].utf8))
            #expect(session.messages == 1)
        }
    }

    @Test("a transcript's session id is checked like a bundle's")
    func sessionID() throws {
        let bad = lines.joined(separator: "\n").replacing("s-1", with: "../s")
        #expect(throws: BundleError.unsafeSessionID) { try Bundle.read(Array(bad.utf8)) }
    }

    @Test("a transcript without a conversation is refused")
    func empty() throws {
        let text = lines[0] + "\n" + lines[6] + "\n"
        #expect(throws: BundleError.noMessages) { try Bundle.read(Array(text.utf8)) }
    }

    @Test(
        "every real transcript of the corpus with a main conversation clones to the safe profile",
        .enabled(if: Corpus.files.count > 0)
    )
    func corpus() throws {
        var cloned = 0
        for file in Corpus.files {
            let bytes = try Files.read(file)
            let bundle: Bundle
            do {
                bundle = try Bundle.read(bytes)
            } catch BundleError.noMessages {
                // Subagents' files, and fragments.
                continue
            }
            try withCloneHome { home in
                let plan: ClonePlan
                do {
                    plan = try home.cloner.plan(bundle)
                } catch CloneError.nothingToClone {
                    return
                }
                let session = try home.cloner.install(plan)
                let problems = try SafeProfile.violations(
                    path: session.path,
                    project: home.project,
                    latest: home.context.now()
                )
                #expect(problems == [], "\(Paths.name(file))")
                let found = try SessionFinder(home.context, projectDirectories: [home.project]).session(
                    session.sessionID
                )
                let conversation = try Transcript(found).conversation(.full)
                #expect(conversation.count > 0, "\(Paths.name(file))")
                cloned += 1
            }
        }
        #expect(cloned >= 50)
    }
}

/// Real transcripts beside the package, where there are any.
enum Corpus {
    static let files: [String] = {
        let here = #filePath
        let package = Paths.directory(Paths.directory(Paths.directory(here)))
        let root = Paths.join(Paths.directory(package), "shared/corpus")
        guard let manifest = try? Files.read(Paths.join(root, "MANIFEST.tsv")) else { return [] }
        return String(decoding: manifest, as: UTF8.self).split(separator: "\n").compactMap { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count > 3, fields[3] == "claude", fields[0].hasSuffix(".jsonl") else { return nil }
            return Paths.join(root, String(fields[0]))
        }
    }()
}
