/// Tells where the bytes of a rewritten copy come from.
///
/// A copy differs from its original in places only: a few bytes are resolved to one, or left out. Positions are noted in
/// rising order while the copy is made.
struct OffsetMap {
    private struct Shift {
        /// The offset of the copy from which on it holds.
        let copy: Int
        /// Where bytes come from then, one by one.
        let original: Int
        /// How many bytes of the original the byte at `copy` stands for.
        let width: Int
        /// Where something was left out that belongs to the structure around: what is replaced must not go over it.
        let gap: Range<Int>?
    }

    private var shifts: [Shift] = []

    /// Whether the copy is the original.
    var isIdentity: Bool { shifts.isEmpty }

    /// Notes that the byte at `copy` stands for `range` of the original.
    mutating func resolve(at copy: Int, _ range: Range<Int>) {
        shifts.append(Shift(copy: copy, original: range.lowerBound, width: range.count, gap: nil))
        shifts.append(Shift(copy: copy + 1, original: range.upperBound, width: 1, gap: nil))
    }

    /// Notes that what is before `original` was left out in front of `copy`; `isGap` tells that it is structure.
    mutating func skip(at copy: Int, _ range: Range<Int>, isGap: Bool = false) {
        shifts.append(
            Shift(copy: copy, original: range.upperBound, width: 1, gap: isGap ? range : nil)
        )
    }

    /// Forgets what was noted at or behind `copy`, since the copy was cut there.
    mutating func cut(to copy: Int) {
        while let last = shifts.last, last.copy > copy { shifts.removeLast() }
    }

    /// The offset of the copy behind which nothing was noted yet.
    var lastNoted: Int { shifts.last?.copy ?? 0 }

    /// The ranges of the original that a range of the copy comes from: more than one where structure is between.
    func pieces(_ range: Range<Int>) -> [Range<Int>] {
        guard !range.isEmpty else { return [] }
        var pieces: [Range<Int>] = []
        var index = place(of: range.lowerBound)
        var low = original(range.lowerBound, index)
        while index + 1 < shifts.count, shifts[index + 1].copy < range.upperBound {
            index += 1
            if let gap = shifts[index].gap, shifts[index].copy > range.lowerBound {
                if low < gap.lowerBound { pieces.append(low..<gap.lowerBound) }
                low = gap.upperBound
            }
        }
        let last = range.upperBound - 1
        let place = place(of: last)
        let width = place >= 0 && shifts[place].copy == last ? shifts[place].width : 1
        let high = original(last, place) + width
        if low < high { pieces.append(low..<high) }
        return pieces
    }

    private func original(_ offset: Int, _ place: Int) -> Int {
        place < 0 ? offset : shifts[place].original + offset - shifts[place].copy
    }

    /// The last shift at or before an offset of the copy; -1 before the first.
    private func place(of offset: Int) -> Int {
        var low = 0
        var high = shifts.count
        while low < high {
            let middle = (low + high) / 2
            if shifts[middle].copy <= offset { low = middle + 1 } else { high = middle }
        }
        return low - 1
    }
}
