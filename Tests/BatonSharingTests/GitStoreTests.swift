import Age
import Platform
import TestSupport
import Testing

@testable import BatonSharing

@Suite("Stores in git repositories", .enabled(if: findProgram("git") != nil))
struct GitStoreTests {
    /// Runs git in a directory and gives what it printed.
    @discardableResult
    private func git(_ arguments: [String], in directory: String, _ context: Context) throws -> String {
        let result = try context.programs.run(Program("git", arguments, in: directory))
        #expect(result.status == 0, "\(arguments): \(String(decoding: result.error, as: UTF8.self))")
        return result.text
    }

    @Test("a share stands under a ref of its own, is fetched by its link, and goes again")
    func trip() throws {
        try withHome { context throws in
            let team = Paths.join(context.workingDirectory, "team.git")
            try git(["init", "--quiet", "--bare", team], in: context.workingDirectory, context)
            let store = try store("git", ["url": .text(team)], context)
            let share = try Uploader(store, context, registry: ShareRegistry(context)).upload(
                .bytes(Array("a session".utf8)),
                filename: "session.json",
                sealing: .link,
                time: context.now()
            )
            let refs = try git(["for-each-ref", "--format=%(refname)"], in: team, context)
            #expect(refs == share.reference && refs.hasPrefix("refs/baton/shares/"))
            #expect(try git(["ls-tree", "--name-only", refs], in: team, context) == "session.age")
            // Nothing of it tells whose it is.
            #expect(
                try git(["log", "--format=%an %ae %s", refs], in: team, context)
                    == "baton baton@localhost Share a file"
            )
            #expect(try Fetcher(context).fetch(Link(share.link)) == Array("a session".utf8))
            let file = StoredFile(url: share.url, expires: nil, reference: share.reference)
            #expect(try store.delete(file) == .removed)
            #expect(try store.delete(file) == .gone)
            #expect(throws: SharingError.notThere(host: team, status: 404)) {
                try Fetcher(context).fetch(Link(share.link))
            }
            #expect(try Files.names(in: Paths.join(context.workingDirectory, "tmp")).isEmpty)
        }
    }

    @Test("hooks and settings of the repository one stands in do not count")
    func hooks() throws {
        try withHome { context throws in
            let team = Paths.join(context.workingDirectory, "team.git")
            try git(["init", "--quiet", "--bare", team], in: context.workingDirectory, context)
            let here = Paths.join(context.workingDirectory, "here")
            try git(["init", "--quiet", here], in: context.workingDirectory, context)
            let mark = Paths.join(context.workingDirectory, "mark")
            let hook = Paths.join(here, ".git/hooks/pre-push")
            try Files.makeDirectory(Paths.directory(hook))
            try Files.create(Array("#!/bin/sh\ntouch \(mark)\n".utf8), at: hook, mode: 0o755)
            try git(["config", "--global", "core.hooksPath", Paths.directory(hook)], in: here, context)
            try git(["config", "core.sshCommand", "touch \(mark)"], in: here, context)
            try git(["config", "url.ext::touch% \(mark).insteadOf", team], in: here, context)
            var inside = context
            inside.workingDirectory = here
            let store = try store("git", ["url": .text(team)], inside)
            _ = try store.put(upload(), progress: { _ in })
            #expect(Files.status(mark) == nil)
        }
    }

    @Test("a file that is larger than allowed is not fetched")
    func large() throws {
        try withHome { context throws in
            let team = Paths.join(context.workingDirectory, "team.git")
            try git(["init", "--quiet", "--bare", team], in: context.workingDirectory, context)
            let store = try store("git", ["url": .text("file://" + team)], context)
            var generator = SeededGenerator(seed: 3)
            let bytes = (0..<3 << 20).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let file = try store.put(upload(bytes), progress: { _ in })
            #expect(try Fetcher(context).fetch(Link(file.url)) == bytes)
            #expect(throws: SharingError.downloadTooLarge(limit: 1000)) {
                try Fetcher(context, maxBytes: 1000).fetch(Link(file.url))
            }
        }
    }

    @Test(
        "addresses that could run something or hold a password make no store and no link",
        arguments: [
            "ext::sh -c id", "-oProxyCommand=id", "ssh://-oProxyCommand=id/a", "ssh://host/-x\u{0}",
            "https://u:p@host/a",
            "ftp://host/a", "git://host/a", "host::a", "user@-host:a", "http://host/a", "https://host",
            "relative/path",
            "ssh://host/a?b", "https://host/a#b", "",
        ]
    )
    func hostile(address: String) throws {
        try withHome { context throws in
            #expect(failure { _ = try store("git", ["url": .text(address)], context) } != "")
            let id = UniqueID.make()
            if !address.contains("://") || address.hasPrefix("ext") {
                #expect(failure { _ = try GitLink("git+\(address)?share=\(id)") } != "")
            }
        }
    }

    @Test(
        "links and addresses say the same",
        arguments: [
            ("git@host.example.org:team/repo.git", "git+ssh://git@host.example.org/~/team/repo.git"),
            ("git@host.example.org:/srv/repo.git", "git+ssh://git@host.example.org/srv/repo.git"),
            ("https://host.example.org/team/repo", "git+https://host.example.org/team/repo"),
            ("ssh://git@host.example.org:2222/a", "git+ssh://git@host.example.org:2222/a"),
            ("/srv/a b.git", "git+file:///srv/a%20b.git"),
        ]
    )
    func links(address: String, link: String) throws {
        try withHome { context throws in
            let id = UniqueID.make()
            let parsed = try GitLink("\(link)?share=\(id)")
            #expect(parsed.text == "\(link)?share=\(id)")
            #expect(parsed.ref == "refs/baton/shares/" + id)
            #expect(parsed.address == address || link.contains("srv/repo"))
            let store = try store("git", ["url": .text(address)], context)
            #expect(store.description.isRemote == !address.hasPrefix("/"))
            guard case .git(let found, let key) = try Link("'\(link)?share=\(id)#AGE-SECRET-KEY-1QQ'") else {
                Issue.record("no git link")
                return
            }
            #expect(found == parsed && key != nil)
            #expect(failure { _ = try Link("\(link)?share=../../heads/main") }.contains("no id"))
        }
    }
}
