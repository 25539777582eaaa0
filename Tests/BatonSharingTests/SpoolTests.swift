import Platform
import TestSupport
import Testing

@testable import BatonSharing

@Suite("Bytes from the network")
struct SpoolTests {
    @Test("few stay in memory, many stand in a file without a name, and both read as they came")
    func content() throws {
        try withTemporaryDirectory { folder in
            let spool = Spool(in: folder, most: 1000)
            try spool.append([UInt8](repeating: 1, count: 1000))
            guard case .bytes = try spool.content() else {
                Issue.record("1,000 bytes are in a file")
                return
            }
            let rest = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
            try spool.append([2])
            try spool.append(rest)
            guard case .file = try spool.content() else {
                Issue.record("many bytes are in memory")
                return
            }
            #expect(spool.count == 301_001)
            #expect(try spool.content().bytes() == [UInt8](repeating: 1, count: 1000) + [2] + rest)
            #expect(try Files.names(in: folder).isEmpty)
            spool.clear()
            try spool.append([3])
            #expect(try spool.content().bytes() == [3] && spool.count == 1)
        }
    }

    @Test("where no file can be made, a large download is an error")
    func missing() throws {
        let spool = Spool(in: "/nowhere/at/all", most: 1)
        try spool.append([1])
        #expect(throws: PlatformError.self) { try spool.append([2]) }
    }
}
