public import BatonHost

/// One step of a recipe.
public struct RecipeStep: Sendable {
    /// What a step does.
    public enum Action: Sendable {
        /// Calls a host function.
        case use(HostFunction)
        /// Runs a Lua chunk that stands in the recipe. As many empty lines stand in front of it as in the file, so that
        /// the lines Lua speaks of are the file's.
        case lua([UInt8])
        /// Runs a Lua file beside the recipe.
        case script(name: String, source: [UInt8])
        /// Runs a program with arguments.
        case exec(program: String, arguments: [RecipeValue])
        /// Runs another recipe.
        case recipe(String)
    }

    /// What happens when a step fails.
    public enum FailurePolicy: String, Sendable, Hashable, CaseIterable {
        /// The recipe ends.
        case stop
        /// The person is told, and the recipe goes on.
        case warn
        /// The recipe goes on.
        case `continue`
    }

    /// How often a failed step is tried again.
    public struct Retry: Sendable, Hashable {
        /// Attempts after the first.
        public let times: Int
        /// Seconds between two attempts.
        public let delay: Double
    }

    /// The name by which expressions know its result.
    public let id: String?
    /// What it does.
    public let action: Action
    /// Arguments by name.
    public let arguments: [RecipeArgument]
    /// When it runs; `nil` for whenever no step before it has stopped the recipe.
    public let condition: RecipeValue?
    /// What it runs once for each element of.
    public let each: RecipeValue?
    /// Seconds it may take; `nil` for no limit of its own.
    public let timeout: Double?
    /// How often it is tried again.
    public let retry: Retry?
    /// What happens when it fails.
    public let onError: FailurePolicy
    /// Where it begins.
    public let span: RecipeSpan

    /// What messages call the action: the function, the program, or the kind.
    public var actionName: String {
        switch action {
        case .use(let function): function.path
        case .lua: "lua"
        case .script(let name, _): name
        case .exec(let program, _): program
        case .recipe(let name): "recipe \(name)"
        }
    }

    /// What messages call the step: its id, else its action.
    public var label: String { id ?? actionName }
}

/// A named argument of a step.
public struct RecipeArgument: Sendable {
    /// Its name.
    public let name: String
    /// How its value is made.
    public let value: RecipeValue
}
