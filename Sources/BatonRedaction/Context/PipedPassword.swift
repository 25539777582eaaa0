/// Finds what a shell line feeds to a command that reads a secret: `echo x | sudo -S`, `gh auth login --with-token <<< x`.
enum PipedPassword {
    /// Commands that read a secret from their input.
    private static let readers = [
        "sudo -S", "--password-stdin", "--with-token", "chpasswd", "| passwd", "secret put ", "secret set ",
        "secrets create ", "secrets versions add", "env add ", "--passphrase-fd 0", "kinit ", "cryptsetup ",
    ]

    static let finder = Finder.located(
        readers.map { Head($0) } + [Head("<<< "), Head("<<<'"), Head("<<<\"")],
        isSpecific: false
    ) { bytes, start, end in
        bytes[start] == UInt8(ascii: "<") ? hereString(bytes, start) : piped(bytes, start, end)
    }

    /// What stands behind `<<<`, when the line is about a secret.
    private static func hereString(_ bytes: Span<UInt8>, _ start: Int) -> Range<Int>? {
        var reader = TextReader(at: start + 3)
        reader.skipSpaces(bytes)
        guard let word = reader.word(bytes), let range = judged(bytes, word) else { return nil }
        let names: [StaticString] = [
            "sudo -S", "--with-token", "password-stdin", "passwd", "kinit", "secret", "login", "cryptsetup",
        ]
        return LineContext.holds(names, bytes, before: start, limit: 160) ? range : nil
    }

    /// What `echo` or `printf` writes before the pipe.
    private static func piped(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Range<Int>? {
        let line = LineContext.start(bytes, before: start, limit: 200)
        guard let pipe = LineContext.last("|", bytes, in: line..<min(end, start + 1)) else { return nil }
        let isPair = bytes[start] == UInt8(ascii: "c") && bytes[start + 1] == UInt8(ascii: "h")
        var reader: TextReader
        if let echo = LineContext.last("echo ", bytes, in: line..<pipe) {
            reader = TextReader(at: echo + 5)
        } else if let printf = LineContext.last("printf ", bytes, in: line..<pipe) {
            reader = TextReader(at: printf + 7)
        } else {
            return nil
        }
        for _ in 0..<3 {
            _ = reader.skipSpacesAndQuotes(bytes)
            guard reader.index < pipe, var word = reader.word(bytes), word.lowerBound < pipe else { return nil }
            // A flag, or a format.
            if bytes[word.lowerBound] == UInt8(ascii: "-") || bytes[word.lowerBound] == UInt8(ascii: "%") { continue }
            if isPair {
                guard let colon = word.first(where: { bytes[$0] == UInt8(ascii: ":") }) else { return nil }
                word = colon + 1..<word.upperBound
            }
            return judged(bytes, word)
        }
        return nil
    }

    private static func judged(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        guard range.count >= 5, range.count <= 200, bytes[range.lowerBound] != UInt8(ascii: "[") else { return nil }
        let value = Value(bytes, range)
        guard value.looksChosen(isText: true) || value.isNumbered || value.isPassphrase || value.looksRandom, !value.isPath,
            !value.isPlaceholder, !value.hasVariable, !value.namesVariable, !value.text.contains(UInt8(ascii: " "))
        else { return nil }
        return range
    }
}
