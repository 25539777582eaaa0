import Platform
import Testing

@testable import BatonGit

@Suite struct PatchTests {
    struct Told: PatchVisitor {
        var lines: [String] = []
        mutating func visit(_ commit: PatchedCommit) { lines.append("commit \(commit.subject)") }
        mutating func visit(_ file: PatchedFile) {
            lines.append("\(file.originalPath.map { $0 + " -> " } ?? "")\(file.path) \(file.change) \(file.isOpaque)")
        }
        mutating func visit(line: Span<UInt8>, isAdded: Bool) {
            let text = String(decoding: line.indices.map { line[$0] }, as: UTF8.self)
            lines.append((isAdded ? "+" : "-") + text)
        }
    }

    @Test func `commits, files and lines of all kinds are told`() throws {
        try Sandbox.with { sandbox in
            let directory = try sandbox.repository()
            try sandbox.write("one\n-- two\n++ three\n", to: Paths.join(directory, "sp äce\t.txt"))
            try sandbox.write("a\0b", to: Paths.join(directory, "binary"))
            try sandbox.commit(directory, "Second")
            try sandbox.git(directory, ["mv", "file", "moved"])
            try sandbox.write("one\n++ three\n", to: Paths.join(directory, "sp äce\t.txt"))
            try sandbox.commit(directory, "Third")
            let context = sandbox.context(in: directory)
            let git = Git(try #require(Repository.discover(from: directory, context)), context)
            var told = Told()
            var query = PatchQuery(["HEAD"])
            query.limit = 2
            #expect(try git.forEachPatch(query, &told))
            #expect(
                told.lines == [
                    "commit Third", "file -> moved renamed false", "sp äce\t.txt modified false", "--- two",
                    "commit Second", "binary added true", "sp äce\t.txt added false", "+one", "+-- two", "+++ three",
                ]
            )
            query.paths = ["binary"]
            told = Told()
            #expect(try git.forEachPatch(query, &told))
            #expect(told.lines == ["commit Second", "binary added true"])
        }
    }

    @Test func `a merge tells what differs from its parents`() throws {
        try Sandbox.with { sandbox in
            let directory = try sandbox.repository()
            try sandbox.git(directory, ["checkout", "-q", "-b", "topic"])
            try sandbox.write("theirs\n", to: Paths.join(directory, "file"))
            try sandbox.commit(directory, "Theirs")
            try sandbox.git(directory, ["checkout", "-q", "main"])
            try sandbox.write("ours\n", to: Paths.join(directory, "file"))
            try sandbox.commit(directory, "Ours")
            _ = try sandbox.runGit(directory, ["merge", "-q", "topic"])
            try sandbox.write("both\n", to: Paths.join(directory, "file"))
            try sandbox.git(directory, ["add", "-A"])
            try sandbox.git(directory, ["commit", "-q", "-m", "Merge"])
            let context = sandbox.context(in: directory)
            let git = Git(try #require(Repository.discover(from: directory, context)), context)
            var told = Told()
            var query = PatchQuery(["HEAD"])
            query.isExact = true
            #expect(try git.forEachPatch(query, &told))
            #expect(told.lines == ["commit Merge", "file modified false", "-ours", "-theirs", "+both"])
        }
    }

    @Test func `names in quotes are read as git writes them`() {
        #expect(GitQuoting.unquoted("\"a\\tb\\303\\244\\\"\\\\\"") == "a\tbä\"\\")
        #expect(GitQuoting.unquoted("plain name\t") == "plain name")
        #expect(GitQuoting.unquoted("\"\\") == "\"\\")
    }

    @Test func `a patch of any form ends`() {
        for text in [">", "@@", "@@ -1 +1", "diff --git", "diff --cc x\n@@@@ x\n++", "+++ \n@@ -0,0 +9999999999999999999 @@\n+a"] {
            let bytes = Array(text.utf8)
            var told = Told()
            PatchParser.parse(bytes.span, &told)
        }
    }
}
