/// Text that programs wrote for a terminal.
enum TerminalText {
    /// `text` without escape sequences (ECMA-48) and other control characters but newline and tab.
    static func plain(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var scalars = text.unicodeScalars.makeIterator()
        var next = scalars.next()
        while let scalar = next {
            next = scalars.next()
            if scalar == "\u{1b}" {
                guard let kind = next else { break }
                next = scalars.next()
                if kind == "[" {
                    // A control sequence ends with a byte from @ to ~.
                    while let part = next, !("@"..."~").contains(part) { next = scalars.next() }
                    next = scalars.next()
                } else if kind == "]" {
                    // An operating system command ends with BEL or ST.
                    while let part = next, part != "\u{7}", part != "\u{1b}" { next = scalars.next() }
                    if next == "\u{1b}" { next = scalars.next() }
                    next = scalars.next()
                }
                continue
            }
            if scalar.value < 0x20 && scalar != "\n" && scalar != "\t" || (0x7f...0x9f).contains(scalar.value)
            {
                continue
            }
            result.append(scalar)
        }
        return String(result)
    }
}
