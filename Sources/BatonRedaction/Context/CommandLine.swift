/// Finds the password in the arguments of a command that takes one: `curl -u me:…`, `sshpass -p …`, `zip -P …`.
///
/// The name of the command is the head; from there the words of its line are read, so that the work on a hit is
/// bounded by the length of a line.
enum CommandLine {
    /// So far behind its name the arguments of a command are read (bytes).
    private static let longest = 320

    /// What finds the passwords of all commands.
    static let finder = Finder.located(Command.all.map { head(of: $0.name.description) }, isSpecific: false) {
        bytes,
        start,
        end in
        let nameEnd = closers.contains(bytes[end - 1]) ? end - 1 : end
        guard start == 0 || !isWordPart(bytes, start), nameEnd < bytes.count,
            closers.contains(bytes[nameEnd]),
            let command = Command.byLength[nameEnd - start].first(where: {
                isSame(bytes, start..<nameEnd, $0.name)
            })
        else { return nil }
        return extent(in: bytes, from: nameEnd, command)
    }

    /// What ends the name of a command.
    private static let closers = ByteClass(" \"'\\`")
    /// Shorter names are in too many words.
    private static let rare = 4

    /// The head of a command: its name, and what ends a short one.
    private static func head(of name: String) -> Head {
        if name.utf8.count >= rare { return Head(name) }
        let escaped = name.map { $0 == "-" || $0 == " " ? "\\\($0)" : String($0) }.joined()
        return Head(expression: escaped + #"[ "'\\`]"#, length: name.utf8.count + 1)
    }

    private static func isWordPart(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
        let before = bytes[start - 1]
        if before == UInt8(ascii: "-") || before == UInt8(ascii: "_") || before == UInt8(ascii: ".") {
            return true
        }
        return !isLeftBoundary(bytes, start)
    }

    private static func extent(in bytes: Span<UInt8>, from start: Int, _ command: Command) -> Range<Int>? {
        let limit = min(bytes.count, start + longest)
        let nameLength = command.name.utf8CodeUnitCount
        var reader = TextReader(at: start)
        _ = reader.skipSpacesAndQuotes(bytes)
        var place = 0
        while reader.index < limit {
            if endsCommand(bytes, reader) { return nil }
            guard let word = reader.word(bytes) else { return nil }
            // The same command again has a hit of its own.
            if word.count == nameLength, isSame(bytes, word, command.name) { return nil }
            if bytes[word.lowerBound] == UInt8(ascii: "-") || bytes[word.lowerBound] == UInt8(ascii: "/") {
                switch command.value(bytes, word) {
                case .none: break
                case .glued(let value):
                    if let found = accept(bytes, value, command, isGlued: true) { return found }
                case .next:
                    _ = reader.skipSpacesAndQuotes(bytes)
                    guard let next = reader.word(bytes) else { return nil }
                    if let found = accept(bytes, next, command, isGlued: false) { return found }
                case .touching:
                    guard reader.byte(bytes) != UInt8(ascii: " "), reader.quote(bytes) != nil else { break }
                    guard let next = reader.word(bytes) else { break }
                    if let found = accept(bytes, next, command, isGlued: true) { return found }
                case .argument:
                    _ = reader.skipSpacesAndQuotes(bytes)
                    guard reader.word(bytes) != nil else { return nil }
                }
            } else {
                place += 1
                if place == command.place, let found = accept(bytes, word, command, isGlued: false) {
                    return found
                }
            }
            guard reader.skipSpacesAndQuotes(bytes) else { return nil }
        }
        return nil
    }

    private static func isSame(_ bytes: Span<UInt8>, _ word: Range<Int>, _ name: StaticString) -> Bool {
        var reader = TextReader(at: word.lowerBound)
        return reader.skip(name, bytes)
    }

    private static func endsCommand(_ bytes: Span<UInt8>, _ reader: TextReader) -> Bool {
        switch reader.byte(bytes) {
        case 0..<0x20, UInt8(ascii: "|"), UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "<"),
            UInt8(ascii: ">"):
            true
        default: false
        }
    }

    /// The part of a word that is the password, if it is one.
    private static func accept(
        _ bytes: Span<UInt8>,
        _ word: Range<Int>,
        _ command: Command,
        isGlued: Bool
    ) -> Range<Int>? {
        var low = word.lowerBound
        switch command.form {
        case .password: break
        case .pair(let separator, let isNeeded):
            while low < word.upperBound, bytes[low] != separator { low += 1 }
            if low == word.upperBound {
                guard !isNeeded else { return nil }
                low = word.lowerBound
            } else if !isNeeded {
                // `env:` and `file:` say where the password is.
                var reader = TextReader(at: word.lowerBound)
                guard reader.skip("pass:", bytes) else { return nil }
                low = reader.index
            } else {
                low += 1
            }
        case .prefixed(let prefix):
            var reader = TextReader(at: low)
            guard reader.skip(prefix, bytes) else { return nil }
            low = reader.index
        case .account:
            // `scott/tiger@host`
            while low < word.upperBound, bytes[low] != UInt8(ascii: "/") { low += 1 }
            low += 1
            var high = low
            while high < word.upperBound, bytes[high] != UInt8(ascii: "@") { high += 1 }
            guard low < high else { return nil }
            return judged(bytes, low..<high, isGlued: false)
        }
        guard low < word.upperBound else { return nil }
        return judged(bytes, low..<word.upperBound, isGlued: isGlued)
    }

    private static func judged(_ bytes: Span<UInt8>, _ range: Range<Int>, isGlued: Bool) -> Range<Int>? {
        // A bracket begins a placeholder; asking for it first keeps a line full of them cheap.
        guard range.count >= 5, range.count <= 160, bytes[range.lowerBound] != UInt8(ascii: "[") else {
            return nil
        }
        let value = Value(bytes, range)
        guard
            value.looksChosen(isText: true) || value.isNumbered || value.isPassphrase
                || (value.count >= 16 && value.looksRandom),
            !value.isPath, !value.isPlaceholder, !value.hasVariable, !value.namesVariable
        else { return nil }
        return range
    }
}

extension TextReader {
    /// Skips what stands between two words of a command: spaces, quotes and the commas of a list of strings, but no
    /// quote that opens the next word; tells whether there was any.
    mutating func skipSpacesAndQuotes(_ bytes: Span<UInt8>) -> Bool {
        let start = index
        var isSpaced = false
        while index - start < 24 {
            switch byte(bytes) {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: ","):
                isSpaced = true
                index += 1
            case UInt8(ascii: "\\")
            where byte(bytes, 1) == UInt8(ascii: "\\") && byte(bytes, 2) == UInt8(ascii: "n"),
                UInt8(ascii: "\\") where byte(bytes, 1) == UInt8(ascii: "\n"):
                // A line that goes on behind a backslash.
                index += byte(bytes, 1) == UInt8(ascii: "\n") ? 2 : 3
            default:
                guard let quote = quote(bytes), !isSpaced else { return index > start }
                index = quote.end
            }
        }
        return true
    }
}
