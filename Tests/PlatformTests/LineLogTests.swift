import Platform
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("Files that several processes add lines to")
struct LineLogTests {
    @Test("lines of several threads stand whole, each once")
    func together() throws {
        try withTemporaryDirectory { folder in
            let path = Paths.join(folder, "state/log")
            ParallelWork.run(4, worker: {}) { number, _ in
                for line in 0..<25 {
                    try? LineLog(path).update { _ in
                        .append(Array("\(number) \(line) \(String(repeating: "x", count: 300))".utf8))
                    }
                }
                return true
            }
            let lines = String(decoding: try LineLog(path).bytes(), as: UTF8.self).split(separator: "\n")
            #expect(lines.count == 100 && Set(lines).count == 100)
            #expect(lines.allSatisfy { $0.hasSuffix(String(repeating: "x", count: 300)) })
            #expect(Files.status(path)?.mode == 0o600)
        }
    }

    @Test("a link in the place of the file is not followed for writing")
    func link() throws {
        try withTemporaryDirectory { folder in
            let target = Paths.join(folder, "target")
            try Files.create(Array("mine\n".utf8), at: target)
            symlink(target, Paths.join(folder, "log"))
            #expect(throws: PlatformError.self) {
                try LineLog(Paths.join(folder, "log")).update { _ in .append([0x61]) }
            }
            #expect(try Files.read(target) == Array("mine\n".utf8))
        }
    }

    @Test("a change that fails leaves the file as it was")
    func failing() throws {
        try withTemporaryDirectory { folder in
            let log = LineLog(Paths.join(folder, "log"))
            try log.update { _ in .append([0x61]) }
            #expect(throws: PlatformError.interrupted) {
                try log.update { _ in throw PlatformError.interrupted }
            }
            #expect(try log.bytes() == [0x61, 0x0a])
            try log.update { bytes in .replace(bytes + bytes) }
            #expect(try log.bytes() == [0x61, 0x0a, 0x61, 0x0a])
            #expect(throws: PlatformError.self) { try LineLog(log.path, limit: 3).bytes() }
        }
    }
}

@Suite("Files without a name")
struct ScratchFileTests {
    @Test("what is written can be read as often as wanted, and no name is left at any time")
    func content() throws {
        try withTemporaryDirectory { folder in
            var generator = SeededGenerator(seed: 5)
            var content: [UInt8] = []
            do {
                let file = try ScratchFile(in: folder)
                for size in [0, 1, 700_000, 3, 262_144, 262_143] {
                    let piece = (0..<size).map { _ in UInt8.random(in: 0...255, using: &generator) }
                    content += piece
                    try file.append(piece)
                }
                try file.flush()
                #expect(file.count == content.count)
                for _ in 0..<2 { #expect(try Files.read(file.path) == content) }
                #expect(try Files.names(in: folder).isEmpty)
            }
            #expect(try Files.names(in: folder).isEmpty)
        }
    }

    @Test("a folder that is not there is an error")
    func missing() {
        #expect(throws: PlatformError.self) { try ScratchFile(in: "/nowhere/at/all") }
    }
}
