internal import Platform
// Unicode's forms C and D of strings, which the standard library has for programs that cannot link ICU.
@_spi(_Unicode) internal import Swift

/// One word or phrase of a search.
///
/// A class, since every line asks for all words: a value would be copied, array by array.
final class SearchWord: Sendable {
    /// A letter with the forms it may have, or a space.
    private enum Element: Sendable {
        case letter([[UInt8]])
        case space

        /// Bytes that it takes in a text; `nil` when that is not always the same.
        var byteCount: Int? {
            guard case .letter(let forms) = self, forms.allSatisfy({ $0.count == forms[0].count }) else {
                return nil
            }
            return forms[0].count
        }
    }

    private let elements: [Element]
    /// A part of the word that JSON writers leave as it is; `nil` when there is none, so that every line must be read.
    let needle: BytePattern?
    /// The same for text that was read from JSON, `probeOffset` bytes behind the beginning of the word.
    private let probe: BytePattern?
    private let probeOffset: Int
    /// Whether the probe is the whole word, each of its bytes a letter.
    private let isProbeAll: Bool
    /// The same with letters taken apart as well, such as an e and an accent for é; empty when no letter can be.
    private let apart: [Element]
    /// UTF-16 code units of the letters, in all forms.
    let units: [UInt16]
    /// What follows the first sign of letters that are taken apart: a text without any of these has none such.
    let marks: [BytePattern]

    var needleCount: Int { needle?.count ?? 0 }

    /// A word or phrase; `nil` when it is white space only.
    init?(_ text: String) {
        var elements: [Element] = []
        var apart: [Element] = []
        var units: [UInt16] = []
        var marks: Set<Unicode.Scalar> = []
        // Letters are put together first, so that it is all the same how they were typed.
        for scalar in text._nfc {
            if scalar.properties.isWhitespace {
                if case .letter? = elements.last {
                    elements.append(.space)
                    apart.append(.space)
                }
            } else {
                let forms = SearchLetter.forms(of: scalar).map { String($0) }
                let parts = forms.map { Array($0._nfd) }
                let taken = parts.filter { $0.count > 1 }
                units += (forms + taken.map { String(String.UnicodeScalarView($0)) }).flatMap {
                    Array($0.utf16)
                }
                marks.formUnion(taken.map { $0[1] })
                elements.append(.letter(forms.map { Array($0.utf8) }))
                apart.append(
                    .letter(
                        (forms + taken.map { String(String.UnicodeScalarView($0)) }).map { Array($0.utf8) }
                    )
                )
            }
        }
        if case .space? = elements.last {
            elements.removeLast()
            apart.removeLast()
        }
        guard !elements.isEmpty else { return nil }
        self.elements = elements
        self.apart = marks.isEmpty ? [] : apart
        self.units = units
        self.marks = marks.sorted().map { BytePattern(String($0).utf8.map { ($0, $0) }) }
        needle = Self.longestRun(of: elements[...]) { !Self.isEscaped($0) }.map { $0.pattern }
        // Behind a space, or a letter whose forms differ in length, nobody knows how far the word's beginning is.
        let fixed = elements.prefix { $0.byteCount != nil }
        let run = Self.longestRun(of: fixed) { _ in true }
        probe = run?.pattern
        probeOffset = run.map { fixed[..<$0.start].reduce(0) { $0 + ($1.byteCount ?? 0) } } ?? 0
        isProbeAll = run?.pattern.count == elements.count
    }

