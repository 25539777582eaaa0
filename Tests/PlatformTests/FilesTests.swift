#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import Platform
import TestSupport
import Testing

@Suite struct FilesTests {
    @Test("a created file is there whole, private, and alone")
    func create() throws {
        try withTemporaryDirectory { root in
            try Files.create([1, 2, 3], at: root + "/a")
            #expect(try Files.read(root + "/a") == [1, 2, 3])
            #expect(Files.status(root + "/a")?.mode == 0o600)
            #expect(try Files.names(in: root) == ["a"])
        }
    }

    @Test(
        "create never replaces what is there, be it a dangling link",
        arguments: ["file", "directory", "link"]
    )
    func createKeeps(kind: String) throws {
        try withTemporaryDirectory { root in
            let path = root + "/a"
            switch kind {
            case "file": try Files.write([9], to: path)
            case "directory": try Files.makeDirectory(path)
            default: try link(root + "/nowhere", at: path)
            }
            let before = Files.linkStatus(path)
            let error = #expect(throws: PlatformError.self) { try Files.create([1], at: path) }
            #expect(error?.isAlreadyThere == true)
            #expect(Files.linkStatus(path) == before)
            #expect(try Files.names(in: root) == ["a"])
        }
    }

    @Test("write replaces the whole file and keeps its promise of a mode")
    func write() throws {
        try withTemporaryDirectory { root in
            try Files.write(Array(repeating: 7, count: 1000), to: root + "/a")
            try Files.write([1], to: root + "/a", mode: 0o600)
            #expect(try Files.read(root + "/a") == [1])
            #expect(Files.status(root + "/a")?.mode == 0o600)
            #expect(try Files.names(in: root) == ["a"])
        }
    }

    @Test("a write that fails leaves nothing behind")
    func failures() throws {
        try withTemporaryDirectory { root in
            try Files.makeDirectory(root + "/a")
            #expect(throws: PlatformError.self) { try Files.write([1], to: root + "/a") }
            let error = #expect(throws: PlatformError.self) { try Files.write([1], to: root + "/none/b") }
            #expect(error?.isNotFound == true)
            #expect(try Files.names(in: root) == ["a"])
        }
    }

    @Test("a writer that is not committed leaves nothing behind")
    func abandoned() throws {
        try withTemporaryDirectory { root in
            do {
                let writer = try FileWriter(beside: root + "/a", mode: 0o644)
                try writer.append([1, 2, 3].span)
                #expect(try Files.names(in: root).count == 1)
            }
            #expect(try Files.names(in: root) == [])
        }
    }

    @Test("pieces of all sizes become one file")
    func pieces() throws {
        try withTemporaryDirectory { root in
            var expected: [UInt8] = []
            let writer = try FileWriter(beside: root + "/a", mode: 0o644)
            for size in [0, 1, 1 << 18, 5, (1 << 18) - 5, (1 << 18) + 1, 17] {
                let piece = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ size) }
                try writer.append(piece.span)
                expected += piece
            }
            #expect(writer.count == expected.count)
            try writer.commit(replacing: false)
            #expect(try Files.read(root + "/a") == expected)
        }
    }

    @Test("a read stops at its limit", arguments: [(0, true), (9, true), (10, false), (11, false)])
    func limit(limit: Int, isRefused: Bool) throws {
        try withTemporaryDirectory { root in
            try Files.write(Array(repeating: 1, count: 10), to: root + "/a")
            if isRefused {
                #expect(throws: PlatformError.tooLarge(path: root + "/a", limit: limit)) {
                    try Files.read(root + "/a", limit: limit)
                }
            } else {
                #expect(try Files.read(root + "/a", limit: limit).count == 10)
            }
        }
    }

    @Test("files that know no size are read")
    func withoutSize() throws {
        guard Files.status("/proc/self/stat") != nil else { return }
        #expect(try Files.read("/proc/self/stat").count > 10)
    }

    @Test("what is no regular file is not opened, and nobody waits for it")
    func notFiles() throws {
        try withTemporaryDirectory { root in
            #expect(mkfifo(root + "/pipe", 0o600) == 0)
            for path in [root, root + "/pipe", "/dev/null"] {
                #expect(throws: PlatformError.notAFile(path: path)) { try Files.read(path) }
            }
            #expect(Files.status(root + "/pipe")?.kind == .other)
        }
    }

    @Test("a path with a NUL names nothing")
    func zero() throws {
        try withTemporaryDirectory { root in
            try Files.write([1], to: root + "/a")
            let path = root + "/a\0b"
            #expect(Files.status(path) == nil)
            #expect(Paths.real(path) == nil)
            #expect(throws: PlatformError.self) { try Files.read(path) }
            #expect(throws: PlatformError.self) { try Files.write([2], to: path) }
            #expect(throws: PlatformError.self) { try Files.remove(path) }
            #expect(throws: PlatformError.self) { try Files.makeDirectory(path) }
            #expect(throws: PlatformError.self) { try Files.names(in: root + "\0") }
            #expect(try Files.read(root + "/a") == [1])
        }
    }

    @Test("directories are made with those above, and told")
    func directories() throws {
        try withTemporaryDirectory { root in
            #expect(
                try Files.makeDirectory(root + "/a/b/c", mode: 0o700)
                    == ["/a", "/a/b", "/a/b/c"].map { root + $0 }
            )
            #expect(try Files.makeDirectory(root + "/a/b") == [])
            #expect(Files.status(root + "/a/b")?.mode == 0o700)
            try Files.write([], to: root + "/file")
            #expect(throws: PlatformError.self) { try Files.makeDirectory(root + "/file/x") }
            #expect(throws: PlatformError.self) { try Files.makeDirectory(root + "/file") }
            #expect(!Files.removeEmptyDirectory(root + "/a"))
            #expect(Files.removeEmptyDirectory(root + "/a/b/c"))
        }
    }

    @Test("names are sorted by bytes; no directory has none")
    func names() throws {
        try withTemporaryDirectory { root in
            for name in ["b", "a", "Z", "é", ".h"] { try Files.write([], to: root + "/" + name) }
            #expect(try Files.names(in: root) == [".h", "Z", "a", "b", "é"])
            #expect(try Files.names(in: root + "/none") == [])
            #expect(try Files.names(in: root + "/a") == [])
            try Files.remove(root + "/a")
            try Files.remove(root + "/a")
            #expect(Files.status(root + "/a") == nil)
        }
    }

    @Test("links are followed by status and named by linkStatus")
    func links() throws {
        try withTemporaryDirectory { root in
            try Files.write([1, 2], to: root + "/a")
            try link(root + "/a", at: root + "/l")
            try link(root + "/none", at: root + "/d")
            #expect(Files.status(root + "/l")?.size == 2)
            #expect(Files.status(root + "/l")?.identity == Files.status(root + "/a")?.identity)
            #expect(Files.linkStatus(root + "/l")?.kind == .link)
            #expect(Files.status(root + "/d") == nil)
            #expect(Files.linkStatus(root + "/d")?.kind == .link)
        }
    }

    @Test("an error names the path and the system's reason")
    func descriptions() {
        #expect(
            PlatformError.file(operation: "open", path: "/x", errno: ENOENT).description.hasPrefix(
                "cannot open '/x': "
            )
        )
        #expect(
            PlatformError.programTimedOut(name: "git", seconds: 2).description
                == "program 'git' ran longer than 2 seconds and was ended"
        )
        #expect(PlatformError.programTimedOut(name: "git", seconds: .infinity).description.contains("inf"))
    }
}
