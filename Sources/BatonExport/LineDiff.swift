/// The lines by which two texts differ, in the form of a unified diff.
///
/// The time is linear in the texts whatever they hold: Myers's algorithm ("An O(ND) Difference Algorithm and Its Variations",
/// 1986) up to a fixed number of differences; beyond it, lines that both texts have just once hold the rest together
/// (Bram Cohen's patience diff), and what lies between them is compared alike or replaced as a whole.
enum LineDiff {
    /// Equal lines that are shown around the others.
    private static let context = 3
    /// The most differences that Myers's algorithm looks for in one place.
    private static let mostSteps = 128

    /// A run of lines: equal ones, or some that go and some that come.
    private struct Run {
        let isEqual: Bool
        var old: Range<Int>
        var new: Range<Int>
    }

    /// `-` and `+` lines for what changed, with some equal lines around them; a line `@@` stands between parts that lie
    /// apart.
    static func bytes(from old: [UInt8], to new: [UInt8]) -> [UInt8] {
        let before = lines(of: old)
        let after = lines(of: new)
        let (left, right) = numbers(before, after)
        var runs: [Run] = []
        compare(left[...], right[...], mostSteps, isFirst: true) { run in
            if run.old.isEmpty, run.new.isEmpty { return }
            if let last = runs.last, last.isEqual == run.isEqual {
                runs[runs.count - 1].old = last.old.lowerBound..<run.old.upperBound
                runs[runs.count - 1].new = last.new.lowerBound..<run.new.upperBound
            } else {
                runs.append(run)
            }
        }
        var output: [UInt8] = []
        output.reserveCapacity(old.count + new.count + 64)
        for (index, run) in runs.enumerated() {
            guard run.isEqual else {
                write(before[run.old], "-", to: &output)
                write(after[run.new], "+", to: &output)
                continue
            }
            let isFirst = index == 0
            let isLast = index == runs.count - 1
            let shown = (isFirst ? 0 : context) + (isLast ? 0 : context)
            // Nothing changed at all, or the gap is too small to be one.
            if isFirst && isLast {
                write(before[run.old].prefix(2 * context), " ", to: &output)
            } else if run.old.count <= shown {
                write(before[run.old], " ", to: &output)
            } else {
                if !isFirst { write(before[run.old].prefix(context), " ", to: &output) }
                if !isFirst, !isLast { output.put("@@\n") }
                if !isLast { write(before[run.old].suffix(context), " ", to: &output) }
            }
        }
        return output
    }

    private static func lines(of text: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines = text.isEmpty ? [] : text.split(separator: 0x0a, omittingEmptySubsequences: false)
        // A line end at the end begins no further line.
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    /// Equal lines get equal numbers.
    private static func numbers(
        _ before: [ArraySlice<UInt8>],
        _ after: [ArraySlice<UInt8>]
    ) -> ([Int32], [Int32]) {
        var numbers: [ArraySlice<UInt8>: Int32] = [:]
        func number(_ line: ArraySlice<UInt8>) -> Int32 {
            let next = Int32(truncatingIfNeeded: numbers.count)
            let number = numbers[line, default: next]
            if number == next { numbers[line] = next }
            return number
        }
        return (before.map(number), after.map(number))
    }

    /// Calls `add` with the runs from one list of lines to the other, in order.
    private static func compare(
        _ old: ArraySlice<Int32>,
        _ new: ArraySlice<Int32>,
        _ steps: Int,
        isFirst: Bool,
        _ add: (Run) -> Void
    ) {
        var head = 0
        while head < old.count, head < new.count,
            old[old.startIndex + head] == new[new.startIndex + head]
        { head += 1 }
        var tail = 0
        while tail < old.count - head, tail < new.count - head,
            old[old.endIndex - 1 - tail] == new[new.endIndex - 1 - tail]
        { tail += 1 }
        let left = old.dropFirst(head).dropLast(tail)
        let right = new.dropFirst(head).dropLast(tail)
        add(
            Run(
                isEqual: true,
                old: old.startIndex..<left.startIndex,
                new: new.startIndex..<right.startIndex
            )
        )
        if left.isEmpty || right.isEmpty {
            add(Run(isEqual: false, old: left.indices, new: right.indices))
        } else if let matches = LineMatches.shortest(left, right, steps) {
            addRuns(left, right, matches, add)
        } else if isFirst {
            var (from, to) = (left.startIndex, right.startIndex)
            for (x, y) in LineMatches.unique(left, right) {
                compare(left[from..<x], right[to..<y], steps, isFirst: false, add)
                add(Run(isEqual: true, old: x..<x + 1, new: y..<y + 1))
                (from, to) = (x + 1, y + 1)
            }
            compare(left[from...], right[to...], steps, isFirst: false, add)
        } else {
            add(Run(isEqual: false, old: left.indices, new: right.indices))
        }
        add(
            Run(
                isEqual: true,
                old: left.endIndex..<old.endIndex,
                new: right.endIndex..<new.endIndex
            )
        )
    }

    private static func addRuns(
        _ left: ArraySlice<Int32>,
        _ right: ArraySlice<Int32>,
        _ matches: [(Int, Int)],
        _ add: (Run) -> Void
    ) {
        var (from, to) = (left.startIndex, right.startIndex)
        for (x, y) in matches {
            add(Run(isEqual: false, old: from..<x, new: to..<y))
            add(Run(isEqual: true, old: x..<x + 1, new: y..<y + 1))
            (from, to) = (x + 1, y + 1)
        }
        add(Run(isEqual: false, old: from..<left.endIndex, new: to..<right.endIndex))
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
