/// The lines by which two texts differ, in the form of a unified diff without line numbers.
enum LineDiff {
    /// Equal lines that are shown around the others.
    private static let context = 3

    /// `-` and `+` lines for what changed, with some equal lines around them.
    static func bytes(from old: [UInt8], to new: [UInt8]) -> [UInt8] {
        let before = lines(of: old)
        let after = lines(of: new)
        var head = 0
        while head < before.count, head < after.count, before[head] == after[head] { head += 1 }
        var tail = 0
        while tail < before.count - head, tail < after.count - head,
            before[before.count - 1 - tail] == after[after.count - 1 - tail]
        { tail += 1 }
        var output: [UInt8] = []
        output.reserveCapacity(old.count + new.count + 64)
        write(before[max(0, head - context)..<head], " ", to: &output)
        write(before[head..<before.count - tail], "-", to: &output)
        write(after[head..<after.count - tail], "+", to: &output)
        write(after[(after.count - tail)..<min(after.count, after.count - tail + context)], " ", to: &output)
        return output
    }

    private static func lines(of text: [UInt8]) -> [ArraySlice<UInt8>] {
        text.isEmpty ? [] : text.split(separator: 0x0a, omittingEmptySubsequences: false)
    }

    private static func write(
        _ lines: ArraySlice<ArraySlice<UInt8>>,
        _ mark: Unicode.Scalar,
        to output: inout [UInt8]
    ) {
        for line in lines {
            output.append(UInt8(ascii: mark))
            output.append(contentsOf: line)
            output.append(0x0a)
        }
    }
}
