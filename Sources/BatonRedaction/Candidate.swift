/// A place in the searched bytes that is to be replaced.
struct Candidate {
    /// How a value is compared with others: decorations do not make another secret.
    enum Form { case text, digits, block }

    var range: Range<Int>
    var rule: Int
    /// How many bytes of its beginning are public.
    var hint = 0
    /// Whether the value tells by itself what it is, as a known prefix does.
    var isSpecific = true
    /// Whether a checksum in it is right.
    var isVerified = false
    var form = Form.text
    /// The secret it repeats, when it was found as a repetition.
    var entry: Int?
    /// The whole secret, where the bytes in the range are another form of it or only a part.
    var text: [UInt8]?
}

/// Sorts the candidates and settles overlaps, so that none is left.
///
/// What tells by itself beats what was found by its name; else the longer wins, and what only overlaps is joined.
func settle(_ candidates: inout [Candidate]) {
    guard candidates.count > 1 else { return }
    candidates.sort {
        ($0.range.lowerBound, $1.range.upperBound, $0.rule) < (
            $1.range.lowerBound, $0.range.upperBound, $1.rule
        )
    }
    var kept: [Candidate] = []
    kept.reserveCapacity(candidates.count)
    for candidate in candidates {
        guard let last = kept.last, candidate.range.lowerBound < last.range.upperBound else {
            kept.append(candidate)
            continue
        }
        if candidate.range.upperBound <= last.range.upperBound {
            guard candidate.isSpecific, !last.isSpecific else { continue }
            kept.removeLast()
            // What is before it may be a secret of its own.
            let rest = last.range.lowerBound..<candidate.range.lowerBound
            if rest.count >= 6 {
                kept.append(last)
                kept[kept.count - 1].range = rest
                kept[kept.count - 1].entry = nil
                kept[kept.count - 1].text = nil
            }
            kept.append(candidate)
        } else {
            let joined = last.range.lowerBound..<candidate.range.upperBound
            kept[kept.count - 1] = last.isSpecific || !candidate.isSpecific ? last : candidate
            kept[kept.count - 1].range = joined
            kept[kept.count - 1].entry = nil
            kept[kept.count - 1].text = nil
        }
    }
    candidates = kept
}

/// Drops the candidates that overlap or touch a placeholder, so that redacting twice changes nothing.
///
/// Both lists are in rising order; placeholders do not overlap, nor do candidates.
func spare(_ placeholders: [Placeholder], from candidates: inout [Candidate]) {
    guard !placeholders.isEmpty else { return }
    var index = 0
    candidates.removeAll { candidate in
        while index < placeholders.count, placeholders[index].range.upperBound < candidate.range.lowerBound {
            index += 1
        }
        return index < placeholders.count
            && placeholders[index].range.lowerBound <= candidate.range.upperBound
    }
}
