public import Lua

/// One ability, reachable as a Lua call and as a step of a recipe.
///
/// All that is known of it stands in this value: the bindings, the checks of arguments, the manual and the schema of
/// recipes are made from it.
public final class HostFunction: Sendable {
    /// What a function does: it gives one value or several.
    enum Body: Sendable {
        case one(@Sendable (HostCall) throws -> HostValue)
        case several(@Sendable (HostCall) throws -> [HostValue])
    }

    /// The table it is in, such as `export`; empty for `baton` itself; the name of the handle for a method.
    public let module: String
    /// Its name in that table.
    public let name: String
    /// One sentence of documentation.
    public let about: String
    /// Parameters by position; a method's do not name the handle.
    public let parameters: [HostField]
    /// What may follow the parameters, any number of times.
    public let rest: HostField?
    /// Named options, in one last table.
    public let options: [HostField]
    /// What it gives, in order; empty for nothing.
    ///
    /// A step of a recipe gives the first.
    public let results: [HostField]
    /// Kinds of failures of its own, which ``HostFailures`` explains.
    public let errors: [String]
    /// What the script must be permitted.
    public let permission: Permission?
    /// What it must be permitted besides when what the function sets up is used.
    public let laterPermissions: [Permission]
    /// Whether it writes or sends something, so that a dry run must not call it.
    public let acts: Bool
    /// Whether a dry run calls it all the same, since it then tells itself what it would do.
    ///
    /// Only what is in this list is so trusted.
    var rehearses: Bool { path == "git.comment" }
    /// Whether it may wait for something outside, so that its time is not the script's.
    public let blocks: Bool
    /// Whether a recipe can use it as a step.
    public let isStep: Bool
    /// Whether its first argument is looked at only, so that it may be any value, also one that cannot leave a script.
    public let looks: Bool
    /// The handle it is a method of.
    public let handle: String?
    /// The level of the API that brought it.
    public let since: Int
    /// Lua that shows its use.
    public let example: String
    let body: Body
    /// The parameters, when all arguments can be checked and read where they stand; `nil` when not.
    let scalars: [ScalarParameter]?
    /// All fields that a step may set: parameters, then options.
    public let fields: [HostField]

    /// A function that gives one value, or nothing.
    public convenience init(
        _ module: String,
        _ name: String,
        _ about: String,
        parameters: [HostField] = [],
        rest: HostField? = nil,
        options: [HostField] = [],
        result: HostType? = nil,
        gives: String = "the result",
        errors: [String] = [],
        permission: Permission? = nil,
        laterPermissions: [Permission] = [],
        acts: Bool = false,
        blocks: Bool = true,
        isStep: Bool = true,
        looks: Bool = false,
        handle: String? = nil,
        since: Int = 1,
        example: String,
        body: @escaping @Sendable (HostCall) throws -> HostValue
    ) {
        self.init(
            module: module,
            name: name,
            about: about,
            parameters: parameters,
            rest: rest,
            options: options,
            results: result.map { [.required("result", $0, gives)] } ?? [],
            errors: errors,
            permission: permission,
            laterPermissions: laterPermissions,
            acts: acts,
            blocks: blocks,
            isStep: isStep,
            looks: looks,
            handle: handle,
            since: since,
            example: example,
            body: .one(body)
        )
    }

    /// A function that gives several values; a step of a recipe gets the first.
    public convenience init(
        _ module: String,
        _ name: String,
        _ about: String,
        parameters: [HostField] = [],
        rest: HostField? = nil,
        options: [HostField] = [],
        results: [HostField],
        errors: [String] = [],
        permission: Permission? = nil,
        acts: Bool = false,
        blocks: Bool = true,
        isStep: Bool = true,
        handle: String? = nil,
        since: Int = 1,
        example: String,
        several body: @escaping @Sendable (HostCall) throws -> [HostValue]
    ) {
        self.init(
            module: module,
            name: name,
            about: about,
            parameters: parameters,
            rest: rest,
            options: options,
            results: results,
            errors: errors,
            permission: permission,
            laterPermissions: [],
            acts: acts,
            blocks: blocks,
            isStep: isStep,
            looks: false,
            handle: handle,
            since: since,
            example: example,
            body: .several(body)
        )
    }

    private init(
        module: String,
        name: String,
        about: String,
        parameters: [HostField],
        rest: HostField?,
        options: [HostField],
        results: [HostField],
        errors: [String],
        permission: Permission?,
        laterPermissions: [Permission],
        acts: Bool,
        blocks: Bool,
        isStep: Bool,
        looks: Bool,
        handle: String?,
        since: Int,
        example: String,
        body: Body
    ) {
        self.module = module
        self.name = name
        self.about = about
        self.parameters = parameters
        self.rest = rest
        self.options = options
        self.results = results
        self.errors = errors
        self.permission = permission
        self.laterPermissions = laterPermissions
        self.acts = acts
        self.blocks = blocks
        self.isStep = isStep && handle == nil
        self.looks = looks
        self.handle = handle
        self.since = since
        self.example = example
        self.body = body
        fields = parameters + options
        let isQuick = !acts && permission == nil && rest == nil && !looks
        let scalars = parameters.compactMap(ScalarParameter.init)
        self.scalars = isQuick && scalars.count == parameters.count ? scalars : nil
    }

    /// What it gives first; `nil` for nothing.
    public var result: HostType? { results.first?.type }

    /// The name that recipes use, such as `export.json`; `Session:messages` for a method.
    public var path: String {
        if let handle { return "\(handle):\(name)" }
        return module.isEmpty ? name : module + "." + name
    }

    /// The name that messages use, such as `baton.export.json` or `Session:messages`.
    public var fullName: String { handle == nil ? "baton." + path : path }

    /// Whether it is what a `for … in` loop calls: what the loop passes along, its last value, is not looked at.
    var isLoopStep: Bool {
        handle != nil && name == HostHandle.callName && fields.isEmpty && rest == nil
    }

    /// The place of a field in ``fields``.
    func index(of field: String) -> Int? { fields.firstIndex { $0.name == field } }
}
