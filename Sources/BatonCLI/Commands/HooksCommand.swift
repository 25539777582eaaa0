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
        subcommands: [Install.self, Uninstall.self, Status.self, Run.self, Work.self]
    )

    /// The command `baton hooks install`.
    struct Install: BatonCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put hooks into this repository; what is there is kept and runs first.",
            discussion: """
                Alone it keeps the context of each commit in a git note. All that is asked for is put in, or nothing.
                """
        )

        @Argument(
            help: ArgumentHelp(
                "Hooks that run the recipes; those the recipes name unless given.",
                valueName: "hook"
            )
        )
        var hooks: [String] = []

        @Option(
            name: .long,
            help: ArgumentHelp("Recipe for the hooks; may be repeated.", valueName: "name")
        )
        var recipe: [String] = []

        @Option(
            name: .long,
            help: ArgumentHelp(
                "What is attached to a commit: note, trailer, file, link or none.",
                valueName: "what"
            )
        )
        var attach: Attachment?

        @Flag(name: .long, help: "Say before a push how many commits have no context; never stops it.")
        var remind = false

        @Flag(name: .long, help: "Write the lines into a hook manager's configuration.")
        var write = false

        @Flag(name: .long, help: "Put the hooks into git's configuration (git 2.54 and later).")
        var gitConfig = false

        @Flag(
            name: .long,
            help: "Put the hooks into the hooks folder, also where git takes them from its configuration."
        )
        var shim = false

        @Flag(name: .long, help: "Put a script beside a hook manager's files.")
        var ignoreManagers = false

        @Flag(name: .long, help: "Change a hooks folder that serves other repositories too.")
        var shared = false

        @OptionGroup var output: OutputOptions

        var isJSON: Bool { output.json }

        /// The words of `--attach`.
        enum Attachment: String, ExpressibleByArgument, CaseIterable {
            case note, trailer, file, link, none
        }

        func validate() throws {
            if gitConfig, shim { throw ValidationError("--git-config and --shim exclude each other") }
            guard recipe.isEmpty, attach == nil else { return }
            for hook in hooks.compactMap({ try? HookName(named: $0) })
            where !HookPurpose.note.hooks.contains(hook) && !(remind && hook == .prePush) {
                throw ValidationError("name the recipe that \(hook.rawValue) runs with --recipe")
            }
        }

        func run(in cli: CommandContext) throws -> ExitStatus {
            var wishes = HookWishes(cli)
            wishes.hooks = try hooks.map { try HookName(named: $0) }
            wishes.recipes = recipe
            wishes.attach = attach.map { HookPurpose(rawValue: $0.rawValue) }
            wishes.reminds = remind
            let request = try wishes.request()
            var options = HookOptions()
            options.ignoresManagers = ignoreManagers
            options.allowsSharedFolder = shared
            options.writesToManagers = write
            options.keepsNotes = request.purposes.contains(where: \.keepsNotes)
            options.style = gitConfig ? .configuration : shim ? .shim : .automatic
            let changes = try HookAccess.installer(cli).install(request, options: options)
            try HookAccess.report(changes, cli, notes: wishes.notes)
            return .done
        }
    }

    /// The command `baton hooks uninstall`.
    struct Uninstall: BatonCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take hooks out again, all of ours unless named; the folder is left as it was before."
        )

        @Argument(help: ArgumentHelp("Hooks; all unless given.", valueName: "hook"))
        var hooks: [String] = []

        @Option(name: .long, help: ArgumentHelp("Only this recipe; may be repeated.", valueName: "name"))
        var recipe: [String] = []

        @Flag(name: .long, help: "Take out hooks that were changed by hand.")
        var force = false

        @OptionGroup var output: OutputOptions

        var isJSON: Bool { output.json }

        func run(in cli: CommandContext) throws -> ExitStatus {
            let names = try hooks.map { try HookName(named: $0) }
            let changes = try HookAccess.installer(cli).uninstall(
                names.isEmpty ? nil : names,
                recipes: recipe.isEmpty ? nil : recipe,
                force: force
            )
            if changes.isEmpty { cli.note("baton: no hooks here") }
            try HookAccess.report(changes, cli)
            return .done
        }
    }

    /// The command `baton hooks status`.
    struct Status: BatonCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell which hooks are active, what waits to be done, and what does not run and why."
        )

        @Flag(name: .long, help: "Forget the jobs that failed.")
        var forget = false

        @OptionGroup var output: OutputOptions

        var isJSON: Bool { output.json }

        func run(in cli: CommandContext) throws -> ExitStatus {
            let git = try HookAccess.git(cli)
            if forget { try HookQueue(git.repository).forgetFailures() }
            try HookStatusView(cli, git).show()
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
            // A hook that there is was taken before the arguments were read.
            cli.note("baton: git has no hook '\(PrintableText.line(hook))'")
            return .done
        }
    }

    /// The command `baton hooks work`.
    struct Work: BatonCommand {
        static let configuration = CommandConfiguration(
            abstract: "Do what hooks left to be done, as they start it by themselves.",
            shouldDisplay: false
        )

        @Flag(name: .long, help: "Come back when nothing is left.")
        var wait = false

        var isJSON: Bool { false }

        func run(in cli: CommandContext) throws -> ExitStatus {
            guard let repository = Workspace(cli.context).repository else { return .done }
            let worker = HookWorker(repository, cli.context)
            if wait { try worker.wait() } else { try worker.run() }
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

    static func report(_ changes: [HookChange], _ cli: CommandContext, notes: [String] = []) throws {
        try cli.answer { writer in
            writer.array { writer in
                for change in changes {
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
            }
        }
        for change in changes {
            let recipes = change.recipes.isEmpty ? "" : ": " + change.recipes.joined(separator: ", ")
            try cli.print(PrintableText.line("\(change.hook.rawValue) \(change.outcome.rawValue)\(recipes)"))
            for note in change.notes { cli.note("baton: " + PrintableText.line(note)) }
            if let advice = change.advice, change.outcome == .advised { tell(advice, cli) }
        }
        for note in notes { cli.note("baton: " + PrintableText.line(note)) }
    }

    static func tell(_ advice: HookAdvice, _ cli: CommandContext) {
        cli.note(
            "baton: \(advice.manager.rawValue) manages the hooks here; add to \(PrintableText.line(advice.file)):"
        )
        cli.note(advice.lines)
        cli.note("hint: \(PrintableText.line(advice.next))")
    }
}