    /// Letters that some writers of JSON put a backslash before, or write as an escape of that kind.
    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "/")
    }

    /// The longest run of letters with at most two forms of equal length.
    private static func longestRun(
        of elements: ArraySlice<Element>,
        where isAllowed: (UInt8) -> Bool
    ) -> (start: Int, pattern: BytePattern)? {
        var best: (start: Int, bytes: [(UInt8, UInt8)]) = (0, [])
        var current: (start: Int, bytes: [(UInt8, UInt8)]) = (0, [])
        for (index, element) in elements.enumerated() {
            guard case .letter(let forms) = element, forms.count <= 2, let first = forms.first,
                let last = forms.last,
                first.count == last.count, first.allSatisfy(isAllowed)
            else {
                current = (index + 1, [])
                continue
            }
            current.bytes += zip(first, last)
            if current.bytes.count > best.bytes.count { best = current }
        }
        return best.bytes.isEmpty ? nil : (best.start, BytePattern(best.bytes))
    }

    /// Where the word first begins in a text, and where it ends there.
    func firstMatch(in text: Span<UInt8>) -> Range<Int>? {
        let match = firstMatchOfWholeLetters(in: text)
        guard !apart.isEmpty, marks.contains(where: { $0.occurs(in: text) }) else { return match }
        for start in 0..<(match?.lowerBound ?? text.count) {
            if let end = Self.end(of: apart, in: text, from: start) { return start..<end }
        }
        return match
    }

    private func firstMatchOfWholeLetters(in text: Span<UInt8>) -> Range<Int>? {
        var start = 0
        while start < text.count {
            if let probe {
                guard let place = probe.firstMatch(in: text, from: start + probeOffset) else { return nil }
                start = place - probeOffset
                if isProbeAll { return start..<start + probe.count }
            }
            if let end = Self.end(of: elements, in: text, from: start) { return start..<end }
            start += 1
        }
        return nil
    }

    /// The place behind the word when it begins at `start`.
    private static func end(of elements: [Element], in text: Span<UInt8>, from start: Int) -> Int? {
        var place = start
        for element in elements {
            switch element {
            case .letter(let forms):
                guard let form = forms.first(where: { begins(text, at: place, with: $0) }) else {
                    return nil
                }
                place += form.count
            case .space:
                let behind = SearchLetter.endOfSpace(in: text, from: place)
                if behind == place { return nil }
                place = behind
            }
        }
        return place
    }

    private static func begins(_ text: Span<UInt8>, at place: Int, with form: [UInt8]) -> Bool {
        guard text.count - place >= form.count else { return false }
        for index in form.indices where text[place + index] != form[index] { return false }
        return true
    }
}

/// Letters and spaces, as a search takes them.
enum SearchLetter {
    /// A letter and its other forms: upper and lower case of alphabets, and the final sigma.
    static func forms(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        switch scalar {
        case "Σ", "σ", "ς": return ["σ", "ς", "Σ"]
        default: break
        }
        guard hasCases(scalar.value) else { return [scalar] }
        let properties = scalar.properties
        var forms = [scalar]
        for mapped in [properties.lowercaseMapping, properties.uppercaseMapping] {
            let scalars = mapped.unicodeScalars
            // A mapping that cannot be undone, such as that of a dotless i, would find other words.
            guard scalars.count == 1, let other = scalars.first, !forms.contains(other),
                hasCases(other.value),
                other.properties.lowercaseMapping == String(scalar)
                    || other.properties.uppercaseMapping == String(scalar)
            else { continue }
            forms.append(other)
        }
        return forms
    }

    /// Latin, Greek, Cyrillic, Armenian, and full-width Latin.
    private static func hasCases(_ value: UInt32) -> Bool {
        switch value {
        case 0x41...0x5a, 0x61...0x7a, 0xc0...0x24f, 0x370...0x587, 0x1e00...0x1fff, 0xff21...0xff5a: true
        default: false
        }
    }

    /// The place behind the white space that begins at `place`, or `place` when there is none.
    static func endOfSpace(in text: Span<UInt8>, from place: Int) -> Int {
        var place = place
        while place < text.count {
            switch text[place] {
            case 0x09...0x0d, 0x20: place += 1
            // The no-break space, U+00A0.
            case 0xc2 where place + 1 < text.count && text[place + 1] == 0xa0: place += 2
            // The ideographic space, U+3000.
            case 0xe3 where place + 2 < text.count && text[place + 1] == 0x80 && text[place + 2] == 0x80:
                place += 3
            default: return place
            }
        }
        return place
    }
}
