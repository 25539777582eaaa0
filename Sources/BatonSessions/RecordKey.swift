internal import JSON

/// A fixed-size stand-in for an id: 64 bits of a hash under a key that every process makes anew.
///
/// An index of a gigabyte of transcript holds half a million ids; as strings they would not fit the memory it may take.
/// Two of a million ids meet with a chance of one in thirty million, and nobody can make them meet on purpose.
struct RecordKey: Hashable, Sendable {
    /// The hash.
    let bits: Int

    /// The key of a text value; `nil` for other kinds.
    init?(_ value: JSONValue?) {
        guard let key = value?.withText({ RecordKey($0) }) else { return nil }
        self = key
    }

    init(_ text: Span<UInt8>) {
        var hasher = Hasher()
        unsafe text.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        bits = hasher.finalize()
    }
}
