/// Many values by eight bytes of each, to be found in one walk over a text.
///
/// The pattern engine is faster for a few values, but compiling costs it microseconds and a kilobyte each; here adding one
/// costs next to nothing, and a search about a nanosecond a byte however many there are.
struct ValueIndex {
    /// So many bytes of a value are hashed; shorter values have no place here.
    static let word = 8
    /// The hashed bytes stand at most so far from the beginning: tokens of one kind begin alike.
    private static let deepest = 56

    /// The values that have the same eight bytes, told by how long they are and where they have these.
    private struct Group {
        let word: UInt64
        var shapes: [Shape] = []
    }

    private struct Shape: Equatable {
        let length: Int
        let offset: Int
    }

    /// Per slot the number of a group, from 1; 0 is free.
    ///
    /// Its size is a power of two.
    private var slots: [UInt32] = Array(repeating: 0, count: 1 << 12)
    /// One bit a few hashes, to pass by nearly every place without a look at the slots.
    private var filter: [UInt64] = Array(repeating: 0, count: 1 << 10)
    private var groups: [Group] = []
    private var entries: [[UInt8]: Int] = [:]

    /// Whether there is no value.
    var isEmpty: Bool { entries.isEmpty }

    /// Adds a value of at least eight bytes, which belongs to an entry of the book.
    mutating func add(_ value: [UInt8], entry: Int) {
        precondition(value.count >= Self.word, "a value of the index has eight bytes")
        entries[value] = entry
        let shape = Shape(length: value.count, offset: min(value.count - Self.word, Self.deepest))
        let word = value.span.word(at: shape.offset)
        if groups.count * 2 >= slots.count { grow() }
        let slot = slot(of: word)
        if slots[slot] == 0 {
            groups.append(Group(word: word, shapes: [shape]))
            slots[slot] = UInt32(groups.count)
            note(word)
        } else if !groups[Int(slots[slot]) - 1].shapes.contains(shape) {
            groups[Int(slots[slot]) - 1].shapes.append(shape)
        }
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 4)
        filter = Array(repeating: 0, count: filter.count * 4)
        for (number, group) in groups.enumerated() {
            slots[slot(of: group.word)] = UInt32(number + 1)
            note(group.word)
        }
    }

    private mutating func note(_ word: UInt64) {
        let hash = Self.hash(word)
        filter[Int(hash >> 6) & (filter.count - 1)] |= 1 << (hash & 63)
    }

    /// The slot of a word, or the free one that it would take.
    private func slot(of word: UInt64) -> Int {
        var slot = Int(Self.hash(word) >> 20) & (slots.count - 1)
        while slots[slot] != 0, groups[Int(slots[slot]) - 1].word != word {
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }

    /// Calls `body` with each place where a value stands, and its entry.
    func search(_ bytes: Span<UInt8>, _ body: (_ range: Range<Int>, _ entry: Int) -> Void) {
        guard bytes.count >= Self.word else { return }
        let mask = filter.count - 1
        for place in 0...(bytes.count - Self.word) {
            let word = bytes.word(at: place)
            let hash = Self.hash(word)
            guard filter[Int(hash >> 6) & mask] >> (hash & 63) & 1 == 1 else { continue }
            let number = slots[slot(of: word)]
            guard number > 0 else { continue }
            for shape in groups[Int(number) - 1].shapes {
                let start = place - shape.offset
                guard start >= 0, start + shape.length <= bytes.count else { continue }
                let range = start..<start + shape.length
                if let entry = entries[range.map { bytes[$0] }] { body(range, entry) }
            }
        }
    }

    private static func hash(_ word: UInt64) -> UInt64 {
        let product = word.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }
}

extension Span<UInt8> {
    /// The eight bytes at an offset as a number.
    fileprivate func word(at offset: Int) -> UInt64 {
        unsafe withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
    }
}
