internal import BatonHost
internal import Lua

/// Reads a text as a value of a wanted type: the one place that decides what `no`, `1.20` or `12:30` means.
enum ScalarReader {
    /// Why a text is not of the type.
    struct Mismatch: Error {
        let message: String
        var hint: String?
    }

    /// The value of a text; one that is plain stands without quotes, where YAML's own types would apply.
    ///
    /// - Throws: ``Mismatch``.
    /// - Returns: the value.
    static func value(_ text: String, _ type: HostType, isPlain: Bool = true) throws(Mismatch) -> HostValue {
        switch type {
        case .string, .bytes, .session, .content, .sensitive:
            return .text(text)
        case .any:
            return isPlain ? plain(text) : .text(text)
        case .boolean:
            if text == "true" || text == "false" {
                if !isPlain {
                    throw Mismatch(message: "true or false expected, got a text", hint: "remove the quotes")
                }
                return .bool(text == "true")
            }
            throw Mismatch(message: "true or false expected", hint: booleanHint(text))
        case .integer:
            guard let number = integer(text) else {
                throw Mismatch(message: "integer expected", hint: numberHint(text))
            }
            if !isPlain { throw Mismatch(message: "integer expected, got a text", hint: "remove the quotes") }
            return .int(number)
        case .count:
            if text == "all" { return .text("all") }
            guard let number = integer(text), number >= 1 else {
                throw Mismatch(message: "integer from 1 on, or 'all', expected")
            }
            if !isPlain { throw Mismatch(message: "integer expected, got a text", hint: "remove the quotes") }
            return .int(number)
        case .number:
            guard let number = number(text) else {
                throw Mismatch(message: "number expected", hint: numberHint(text))
            }
            if !isPlain { throw Mismatch(message: "number expected, got a text", hint: "remove the quotes") }
            return number
        case .duration:
            guard DurationText.seconds(text) != nil else {
                throw Mismatch(message: "duration expected", hint: "such as 500ms, 30s or 15m")
            }
            return .text(text)
        case .choice(let words):
            guard words.contains(text) else {
                throw Mismatch(message: "\(type.name) expected")
            }
            return .text(text)
        case .list(let element):
            throw Mismatch(
                message: "list of \(element.name) expected",
                hint: "write '- ' before each element"
            )
        case .map, .record:
            throw Mismatch(message: "names with values expected")
        case .function, .iterator:
            throw Mismatch(message: "a function can be given from Lua only")
        case .handle(let name):
            throw Mismatch(
                message: "\(name) expected",
                hint: "give the result of a step, such as ${{ steps.ID }}"
            )
        }
    }

    /// A value by the rules of JSON: what both versions of YAML and people agree on.
    private static func plain(_ text: String) -> HostValue {
        switch text {
        case "true": .bool(true)
        case "false": .bool(false)
        case "null": .null
        default: number(text) ?? .text(text)
        }
    }

    private static func integer(_ text: String) -> Int64? {
        let digits = text.hasPrefix("-") ? text.dropFirst() : Substring(text)
        guard !digits.isEmpty, digits.allSatisfy(\.isASCIIDigit), digits == "0" || digits.first != "0" else {
            return nil
        }
        return Int64(text)
    }

    private static func number(_ text: String) -> HostValue? {
        if let value = integer(text) { return .int(value) }
        let digits = text.hasPrefix("-") ? text.dropFirst() : Substring(text)
        guard let first = digits.first, first.isASCIIDigit,
            digits.allSatisfy({ $0.isASCIIDigit || ".eE+-".contains($0) }),
            !(digits.hasPrefix("0") && digits.dropFirst().first?.isASCIIDigit == true),
            let value = Double(String(text)), value.isFinite
        else { return nil }
        return .number(value)
    }

    private static func booleanHint(_ text: String) -> String? {
        switch text.lowercased() {
        case "yes", "on", "y", "true", "1": "write true"
        case "no", "off", "n", "false", "0": "write false"
        default: nil
        }
    }

    private static func numberHint(_ text: String) -> String? {
        if text.hasPrefix("0"), text.dropFirst().allSatisfy(\.isASCIIDigit) {
            return "write it without zeros in front"
        }
        return text.contains("_") ? "write it without '_'" : nil
    }
}
