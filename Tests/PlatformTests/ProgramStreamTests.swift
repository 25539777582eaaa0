import Platform
import TestSupport
import Testing

@Suite("Programs with streams")
struct ProgramStreamTests {
    private struct Stop: Error {}
    private let programs = SystemPrograms(environment: ["PATH": "/usr/bin:/bin"])

    @Test("content goes through a program piece by piece", arguments: [0, 1, 65_536, 20_000_000])
    func through(size: Int) throws {
        var generator = SeededGenerator(seed: UInt64(size))
        let piece = (0..<100_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
        var given = 0
        var same = true
        var taken = 0
        let streams = ProgramStreams {
            let next = Array(piece[..<min(piece.count, size - given)])
            given += next.count
            return next
        } put: { bytes in
            for index in 0..<bytes.count where bytes[index] != piece[(taken + index) % piece.count] {
                same = false
            }
            taken += bytes.count
        }
        let result = try programs.run(Program("cat", []), streams)
        #expect(result.status == 0 && result.output.isEmpty)
        #expect(taken == size && same)
    }

    @Test("what a stream throws ends the program and is thrown", arguments: [true, false])
    func thrown(byReader: Bool) throws {
        var count = 0
        let streams = ProgramStreams {
            count += 1
            if byReader, count == 3 { throw Stop() }
            return [UInt8](repeating: 1, count: 1000)
        } put: { _ in
            if !byReader { throw Stop() }
        }
        #expect(throws: Stop.self) { try programs.run(Program("cat", [], timeout: 30), streams) }
    }

    @Test("a program that does not read its input is waited for")
    func unread() throws {
        var left = 1000
        let streams = ProgramStreams {
            left -= 1
            return left < 0 ? [] : [UInt8](repeating: 1, count: 100_000)
        } put: { _ in
        }
        #expect(try programs.run(Program("false", [], timeout: 30), streams).status == 1)
    }
}
