public import BatonHost
internal import Diagnostics
internal import Lua
internal import Platform

/// Why a recipe cannot be found or run.
public indirect enum RecipeError: Error {
    /// A step failed; the place is the step's, or that of the expression that failed.
    case step(file: String, span: RecipeSpan, step: String, underlying: any Error)
    /// An output could not be made.
    case output(file: String, span: RecipeSpan, name: String, underlying: any Error)
    /// An input was given that does not fit.
    case input(recipe: String, name: String, message: String, hint: String?)
    /// An option gives no input.
    case flag(recipe: String, message: String, hint: String?)
    /// Inputs that must be given were not.
    case missingInputs(recipe: String, names: [String])
    /// There is no recipe of that name.
    case notFound(name: String, suggestion: String?)
    /// The text cannot be the name of a recipe.
    case badName(String)
    /// The file is no recipe by its extension.
    case unknownKind(path: String)
    /// The file is a link, where only plain files count.
    case link(path: String)
    /// The recipe was not approved by the person.
    case notTrusted(path: String)
    /// The person decided that the recipe never runs.
    case denied(path: String)
    /// A step names a Lua file that is not there.
    case scriptNotFound(name: String)
    /// A step ran longer than it may.
    case timedOut(seconds: Double)
    /// A program wrote more than a step keeps.
    case programOutput(name: String, limit: Int)
    /// A program ended with a status other than 0.
    case programFailed(name: String, status: Int)
    /// `for_each` was given something else than a list; the type is named.
    case notAList(typeName: String)
    /// `for_each` was given more elements than allowed.
    case tooManyItems(count: Int, limit: Int)
    /// A value that is no text stands inside a text.
    case notText(expression: String, typeName: String)
    /// Recipes that call each other go too deep.
    case tooDeep(recipe: String)
    /// A recipe that is called may do more than its caller.
    case exceedsCaller(recipe: String, permission: Permission)
    /// Recipes written in Lua cannot be called here.
    case cannotCall(recipe: String)
}

extension RecipeError {
    /// The failure behind the steps that report it: what decides the exit code.
    public var root: any Error {
        switch self {
        case .step(_, _, _, let underlying), .output(_, _, _, let underlying):
            (underlying as? RecipeError)?.root ?? underlying
        default: self
        }
    }

    /// A stable name for scripts and `--json`.
    public var kind: String {
        switch self {
        case .step(_, _, _, let underlying), .output(_, _, _, let underlying):
            FailureFacts(underlying).kind
        case .input, .flag, .missingInputs: "recipe.input"
        case .notFound, .badName, .unknownKind, .link, .scriptNotFound: "recipe.not_found"
        case .notTrusted, .denied: "recipe.not_trusted"
        case .timedOut: "limit.timeout"
        case .programOutput: "limit.program"
        case .programFailed: "program"
        case .notAList, .notText: "value"
        case .tooManyItems, .tooDeep: "limit"
        case .exceedsCaller: "denied"
        case .cannotCall: "recipe.kind"
        }
    }

    /// Where in a recipe it happened: the outermost file with line and column.
    public var place: (file: String, line: Int, column: Int)? {
        switch self {
        case .step(let file, let span, _, _), .output(let file, let span, _, _):
            (file, span.line, span.column)
        default: nil
        }
    }

    /// What to do next.
    public var hint: String? {
        switch self {
        case .step(_, _, _, let underlying), .output(_, _, _, let underlying):
            FailureFacts(underlying).hint
        case .input(_, _, _, let hint), .flag(_, _, let hint): hint
        case .missingInputs(_, let names): "add " + names.map { "-i \($0)=…" }.joined(separator: " ")
        case .notFound(_, let suggestion): suggestion.map { "did you mean '\($0)'?" }
        case .notTrusted(let path): "baton trust \(ShellText.word(path))"
        case .denied(let path): "baton trust \(ShellText.word(path)) takes that back"
        case .timedOut: "give the step a longer 'timeout'"
        case .programOutput: "let the program write to a file"
        case .unknownKind: "recipes end in .yml, .yaml or .lua"
        case .exceedsCaller(_, let permission): "declare '\(permission.rawValue)' in the calling recipe, too"
        default: nil
        }
    }
}

extension RecipeError: CustomStringConvertible {
    /// One sentence, without the hint.
    public var description: String {
        switch self {
        case .step(let file, let span, let step, let underlying):
            "\(file):\(span.line):\(span.column): step '\(step)' failed: \(Self.text(underlying))"
        case .output(let file, let span, let name, let underlying):
            "\(file):\(span.line):\(span.column): output '\(name)' failed: \(Self.text(underlying))"
        case .input(let recipe, let name, let message, _): "recipe '\(recipe)': input '\(name)' \(message)"
        case .flag(let recipe, let message, _): "recipe '\(recipe)': \(PrintableText.line(message))"
        case .missingInputs(let recipe, let names):
            "recipe '\(recipe)' needs \(names.count == 1 ? "the input" : "the inputs") "
                + names.map { "'\($0)'" }.joined(separator: ", ")
        case .notFound(let name, _): "there is no recipe '\(name)'"
        case .badName(let name):
            "'\(PrintableText.line(name))' is no name of a recipe: a to z, 0 to 9, '-' and '_'"
        case .unknownKind(let path): "'\(path)' is no recipe"
        case .link(let path): "'\(path)' is a link; a project's recipes are plain files"
        case .notTrusted(let path): "the recipe '\(path)' was not approved"
        case .denied(let path): "the recipe '\(path)' was denied"
        case .scriptNotFound(let name): "there is no file '\(name)' beside the recipe"
        case .timedOut(let seconds): "it took longer than its 'timeout' of \(DurationText.text(seconds))"
        case .programOutput(let name, let limit):
            "'\(name)' wrote more than \(DurationText.text(bytes: limit))"
        case .programFailed(let name, let status): "'\(name)' ended with status \(status)"
        case .notAList(let typeName): "'for_each' needs a list, got \(typeName)"
        case .tooManyItems(let count, let limit):
            "'for_each' has \(count) elements; at most \(limit) are allowed"
        case .notText(let expression, let typeName):
            "'\(expression)' is a \(typeName), which cannot stand inside a text"
        case .tooDeep(let recipe): "recipes call each other too deeply, at '\(recipe)'"
        case .exceedsCaller(let recipe, let permission):
            "recipe '\(recipe)' needs the permission '\(permission.rawValue)', which its caller does not have"
        case .cannotCall(let recipe):
            "the recipe '\(recipe)' is written in Lua and cannot be called from here"
        }
    }

    private static func text(_ error: any Error) -> String {
        if let problems = error as? DiagnosticsError, let first = problems.diagnostics.first {
            return "\(first.file):\(first.line):\(first.column): \(first.message)"
        }
        if error is RecipeError || error is LuaError { return "\(error)" }
        return FailureDescription(error).message
    }
}
