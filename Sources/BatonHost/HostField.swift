/// A named value in a function's parameters, options or results, or in a record.
public struct HostField: Sendable {
    /// Its name, in `snake_case`.
    public let name: String
    /// What it holds.
    public let type: HostType
    /// One line of documentation.
    public let about: String
    /// What it is when it is not given; `nil` for none.
    public let fallback: HostValue?
    /// Whether it must be given.
    public let isRequired: Bool

    /// A value that must be given.
    public static func required(_ name: String, _ type: HostType, _ about: String) -> HostField {
        HostField(name: name, type: type, about: about, fallback: nil, isRequired: true)
    }

    /// A value that may be left out.
    public static func optional(
        _ name: String,
        _ type: HostType,
        _ about: String,
        default fallback: HostValue? = nil
    ) -> HostField {
        HostField(name: name, type: type, about: about, fallback: fallback, isRequired: false)
    }
}

/// A table with named fields that functions take or give.
public struct HostRecord: Sendable {
    /// Its name in types, such as `Document`.
    public let name: String
    /// One line of documentation.
    public let about: String
    /// Its fields.
    public let fields: [HostField]

    /// A record.
    public init(name: String, about: String, fields: [HostField]) {
        (self.name, self.about, self.fields) = (name, about, fields)
    }
}

/// A constant in `baton`, such as `baton.null`.
public struct HostConstant: Sendable {
    /// Its name.
    public let name: String
    /// What it holds, as the reference calls it.
    public let type: HostType
    /// One line of documentation.
    public let about: String
    /// Its value.
    public let value: HostValue
}

/// A table in `baton`, such as `baton.export`.
public struct HostModule: Sendable {
    /// Its name; empty for `baton` itself.
    public let name: String
    /// One sentence of documentation.
    public let about: String

    /// A table.
    public init(name: String, about: String) { (self.name, self.about) = (name, about) }
}

/// A kind of failure that scripts can tell apart by `err.kind`.
public struct HostFailure: Sendable {
    /// The stable name, such as `session.not_found`.
    public let kind: String
    /// One line of documentation.
    public let about: String

    /// A kind of failure.
    public init(kind: String, about: String) { (self.kind, self.about) = (kind, about) }
}
