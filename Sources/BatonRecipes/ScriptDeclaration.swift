public import BatonHost
internal import Lua
internal import LuaSyntax

/// What a Lua file says of itself in `return baton.recipe { … }`, read from its text: nothing is run.
///
/// What stands there as a constant is known. What is made by a call or a condition is decided when the file runs; its
/// place, such as `permissions` or `inputs.day.default`, is in ``undecided``.
public struct ScriptDeclaration: Sendable {
    /// Whether the file ends with a recipe; else it simply runs from top to bottom.
    public private(set) var isRecipe = false
    /// One sentence about it; empty when it has none or it is not known yet.
    public private(set) var about = ""
    /// What it can be told, in the order of the file.
    public private(set) var inputs: [RecipeInput] = []
    /// What it may do.
    public private(set) var permissions = PermissionSet([:])
    /// Git hooks it wants to run from.
    public private(set) var hooks: [String] = []
    /// Whether a hook need not wait for it.
    public private(set) var isBackground = false
    /// What it may cost.
    public private(set) var limits = RecipeLimits()
    /// Where each limit stands.
    public private(set) var limitPlaces: [String: RecipeSpan] = [:]
    /// The parts that are decided when it runs, as paths of names.
    public private(set) var undecided: [String] = []
    /// Why the file is no Lua, with its line, when it is none.
    public private(set) var problem: String?

    private static let fields = ["about", "background", "hooks", "inputs", "limits", "permissions", "run"]

    /// Reads a file.
    public init(_ source: [UInt8]) {
        self.init(SyntaxTree.parse(source))
    }

    init(_ tree: SyntaxTree) {
        if let error = tree.errors.first {
            problem = "line \(tree.place(of: error.range).line): \(error.message)"
            return
        }
        guard let table = tree.returnedTable(by: ["baton", "recipe"], orWith: "run") else { return }
        isRecipe = true
        guard let entries = tree.constant(table).entries else {
            // A table that was made elsewhere says nothing here.
            undecided = Self.fields.filter { $0 != "run" }
            return
        }
        var seen: Set<String> = []
        for entry in entries.reversed() {
            guard let name = entry.name else {
                undecided = Self.fields.filter { $0 != "run" }
                continue
            }
            // Of two entries with one name the last counts.
            guard seen.insert(name).inserted else { continue }
            read(name, entry, tree)
        }
        undecided.sort()
    }

    /// Whether a part is decided only when the file runs.
    public func isUndecided(_ part: String) -> Bool {
        undecided.contains { $0 == part || $0.hasPrefix(part + ".") }
    }

    private mutating func read(_ name: String, _ entry: ConstantEntry, _ tree: SyntaxTree) {
        let values = ScriptValues(tree: tree)
        if name == "inputs" { return readInputs(entry.value, tree) }
        guard Self.fields.contains(name), name != "run" else { return }
        guard let value = values.value(entry.value) else {
            undecided.append(name)
            return
        }
        switch name {
        case "about": about = value.text ?? ""
        case "background": isBackground = value == .bool(true)
        case "hooks": hooks = value.list?.compactMap(\.text).filter(HookSection.known.contains) ?? []
        case "limits":
            for limit in entry.value.entries ?? [] {
                guard let name = limit.name else { continue }
                let place = tree.place(of: tree[limit.expression].range)
                limitPlaces[name] = RecipeSpan(line: place.line, column: place.column, length: place.length)
            }
            limits = (try? ScriptRecipe.limits(value, "")) ?? RecipeLimits()
        default:
            // What is wrong with it the run says, and the check with its place.
            permissions = (try? ScriptRecipe.permissions(value, "")) ?? PermissionSet([:])
        }
    }

    private mutating func readInputs(_ table: Constant, _ tree: SyntaxTree) {
        let values = ScriptValues(tree: tree)
        guard let entries = table.entries else {
            if case .nil = table { return }
            undecided.append("inputs")
            return
        }
        for entry in entries {
            guard let name = entry.name else {
                undecided.append("inputs")
                continue
            }
            guard let fields = entry.value.entries else {
                undecided.append("inputs.\(name)")
                continue
            }
            var known: [String: HostValue] = [:]
            for field in fields {
                guard let key = field.name, let value = values.value(field.value) else {
                    undecided.append("inputs.\(name)" + (field.name.map { ".\($0)" } ?? ""))
                    continue
                }
                known[key] = value
            }
            let read = try? ScriptRecipe.inputs(.record([name: .record(known)]), "")
            let place = tree.place(of: entry.keyRange)
            for input in read ?? [] {
                inputs.append(
                    RecipeInput(
                        name: input.name,
                        kind: input.kind,
                        choices: input.choices,
                        about: input.about,
                        fallback: input.fallback,
                        isRequired: input.isRequired,
                        span: RecipeSpan(line: place.line, column: place.column, length: place.length)
                    )
                )
            }
        }
    }
}

/// Turns constants of a source into the values that a run would see.
struct ScriptValues {
    let tree: SyntaxTree

    /// The value; `nil` when a part of it is decided only when the file runs.
    func value(_ constant: Constant) -> HostValue? {
        switch constant {
        case .nil: return .nil
        case .boolean(let value): return .bool(value)
        case .integer(let value): return .int(value)
        case .float(let value): return .number(value)
        case .string(let bytes): return .string(LuaString(bytes: bytes))
        case .unknown(let id): return tree.path(of: id) == ["baton", "null"] ? .null : nil
        case .table(let entries):
            if entries.allSatisfy(\.isElement) {
                let elements = entries.compactMap { value($0.value) }
                return elements.count == entries.count ? .array(elements) : nil
            }
            var fields: [String: HostValue] = [:]
            for entry in entries {
                guard let name = entry.name, let value = value(entry.value) else { return nil }
                fields[name] = value
            }
            return .record(fields)
        }
    }
}
