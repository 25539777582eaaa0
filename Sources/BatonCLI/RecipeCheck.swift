internal import BatonHost
internal import BatonRecipes
internal import BatonScripting
internal import Diagnostics
internal import Platform

/// Finds what is wrong with a recipe or script; nothing of it is run.
struct RecipeCheck {
    let cli: CommandContext

    /// All findings, in the order of the file.
    func diagnostics(of source: RecipeSource) -> [Diagnostic] {
        switch source.kind {
        case .yaml: yaml(source)
        case .lua: lua(source)
        }
    }

    private func yaml(_ source: RecipeSource) -> [Diagnostic] {
        let checker = ScriptChecker(registry: .builtIn)
        let engine = SyntaxEngine { chunk, name, surroundings in
            checker.check(chunk, file: name, in: surroundings)
        }
        let reader = RecipeReader(
            registry: .builtIn,
            engine: engine,
            recipes: RecipeExecution(cli: cli).catalog
        )
        do {
            _ = try reader.read(source)
            return []
        } catch let error as DiagnosticsError {
            return error.diagnostics
        } catch {
            return [Diagnostic(file: source.file, line: 1, column: 1, message: "\(error)")]
        }
    }

    private func lua(_ source: RecipeSource) -> [Diagnostic] {
        let words = ScriptChecker.Words(
            inputTypes: RecipeWords.inputTypes,
            hooks: RecipeWords.hooks,
            limits: RecipeLimits.names
        )
        let found = ScriptChecker(registry: Self.registry(of: source), words: words).check(
            source.bytes,
            file: source.file
        )
        return found + limits(source)
    }

    /// What a file can call: tests have functions of their own.
    private static func registry(of source: RecipeSource) -> HostRegistry {
        source.file.hasSuffix("_test.lua") ? TestingRegistry.reference : .builtIn
    }

    /// Limits that only the person's own recipes may ask for.
    private func limits(_ source: RecipeSource) -> [Diagnostic] {
        guard !source.raisesLimits else { return [] }
        let declaration = ScriptDeclaration(source.bytes)
        return declaration.limits.exceeding(.most).compactMap { name in
            guard let span = declaration.limitPlaces[name] else { return nil }
            return Diagnostic(
                file: source.file,
                line: span.line,
                column: span.column,
                length: span.length,
                message: "limit '\(name)' is at most \(RecipeLimits.most.text(name) ?? "less") here",
                hint: "only your own recipes raise a limit; --limit \(name)=… raises it for one run"
            )
        }
    }
}

/// The files that a check looks at.
struct CheckCollection {
    /// One file.
    struct Target {
        let source: RecipeSource
    }

    let cli: CommandContext
    private(set) var targets: [Target] = []
    /// Whether something could not be read.
    private(set) var isIncomplete = false
    /// Lua files that are parts of recipes, which check them with what they lend.
    private var parts: Set<String> = []

    /// Directories are followed so deep.
    private static let deepest = 16
    private static let most = 2000

    init(cli: CommandContext) { self.cli = cli }

    private var catalog: RecipeCatalog { RecipeExecution(cli: cli).catalog }

    /// The person's recipes and the project's.
    mutating func addAll() throws {
        for listing in try catalog.list() where listing.origin != .builtIn {
            guard let path = listing.path else { continue }
            addFile(cli.shortPath(path))
        }
        leaveOutParts()
    }

    /// A file, a directory, or a recipe of that name.
    mutating func add(_ text: String) throws {
        let path = cli.context.path(text)
        switch Files.status(path)?.kind {
        case .directory:
            let recipes = Paths.join(Paths.join(path, ".baton"), "recipes")
            addDirectory(Files.isDirectory(recipes) ? recipes : path, depth: 0)
            leaveOutParts()
        case nil where !text.contains("/") && Paths.fileExtension(text).isEmpty:
            targets.append(Target(source: try catalog.load(text)))
        default: addFile(text)
        }
    }

    /// What stands on standard input.
    mutating func addInput(isLua: Bool) throws {
        let bytes = try cli.console.readInput(limit: 4 << 20)
        targets.append(
            Target(source: catalog.source(of: bytes, file: "-", kind: isLua ? .lua : .yaml))
        )
    }

    private mutating func addFile(_ text: String) {
        do {
            targets.append(Target(source: try catalog.load(path: text)))
        } catch {
            isIncomplete = true
            cli.note(ErrorReport(error).text(cli.context).trimmingLineEnd)
        }
    }

    private mutating func addDirectory(_ directory: String, depth: Int) {
        let names: [String]
        do {
            names = try Files.names(in: directory).sorted()
        } catch {
            isIncomplete = true
            return cli.note(ErrorReport(error).text(cli.context).trimmingLineEnd)
        }
        for name in names where targets.count < Self.most {
            let path = Paths.join(directory, name)
            // Links could lead in circles, or out.
            switch Files.linkStatus(path)?.kind {
            case .directory:
                if depth < Self.deepest, !name.hasPrefix("."), name != "node_modules" {
                    addDirectory(path, depth: depth + 1)
                }
            case .file where ["yml", "yaml", "lua"].contains(Paths.fileExtension(name)):
                if Paths.fileExtension(name) != "lua", !isRecipe(path) { continue }
                addFile(cli.shortPath(path))
            default: break
            }
        }
    }

    /// Whether a file of YAML is a recipe: directories hold other ones, too.
    private func isRecipe(_ path: String) -> Bool {
        if Paths.name(Paths.directory(path)) == "recipes" { return true }
        guard let bytes = try? Files.read(path, limit: 1 << 20) else { return true }
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
            .contains { $0.hasPrefix("baton:") }
    }

    /// Leaves out Lua files that recipes among the targets name as steps.
    private mutating func leaveOutParts() {
        for target in targets where target.source.kind == .yaml {
            guard let path = target.source.path else { continue }
            for name in target.source.stepScripts { parts.insert(Paths.join(Paths.directory(path), name)) }
        }
        targets.removeAll { $0.source.kind == .lua && parts.contains($0.source.path ?? "") }
    }
}

extension CommandContext {
    /// A path as the person would write it: relative below the working directory.
    fileprivate func shortPath(_ path: String) -> String {
        let base = context.workingDirectory + "/"
        return path.hasPrefix(base) ? String(path.dropFirst(base.count)) : path
    }
}

extension String {
    /// The text without a line feed at its end.
    fileprivate var trimmingLineEnd: String { hasSuffix("\n") ? String(dropLast()) : self }
}
