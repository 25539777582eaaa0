/// A value that stands in a source and is the same in every run.
public indirect enum Constant: Sendable {
    /// `nil`.
    case `nil`
    /// `true` or `false`.
    case boolean(Bool)
    /// A whole number.
    case integer(Int64)
    /// Another number.
    case float(Double)
    /// A string.
    case string([UInt8])
    /// A table in braces that nothing changes.
    case table([ConstantEntry])
    /// Something that only running tells.
    case unknown(ExpressionID)

    /// A string that is UTF-8.
    public var text: String? {
        if case .string(let bytes) = self { return String(validating: bytes, as: UTF8.self) }
        return nil
    }

    /// The entries of a table.
    public var entries: [ConstantEntry]? {
        if case .table(let entries) = self { return entries }
        return nil
    }

    /// The last value under a name.
    public subscript(name: String) -> ConstantEntry? { entries?.last { $0.name == name } }
}

/// One entry of a table that is constant as far as it says.
public struct ConstantEntry: Sendable {
    /// The name it is under; `nil` for an element of a list and for other keys.
    public let name: String?
    /// Whether it is an element of a list.
    public let isElement: Bool
    /// The bytes of the key in the source; those of the value for an element.
    public let keyRange: Range<Int>
    /// The value.
    public let value: Constant
    /// The expression of the value.
    public let expression: ExpressionID
}

extension SyntaxTree {
    /// The value of an expression as far as it stands in the source.
    public func constant(_ id: ExpressionID) -> Constant {
        var reader = ConstantReader(tree: self)
        return reader.read(id)
    }
}

/// Reads constants, with an end to its patience: names that stand for names can double a text at each step.
private struct ConstantReader {
    let tree: SyntaxTree
    private var steps = 20_000
    private static let longestText = 1 << 16

    init(tree: SyntaxTree) { self.tree = tree }

    mutating func read(_ id: ExpressionID) -> Constant {
        steps -= 1
        guard steps > 0 else { return .unknown(id) }
        switch tree[id].kind {
        case .nil: return .nil
        case .boolean(let value): return .boolean(value)
        case .integer(let value): return .integer(value)
        case .float(let value): return .float(value)
        case .string(let value): return .string(value)
        case .parenthesized(let inner): return read(inner)
        case .unary(.negate, let inner):
            switch read(inner) {
            case .integer(let value): return .integer(0 &- value)
            case .float(let value): return .float(-value)
            default: return .unknown(id)
            }
        case .binary(.concatenate, let left, let right):
            guard case .string(let first) = read(left), case .string(let second) = read(right),
                first.count + second.count <= Self.longestText
            else { return .unknown(id) }
            return .string(first + second)
        case .local(let local):
            guard let definition = tree.definition(of: local) else { return .unknown(id) }
            let value = read(definition)
            // What is used elsewhere, too, may be changed there.
            if case .table = value, tree[local].uses != 1 { return .unknown(id) }
            return value
        case .table(let entries): return .table(entries.map { read($0) })
        default: return .unknown(id)
        }
    }

    private mutating func read(_ entry: TableEntry) -> ConstantEntry {
        let value = read(entry.value)
        let range = tree[entry.value].range
        switch entry.key {
        case .position:
            return ConstantEntry(
                name: nil,
                isElement: true,
                keyRange: range,
                value: tree[entry.value].isMultiple ? .unknown(entry.value) : value,
                expression: entry.value
            )
        case .name(let name):
            return ConstantEntry(
                name: name.text,
                isElement: false,
                keyRange: name.range,
                value: value,
                expression: entry.value
            )
        case .expression(let key):
            return ConstantEntry(
                name: read(key).text,
                isElement: false,
                keyRange: tree[key].range,
                value: value,
                expression: entry.value
            )
        }
    }
}
