import BatonHost
import Lua

/// A stand-in for Lua that knows a little of its expressions and remembers what it was asked.
///
/// Operators have no precedence, and calls of methods give their object.
final class FakeEngine: ScriptEngine {
    private(set) var evaluated: [(expression: String, names: [String: HostValue])] = []
    private(set) var chunks: [(source: String, chunk: String, names: [String: HostValue])] = []
    private(set) var checks = 0
    /// What a chunk gives.
    var result: (String) throws -> HostValue = { _ in .nil }

    func checkExpression(_ text: String) throws {
        checks += 1
        var parser = Parser(text, names: [:])
        _ = try parser.whole()
    }

    func evaluate(_ expression: String, _ names: [String: HostValue]) throws -> HostValue {
        evaluated.append((expression, names))
        var parser = Parser(expression, names: names)
        return try parser.whole()
    }

    func checkScript(_ source: [UInt8], chunk: String) throws {
        checks += 1
        if String(decoding: source, as: UTF8.self).contains("syntax error") {
            throw HostError("syntax", "unexpected symbol near 'error'")
        }
    }

    func run(_ source: [UInt8], chunk: String, _ names: [String: HostValue]) throws -> HostValue {
        let text = String(decoding: source, as: UTF8.self)
        chunks.append((text, chunk, names))
        return try result(text)
    }
}

private struct Parser {
    private var words: [String] = []
    private var index = 0
    private let names: [String: HostValue]

    init(_ text: String, names: [String: HostValue]) {
        self.names = names
        var rest = Substring(text)
        while let first = rest.first {
            if first == " " || first == "\n" {
                rest.removeFirst()
            } else if first == "\"" || first == "'" {
                let body = rest.dropFirst().prefix { $0 != first }
                words.append("\"" + body)
                rest = rest.dropFirst(body.count + 2)
            } else if first.isLetter || first.isNumber || first == "_" {
                let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
                words.append(String(word))
                rest = rest.dropFirst(word.count)
            } else {
                let pair = String(rest.prefix(2))
                let symbol = ["==", "~=", ">=", "<=", ".."].contains(pair) ? pair : String(first)
                words.append(symbol)
                rest = rest.dropFirst(symbol.count)
            }
        }
    }

    mutating func whole() throws -> HostValue {
        let value = try expression()
        if index < words.count { throw HostError("syntax", "unexpected '\(words[index])'") }
        return value
    }

    private mutating func next() throws -> String {
        guard index < words.count else { throw HostError("syntax", "unexpected end") }
        index += 1
        return words[index - 1]
    }

    private mutating func expression() throws -> HostValue {
        var left = try operand()
        while index < words.count, ["and", "or", "==", "~=", ">", ".."].contains(words[index]) {
            let symbol = try next()
            let right = try operand()
            switch symbol {
            case "and": left = Self.isTrue(left) ? right : left
            case "or": left = Self.isTrue(left) ? left : right
            case "==": left = .bool(left == right)
            case "~=": left = .bool(left != right)
            case "..": left = .text((left.text ?? "") + (right.text ?? ""))
            default:
                if case .int(let a) = left, case .int(let b) = right {
                    left = .bool(a > b)
                } else {
                    left = .bool(false)
                }
            }
        }
        return left
    }

    private mutating func operand() throws -> HostValue {
        let word = try next()
        var value: HostValue
        switch word {
        case "not": return .bool(!Self.isTrue(try operand()))
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "nil": return .nil
        case "(":
            value = try expression()
            guard try next() == ")" else { throw HostError("syntax", "')' expected") }
        case "{":
            var elements: [HostValue] = []
            while index < words.count, words[index] != "}" {
                elements.append(try expression())
                if index < words.count, words[index] == "," { index += 1 }
            }
            guard try next() == "}" else { throw HostError("syntax", "'}' expected") }
            value = .array(elements)
        case _ where word.hasPrefix("\""): value = .text(String(word.dropFirst()))
        case _ where Int64(word) != nil: value = .int(Int64(word) ?? 0)
        case _ where word.first?.isLetter == true: value = names[word] ?? .nil
        default: throw HostError("syntax", "unexpected '\(word)'")
        }
        return try suffixes(of: value)
    }

    private mutating func suffixes(of start: HostValue) throws -> HostValue {
        var value = start
        while index < words.count {
            switch words[index] {
            case ".":
                index += 1
                value = value.field(try next()) ?? .nil
            case "[":
                index += 1
                let key = try expression()
                guard try next() == "]" else { throw HostError("syntax", "']' expected") }
                if case .int(let number) = key { value = value.list?[Int(number) - 1] ?? .nil }
                if let name = key.text { value = value.field(name) ?? .nil }
            case ":": index += 2
            case "(":
                index += 1
                while index < words.count, words[index] != ")" {
                    _ = try expression()
                    if index < words.count, words[index] == "," { index += 1 }
                }
                guard try next() == ")" else { throw HostError("syntax", "')' expected") }
            default: return value
            }
        }
        return value
    }

    private static func isTrue(_ value: HostValue) -> Bool { value != .nil && value != .bool(false) }
}
