import BatonHost
import Lua
import Platform
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("Patterns of paths")
struct GlobTests {
    private static let files = [
        "README.md", "a.txt", "b.txt", "docs/index.md", "docs/deep/er/page.md", "docs/.hidden.md", ".env",
        "src/[x].c", "src/é.c",
    ]

    private func bench<Result>(_ body: (Bench) throws -> Result) throws -> Result {
        try withBench { bench throws in
            for file in Self.files {
                let path = Paths.join(bench.work, file)
                try Files.makeDirectory(Paths.directory(path))
                try Files.create([], at: path)
            }
            return try body(bench)
        }
    }

    @Test(
        "a pattern finds what it says, sorted",
        arguments: [
            ("*.txt", ["a.txt", "b.txt"]),
            ("**/*.md", ["README.md", "docs/deep/er/page.md", "docs/index.md"]),
            ("docs/*", ["docs/deep", "docs/index.md"]), ("docs/.*", ["docs/.hidden.md"]),
            ("[ab].txt", ["a.txt", "b.txt"]),
            ("[!a].txt", ["b.txt"]), ("[a-b].txt", ["a.txt", "b.txt"]), ("?.txt", ["a.txt", "b.txt"]),
            ("src/[[]x].c", ["src/[x].c"]), ("src/?.c", ["src/é.c"]), ("./*.txt", ["a.txt", "b.txt"]),
            ("docs/**/page.md", ["docs/deep/er/page.md"]),
            ("docs/**", ["docs/deep", "docs/deep/er", "docs/deep/er/page.md", "docs/index.md"]),
            ("**/**/*.txt", ["a.txt", "b.txt"]), ("README.md", ["README.md"]), ("none/*", []), ("*.none", []),
            ("[", []), ("a.txt/*", []), (".*", [".env"]), ("**/er/*", ["docs/deep/er/page.md"]), ("", []),
        ]
    )
    func finds(pattern: String, expected: [String]) throws {
        try bench { bench throws in
            #expect(try bench.call("fs.glob", .text(pattern)) == .texts(expected))
        }
    }

    @Test("an absolute pattern gives absolute paths")
    func absolute() throws {
        try bench { bench throws in
            #expect(
                try bench.call("fs.glob", .text(bench.work + "/*.txt"))
                    == .texts([bench.work + "/a.txt", bench.work + "/b.txt"])
            )
        }
    }

    @Test("no link is followed, and a ring of links is no trap")
    func links() throws {
        try bench { bench throws in
            symlink(bench.work, bench.work + "/docs/loop")
            symlink("/etc", bench.work + "/etc")
            #expect(try bench.call("fs.glob", .text("**/passwd")) == .texts([]))
            #expect(try bench.call("fs.glob", .text("**/a.txt")) == .texts(["a.txt"]))
            #expect(try bench.call("fs.glob", .text("et*")) == .texts(["etc"]))
        }
    }

    @Test("a script learns of no name that it may not read")
    func permission() throws {
        try bench { bench throws in
            bench.permissions = PermissionSet([.read: ["docs/deep", "b.txt"]])
            #expect(
                try bench.call("fs.glob", .text("**"))
                    == .texts(["b.txt", "docs/deep", "docs/deep/er", "docs/deep/er/page.md"])
            )
            #expect(try bench.call("fs.glob", .text("/et*")) == .texts([]))
        }
    }

    @Test("a hostile pattern ends, and so does a search that finds too much")
    func hostile() throws {
        try bench { bench throws in
            let long = String(repeating: "a", count: 250)
            try Files.create([], at: Paths.join(bench.work, long))
            let stars = String(repeating: "a*", count: 200) + "b"
            #expect(try bench.call("fs.glob", .text(stars)) == .texts([]))
            var directory = bench.work
            for _ in 0..<30 {
                directory += "/d"
                try Files.makeDirectory(directory)
            }
            let deep = Array(repeating: "**/d", count: 20).joined(separator: "/") + "/none"
            #expect(try bench.call("fs.glob", .text(deep)) == .texts([]))
            #expect(
                bench.failure("fs.glob", .text("**"), .record(["limit": .int(3)]))
                    == "fs.too_large: the pattern finds more than 3 paths"
            )
            let huge = String(repeating: "x", count: 5000)
            #expect(bench.failure("fs.glob", .text(huge))?.hasPrefix("arg: ") == true)
        }
    }
}
