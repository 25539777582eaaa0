/// One reason why a YAML text is refused, with its place.
///
/// A message may name a key of the text, shortened and without control characters; it never holds a value.
public struct YAMLError: Error, Sendable, Hashable {
    /// The kinds of reasons.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// More bytes than allowed.
        case tooLarge
        /// Values nested more deeply than allowed.
        case tooDeep
        /// More values than allowed.
        case tooManyNodes
        /// Bytes that are not UTF-8.
        case encoding
        /// A control character, raw or (NUL only) written as an escape.
        case character
        /// Text that is not YAML.
        case syntax
        /// A second document.
        case severalDocuments
        /// A `%` line other than `%YAML 1.1` and `%YAML 1.2`.
        case directive
        /// `&name`.
        case anchor
        /// `*name`.
        case alias
        /// `!name`.
        case tag
        /// The key `<<`.
        case mergeKey
        /// A key that its mapping already has.
        case duplicateKey
        /// A key that is a list, a mapping or missing.
        case keyNotText
    }

    /// A second place that explains the first.
    public struct Related: Sendable, Hashable {
        /// The place.
        public let mark: YAMLMark
        /// What is there.
        public let message: String

        /// Makes a second place.
        public init(mark: YAMLMark, message: String) {
            self.mark = mark
            self.message = message
        }
    }

    /// What kind of reason it is.
    public let kind: Kind
    /// What is wrong: one sentence in lower case, without a full stop.
    public let message: String
    /// What to do about it.
    public let hint: String?
    /// Where it is.
    public let mark: YAMLMark
    /// How many Unicode scalars from `mark` on are meant, at least 1.
    public let length: Int
    /// A second place, such as the first of two equal keys.
    public let related: Related?

    /// Makes a reason.
    public init(
        _ kind: Kind,
        _ message: String,
        hint: String? = nil,
        at mark: YAMLMark,
        length: Int = 1,
        related: Related? = nil
    ) {
        self.kind = kind
        self.message = message
        self.hint = hint
        self.mark = mark
        self.length = max(1, length)
        self.related = related
    }
}

extension YAMLError: CustomStringConvertible {
    /// `LINE:COLUMN: MESSAGE (HINT)`.
    public var description: String {
        "\(mark.line):\(mark.column): \(message)" + (hint.map { " (\($0))" } ?? "")
    }
}

/// All reasons found in one text, in the order of reading; never empty.
public struct YAMLErrors: Error, Sendable, Hashable {
    /// The most reasons that are collected.
    public static let most = 20

    /// The reasons.
    public let all: [YAMLError]

    /// Makes a collection of the first 20 reasons.
    ///
    /// - Precondition: `all` is not empty.
    init(_ all: [YAMLError]) {
        precondition(!all.isEmpty, "an error has a reason")
        self.all = Array(all.prefix(Self.most))
    }

    /// The first reason.
    public var first: YAMLError { all[0] }
}

extension YAMLErrors: CustomStringConvertible {
    /// A line for each reason.
    public var description: String {
        all.map(\.description).joined(separator: "\n")
    }
}
