/// The header lines of an answer, in their order.
public struct HTTPHeaders: Sendable, Equatable {
    /// Name and value of each line; names as the server wrote them, values without white space around.
    public internal(set) var lines: [Line] = []

    /// One header line.
    public struct Line: Sendable, Equatable {
        /// The name as the server wrote it.
        public let name: String
        /// The value; bytes that are no UTF-8 are replaced.
        public internal(set) var value: String
    }

    /// The value of the first line called `name`, in upper or lower case.
    public subscript(name: String) -> String? {
        lines.first { Self.isSame($0.name, name) }?.value
    }

    /// The values of all lines called `name`, in upper or lower case.
    public func values(_ name: String) -> [String] {
        lines.filter { Self.isSame($0.name, name) }.map(\.value)
    }

    /// Takes in a line as it came: a status line empties the list, since another answer begins.
    mutating func take(_ line: [UInt8]) {
        if line.starts(with: Array("HTTP/".utf8)) {
            lines = []
        } else if line.first == 0x20 || line.first == 0x09, !lines.isEmpty {
            // A folded line goes on with the one before it (RFC 9112, section 5.2).
            let more = Self.text(line[...])
            if !more.isEmpty { lines[lines.count - 1].value += " " + more }
        } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
            let name = Self.text(line[..<colon])
            lines.append(Line(name: name, value: Self.text(line[(colon + 1)...])))
        }
    }

    /// The bytes as text without white space around.
    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        var bytes = bytes
        while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
        while let first = bytes.first, first <= 0x20 { bytes.removeFirst() }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether two names are the same; case counts for nothing.
    static func isSame(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count && left.lowercased() == right.lowercased()
    }
}
