extension [UInt8] {
    /// Appends bytes of `source` from `position` on until the array holds `limit` bytes.
    ///
    /// - Returns: how many were appended.
    mutating func fill(from source: Span<UInt8>, at position: Int, upTo limit: Int) -> Int {
        let taken = Swift.min(limit - count, source.count - position)
        append(source.extracting(position..<position + taken))
        return taken
    }

    /// Appends all bytes of `source`.
    mutating func append(_ source: Span<UInt8>) {
        unsafe source.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
}
