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
        var reader = ConstantReader(self)
        return reader.value(of: id)
    }
}

/// Reads the constants of a source, each local variable once: names that stand for names may double a text at each
/// step.
public struct ConstantReader {
    private let tree: SyntaxTree
    private var known: [LocalID: Constant] = [:]
    private var depth = 0
    private static let longestText = 1 << 16
    private static let deepest = 300

    /// A reader for a tree.
    public init(_ tree: SyntaxTree) { self.tree = tree }

    /// The value of an expression as far as it stands in the source.
    public mutating func value(of id: ExpressionID) -> Constant {
        guard depth < Self.deepest else { return .unknown(id) }
        depth += 1
        defer { depth -= 1 }
        switch tree[id].kind {
        case .nil: return .nil
        case .boolean(let value): return .boolean(value)
        case .integer(let value): return .integer(value)
        case .float(let value): return .float(value)
        case .string(let value): return .string(value)
        case .parenthesized(let inner): return value(of: inner)
        case .unary(.negate, let inner):
            switch value(of: inner) {
            case .integer(let value): return .integer(0 &- value)
            case .float(let value): return .float(-value)
            default: return .unknown(id)
            }
        case .binary(.concatenate, let left, let right):
            guard case .string(let first) = value(of: left), case .string(let second) = value(of: right),
                first.count + second.count <= Self.longestText
            else { return .unknown(id) }
            return .string(first + second)
        case .local(let local): return value(of: local, id)
        case .table(let entries): return .table(entries.map { entry($0) })
        default: return .unknown(id)
        }
    }

    private mutating func value(of local: LocalID, _ id: ExpressionID) -> Constant {
        if let value = known[local] { return value }
        var value = Constant.unknown(id)
        if let definition = tree.definition(of: local) {
            value = self.value(of: definition)
            // What is used elsewhere, too, may be changed there.
            if case .table = value, tree[local].uses != 1 { value = .unknown(id) }
        }
        known[local] = value
        return value
    }

    private mutating func entry(_ entry: TableEntry) -> ConstantEntry {
        let content = value(of: entry.value)
        let range = tree[entry.value].range
        switch entry.key {
        case .position:
            return ConstantEntry(
                name: nil,
                isElement: true,
                keyRange: range,
                value: tree[entry.value].isMultiple ? .unknown(entry.value) : content,
                expression: entry.value
            )
        case .name(let name):
            return ConstantEntry(
                name: name.text,
                isElement: false,
                keyRange: name.range,
                value: content,
                expression: entry.value
            )
        case .expression(let key):
            return ConstantEntry(
                name: value(of: key).text,
                isElement: false,
                keyRange: tree[key].range,
                value: content,
                expression: entry.value
            )
        }
    }
}
