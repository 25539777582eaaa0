/// Finds the password that a command takes behind a flag which alone says nothing: `curl -u me:…`, `sshpass -p …`.
enum CommandPassword {
    /// The flags, each with the space before it; the raw value is what is searched for.
    enum Flag: String, CaseIterable, Sendable {
        case user = " -u"
        case longUser = " --user"
        case password = " -p"
        case access = " -a"

        /// The commands for which the flag takes a password.
        var commands: [StaticString] {
            switch self {
            case .user, .longUser: ["curl", "wget", "http", "xh "]
            case .password:
                [
                    "sshpass", "docker login", "podman login", "registry login", "mysql", "mariadb", "plink",
                    "cqlsh", "7z ",
                ]
            case .access: ["redis-cli"]
            }
        }

        /// Whether the password may follow without a space.
        var mayTouch: Bool { self == .password || self == .user }
    }

    /// The command stands at most so far before its flag (bytes).
    private static let longestCommand = 160

    /// The range to hide; `start` is just behind the flag.
    static func extent(in bytes: Span<UInt8>, from start: Int, flag: Flag) -> Range<Int>? {
        guard start < bytes.count else { return nil }
        var index = start
        switch bytes[index] {
        case UInt8(ascii: " "), UInt8(ascii: "="): index += 1
        case UInt8(ascii: "a")...UInt8(ascii: "z") where !flag.mayTouch: return nil
        default: guard flag.mayTouch else { return nil }
        }
        while index < bytes.count, isQuote(bytes[index]) || bytes[index] == UInt8(ascii: "\\") { index += 1 }
        let first = index
        while index < bytes.count, index - first < 200, bytes[index] > 0x20, !isQuote(bytes[index]),
            bytes[index] != UInt8(ascii: "\\"), bytes[index] != UInt8(ascii: ";")
        {
            index += 1
        }
        var low = first
        if flag == .user || flag == .longUser {
            while low < index, bytes[low] != UInt8(ascii: ":") { low += 1 }
            low += 1
        }
        // A bracket begins a placeholder; asking for it first keeps a line full of them cheap.
        guard index - low >= 6, bytes[low] != UInt8(ascii: "["), runs(bytes, flag, before: start) else {
            return nil
        }
        let value = Value(bytes, low..<index)
        return value.looksChosen(isText: true) && !value.isPath && !value.isPlaceholder && !value.hasVariable
            ? low..<index : nil
    }

    private static func isQuote(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
    }

    /// Whether one of the flag's commands stands before it on the line.
    private static func runs(_ bytes: Span<UInt8>, _ flag: Flag, before end: Int) -> Bool {
        var start = end
        while start > 0, end - start < longestCommand, bytes[start - 1] >= 0x20 {
            // An escaped new line ends the line, an escaped quote does not.
            if bytes[start - 1] == UInt8(ascii: "\\"), bytes[start] == UInt8(ascii: "n") { break }
            start -= 1
        }
        let line = bytes.extracting(start..<end)
        return flag.commands.contains { contains(line, $0) }
    }
}
