/// Output of git's `-z` forms, in which every entry ends with NUL.
enum NulSeparated {
    /// The entries as text; bytes that are no UTF-8 become U+FFFD.
    static func texts(_ bytes: [UInt8]) -> [String] {
        var parts = bytes.split(separator: 0, omittingEmptySubsequences: false)
        if parts.last?.isEmpty == true { parts.removeLast() }
        return parts.map { String(decoding: $0, as: UTF8.self) }
    }
}
