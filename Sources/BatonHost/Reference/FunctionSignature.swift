internal import Lua

/// How a function is called, as the reference shows it.
struct FunctionSignature {
    private let function: HostFunction
    private let types: LuaTypeText

    init(_ function: HostFunction, _ types: LuaTypeText) {
        self.function = function
        self.types = types
    }

    /// Names of the parameters, such as `(session?, options?)`.
    var parameters: String {
        var names = function.parameters.map { Self.parameter($0.name) + ($0.isRequired ? "" : "?") }
        if function.rest != nil { names.append("...") }
        if !function.options.isEmpty { names.append(optionsAreRequired ? "options" : "options?") }
        return "(" + names.joined(separator: ", ") + ")"
    }

    /// Whether an option must be given.
    var optionsAreRequired: Bool { function.options.contains(where: \.isRequired) }

    /// The whole line, such as `baton.export.json(session?, options?) → Document`.
    var line: String {
        let results = function.results.map(result)
        return function.fullName + parameters
            + (results.isEmpty ? "" : " → " + results.joined(separator: ", "))
    }

    /// The type of a result.
    func result(_ field: HostField) -> String {
        let text = types.given(field.type)
        // By the rule of the API, only what is called `find` gives nil when nothing matches.
        let isFinder = function.name == "find" || function.name.hasPrefix("find_")
        return !field.isRequired || isFinder ? types.optional(text) : text
    }

    /// Forms in which parameters are left out in front of the options: how many parameters each has.
    var shorterForms: [Int] {
        guard !function.options.isEmpty else { return [] }
        let required = (function.parameters.lastIndex(where: \.isRequired) ?? -1) + 1
        return Array(required..<function.parameters.count)
    }

    /// The name of a parameter where a word of the language cannot stand.
    static func parameter(_ name: String) -> String {
        LuaLiteral.keywords.contains(name) ? name + "_" : name
    }
}

extension HostField {
    /// The documentation with the default.
    var aboutWithDefault: String {
        guard let fallback, fallback != .nil else { return about }
        return about + "; default " + LuaLiteral.text(fallback)
    }
}

extension HostRegistry {
    /// All functions: those of the tables, and the methods and calls of handles.
    var allFunctions: [HostFunction] {
        functions + handles.flatMap { $0.methods + ($0.call.map { [$0] } ?? []) }
    }

    /// Types as this registry has them.
    func types(prefix: String) -> LuaTypeText {
        LuaTypeText(prefix: prefix, handles: Set(handles.map(\.name)))
    }
}
