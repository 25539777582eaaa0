/// A place in a YAML text.
public struct YAMLMark: Sendable, Hashable {
    /// The line, from 1; a line ends at LF, CR LF or CR.
    public let line: Int
    /// The column, in Unicode scalars, from 1; a byte order mark has no column.
    public let column: Int
    /// The distance from the start of the text, in bytes.
    public let offset: Int

    /// Makes a place.
    public init(line: Int, column: Int, offset: Int) {
        self.line = line
        self.column = column
        self.offset = offset
    }
}

/// How a scalar is written, which tells `yes` from `"yes"`.
public enum YAMLScalarStyle: String, Sendable, Hashable, CaseIterable {
    /// Without quotes; also a value that is not there at all, whose text is empty.
    case plain
    /// In single quotes.
    case singleQuoted
    /// In double quotes, where escapes work.
    case doubleQuoted
    /// After `|`, line for line.
    case literal
    /// After `>`, with lines joined.
    case folded
}

/// A value of a YAML document, with the place where it is written.
///
/// Scalars stay text: what `no`, `1.20` or `12:30` means is decided by whoever knows which type is wanted, so
/// readers of YAML 1.1 and 1.2 agree.
public struct YAMLNode: Sendable, Hashable {
    /// What a node holds.
    public enum Content: Sendable, Hashable {
        /// A text as written, without its quotes, escapes resolved.
        case scalar(text: String, style: YAMLScalarStyle)
        /// A list.
        case sequence([YAMLNode])
        /// Keys with values, in the order of the text; each key is a scalar and stands once.
        case mapping([YAMLEntry])
    }

    /// The place of the first character.
    public let start: YAMLMark
    /// The place behind the last character.
    public let end: YAMLMark
    /// What the node holds.
    public let content: Content

    /// Makes a node.
    public init(start: YAMLMark, end: YAMLMark, content: Content) {
        self.start = start
        self.end = end
        self.content = content
    }

    /// The text of a scalar, nil for a list or a mapping.
    public var text: String? {
        guard case .scalar(let text, _) = content else { return nil }
        return text
    }

    /// The style of a scalar, nil for a list or a mapping.
    public var style: YAMLScalarStyle? {
        guard case .scalar(_, let style) = content else { return nil }
        return style
    }

    /// The items of a list, nil for anything else.
    public var items: [YAMLNode]? {
        guard case .sequence(let items) = content else { return nil }
        return items
    }

    /// The entries of a mapping, nil for anything else.
    public var entries: [YAMLEntry]? {
        guard case .mapping(let entries) = content else { return nil }
        return entries
    }

    /// The value of a key, nil when this is no mapping or has no such key; the time grows with the mapping.
    public subscript(key: String) -> YAMLNode? {
        entries?.first { $0.key.text == key }?.value
    }

    /// Whether nothing is written here: the value of `key:` with nothing behind it.
    public var isAbsent: Bool {
        content == .scalar(text: "", style: .plain)
    }
}

/// One key of a mapping with its value.
public struct YAMLEntry: Sendable, Hashable {
    /// The key, a scalar.
    public let key: YAMLNode
    /// The value.
    public let value: YAMLNode

    /// Makes an entry.
    public init(key: YAMLNode, value: YAMLNode) {
        self.key = key
        self.value = value
    }

    /// The text of the key.
    public var name: String { key.text ?? "" }
}
