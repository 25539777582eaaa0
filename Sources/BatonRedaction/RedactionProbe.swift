/// Tells which records a ``Redactor`` has to look at, on a thread of its own.
///
/// Nearly all records of a session hold nothing that looks like a secret. Probes sort these out in parallel, so that the
/// redactor, which keeps the numbers of the placeholders in order, reads the few others only. Many records at once cost
/// less than one by one.
public final class RedactionProbe {
    /// What a record holds.
    public enum Kind: Sendable {
        /// No secret that shows itself, no placeholder, and no text that another form of it must be searched for.
        ///
        /// It need not be learned, and ``Redactor/redact(quietRecord:)`` finds the values in it that stand elsewhere too.
        case quiet
        /// The same, but for something in it that can cut a secret in two.
        ///
        /// It need not be learned, but a value that stands elsewhere too may be cut in it.
        case cut
        /// Anything else. A record that cannot be searched is loud: the redactor then says why.
        case loud
    }

    private var search: InputSearch
    private var candidates: [Candidate] = []
    /// The records that were added, a line each, and where each ends.
    private var lines: [UInt8] = []
    private var ends: [Int] = []

    init(_ search: InputSearch) { self.search = search }

    /// What a record holds.
    public func kind(ofRecord record: Span<UInt8>) -> Kind {
        do throws(RedactionError) {
            guard try !search.look(record, into: &candidates), candidates.isEmpty, search.placeholders.isEmpty
            else { return .loud }
            for run in search.encodedRuns where try search.hasSecret(run) { return .loud }
            return try kind(ofCut: record, markers: search.joints[...])
        } catch { return .loud }
    }

    /// Adds a record to those that ``takeKinds()`` tells of.
    public func add(record: Span<UInt8>) {
        unsafe record.withUnsafeBufferPointer { unsafe lines.append(contentsOf: $0) }
        ends.append(lines.count)
        lines.append(0x0a)
    }

    /// How long the added records are (bytes).
    public var pending: Int { lines.count }

    /// What the added records hold, in their order; then none is added any more.
    public func takeKinds() -> [Kind] {
        var lines: [UInt8] = []
        swap(&lines, &self.lines)
        defer {
            lines.removeAll(keepingCapacity: true)
            swap(&lines, &self.lines)
            ends.removeAll(keepingCapacity: true)
        }
        if ends.count > 1, let kinds = kinds(lines) { return kinds }
        return ends.indices.map { kind(ofRecord: lines.span.extracting(line($0))) }
    }

    private func line(_ number: Int) -> Range<Int> {
        (number == 0 ? 0 : ends[number - 1] + 1)..<ends[number]
    }

    /// What the lines hold, from one look at all of them; nil when that tells too little.
    private func kinds(_ lines: [UInt8]) -> [Kind]? {
        var kinds = Array(repeating: Kind.quiet, count: ends.count)
        do throws(RedactionError) {
            guard try !search.look(lines.span, into: &candidates) else { return nil }
            for candidate in candidates { mark(candidate.range, in: &kinds) }
            for placeholder in search.placeholders { mark(placeholder.range, in: &kinds) }
            for run in search.encodedRuns where try search.hasSecret(run) { mark(run.range, in: &kinds) }
            let joints = search.joints
            var index = 0
            while index < joints.count {
                // A joint is told by where it ends.
                let number = lineNumber(joints[index] - 1)
                let line = line(number)
                var next = index + 1
                while next < joints.count, joints[next] <= line.upperBound { next += 1 }
                if kinds[number] == .quiet {
                    let markers = joints[index..<next].map { min($0, line.upperBound) - line.lowerBound }
                    kinds[number] = try kind(ofCut: lines.span.extracting(line), markers: markers[...])
                }
                index = next
            }
        } catch { return nil }
        return kinds
    }

    /// What a record holds in which no secret shows itself, and in which something that may cut one ends at `markers`.
    private func kind(ofCut record: Span<UInt8>, markers: ArraySlice<Int>) throws(RedactionError) -> Kind {
        guard let joined = Joints.joined(record, markers: markers) else { return .quiet }
        _ = try search.look(joined.bytes.span, into: &candidates)
        return candidates.isEmpty && search.placeholders.isEmpty ? .cut : .loud
    }

    /// Takes note that the lines of a range are loud.
    private func mark(_ range: Range<Int>, in kinds: inout [Kind]) {
        for number in lineNumber(range.lowerBound)...lineNumber(max(range.lowerBound, range.upperBound - 1)) {
            kinds[number] = .loud
        }
    }

    /// The number of the line with the byte at `offset`.
    private func lineNumber(_ offset: Int) -> Int {
        var (low, high) = (0, ends.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
