/// Ids of tool calls and the records they stand in, in the order of the records.
struct CallList: Sendable {
    private var keys: [RecordKey] = []
    private var records: [Int32] = []

    /// Adds a call of a record, which is the last one so far or a later one.
    mutating func append(_ key: RecordKey, of record: Int32) {
        precondition(record >= records.last ?? 0, "records come in order")
        keys.append(key)
        records.append(record)
    }

    /// Adds the calls of records that follow these, whose first one has the number `first` here.
    mutating func append(_ other: CallList, recordsFrom first: Int32) {
        keys.append(contentsOf: other.keys)
        records.append(contentsOf: other.records.lazy.map { $0 + first })
    }

    /// The calls of a record.
    func calls(of record: Int32) -> ArraySlice<RecordKey> {
        var low = 0
        var high = records.count
        while low < high {
            let middle = (low + high) / 2
            if records[middle] < record { low = middle + 1 } else { high = middle }
        }
        var end = low
        while end < records.count, records[end] == record { end += 1 }
        return keys[low..<end]
    }

    /// For each call the last record that has it.
    func owners() -> [RecordKey: Int32] {
        Dictionary(zip(keys, records), uniquingKeysWith: { $1 })
    }
}
