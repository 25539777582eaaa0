/// The page `docs/lua-api.md`: every function, type and failure that scripts have.
public struct LuaManual {
    private let registry: HostRegistry
    private let types: LuaTypeText

    /// The page's text, in Markdown.
    public static func text(_ registry: HostRegistry) -> String { LuaManual(registry).text }

    private init(_ registry: HostRegistry) {
        self.registry = registry
        types = registry.types(prefix: "")
    }

    private var text: String {
        var parts = [
            """
            # The Lua API

            Everything a script can call, level \(ProgramVersion.apiLevel). This page is made from the program itself; `baton reference lua NAME`
            prints the part about one name, and `baton reference lua` a file for editors. The tour is [scripting.md](scripting.md).

            Every function raises a table with `kind`, `message` and `hint` when it fails; `baton.try` turns that into a value.
            Options stand in one last table, and an unknown one is an error. A function of a table is called with a dot, a method
            of a type with a colon.

            """
        ]
        parts.append("| Table | What is in it |\n|---|---|\n" + modules)
        for module in registry.modules { parts.append(section(module)) }
        if !registry.handles.isEmpty {
            parts.append("## Types\n\nObjects that scripts hold: their facts are read like fields.\n")
        }
        for handle in registry.handles { parts.append(section(handle)) }
        parts.append("## Records\n\nPlain tables that functions take and give.\n")
        for record in registry.records {
            let fields = record.fields.map { row($0, types.given($0.type)) }
            parts.append(
                "### \(record.name)\n\n\(record.about)\n\n" + Markdown.table(["Field", "Type", ""], fields)
            )
        }
        parts.append("## Failures\n\nWhat `err.kind` can be.\n")
        parts.append(
            Markdown.table(["Kind", ""], registry.failures.map { [Markdown.code($0.kind), $0.about] })
        )
        return parts.joined(separator: "\n")
    }

    private var modules: String {
        registry.modules.map { module in
            let path = module.name.isEmpty ? "baton" : "baton." + module.name
            return "| [`\(path)`](#\(Markdown.anchor(path))) | \(Markdown.cell(module.about)) |\n"
        }.joined()
    }

    private func section(_ module: HostModule) -> String {
        let path = module.name.isEmpty ? "baton" : "baton." + module.name
        var text = "## \(path)\n\n\(module.about)\n"
        if module.name.isEmpty {
            let rows = registry.constants.map {
                [Markdown.code("baton." + $0.name), Markdown.code(types.given($0.type)), $0.about]
            }
            text += "\n" + Markdown.table(["Constant", "Type", ""], rows)
        }
        for function in registry.functions where function.module == module.name {
            text += "\n" + section(function)
        }
        return text
    }

    private func section(_ handle: HostHandle) -> String {
        var text = "### \(handle.name)\n\n\(handle.about)\n"
        if !handle.members.isEmpty {
            let rows = handle.members.map { row($0.field, types.given($0.field.type)) }
            text += "\n" + Markdown.table(["Field", "Type", ""], rows)
        }
        for method in handle.methods { text += "\n" + section(method) }
        if let call = handle.call { text += "\n" + section(call) }
        return text
    }

    private func section(_ function: HostFunction) -> String {
        let signature = FunctionSignature(function, types)
        var text = "### \(function.fullName)\n\n```\n\(signature.line)\n```\n\n\(function.about)\n"
        var parameters = function.parameters.map { row($0, types.taken($0.type)) }
        if let rest = function.rest {
            parameters.append([Markdown.code("..."), Markdown.code(types.taken(rest.type)), rest.about])
        }
        if !parameters.isEmpty { text += "\n" + Markdown.table(["Parameter", "Type", ""], parameters) }
        if !function.options.isEmpty {
            text +=
                "\n"
                + Markdown.table(
                    ["Option", "Type", ""],
                    function.options.map { row($0, types.taken($0.type)) }
                )
        }
        if !function.results.isEmpty {
            let rows = function.results.map {
                [Markdown.code($0.name), Markdown.code(signature.result($0)), $0.about]
            }
            text += "\n" + Markdown.table(["Gives", "Type", ""], rows)
        }
        var notes: [String] = []
        if !function.errors.isEmpty {
            notes.append("Fails with " + function.errors.map(Markdown.code).joined(separator: ", ") + ".")
        }
        if let permission = function.permission {
            notes.append("Needs the permission \(Markdown.code(permission.rawValue)).")
        }
        if function.acts { notes.append("A dry run leaves it out.") }
        if function.isStep {
            notes.append("Recipes: [`use: \(function.path)`](steps.md#\(Markdown.anchor(function.path))).")
        }
        if function.since > 1 { notes.append("Since level \(function.since).") }
        if !notes.isEmpty { text += "\n" + notes.joined(separator: " ") + "\n" }
        return text + "\n```lua\n\(function.example)\n```\n"
    }

    private func row(_ field: HostField, _ type: String) -> [String] {
        [
            Markdown.code(field.name + (field.isRequired ? "" : "?")), Markdown.code(type),
            field.aboutWithDefault,
        ]
    }
}

/// Pieces of Markdown.
enum Markdown {
    /// A table; texts of the cells are Markdown already.
    static func table(_ head: [String], _ rows: [[String]]) -> String {
        let lines =
            [head, head.map { _ in "---" }]
            .map { "|" + $0.map { $0 == "---" ? "---" : " \($0) " }.joined(separator: "|") + "|\n" }
            + rows.map { "| " + $0.map(cell).joined(separator: " | ") + " |\n" }
        return lines.joined()
    }

    /// Text as code.
    static func code(_ text: String) -> String { "`\(text)`" }

    /// Text that stays in its cell.
    static func cell(_ text: String) -> String {
        text.replacing("\n", with: " ").replacing("|", with: "\\|")
    }

    /// The anchor that a heading gets.
    static func anchor(_ heading: String) -> String {
        String(
            heading.lowercased().unicodeScalars.filter { scalar in
                scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "-"
                    || scalar == "_"
            }.map(Character.init)
        )
    }
}
