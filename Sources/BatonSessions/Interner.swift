/// Gives each distinct id a small number.
///
/// A table of 4 bytes a place beside the keys, which are hashes already: half the room of a dictionary.
struct Interner {
    /// The ids by their numbers.
    private(set) var keys: [RecordKey] = []
    /// A number, or -1 where nothing is.
    private var table: [Int32] = []

    /// How many ids have a number.
    var count: Int { keys.count }

    /// The id's number, or -1 when there is none.
    mutating func number(of key: RecordKey?) -> Int32 {
        guard let key else { return -1 }
        // At most three quarters are taken.
        if (keys.count + 1) * 4 > table.count * 3 { grow(to: max(64, table.count * 2)) }
        let place = place(of: key)
        if table[place] >= 0 { return table[place] }
        table[place] = Int32(keys.count)
        keys.append(key)
        return table[place]
    }

    /// Makes room for so many ids.
    mutating func reserve(_ count: Int) {
        keys.reserveCapacity(count)
        var size = max(64, table.count)
        while count * 4 > size * 3 { size *= 2 }
        if size > table.count { grow(to: size) }
    }

    /// Where the id is in the table, or where it would be.
    private func place(of key: RecordKey) -> Int {
        var place = key.bits & (table.count - 1)
        while table[place] >= 0, keys[Int(table[place])] != key { place = (place + 1) & (table.count - 1) }
        return place
    }

    private mutating func grow(to size: Int) {
        table = [Int32](repeating: -1, count: size)
        for (number, key) in keys.enumerated() { table[place(of: key)] = Int32(number) }
    }
}
