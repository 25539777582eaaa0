import Platform
import TestSupport
import Testing

@Suite struct LineBlocksTests {
    @Test(
        "blocks are whole lines, together all of the file but for lines beyond the limit",
        arguments: [
            [], [0], [10, 20], [300_000], [262_143, 1], [262_144], [5, 700_000, 5], [2_000_000, 3],
            [3, 2_000_000],
        ]
    )
    func whole(lengths: [Int]) throws {
        try withTemporaryDirectory { root in
            let limit = 1_000_000
            for isTerminated in [true, false] {
                var bytes: [UInt8] = []
                var kept: [UInt8] = []
                for (number, length) in lengths.enumerated() {
                    let isLast = number == lengths.count - 1
                    let line =
                        [UInt8](repeating: 97 + UInt8(number), count: length)
                        + (isLast && !isTerminated ? [] : [0x0a])
                    bytes += line
                    if length <= limit { kept += line }
                }
                try Files.write(bytes, to: root + "/x")
                var read: [UInt8] = []
                var blocks = LineBlocks(lineLimit: limit)
                // The memory of one file does not show in the next.
                for _ in 0..<2 {
                    read = []
                    try blocks.forEachBlock(of: FileReader(root + "/x")) { block, offset in
                        let part = block.indices.map { block[$0] }
                        #expect(Array(bytes[offset..<offset + part.count]) == part)
                        #expect(part.last == 0x0a || offset + part.count == bytes.count)
                        read += part
                        return true
                    }
                }
                #expect(read == kept, "\(lengths) \(isTerminated)")
            }
        }
    }

    @Test("a reader can stop")
    func stop() throws {
        try withTemporaryDirectory { root in
            try Files.write([UInt8](repeating: 0x0a, count: 1_000_000), to: root + "/x")
            var count = 0
            var blocks = LineBlocks(lineLimit: 10)
            try blocks.forEachBlock(of: FileReader(root + "/x")) { _, _ in
                count += 1
                return false
            }
            #expect(count == 1)
        }
    }
}
