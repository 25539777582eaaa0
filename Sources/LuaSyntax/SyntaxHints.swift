/// What to do about mistakes that people bring along from other languages.
extension Parser {
    /// For a token that ends an expression and should not.
    var signHint: String? {
        switch token.kind {
        case .invalid: nil
        case .symbol(.assign):
            "compare with '==' where a value is meant; a table takes 'name = value' entries"
        case .keyword(.if) where isBehind("else"): "write 'elseif' in one word"
        default: nil
        }
    }

    /// For a token that begins no expression.
    var symbolHint: String? {
        switch token.kind {
        case .symbol(.assign) where isBehind("="): nil
        case .symbol(.floorDivision): "a comment begins with '--'"
        case .symbol(.plus) where isBehind("+"): "Lua has no '++'; write 'x = x + 1'"
        case .symbol(.ampersand) where isBehind("&"): "write 'and'"
        case .symbol(.pipe) where isBehind("|"): "write 'or'"
        case .keyword(.then), .keyword(.do), .symbol(.closeParenthesis): "a value is missing before it"
        case .keyword(.end): "a value is missing before it"
        default: nil
        }
    }

    /// An operator that assigns in other languages.
    var compound: (message: String, hint: String)? {
        guard case .symbol(let symbol) = token.kind else { return nil }
        let next = tree.source[token.range.upperBound...].first
        let sign = symbol.rawValue
        switch symbol {
        case .plus, .minus, .star, .slash, .concatenate, .percent:
            if next == UInt8(ascii: "=") {
                return ("syntax error near '\(sign)='", "Lua has no '\(sign)='; write 'x = x \(sign) …'")
            }
            guard symbol == .plus, next == UInt8(ascii: "+") else { return nil }
            return ("syntax error near '++'", "Lua has no '++'; write 'x = x + 1'")
        default: return nil
        }
    }

    /// For something that is no statement.
    func statementHint(_ id: ExpressionID, _ start: Token) -> String? {
        let first = tree[id]
        if case .global(let word) = first.kind {
            switch word {
            case "continue": return "Lua has no 'continue'; use 'goto' with a label at the end of the loop"
            case "elif", "elsif": return "write 'elseif'"
            case "fn", "func", "def": return "write 'function'"
            case "var", "let", "const": return "write 'local'"
            case "switch": return "Lua has no 'switch'; use 'if' and 'elseif'"
            case "import": return "write 'local name = require \"name\"'"
            case "try": return "use 'pcall'"
            default: break
            }
        }
        return "a statement is a call or an assignment"
    }

    /// Whether a word stands before the present token.
    private func isBehind(_ word: String) -> Bool {
        let wanted = Array(word.utf8)
        guard previousEnd >= wanted.count else { return false }
        return tree.source[previousEnd - wanted.count..<previousEnd].elementsEqual(wanted)
    }
}
