internal import Lua

/// The API as a file that language servers for Lua read (LuaCATS).
///
/// See <https://luals.github.io/wiki/annotations/>. The file is itself valid Lua that makes empty tables and functions.
public struct LuaDefinitions {
    private let registry: HostRegistry
    private let types: LuaTypeText
    private var lines: [String] = []

    /// The text of the file.
    public static func text(_ registry: HostRegistry) -> String {
        var printer = LuaDefinitions(registry)
        printer.printAll()
        return printer.lines.joined(separator: "\n") + "\n"
    }

    private init(_ registry: HostRegistry) {
        self.registry = registry
        types = registry.types(prefix: "baton.")
    }

    private mutating func printAll() {
        lines += ["---@meta baton", "-- Made by 'baton reference lua'; changes are lost.", ""]
        for failure in [failureKinds] where !failure.isEmpty { lines += failure + [""] }
        for record in registry.records { print(record) }
        for function in registry.allFunctions where !function.options.isEmpty { printOptions(of: function) }
        for handle in registry.handles { print(handle) }
        for module in registry.modules { print(module) }
        lines.append("return baton")
    }

    /// The kinds of failures as one type.
    private var failureKinds: [String] {
        guard !registry.failures.isEmpty else { return [] }
        return ["---What a failure is, as `err.kind` tells.", "---@alias baton.ErrorKind"]
            + registry.failures.map { "---| \(LuaLiteral.quoted($0.kind)) # \(Self.line($0.about))" }
    }

    private mutating func print(_ record: HostRecord) {
        lines += ["---" + Self.line(record.about), "---@class (exact) baton.\(record.name)"]
        for field in record.fields {
            var type = types.given(field.type)
            if record.name == "Error", field.name == "kind" { type = "baton.ErrorKind|string" }
            lines.append(Self.field(field, type))
        }
        lines.append("")
    }

    private mutating func printOptions(of function: HostFunction) {
        lines += ["---Options of `\(function.fullName)`.", "---@class (exact) \(Self.optionsName(function))"]
        for field in function.options { lines.append(Self.field(field, types.taken(field.type))) }
        lines.append("")
    }

    private mutating func print(_ handle: HostHandle) {
        lines += ["---" + Self.line(handle.about), "---@class baton.\(handle.name)"]
        for member in handle.members {
            // A fact that is not known reads as nil.
            lines.append(Self.field(member.field, types.given(member.field.type)))
        }
        if let call = handle.call {
            lines.append("---@overload fun\(shape(call, parameters: call.parameters.count, isMethod: false))")
        }
        lines += ["local \(handle.name) = {}", ""]
        for method in handle.methods { print(method, "\(handle.name):\(method.name)") }
    }

    private mutating func print(_ module: HostModule) {
        let path = module.name.isEmpty ? "baton" : "baton." + module.name
        lines += ["---" + Self.line(module.about), "---@class \(path)"]
        if module.name.isEmpty {
            for constant in registry.constants {
                let type = constant.value == .null ? "lightuserdata" : types.given(constant.type)
                lines.append("---@field \(constant.name) \(type) \(Self.line(constant.about))")
            }
        }
        lines += ["\(path) = {}", ""]
        for function in registry.functions where function.module == module.name {
            print(function, function.fullName)
        }
    }

    private mutating func print(_ function: HostFunction, _ name: String) {
        let signature = FunctionSignature(function, types)
        lines.append("---" + Self.line(function.about))
        if let permission = function.permission {
            lines += ["---", "---Needs the permission `\(permission.rawValue)`."]
        }
        if !function.errors.isEmpty {
            lines += [
                "---", "---Fails with " + function.errors.map { "`\($0)`" }.joined(separator: ", ") + ".",
            ]
        }
        lines += ["---", "---```lua"]
        lines += function.example.split(separator: "\n", omittingEmptySubsequences: false).map { "---" + $0 }
        lines += ["---```", "---@since \(function.since)"]
        var names: [String] = []
        for field in function.parameters {
            let name = FunctionSignature.parameter(field.name)
            names.append(name)
            let mark = field.isRequired ? "" : "?"
            lines.append(
                "---@param \(name)\(mark) \(types.taken(field.type)) \(Self.line(field.aboutWithDefault))"
            )
        }
        if let rest = function.rest {
            names.append("...")
            lines.append("---@param ... \(types.taken(rest.type)) \(Self.line(rest.about))")
        }
        if !function.options.isEmpty {
            names.append("options")
            let mark = signature.optionsAreRequired ? "" : "?"
            lines.append("---@param options\(mark) \(Self.optionsName(function)) named options")
        }
        for result in function.results {
            lines.append(
                "---@return \(signature.result(result)) \(FunctionSignature.parameter(result.name)) "
                    + "# \(Self.line(result.about))"
            )
        }
        for count in signature.shorterForms {
            lines.append(
                "---@overload fun\(shape(function, parameters: count, isMethod: function.handle != nil))"
            )
        }
        lines += ["function \(name)(\(names.joined(separator: ", "))) end", ""]
    }

    /// A function type behind the word `fun`.
    private func shape(_ function: HostFunction, parameters count: Int, isMethod: Bool) -> String {
        var parts = isMethod ? ["self: baton.\(function.handle ?? "")"] : []
        for field in function.parameters.prefix(count) {
            let mark = field.isRequired ? "" : "?"
            parts.append("\(FunctionSignature.parameter(field.name))\(mark): \(types.taken(field.type))")
        }
        if let rest = function.rest { parts.append("...: \(types.taken(rest.type))") }
        let signature = FunctionSignature(function, types)
        if !function.options.isEmpty {
            let mark = signature.optionsAreRequired ? "" : "?"
            parts.append("options\(mark): \(Self.optionsName(function))")
        }
        let results = function.results.map(signature.result)
        return "(\(parts.joined(separator: ", ")))"
            + (results.isEmpty ? "" : ": " + results.joined(separator: ", "))
    }

    private static func field(_ field: HostField, _ type: String) -> String {
        let name = LuaLiteral.isName(field.name) ? field.name : "[\(LuaLiteral.quoted(field.name))]"
        return "---@field \(name)\(field.isRequired ? "" : "?") \(type) \(line(field.aboutWithDefault))"
    }

    private static func optionsName(_ function: HostFunction) -> String {
        "baton." + function.path.replacing(":", with: ".") + ".Options"
    }

    /// Documentation that stays in its comment.
    private static func line(_ text: String) -> String { text.replacing("\n", with: " ") }
}
