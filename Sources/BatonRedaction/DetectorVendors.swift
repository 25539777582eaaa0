internal import Patterns

/// What is told by the name of a vendor, which is looked for only before long values.
extension Detector {
    /// Takes note of the text before a value whose credential's name has a mark that ends at `end`.
    mutating func noteMention(_ bytes: Span<UInt8>, _ end: Int) {
        // What stands before a value of which it is known already.
        if let last = mentions.last, end <= last.upperBound { return }
        guard let value = CredentialMention.value(in: bytes, behind: end) else { return }
        let low = max(0, value.lowerBound - CredentialMention.reach)
        if let last = mentions.last, low <= last.upperBound {
            mentions[mentions.count - 1] = last.lowerBound..<max(value.upperBound, last.upperBound)
        } else {
            mentions.append(low..<value.upperBound)
        }
    }

    /// Finds what is told by the name of a vendor.
    mutating func lookForVendors(
        _ bytes: Span<UInt8>,
        into candidates: inout [Candidate]
    ) throws(RedactionError) {
        guard let namedScanner, !mentions.isEmpty else { return }
        var named: [Candidate] = []
        for mention in mentions {
            try scan(bytes.extracting(mention), with: namedScanner)
            for hit in namedScanner.hits {
                let action = heads.named.actions[hit.pattern]
                let end = mention.lowerBound + hit.end
                guard let found = try candidate(bytes, action, end, named.last?.range ?? 0..<0) else {
                    continue
                }
                named.append(found)
            }
        }
        guard !named.isEmpty else { return }
        // The vendor tells more than what begins in the value.
        candidates.removeAll { Self.isWithin(named, $0.range.lowerBound) }
        candidates += named
    }

    /// Whether one of the candidates, in the order of their beginnings, holds the offset.
    private static func isWithin(_ candidates: [Candidate], _ offset: Int) -> Bool {
        var (low, high) = (0, candidates.count)
        while low < high {
            let middle = (low + high) / 2
            if candidates[middle].range.lowerBound <= offset { low = middle + 1 } else { high = middle }
        }
        return low > 0 && candidates[low - 1].range.contains(offset)
    }
}
