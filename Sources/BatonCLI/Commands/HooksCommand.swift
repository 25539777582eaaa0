internal import ArgumentParser
internal import BatonGit
internal import BatonHost
internal import JSON
internal import Platform

/// The command `baton hooks`.
struct HooksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hooks",
        abstract: "Let git run recipes, such as attaching a session's context to a commit.",
        subcommands: [Install.self, Uninstall.self, Status.self, Run.self]
    )

    /// The command `baton hooks install`.
    struct Install: BatonCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put a hook into this repository; a hook that is there is kept and runs first."
        )

        @Argument(help: ArgumentHelp("The hook.", valueName: "hook"))
        var hook = HookName.postCommit.rawValue

        @Option(
            name: .long,
            help: ArgumentHelp("Recipe that the hook runs; may be repeated.", valueName: "name")
        )
        var recipe: [String] = []

        @Flag(name: .long, help: "Put a script beside a hook manager's files.")
        var ignoreManagers = false

        @Flag(name: .long, help: "Change a hooks folder that serves other repositories too.")
        var shared = false

        @OptionGroup var output: OutputOptions

        var isJSON: Bool { output.json }

        func validate() throws {
            if recipe.isEmpty, let name = try? HookName(named: hook), name != .postCommit {
                throw ValidationError("name the recipe that \(name.rawValue) runs with --recipe")
            }
        }

        func run(in cli: CommandContext) throws -> ExitStatus {
            let hook = try HookName(named: hook)
            var options = HookOptions()
            options.ignoresManagers = ignoreManagers
            options.allowsSharedFolder = shared
            let recipes = recipe.isEmpty ? ["commit-context"] : recipe
            // A name that means nothing would be told at every commit.
            for name in recipes { _ = try RecipeExecution(cli: cli).load(name) }
            let change = try HookAccess.installer(cli).install(hook, recipes: recipes, options: options)
            try HookAccess.report(change, cli)
            return .done
        }
    }

    /// The command `baton hooks uninstall`.
    struct Uninstall: BatonCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a hook out again; the folder is left as it was before."
        )

        @Argument(help: ArgumentHelp("The hook.", valueName: "hook"))
        var hook = HookName.postCommit.rawValue

        @Option(name: .long, help: ArgumentHelp("Only this recipe; may be repeated.", valueName: "name"))
        var recipe: [String] = []

        @Flag(name: .long, help: "Take out a hook that was changed by hand.")
        var force = false

        @OptionGroup var output: OutputOptions

        var isJSON: Bool { output.json }

        func run(in cli: CommandContext) throws -> ExitStatus {
            let change = try HookAccess.installer(cli).uninstall(
                try HookName(named: hook),
                recipes: recipe.isEmpty ? nil : recipe,
                force: force
            )
            try HookAccess.report(change, cli)
            return .done
        }
    }

    /// The command `baton hooks status`.
    struct Status: BatonCommand {
        static let configuration = CommandConfiguration(abstract: "Tell which hooks are active, and why not.")

        @OptionGroup var output: OutputOptions

        var isJSON: Bool { output.json }

        func run(in cli: CommandContext) throws -> ExitStatus {
            let all = try HookAccess.installer(cli).status()
            let isSwitchedOff = cli.context.environment["BATON"] == "0"
            try cli.answer { writer in
                writer.array { writer in
                    for status in all {
                        writer.object { writer in
                            writer.member("hook", status.hook.rawValue)
                            writer.member("state", status.state.rawValue)
                            writer.key("recipes")
                            ValueJSON.write(.texts(status.recipes), to: &writer)
                            writer.member("path", status.path)
                            writer.member("earlier", status.earlier)
                        }
                    }
                }
            }
            for status in all where status.state != .absent {
                let recipes = status.recipes.isEmpty ? "" : "  " + status.recipes.joined(separator: ", ")
                try cli.print(
                    PrintableText.line("\(status.hook.rawValue)  \(status.state.rawValue)\(recipes)")
                )
                if let advice = status.advice { HookAccess.tell(advice, cli) }
            }
            if all.allSatisfy({ $0.state == .absent }) {
                cli.note("baton: no hooks here\nhint: baton hooks install")
            }
            if isSwitchedOff { cli.note("baton: BATON=0 switches all hooks off") }
            return .done
        }
    }

    /// The command `baton hooks run`.
    struct Run: BatonCommand {
        static let configuration = CommandConfiguration(
            abstract: "Run the recipes of a hook, as git does; never fails.",
            shouldDisplay: false
        )

        @Argument var hook: String
        @Argument(parsing: .captureForPassthrough) var arguments: [String] = []

        var isJSON: Bool { false }

        func run(in cli: CommandContext) throws -> ExitStatus {
            guard cli.context.environment["BATON"] != "0" else { return .done }
            do {
                let hook = try HookName(named: hook)
                for name in try HookInstaller.recipes(of: hook, try HookAccess.git(cli)) {
                    HookRun(cli, hook: hook.rawValue).run(name)
                }
            } catch {
                HookRun(cli, hook: hook).tell(error)
            }
            return .done
        }
    }
}

/// What the commands about hooks share.
enum HookAccess {
    static func git(_ cli: CommandContext) throws -> Git {
        guard let repository = Workspace(cli.context).repository else {
            throw CommandFailure(
                kind: "git.no_repository",
                message: "'\(cli.context.workingDirectory)' is not in a git repository",
                hint: "run it inside of one"
            )
        }
        return Git(repository, cli.context)
    }

    static func installer(_ cli: CommandContext) throws -> HookInstaller {
        HookInstaller(try git(cli), program: cli.context.programPath, version: try Git.version(cli.context))
    }

    static func report(_ change: HookChange, _ cli: CommandContext) throws {
        try cli.answer { writer in
            writer.object { writer in
                writer.member("hook", change.hook.rawValue)
                writer.member("outcome", change.outcome.rawValue)
                writer.member("path", change.path)
                writer.key("recipes")
                ValueJSON.write(.texts(change.recipes), to: &writer)
                writer.key("notes")
                ValueJSON.write(.texts(change.notes), to: &writer)
                writer.member("advice", change.advice?.lines)
            }
        }
        let recipes = change.recipes.isEmpty ? "" : ": " + change.recipes.joined(separator: ", ")
        try cli.print(PrintableText.line("\(change.hook.rawValue) \(change.outcome.rawValue)\(recipes)"))
        for note in change.notes { cli.note("baton: " + PrintableText.line(note)) }
        if let advice = change.advice { tell(advice, cli) }
    }

    static func tell(_ advice: HookAdvice, _ cli: CommandContext) {
        cli.note(
            "baton: \(advice.manager.rawValue) manages the hooks here; add to \(PrintableText.line(advice.file)):"
        )
        cli.note(advice.lines)
        cli.note("hint: \(PrintableText.line(advice.next))")
    }
}
