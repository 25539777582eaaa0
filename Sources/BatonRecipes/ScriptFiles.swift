internal import BatonHost
internal import Platform
internal import YAML

/// Finds the Lua files that a recipe brings along: those its steps name, and those that its Lua requires.
struct ScriptFiles {
    /// The directory of the recipe.
    let directory: String
    /// Whether links are followed; only in the person's own folder.
    let followsLinks: Bool

    /// The most files that a recipe may bring.
    static let most = 64
    private static let largest = 1 << 20

    /// Reads them, by their paths relative to the recipe.
    ///
    /// What is not there is left for the reader to tell.
    func read(_ bytes: [UInt8], _ kind: RecipeSource.Kind) -> [String: [UInt8]] {
        var pending = kind == .lua ? Self.required(by: bytes) : Self.named(in: bytes)
        var result: [String: [UInt8]] = [:]
        while let name = pending.popLast() {
            guard result[name] == nil, result.count < Self.most, let content = content(name) else { continue }
            result[name] = content
            pending += Self.required(by: content)
        }
        return result
    }

    private func content(_ name: String) -> [UInt8]? {
        let path = Paths.join(directory, name)
        if !followsLinks {
            guard let real = Paths.real(directory), Paths.real(path) == Paths.join(real, name) else {
                return nil
            }
        }
        return try? Files.read(path, limit: Self.largest)
    }

    /// Files that the steps of a recipe name, and that their Lua requires.
    private static func named(in bytes: [UInt8]) -> [String] {
        guard let root = try? YAMLReader().read(bytes), let steps = root["steps"]?.items else { return [] }
        return steps.flatMap { step in
            let script = step["script"]?.text.flatMap { RecipeSource.isScriptName($0) ? $0 : nil }
            let chunk = step["lua"]?.text.map { required(by: Array($0.utf8)) } ?? []
            return (script.map { [$0] } ?? []) + chunk
        }
    }

    /// Files of the modules that a chunk requires by a name that stands there.
    private static func required(by chunk: [UInt8]) -> [String] {
        let tokens = ExpressionScanner.chunk(chunk)
        return tokens.indices.compactMap { index in
            guard tokens[index].kind == .name("require") else { return nil }
            var next = index + 1
            if next < tokens.count, tokens[next].kind == .symbol("(") { next += 1 }
            guard next < tokens.count, case .string(let module) = tokens[next].kind else { return nil }
            let parts = module.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.first != "baton", parts.allSatisfy({ RecipeName.isRecipe(String($0)) }) else {
                return nil
            }
            return parts.joined(separator: "/") + ".lua"
        }
    }
}
