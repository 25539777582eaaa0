internal import Platform

/// A check that is asked the same again and again, as by the lines of one session, and remembers its last answer.
struct LastAnswer {
    private let check: (String?) -> String?
    private var last: (text: String, answer: String?)?

    init(_ check: @escaping (String?) -> String?) { self.check = check }

    /// What the check says to `text`.
    mutating func answer(to text: String?) -> String? {
        guard let text else { return nil }
        if let last, last.text == text { return last.answer }
        let answer = check(text)
        last = (text, answer)
        return answer
    }
}

/// Checks on the short texts of a bundle that become fields of a transcript.
enum SafeField {
    /// Version that is written when the bundle tells no plausible one: one that all readers of today accept.
    static let fallbackVersion = "2.1.81"

    /// `text` when it is `N.N.N` with at most five digits each.
    static func version(_ text: String?) -> String? {
        guard let text, text.utf8.count <= 17 else { return nil }
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        return parts.allSatisfy { (1...5).contains($0.count) && $0.allSatisfy(isDigit) } ? text : nil
    }

    /// `text` when git would take it as a branch name (git-check-ref-format(1)).
    static func branch(_ text: String?) -> String? {
        guard let text, (1...255).contains(text.utf8.count), !text.hasPrefix("-"), !text.hasPrefix("/"),
            !text.hasSuffix("/"), !text.hasSuffix("."), !text.hasSuffix(".lock"), !text.contains(".."),
            !text.contains("//"), !text.contains("@{")
        else { return nil }
        let refused = text.unicodeScalars.contains { scalar in
            switch scalar {
            case " ", "~", "^", ":", "?", "*", "[", "\\": true
            default: isHiddenOrControl(scalar)
            }
        }
        return refused ? nil : text
    }

    /// `text` when it can be the name of a model.
    static func model(_ text: String?) -> String? {
        guard let text, (1...128).contains(text.utf8.count) else { return nil }
        if text == syntheticModel { return text }
        guard let first = text.utf8.first, isWordByte(first) else { return nil }
        let allowed = Set("._:/@[]-".utf8)
        return text.utf8.allSatisfy { isWordByte($0) || allowed.contains($0) } ? text : nil
    }

    /// The model's name on messages that no model wrote; resuming from one takes the user's default.
    static let syntheticModel = "<synthetic>"

    /// `text` when it can be the id of a message or a call at the API: 1 to 128 of `[A-Za-z0-9_-]`.
    static func identifier(_ text: String?) -> String? {
        guard let text, (1...128).contains(text.utf8.count) else { return nil }
        return text.utf8.allSatisfy { isWordByte($0) || $0 == UInt8(ascii: "-") } ? text : nil
    }

    /// The name of a tool with `_` for what the API refuses, at most 128 characters; `nil` when nothing is there.
    static func toolName(_ text: String?) -> String? {
        guard let text, !text.isEmpty else { return nil }
        let bytes = text.utf8.prefix(128).map { byte in
            isWordByte(byte) || byte == UInt8(ascii: "-") ? byte : UInt8(ascii: "_")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A new id with a prefix such as `msg_`, in the API's form.
    static func newIdentifier(_ prefix: String, _ random: inout RandomBytes) -> String {
        prefix + "01" + UniqueID.make(using: &random).filter { $0 != "-" }.prefix(22)
    }

    private static func isHiddenOrControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .spaceSeparator:
            true
        default: false
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
