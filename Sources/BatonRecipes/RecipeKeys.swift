internal import BatonHost

/// A key that recipes may have.
///
/// The readers take the names from here, and the schema names and forms: so the two say the same.
struct RecipeKey: Sendable {
    /// Its name.
    let name: String
    /// One sentence of documentation.
    let about: String
    /// What it holds.
    let form: Form

    /// What a key holds, as far as a schema can tell.
    indirect enum Form: Sendable {
        /// The version of the format.
        case version
        /// A text without expressions.
        case text
        /// A text that follows a pattern.
        case pattern(String)
        /// An input, whose default is of its type.
        case input
        /// `true` or `false`, without expressions.
        case flag
        /// A whole number in a range, without expressions.
        case number(ClosedRange<Int>)
        /// A duration such as `30s`.
        case duration
        /// A size such as `64M`.
        case size
        /// One of a few words.
        case words([String])
        /// A list that is not empty.
        case list(Form)
        /// A list that may be empty.
        case anyList(Form)
        /// Names with values of one form each.
        case names(Form)
        /// These keys and no others; some must be there.
        case keys([RecipeKey], required: [String])
        /// A value of a type, with expressions.
        case value(HostType)
        /// A condition: an expression, `true` or `false`.
        case condition
        /// A step.
        case step
        /// The arguments of a step, which depend on what it does.
        case arguments
        /// The name of a function that steps can use.
        case function
        /// A program and its arguments.
        case program
    }

    init(_ name: String, _ form: Form, _ about: String) {
        self.name = name
        self.about = about
        self.form = form
    }
}

/// All keys of the format.
enum RecipeKeys {
    /// Keys of a recipe.
    static let recipe: [RecipeKey] = [
        RecipeKey("baton", .version, "Version of the format."),
        RecipeKey("about", .text, "One sentence that a list shows."),
        RecipeKey(
            "inputs",
            .names(.input),
            "What the recipe can be told, by name."
        ),
        RecipeKey(
            "permissions",
            .keys(permissions, required: []),
            "What the recipe may do; nothing else is allowed."
        ),
        RecipeKey(
            "hooks",
            .anyList(.words(HookSection.known)),
            "Git hooks that the recipe wants to run from."
        ),
        RecipeKey(
            "background",
            .flag,
            "Whether git goes on while the recipe runs; nothing it says is shown."
        ),
        RecipeKey("limits", .keys(limits, required: []), "What the recipe may cost."),
        RecipeKey("steps", .list(.step), "What the recipe does, in this order."),
        RecipeKey("outputs", .names(.value(.any)), "What the recipe gives, by name."),
    ]

    /// Keys of an input.
    static let input: [RecipeKey] = [
        RecipeKey("type", .words(RecipeInput.Kind.allCases.map(\.rawValue)), "What the input holds."),
        RecipeKey("about", .text, "One line that the help of the recipe shows."),
        RecipeKey("default", .value(.any), "What it is when it is not given."),
        RecipeKey("required", .flag, "Whether it must be given."),
        RecipeKey("choices", .list(.text), "The words of an input of type 'choice'."),
    ]

    /// Keys under `limits:`.
    static let limits: [RecipeKey] = [
        RecipeKey("time", .duration, "Time of computing in Lua."),
        RecipeKey("wall", .duration, "Time by the clock."),
        RecipeKey("memory", .size, "Memory of Lua."),
        RecipeKey("output", .size, "What all steps may print."),
    ]

    /// Keys under `permissions:`.
    static let permissions: [RecipeKey] = Permission.allCases.map { permission in
        let form: RecipeKey.Form =
            switch permission {
            case .sessions: .words(["read", "none"])
            case .git: .words(["read", "notes", "comment"])
            case .clone, .unredacted: .flag
            case .upload, .http, .read, .write, .run, .env: .list(.text)
            }
        return RecipeKey(permission.rawValue, form, "May \(permission.about).")
    }

    /// Keys of a step that say what it does; a step has one of them.
    static let actions: [RecipeKey] = [
        RecipeKey("use", .function, "A function that the step calls, with the arguments under 'with'."),
        RecipeKey(
            "lua",
            .text,
            "Lua that the step runs; it sees 'inputs' and 'steps', its result is what it returns."
        ),
        RecipeKey(
            "script",
            .pattern("^[a-z0-9][a-z0-9_-]{0,63}[.]lua$"),
            "A Lua file beside the recipe that the step runs."
        ),
        RecipeKey("exec", .program, "A program and its arguments; it gives 'code', 'stdout' and 'stderr'."),
        RecipeKey(
            "recipe",
            .pattern("^(project/)?[a-z0-9][a-z0-9_-]{0,63}$"),
            "Another recipe that the step runs, with its inputs under 'with'."
        ),
    ]

    /// All keys of a step.
    static let step: [RecipeKey] =
        actions + [
            RecipeKey(
                "id",
                .pattern("^[a-z][a-z0-9_]{0,63}$"),
                "The name by which expressions know the step's result: 'steps.ID'."
            ),
            RecipeKey("with", .arguments, "Arguments by name."),
            RecipeKey("if", .condition, "When the step runs; 'always()' and 'failed()' stand here only."),
            RecipeKey(
                "for_each",
                .value(.list(.any)),
                "Runs the step for each element, as 'item' and 'index'."
            ),
            RecipeKey("timeout", .duration, "The longest the step may take, all attempts together."),
            RecipeKey("retry", .keys(retry, required: ["times"]), "How a failed step is tried again."),
            RecipeKey(
                "on_error",
                .words(RecipeStep.FailurePolicy.allCases.map(\.rawValue)),
                "What a failure does: stop the recipe, warn and go on, or just go on."
            ),
        ]

    /// Keys under `retry:`.
    static let retry: [RecipeKey] = [
        RecipeKey("times", .number(1...10), "Attempts after the first."),
        RecipeKey("delay", .duration, "Time between two attempts; 1s when it is not given."),
    ]

    /// What `with:` of a program may hold.
    static let program: [HostField] = [
        .optional("stdin", .content, "what it reads on standard input"),
        .optional("cwd", .string, "the directory it runs in"),
        .optional("env", .map(.string), "variables to set"),
    ]
}

extension [RecipeKey] {
    /// Their names, in order.
    var names: [String] { map(\.name) }
}
