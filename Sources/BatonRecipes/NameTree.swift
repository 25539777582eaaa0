internal import BatonHost
internal import Lua
internal import LuaSyntax

/// The parts of a scope that a piece of Lua reads.
///
/// A document of many megabytes among the results is copied into the engine only when it is asked for itself: what
/// asks for `steps.bundle.message_count` is given a table with that one number.
struct NameTree {
    private var roots: [String: Node] = [:]

    private struct Node {
        /// Whether all of the value is read.
        var isWhole = false
        var children: [String: Node] = [:]

        mutating func add(_ path: ArraySlice<String>) {
            guard let first = path.first else {
                isWhole = true
                return
            }
            children[first, default: Node()].add(path.dropFirst())
        }
    }

    /// The tree of the paths of an expression.
    init(_ references: [Expression.Reference], roots known: [String]) {
        for reference in references where known.contains(reference.root) {
            // Behind an index the path is left to the engine.
            let names = reference.fields.prefix {
                if case .name = $0.key { true } else { false }
            }
            let path = names.map { field in
                if case .name(let name) = field.key { name } else { "" }
            }
            roots[reference.root, default: Node()].add(path[...])
        }
    }

    /// The tree of a chunk of Lua.
    init(chunk: [UInt8]) {
        let tokens = ExpressionScanner.chunk(chunk)
        let reads = tokens.contains { token in
            if case .name(let name) = token.kind {
                ["load", "_ENV", "_G", "require"].contains(name)
            } else {
                false
            }
        }
        let place = RecipeSpan(line: 1, column: 1)
        let references =
            reads ? [] : ReferenceFinder(tokens, origin: 0) { _ in place }.references
        self.init(references, roots: Self.chunkRoots)
        if reads { for root in Self.chunkRoots { roots[root] = Node(isWhole: true) } }
    }

    /// What chunks see of a recipe.
    static let chunkRoots = ["inputs", "steps", "item", "index"]

    /// The values by the names that Lua knows them by.
    func values(_ scope: RecipeScope) throws -> [String: HostValue] {
        var result: [String: HostValue] = [:]
        for (name, node) in roots {
            if node.isWhole || node.children.isEmpty {
                result[name] = try scope.value(name, [])
                continue
            }
            if name == "item" {
                result[name] = try value(node, try scope.value(name, []), scope)
                continue
            }
            var fields: [String: HostValue] = [:]
            for (key, child) in node.children {
                fields[key] = try value(child, try scope.value(name, [.name(key)]), scope)
            }
            result[name] = .record(fields)
        }
        return result
    }

    private func value(_ node: Node, _ whole: HostValue, _ scope: RecipeScope) throws -> HostValue {
        if node.isWhole { return whole }
        // A step that was skipped still lets its fields be read, as nil.
        var fields: [String: HostValue] = [:]
        for (key, child) in node.children {
            let next = whole == .nil ? .nil : try scope.element(.name(key), of: whole)
            fields[key] = try value(child, next, scope)
        }
        return .record(fields)
    }
}
