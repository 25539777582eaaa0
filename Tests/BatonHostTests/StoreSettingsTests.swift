import BatonHost
import BatonSharing
import Diagnostics
import Platform
import TestSupport
import Testing

@Suite("Settings of stores")
struct StoreSettingsTests {
    private func load(_ text: String) throws -> Result<Configuration, any Error> {
        try withBench { bench in
            try Files.makeDirectory(Configuration.directory(bench.context))
            try Files.create(
                Array(text.utf8),
                at: Paths.join(Configuration.directory(bench.context), "config.yml")
            )
            return Result { try Configuration.load(bench.context) }
        }
    }

    @Test("every kind is read with values of all forms")
    func kinds() throws {
        let text = """
            stores:
              a: {type: s3, bucket: b, part_mib: 8, profile: team, style: path}
              b: {type: put, url: "https://h/d", headers: {X-Team: a, X-More: b}, token_env: TOKEN}
              c: {type: 0x0, url: "http://127.0.0.1:1", allow_http: true, max_days: 3}
              d: {type: git, url: "git@host:a.git"}
              e: {type: gist}
            """
        let stores = try load(text).get().stores
        #expect(
            stores["a"]
                == StoreSettings(
                    type: "s3",
                    [
                        "bucket": .text("b"), "part_mib": .number(8), "profile": .text("team"),
                        "style": .text("path"),
                    ]
                )
        )
        #expect(stores["b"]?.texts("headers") == ["X-Team": "a", "X-More": "b"])
        #expect(stores["c"]?.flag("allow_http") == true)
        #expect(stores.count == 5)
    }

    @Test(
        "mistakes are told with their places and what to do",
        arguments: [
            (
                "s3, bucket: b, secret_key: abc", "a secret does not belong into this file",
                "secret_key_env or secret_key_file"
            ),
            ("gist, token: abc", "a secret does not belong into this file", "token_env or token_file"),
            ("x0, url: u, password: abc", "a secret does not belong into this file", "needs none"),
            ("s3, buckt: b", "unknown store setting 'buckt'", "did you mean 'bucket'?"),
            ("s3", "store 'a' of type s3 needs 'bucket': the bucket's name", nil),
            ("s3, bucket: b, part_mib: 4", "'part_mib' must be a whole number from 5 to 5120", nil),
            ("s3, bucket: b, part_mib: lots", "'part_mib' must be a whole number from 5 to 5120", nil),
            ("s3, bucket: b, style: hosts", "'style' must be one of path, host", "did you mean 'host'?"),
            ("put, url: u, headers: x", "'headers' holds names with texts", nil),
            ("s4", "store 'a' has no known type (known: x0, 0x0, s3, gist, put, directory, git)", nil),
        ] as [(String, String, String?)]
    )
    func mistakes(fields: String, message: String, hint: String?) throws {
        let result = try load("stores:\n  a: {type: \(fields)}\n")
        let error = try #require(throws: DiagnosticsError.self) { try result.get() }
        let first = try #require(error.diagnostics.first)
        #expect(error.diagnostics.count == 1)
        #expect(first.message == message && first.line == 2)
        #expect(hint.map { first.hint?.contains($0) == true } ?? (first.hint == nil))
        // Nor is it in the line that is shown.
        #expect(!SourceExcerpt(source: error.source).render(first).contains("abc"))
    }

    @Test("the default store's name is none for a store")
    func name() throws {
        let result = try load("stores:\n  default: {type: gist}\n")
        #expect(throws: DiagnosticsError.self) { try result.get() }
    }

    @Test("a project's file sets no store, and a secret in it is an error")
    func project() throws {
        try withBench { bench throws in
            let folder = Paths.join(bench.work, ".baton")
            try Files.makeDirectory(folder)
            let text = "stores:\n  team: {type: gist, token: abc}\n"
            try Files.create(Array(text.utf8), at: Paths.join(folder, "config.yml"))
            let problems = try #require(ProjectSettings.load(bench.context)).problems
            #expect(problems.map(\.severity) == [.warning, .error])
            #expect(problems.last?.line == 2 && problems.last?.column == 22)
            #expect(problems.last?.message == "a secret does not belong into a file of the repository")
            let shown = try #require(ProjectSettings.load(bench.context)).source
            #expect(!String(decoding: shown, as: UTF8.self).contains("abc"))
            #expect(!bench.run.stores.names.contains("team"))
        }
    }

    @Test("the page about stores names every setting of every kind, and no other")
    func page() throws {
        let root = Paths.directory(Paths.directory(Paths.directory(#filePath)))
        let text = String(decoding: try Files.read(Paths.join(root, "docs/stores.md")), as: UTF8.self)
        let sections = text.components("\n## ")
        for kind in StoreKind.all {
            let section = try #require(sections.first { $0.hasPrefix(kind.type + "\n") })
            let listed = section.components("\n- ").dropFirst().flatMap { line in
                line.prefix { $0 != ":" }.components("`").enumerated().filter { $0.offset % 2 == 1 }.map(
                    \.element
                )
            }
            #expect(Set(listed) == Set(kind.settings.map(\.name)), "\(kind.type)")
        }
    }
}

extension StringProtocol {
    /// The parts between a mark.
    fileprivate func components(_ mark: String) -> [String] {
        var rest = Substring(self)
        var parts: [String] = []
        while let range = rest.firstRange(of: mark) {
            parts.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return parts + [String(rest)]
    }
}
