import BatonSessions
import BatonSharing
import JSON
import Platform
import TestSupport
import Testing

@Suite("Shares that are made to do harm")
struct HostileShareTests {
    @Test("there are many, and each has a name of its own")
    func many() {
        #expect(HostileShare.all.count >= 120)
        #expect(Set(HostileShare.all.map(\.name)).count == HostileShare.all.count)
    }

    @Test(
        "a share does no harm, is over soon, and what is left out of it is told",
        arguments: HostileShare.all
    )
    func harmless(_ share: HostileShare) throws {
        let bytes = share.bytes()
        try withCloneHome { home in
            let outside = try Self.surroundings(home)
            let start = Self.ownTime()
            do {
                let cloner = home.cloner
                let plan = try cloner.plan(Bundle.read(bytes))
                Self.checkTexts(plan)
                let session = try cloner.install(plan)
                try Self.check(session, share, home)
                try Self.checkOutcome(share, session, refusal: nil)
                _ = try home.cloner.undoLast()
                #expect(try home.tree() == [:])
            } catch let error as BundleError {
                try Self.checkOutcome(share, nil, refusal: "\(error)")
                #expect(!"\(error)\(error.hint)".contains(HostileShare.mark))
                #expect(Files.status(Paths.join(home.home, ".claude")) == nil)
            } catch let error as CloneError {
                try Self.checkOutcome(share, nil, refusal: "\(error)")
                #expect(Files.status(Paths.join(home.home, ".claude")) == nil)
            }
            // What the machine does besides does not count: the tests run side by side.
            #expect(Self.ownTime() - start < 5)
            #expect(try Self.surroundings(home) == outside)
        }
    }

    @Test("by the layout by name a hostile id or project is refused", arguments: HostileShare.all.prefix(40))
    func byName(_ share: HostileShare) throws {
        try withCloneHome { home in
            let outside = try Self.surroundings(home)
            do {
                let session = try home.clone(share.bytes(), CloneOptions(layout: .name))
                // A name of word characters is as good as any other.
                #expect(Paths.name(Paths.directory(Paths.directory(session.path))) == "projects")
                #expect(
                    SafeName.isValid(Paths.stem(session.path)) && !Paths.name(session.path).hasPrefix("-")
                )
            } catch is BundleError {} catch is CloneError {}
            #expect(try Self.surroundings(home) == outside)
        }
    }

    @Test("an id that would be an option of the command that continues it is refused")
    func option() throws {
        try withCloneHome { home in
            let bytes = ForeignBundle { $0.id = "\"--dangerously-skip-permissions\"" }.bytes
            #expect(throws: CloneError.unsafeSessionID) { try home.clone(bytes, CloneOptions(layout: .name)) }
            let session = try home.clone(bytes)
            #expect(!session.resume.contains("dangerously"))
        }
    }

    @Test("links that stand where files are to go are not followed")
    func links() throws {
        try withCloneHome { home in
            let id = "5c0375b4-57a5-4f26-b12d-d022ee4e51b7"
            let victim = Paths.join(home.root, "victim")
            try Files.create(Array("{\"sharedSession\":true}".utf8), at: victim)
            try Files.makeDirectory(home.folder)
            for name in ["settings.json", id + ".jsonl"] {
                #expect(symlink(victim, Paths.join(home.folder, name)) == 0)
            }
            // One that leads nowhere is taken, too.
            let session = try home.clone(ForeignBundle { $0.id = quoted(id) }.bytes)
            #expect(session.sessionID != id)
            #expect(Files.linkStatus(session.path)?.kind == .file)
            #expect(session.warnings.count == 1)
            #expect(try Files.read(victim) == Array("{\"sharedSession\":true}".utf8))
            _ = try home.cloner.undoLast()
            #expect(try Files.names(in: home.folder) == [id + ".jsonl", "settings.json"])
        }
    }

    // MARK: What is looked at

    /// Seconds of a processor that this thread has used.
    private static func ownTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Everything but the folders in which a clone may write.
    private static func surroundings(_ home: CloneHome) throws -> [String: [UInt8]] {
        try home.tree(home.root).filter {
            !$0.key.hasPrefix(Paths.join(home.home, ".claude/"))
                && !$0.key.hasPrefix(Paths.join(home.home, ".local/"))
        }
    }

    private static func check(_ session: ClonedSession, _ share: HostileShare, _ home: CloneHome) throws {
        #expect(session.path.hasPrefix(home.folder + "/"))
        #expect(UniqueID.isLowercaseUUID(session.sessionID))
        for (path, content) in try home.tree(home.home) where !path.hasSuffix("/") {
            #expect(path.hasPrefix(home.folder + "/") || path.hasPrefix(home.state + "/"))
            let name = Paths.name(path)
            #expect(name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f } && !name.contains(HostileShare.mark))
            #expect(Files.linkStatus(path)?.kind == .file && Files.linkStatus(path)?.mode == 0o600)
            // No file is much larger than what came.
            #expect(content.count < 16 << 20)
        }
        let problems = try SafeProfile.violations(
            path: session.path,
            project: home.project,
            latest: home.context.now()
        )
        #expect(problems == [])
        let text = String(decoding: try Files.read(session.path), as: UTF8.self)
        for word in share.harm { #expect(!text.contains(word), "\(word) is in the session") }
    }

    private static func checkOutcome(_ share: HostileShare, _ session: ClonedSession?, refusal: String?)
        throws
    {
        switch share.outcome {
        case .refusedOrHarmless: break
        case .leavesOut(let reasons):
            let dropped = try #require(session).dropped
            for reason in reasons { #expect(dropped[reason.rawValue, default: 0] > 0, "\(dropped)") }
        case .warns(let words):
            let warnings = try #require(session).warnings
            #expect(warnings.contains { $0.contains(words) }, "\(warnings)")
        case .refused(let words):
            #expect(refusal?.contains(words) == true, "\(refusal ?? "installed")")
        }
    }

    /// What is printed before a person says yes has no character that moves the cursor, hides or reorders.
    private static func checkTexts(_ plan: ClonePlan) {
        let facts = [plan.title, plan.projectName, plan.model, plan.exportTool, plan.originalID].compactMap {
            $0
        }
        for text in facts + plan.warnings + plan.tools.keys + plan.dropped.keys {
            #expect(text.utf8.count < 8000)
            for scalar in text.unicodeScalars {
                switch scalar.properties.generalCategory {
                case .control, .lineSeparator, .paragraphSeparator, .surrogate:
                    Issue.record("a control character")
                case .format where scalar != "\u{200d}": Issue.record("a character that hides or reorders")
                default: break
                }
            }
        }
    }
}

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
