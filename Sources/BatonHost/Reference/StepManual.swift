internal import Lua

/// The page `docs/steps.md`: every function that a recipe in YAML can use.
public struct StepManual {
    private let registry: HostRegistry
    private let types: LuaTypeText

    /// The page's text, in Markdown.
    public static func text(_ registry: HostRegistry) -> String { StepManual(registry).text }

    private init(_ registry: HostRegistry) {
        self.registry = registry
        types = registry.types(prefix: "")
    }

    private var text: String {
        var parts = [
            """
            # The steps of recipes

            Every function that a recipe in YAML can use, made from the program itself. A step names it under `use:` and gives its
            values under `with:`; what it gives is read in later steps as `${{ steps.ID }}`, and a field of it as `${{ steps.ID.FIELD }}`.
            The same functions in Lua: [lua-api.md](lua-api.md).

            """
        ]
        for module in registry.modules {
            let functions = registry.functions.filter { $0.module == module.name && $0.isStep }
            if functions.isEmpty { continue }
            parts.append("## \(module.name.isEmpty ? "baton" : module.name)\n\n\(module.about)\n")
            for function in functions { parts.append(section(function)) }
        }
        return parts.joined(separator: "\n")
    }

    private func section(_ function: HostFunction) -> String {
        var text = "### \(function.path)\n\n\(function.about)\n\n```yaml\n\(use(function))\n```\n"
        if !function.fields.isEmpty {
            let rows = function.fields.map {
                [
                    Markdown.code($0.name), Markdown.code(types.taken($0.type)),
                    ($0.isRequired ? "required: " : "") + $0.aboutWithDefault,
                ]
            }
            text += "\n" + Markdown.table(["`with`", "Type", ""], rows)
        }
        if let result = function.results.first {
            text += "\nGives \(Markdown.code(types.given(result.type))): \(result.about).\n"
            if case .record(let name) = result.type, let record = registry.record(name) {
                let rows = record.fields.map {
                    [Markdown.code($0.name), Markdown.code(types.given($0.type)), $0.about]
                }
                text += "\n" + Markdown.table(["Field", "Type", ""], rows)
            }
        }
        if let permission = function.permission {
            text += "\nNeeds `permissions: {\(permission.rawValue): …}`.\n"
        }
        return text
    }

    /// The step with what must be given.
    private func use(_ function: HostFunction) -> String {
        let required = function.fields.filter(\.isRequired)
        let shown = required.isEmpty ? Array(function.fields.prefix(1)) : required
        var lines = ["- id: \(function.name)", "  use: \(function.path)"]
        if !shown.isEmpty {
            lines.append("  with:")
            lines += shown.map { "    \($0.name): \(sample($0))" }
        }
        return lines.joined(separator: "\n")
    }

    private func sample(_ field: HostField) -> String {
        if let fallback = field.fallback, fallback.isPresent {
            return fallback.text ?? LuaLiteral.text(fallback)
        }
        return switch field.type {
        case .boolean: "true"
        case .integer, .count, .number: "1"
        case .duration: "30s"
        case .session: "current"
        case .choice(let words): words.first ?? "word"
        case .list: "[first, second]"
        case .map, .record: "{name: value}"
        case .content, .any, .bytes: "${{ steps.ID }}"
        default: field.name == "path" ? "file.md" : "text"
        }
    }
}
