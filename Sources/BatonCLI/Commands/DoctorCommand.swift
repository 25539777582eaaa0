internal import ArgumentParser
internal import BatonGit
internal import BatonHost
internal import BatonRecipes
internal import BatonSharing
internal import HTTP
internal import JSON
internal import Lua
internal import Platform

/// The command `baton doctor`.
struct DoctorCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look at what Baton finds here, or why a session is not in Claude Code's list.",
        discussion: """
            Without SESSION: settings, stores, recipes, hooks, libraries, programs, faults of the interpreter. Nothing is \
            changed and no recipe is evaluated. It exits with 1 when something is wrong, or the session is not listed.
            """
    )

    @Argument(
        help: ArgumentHelp("Id, beginning of an id, exact title, path, or 'current'.", valueName: "session")
    )
    var session: String?

    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    func run(in cli: CommandContext) throws -> ExitStatus {
        if let session { return try SessionDoctor(cli).run(session) }
        let checks =
            [configuration(cli)] + stores(cli) + recipes(cli) + hooks(cli) + libraries() + programs(cli)
        let faults = LuaEngine.knownFaults
        try cli.answer { writer in
            writer.object { writer in
                writer.member("version", ProgramVersion.current)
                writer.member("lua", LuaEngine.interpreterRelease)
                writer.key("checks")
                writer.array { writer in for check in checks { check.write(to: &writer) } }
                writer.key("lua_faults")
                writer.array { writer in for fault in faults { Self.write(fault, to: &writer) } }
            }
        }
        try cli.print("baton \(ProgramVersion.current)")
        for check in checks { try cli.print(check.line) }
        try cli.print("Lua \(LuaEngine.interpreterRelease)")
        for fault in faults where fault.prevention != .prevented {
            let release = fault.fixedIn.map { "gone in \($0)" } ?? "in every release"
            try cli.print("  - \(fault.name) (\(release)): \(fault.effect)")
        }
        let prevented = faults.count { $0.prevention == .prevented }
        if prevented > 0 { try cli.print("  \(prevented) more are kept away from scripts") }
        return checks.contains { $0.problem != nil } ? .no : .done
    }

    /// Something that was looked at.
    private struct Check {
        let name: String
        let found: String
        var problem: String?

        var line: String {
            let text = problem.map { "\(found): \($0)" } ?? found
            return "\(problem == nil ? "ok  " : "BAD ") \(name): \(PrintableText.line(text))"
        }

        func write(to writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("name", name)
                writer.member("found", found)
                writer.member("problem", problem)
            }
        }
    }

    private static func write(_ fault: LuaFault, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", fault.name)
            writer.member("fixed_in", fault.fixedIn)
            writer.member("effect", fault.effect)
            writer.member("prevention", fault.prevention.rawValue)
        }
    }

    private func configuration(_ cli: CommandContext) -> Check {
        let path = Paths.join(Configuration.directory(cli.context), "config.yml")
        do {
            let configuration = try Configuration.load(cli.context)
            let count = configuration.stores.count
            return Check(
                name: "settings",
                found: configuration.path == nil
                    ? "none; \(path) would be read" : "\(path), \(count) \(count == 1 ? "store" : "stores")"
            )
        } catch {
            return Check(
                name: "settings",
                found: path,
                problem: ErrorReport(error).message(CleanText(cli.context))
            )
        }
    }

    private func recipes(_ cli: CommandContext) -> [Check] {
        let execution = RecipeExecution(cli: cli)
        guard let recipes = try? execution.catalog.list() else { return [] }
        let broken = recipes.filter { $0.problem != nil }.map { recipe in
            Check(name: "recipe", found: recipe.path ?? recipe.name, problem: recipe.problem)
        }
        let approvals = (try? execution.trust.list().count) ?? 0
        return [
            Check(
                name: "recipes",
                found: "\(recipes.count - broken.count) can be read, \(approvals) approved"
            )
        ] + broken
    }

    /// The stores that are configured, each as far as can be told without asking its server.
    private func stores(_ cli: CommandContext) -> [Check] {
        guard let run = try? cli.run() else { return [] }
        return run.stores.names.map { name in
            do {
                let store = try run.stores.store(name)
                try store.checkCredentials()
                return Check(name: "store \(name)", found: store.description.place)
            } catch {
                let words = ErrorReport(error).message(CleanText(cli.context))
                return Check(name: "store \(name)", found: "cannot be used", problem: words)
            }
        }
    }

    /// The hooks of the repository that this runs in.
    private func hooks(_ cli: CommandContext) -> [Check] {
        guard let statuses = try? HookAccess.installer(cli).status() else { return [] }
        return statuses.filter { !$0.recipes.isEmpty }.map { status in
            let runs = [.active, .wired].contains(status.state)
            return Check(
                name: "hook \(status.hook.rawValue)",
                found: status.recipes.joined(separator: ", "),
                problem: runs ? nil : "it does not run (\(status.state.rawValue)); see: baton hooks status"
            )
        }
    }

    /// The libraries that are opened at first use.
    private func libraries() -> [Check] {
        let version = HTTPClient.libraryVersion
        return [
            Check(
                name: "libcurl",
                found: version ?? "not found",
                problem: version == nil ? "nothing can be uploaded or downloaded; install libcurl4" : nil
            )
        ]
    }

    private func programs(_ cli: CommandContext) -> [Check] {
        ["git", "claude", "gh"].map { name in
            let path = cli.context.programs.find(name)
            return Check(name: name, found: path ?? "not found on the PATH")
        }
    }
}
