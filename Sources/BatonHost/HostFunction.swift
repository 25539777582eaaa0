public import Lua
/// A named value in a function's parameters, options or result.
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
}

/// One ability, reachable as a Lua call and as a step of a recipe.
///
/// All that is known of it stands in this value: the bindings, the checks of arguments, the manual and the schema of
/// recipes are made from it.
public struct HostFunction: Sendable {
    /// The table it is in, such as `export`; empty for `baton` itself.
    public let module: String
    /// Its name in that table.
    public let name: String
    /// One sentence of documentation.
    public let about: String
    /// Parameters by position.
    public let parameters: [HostField]
    /// Named options, in one last table.
    public let options: [HostField]
    /// What it gives; `nil` for nothing.
    public let result: HostType?
    /// What the script must be permitted.
    public let permission: Permission?
    /// Whether it writes or sends something, so that a dry run must not call it.
    public let acts: Bool
    /// Whether a recipe can use it as a step.
    public let isStep: Bool
    /// The level of the API that brought it.
    public let since: Int
    /// Lua that shows its use.
    public let example: String
    /// What it does.
    public let body: @Sendable (HostCall) throws -> HostValue

    /// A function from its parts.
    public init(
        _ module: String,
        _ name: String,
        _ about: String,
        parameters: [HostField] = [],
        options: [HostField] = [],
        result: HostType? = nil,
        permission: Permission? = nil,
        acts: Bool = false,
        isStep: Bool = true,
        since: Int = 1,
        example: String,
        body: @escaping @Sendable (HostCall) throws -> HostValue
    ) {
        self.module = module
        self.name = name
        self.about = about
        self.parameters = parameters
        self.options = options
        self.result = result
        self.permission = permission
        self.acts = acts
        self.isStep = isStep
        self.since = since
        self.example = example
        self.body = body
    }

    /// The name that recipes use, such as `export.json`.
    public var path: String { module.isEmpty ? name : module + "." + name }

    /// All fields that a step may set.
    public var fields: [HostField] { parameters + options }
}
