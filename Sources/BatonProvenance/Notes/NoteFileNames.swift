/// Paths in one line of a note's head, with commas between; quoted as in JSON where a path has such signs itself.
enum NoteFileNames {
    /// One path.
    static func written(_ path: String) -> String {
        let clean = NoteText.line(path, longest: 1000)
        let needsQuotes =
            clean.isEmpty || clean.utf8.contains(UInt8(ascii: ",")) || clean.utf8.contains(UInt8(ascii: "\""))
            || clean.hasPrefix("+")
        guard needsQuotes else { return clean }
        return "\"" + clean.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    /// The paths of a line, and the number behind a `+` at its end.
    static func read(_ line: String) -> (files: [String], more: Int) {
        var files: [String] = []
        var more = 0
        var item: [UInt8] = []
        var (isQuoted, wasQuoted, isEscaped) = (false, false, false)
        func end() {
            while !wasQuoted, item.last == 0x20 { item.removeLast() }
            let text = String(decoding: item, as: UTF8.self)
            if !wasQuoted, text.hasPrefix("+"), let count = Int(text.dropFirst()),
                (0...1_000_000).contains(count)
            {
                more = count
            } else if !text.isEmpty, files.count < 200 {
                files.append(text)
            }
            (item, wasQuoted) = ([], false)
        }
        for byte in line.utf8 {
            if isEscaped {
                item.append(byte)
                isEscaped = false
            } else if isQuoted, byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\""), isQuoted || item.isEmpty {
                isQuoted.toggle()
                wasQuoted = true
            } else if byte == UInt8(ascii: ","), !isQuoted {
                end()
            } else if byte != 0x20 || isQuoted || !item.isEmpty {
                item.append(byte)
            }
        }
        end()
        return (files, more)
    }
}
