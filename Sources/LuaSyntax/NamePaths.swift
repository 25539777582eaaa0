extension SyntaxTree {
    /// Steps that a chain of names is followed at most.
    private static let longest = 64

    /// The expression that a local variable stands for: that of a local which nothing else is assigned to.
    public func definition(of local: LocalID) -> ExpressionID? {
        guard self[local].assignments == 0, case .declaration(let value?) = self[local].origin else {
            return nil
        }
        return value
    }

    /// The path from a global that an expression means, such as `string.rep`, also through locals such as
    /// `local s = string`; `require "a.b"` means the path `a.b`.
    public func path(of id: ExpressionID) -> [String]? {
        var names: [String] = []
        var current = id
        for _ in 0..<Self.longest {
            switch self[current].kind {
            case .global(let name): return [name] + names.reversed()
            case .field(let base, let name):
                names.append(name.text)
                current = base
            case .index(let base, let key):
                guard case .string(let bytes) = self[key].kind else { return nil }
                names.append(String(decoding: bytes, as: UTF8.self))
                current = base
            case .parenthesized(let inner): current = inner
            case .local(let local):
                guard let value = definition(of: local) else { return nil }
                current = value
            case .call(let function, let arguments):
                guard case .global("require") = self[function].kind, arguments.count == 1,
                    case .string(let module) = self[arguments[0]].kind
                else { return nil }
                let path = String(decoding: module, as: UTF8.self).split(separator: ".").map(String.init)
                return path.isEmpty ? nil : path + names.reversed()
            default: return nil
            }
        }
        return nil
    }
}
