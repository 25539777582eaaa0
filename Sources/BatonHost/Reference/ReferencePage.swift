internal import Diagnostics

/// Pages of the reference for the terminal: a function, a table of functions, a type, a kind of failure.
public struct ReferencePage {
    private let registry: HostRegistry
    private let types: LuaTypeText

    /// Pages about what a registry holds.
    public init(_ registry: HostRegistry) {
        self.registry = registry
        types = registry.types(prefix: "")
    }

    /// The page of a name such as `export.json`, `baton.export`, `Session:messages`, `Document` or `session.not_found`;
    /// `nil` when nothing has it.
    public func text(_ name: String) -> String? {
        let path = name.hasPrefix("baton.") ? String(name.dropFirst(6)) : name
        if let function = registry.allFunctions.first(where: { $0.path == path || $0.path == dotted(path) }) {
            return page(function)
        }
        let module = path == "baton" ? "" : path
        if let module = registry.modules.first(where: { $0.name == module }) { return page(module) }
        if let handle = registry.handle(path) { return page(handle) }
        if let record = registry.record(path) { return page(record) }
        if let constant = registry.constants.first(where: { $0.name == path }) {
            return "baton.\(constant.name): \(types.given(constant.type))\n\(constant.about)\n"
        }
        if let failure = registry.failures.first(where: { $0.kind == path }) {
            let makers = registry.allFunctions.filter { $0.errors.contains(path) }.map(\.fullName)
            return "\(failure.kind)\n\(failure.about)\n" + section("comes from", makers.map { ($0, "") })
        }
        return nil
    }

    /// What was probably meant by a name that nothing has.
    public func suggestion(for name: String) -> String? {
        let path = name.hasPrefix("baton.") ? String(name.dropFirst(6)) : name
        return Suggestion.closest(to: path, in: names)
    }

    /// All names that have a page.
    public var names: [String] {
        registry.modules.map { $0.name.isEmpty ? "baton" : $0.name } + registry.allFunctions.map(\.path)
            + registry.handles.map(\.name) + registry.records.map(\.name) + registry.constants.map(\.name)
            + registry.failures.map(\.kind)
    }

    /// `Session.messages` as `Session:messages`.
    private func dotted(_ path: String) -> String { path.replacing(".", with: ":", maxReplacements: 1) }

    private func page(_ function: HostFunction) -> String {
        let signature = FunctionSignature(function, types)
        var text = signature.line + "\n\n" + function.about + "\n"
        var parameters = function.parameters.map { entry($0, types.taken($0.type)) }
        if let rest = function.rest { parameters.append(("...", "\(types.taken(rest.type))  \(rest.about)")) }
        text += section("parameters", parameters)
        text += section("options", function.options.map { entry($0, types.taken($0.type)) })
        text += section(
            "gives",
            function.results.map { ($0.name, "\(signature.result($0))  \($0.about)") }
        )
        text += section(
            "fails with",
            function.errors.map { kind in (kind, registry.failures.first { $0.kind == kind }?.about ?? "") }
        )
        if let permission = function.permission {
            text += section("needs the permission", [(permission.rawValue, permission.about)])
        }
        var notes = ["since level \(function.since)"]
        if function.isStep { notes.append("a recipe's step: use: \(function.path)") }
        if function.acts { notes.append("acts: a dry run leaves it out") }
        text += section("more", notes.map { ($0, "") })
        return text + "\nexample\n" + indented(function.example)
    }

    private func page(_ module: HostModule) -> String {
        let path = module.name.isEmpty ? "baton" : "baton." + module.name
        let functions = registry.functions.filter { $0.module == module.name }
        var text = "\(path)\n\n\(module.about)\n"
        text += section(
            "functions",
            functions.map { ($0.name + FunctionSignature($0, types).parameters, $0.about) }
        )
        if module.name.isEmpty {
            text += section("constants", registry.constants.map { ($0.name, $0.about) })
            text += section(
                "tables",
                registry.modules.filter { !$0.name.isEmpty }.map { ($0.name, $0.about) }
            )
            text += section(
                "types",
                registry.handles.map { ($0.name, $0.about) } + registry.records.map { ($0.name, $0.about) }
            )
        }
        return text
    }

    private func page(_ handle: HostHandle) -> String {
        var text = "\(handle.name)\n\n\(handle.about)\n"
        text += section("fields", handle.members.map { entry($0.field, types.given($0.field.type)) })
        text += section(
            "methods",
            handle.methods.map { (":" + $0.name + FunctionSignature($0, types).parameters, $0.about) }
        )
        if let call = handle.call {
            text += section("called", [(FunctionSignature(call, types).parameters, call.about)])
        }
        return text
    }

    private func page(_ record: HostRecord) -> String {
        "\(record.name)\n\n\(record.about)\n"
            + section("fields", record.fields.map { entry($0, types.given($0.type)) })
    }

    private func entry(_ field: HostField, _ type: String) -> (String, String) {
        (field.name + (field.isRequired ? "" : "?"), "\(type)  \(field.aboutWithDefault)")
    }

    private func section(_ title: String, _ entries: [(String, String)]) -> String {
        guard !entries.isEmpty else { return "" }
        let width = min(28, entries.map { $0.0.count }.max() ?? 0)
        let lines = entries.map { name, about in
            about.isEmpty
                ? "  \(name)\n"
                : "  \(name)\(String(repeating: " ", count: max(0, width - name.count)))  \(about)\n"
        }
        return "\n\(title)\n" + lines.joined()
    }

    private func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)\n" }.joined()
    }
}
