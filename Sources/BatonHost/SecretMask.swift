internal import Digest
internal import JSON

/// Values that must not be shown, and the forms in which they may turn up in a text.
///
/// It is the second net: what is secret is an opaque value in a script, but a program or a server may repeat it.
final class SecretMask {
    /// The fewest bytes that a secret has: a shorter one would be found everywhere.
    static let shortest = 6

    /// A form of a secret with the number of the secret, by its first byte; longer forms first.
    private var forms: [[(bytes: [UInt8], number: Int)]] = Array(repeating: [], count: 256)
    private var known: [[UInt8]: Int] = [:]

    /// Whether there is nothing to mask.
    var isEmpty: Bool { known.isEmpty }

    /// Masks a value from now on.
    ///
    /// - Returns: whether it is long enough to be told from other text.
    @discardableResult
    func add(_ value: [UInt8]) -> Bool {
        guard value.count >= Self.shortest else { return false }
        guard known[value] == nil else { return true }
        let number = known.count + 1
        known[value] = number
        for form in SecretForms.all(of: value) where !form.isEmpty {
            let first = Int(form[0])
            if forms[first].contains(where: { $0.bytes == form }) { continue }
            forms[first].append((form, number))
            forms[first].sort { $0.bytes.count > $1.bytes.count }
        }
        return true
    }

    /// The bytes with a placeholder for each secret, and how many there were; `nil` when there is none.
    func masked(_ bytes: [UInt8]) -> (bytes: [UInt8], count: Int)? {
        if isEmpty { return nil }
        var result: [UInt8] = []
        var count = 0
        var copied = 0
        var index = 0
        while index < bytes.count {
            let candidates = forms[Int(bytes[index])]
            if !candidates.isEmpty,
                let hit = candidates.first(where: { Self.stands($0.bytes, in: bytes, at: index) })
            {
                result += bytes[copied..<index]
                result += "[redacted:secret:\(hit.number)]".utf8
                index += hit.bytes.count
                copied = index
                count += 1
            } else {
                index += 1
            }
        }
        guard count > 0 else { return nil }
        result += bytes[copied...]
        return (result, count)
    }

    /// The text with a placeholder for each secret.
    func masked(_ text: String) -> String {
        guard !isEmpty, let masked = masked(Array(text.utf8)) else { return text }
        return String(decoding: masked.bytes, as: UTF8.self)
    }

    private static func stands(_ form: [UInt8], in bytes: [UInt8], at index: Int) -> Bool {
        guard bytes.count - index >= form.count else { return false }
        for offset in form.indices where bytes[index + offset] != form[offset] { return false }
        return true
    }
}

/// The ways in which a secret is written.
enum SecretForms {
    /// The value, each of its lines, and these in JSON, HTML, Markdown, URLs and Base64.
    static func all(of value: [UInt8]) -> [[UInt8]] {
        var parts = [value]
        let lines = value.split { $0 == 0x0a || $0 == 0x0d }.map { trimmed($0) }
        // What frames a key is no secret, and stands around every key.
        parts += lines.filter { $0.count >= SecretMask.shortest && !$0.starts(with: Array("-----".utf8)) }
        return parts.flatMap { part in
            [part, json(part), slashed(json(part)), codes(json(part))] + html(part) + markdown(part)
                + urls(part) + base64(part)
        }
    }

    private static func trimmed(_ line: ArraySlice<UInt8>) -> [UInt8] {
        var line = line
        while let first = line.first, first <= 0x20 { line.removeFirst() }
        while let last = line.last, last <= 0x20 { line.removeLast() }
        return Array(line)
    }

    private static func json(_ part: [UInt8]) -> [UInt8] {
        var writer = JSONWriter()
        writer.string(String(decoding: part, as: UTF8.self))
        return Array(writer.bytes.dropFirst().dropLast())
    }

    private static func slashed(_ part: [UInt8]) -> [UInt8] {
        part.flatMap { $0 == UInt8(ascii: "/") ? Array("\\/".utf8) : [$0] }
    }

    /// JSON that can stand in HTML: some writers give the signs of markup as codes.
    private static func codes(_ part: [UInt8]) -> [UInt8] {
        part.flatMap { byte -> [UInt8] in
            switch byte {
            case UInt8(ascii: "&"): Array("\\u0026".utf8)
            case UInt8(ascii: "<"): Array("\\u003c".utf8)
            case UInt8(ascii: ">"): Array("\\u003e".utf8)
            default: [byte]
            }
        }
    }

    /// In an element of HTML, and in an attribute.
    private static func html(_ part: [UInt8]) -> [[UInt8]] {
        [false, true].map { isAttribute in
            part.flatMap { byte -> [UInt8] in
                switch byte {
                case UInt8(ascii: "&"): Array("&amp;".utf8)
                case UInt8(ascii: "<"): Array("&lt;".utf8)
                case UInt8(ascii: ">"): Array("&gt;".utf8)
                case UInt8(ascii: "\"") where isAttribute: Array("&quot;".utf8)
                case UInt8(ascii: "'") where isAttribute: Array("&#39;".utf8)
                default: [byte]
                }
            }
        }
    }

    /// As Markdown escapes it at the beginning of a line, and inside of one.
    private static func markdown(_ part: [UInt8]) -> [[UInt8]] {
        let inside = MarkdownEscape.escaped([UInt8(ascii: "a")] + part).dropFirst()
        return [MarkdownEscape.escaped(part), Array(inside)]
    }

    private static func urls(_ part: [UInt8]) -> [[UInt8]] {
        let upper = Array(PercentEncoding.encode(part).utf8)
        let plus = Array(PercentEncoding.encode(part, spaceAsPlus: true).utf8)
        return [upper, Array(PercentEncoding.encode(part, upperCase: false).utf8), plus]
    }

    /// What of the value's Base64 is the same whatever stands around it, for each of the three places it may begin at.
    private static func base64(_ part: [UInt8]) -> [[UInt8]] {
        (0..<3).flatMap { offset -> [[UInt8]] in
            let text = Base64.encode([UInt8](repeating: 0, count: offset) + part, .standard)
            let skipped = [0, 2, 3][offset]
            // The last characters depend on what follows.
            let used = (offset + part.count) * 8 / 6
            guard used > skipped else { return [] }
            let inner = Array(text[skipped..<used])
            let forURLs = inner.map { byte -> UInt8 in
                byte == UInt8(ascii: "+")
                    ? UInt8(ascii: "-") : byte == UInt8(ascii: "/") ? UInt8(ascii: "_") : byte
            }
            return [inner, forURLs]
        }
    }
}
