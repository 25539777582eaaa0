import Platform
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("Open directories")
struct OpenDirectoryTests {
    @Test("a directory is not reached through a link, wherever the link stands")
    func links() throws {
        try withTemporaryDirectory { root throws in
            try Files.makeDirectory(root + "/real/inner")
            symlink(root + "/real", root + "/link")
            symlink(root + "/real/inner", root + "/real/link")
            #expect(throws: Never.self) { try OpenDirectory(root + "/real/inner") }
            for path in ["/link", "/link/inner", "/real/link", "/none", "/real/none"] {
                #expect(throws: PlatformError.self, "\(path)") { try OpenDirectory(root + path) }
            }
            #expect(throws: PlatformError.self) { try OpenDirectory(root + "/real").directory("link") }
        }
    }

    @Test("what is done in an open directory stays there when a link takes its place")
    func race() throws {
        try withTemporaryDirectory { root throws in
            try Files.makeDirectory(root + "/inside")
            try Files.makeDirectory(root + "/outside")
            let directory = try OpenDirectory(root + "/inside")
            rename(root + "/inside", root + "/moved")
            symlink(root + "/outside", root + "/inside")
            try directory.write(Array("text".utf8), to: "a.txt", mode: 0o644, replacing: false)
            try directory.append(Array("text".utf8), to: "b.txt", mode: 0o644)
            try directory.makeDirectory("c")
            #expect(try Files.names(in: root + "/outside") == [])
            #expect(try Files.names(in: root + "/moved") == ["a.txt", "b.txt", "c"])
        }
    }

    @Test("neither reading nor writing goes through a link")
    func files() throws {
        try withTemporaryDirectory { root throws in
            try Files.create(Array("outside".utf8), at: root + "/outside.txt")
            try Files.makeDirectory(root + "/in")
            symlink("../outside.txt", root + "/in/link")
            let directory = try OpenDirectory(root + "/in")
            #expect(throws: PlatformError.self) { try directory.reader("link") }
            #expect(throws: PlatformError.self) { try directory.append([1], to: "link", mode: 0o644) }
            let taken = #expect(throws: PlatformError.self) {
                try directory.write([1], to: "link", mode: 0o644, replacing: false)
            }
            #expect(taken?.isAlreadyThere == true)
            // The link itself is replaced.
            try directory.write(Array("new".utf8), to: "link", mode: 0o644, replacing: true)
            #expect(try Files.read(root + "/outside.txt") == Array("outside".utf8))
            #expect(try Files.names(in: root + "/in") == ["link"])
            #expect(directory.status("link")?.kind == .file)
        }
    }

    @Test(
        "a name with a slash, a NUL or nothing in it is refused",
        arguments: ["", ".", "..", "a/b", "a\0b", "/x"]
    )
    func names(name: String) throws {
        try withTemporaryDirectory { root throws in
            let directory = try OpenDirectory(root)
            #expect(throws: PlatformError.self) { try directory.reader(name) }
            #expect(throws: PlatformError.self) {
                try directory.write([], to: name, mode: 0o644, replacing: true)
            }
            #expect(throws: PlatformError.self) { try directory.removeTree(name) }
            #expect(directory.status(name) == nil)
            #expect(try directory.names() == [])
        }
    }

    @Test("a tree goes with its links, and what they lead to stays")
    func tree() throws {
        try withTemporaryDirectory { root throws in
            try Files.makeDirectory(root + "/keep")
            try Files.create([], at: root + "/keep/a")
            try Files.makeDirectory(root + "/tree/deep/er")
            try Files.create([], at: root + "/tree/deep/er/file")
            symlink(root + "/keep", root + "/tree/deep/link")
            let directory = try OpenDirectory(root)
            let full = #expect(throws: PlatformError.self) { try directory.remove("tree") }
            #expect(full?.isNotEmpty == true)
            try directory.removeTree("tree")
            #expect(try Files.names(in: root) == ["keep"])
            #expect(try Files.names(in: root + "/keep") == ["a"])
        }
    }

    @Test("a temporary folder is its owner's alone, and gone with all in it")
    func temporary() throws {
        try withTemporaryDirectory { root throws in
            var folder: TemporaryFolder? = try TemporaryFolder(in: root, prefix: "t-")
            let path = try #require(folder?.path)
            #expect(Files.status(path)?.mode == 0o700)
            try Files.makeDirectory(path + "/a/b")
            try Files.create([], at: path + "/a/b/c")
            folder = nil
            #expect(try Files.names(in: root) == [])
        }
    }

    @Test("threads run side by side, and a lock lets one at a time through")
    func threads() {
        let lock = ManualLock()
        var numbers: [Int] = []
        var count = 0
        Threads.run(8) { number in
            for _ in 0..<1000 {
                lock.lock()
                count += 1
                lock.unlock()
            }
            lock.lock()
            numbers.append(number)
            lock.unlock()
        }
        #expect(count == 8000)
        #expect(numbers.sorted() == Array(0..<8))
    }
}
