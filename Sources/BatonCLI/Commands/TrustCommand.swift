internal import ArgumentParser
internal import BatonGit
internal import BatonHost
internal import BatonRecipes
internal import JSON
internal import Platform

/// The command `baton trust`.
struct TrustCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Approve a project's recipe, or a file, after looking at it.",
        discussion: "The approval holds for this content: any change asks again. Your own recipes need none."
    )

    @Argument(help: ArgumentHelp("Name of a project's recipe, or path of a file.", valueName: "recipe"))
    var recipe: String

    @Flag(name: .customLong("path"), help: "Approve whatever the file will hold, for a script of your own.")
    var anyContent = false

    @Flag(name: .long, help: "Never run the file, whatever it will hold, and ask no more.")
    var deny = false

    var isJSON: Bool { false }

    func validate() throws {
        if deny, anyContent { throw ValidationError("--deny and --path say the opposite of each other") }
    }

    func run(in cli: CommandContext) throws -> ExitStatus {
        let execution = RecipeExecution(cli: cli)
        let source = try execution.load(recipe)
        guard let subject = execution.catalog.subject(of: source) else {
            cli.note(
                "baton: '\(source.name)' is \(source.origin == .user ? "yours" : "built in") and needs no approval"
            )
            return .done
        }
        if deny {
            try execution.trust.deny(path: subject.path)
            cli.note("baton: denied; '\(source.file)' will not run")
            return .done
        }
        if source.isTrusted {
            cli.note("baton: '\(source.file)' is approved already")
            return .done
        }
        let permissions = TrustView.permissions(of: source)
        TrustView.show(source, earlier: try execution.trust.lastApproval(of: subject)?.text, cli)
        // Whoever is not there cannot have looked; --yes does not exist here.
        guard cli.console.isInteractive else {
            throw CommandFailure(
                kind: "trust",
                message: "approving needs a terminal, so that a person sees the text",
                status: .notTrusted
            )
        }
        if anyContent, Repository.discover(from: Paths.directory(subject.path), cli.context) != nil {
            cli.note(
                "warning: it stands in a repository: whoever can change it there, by a pull too, runs code as you"
            )
        }
        guard try cli.confirm("Trust it?", assumeYes: false) else { return .no }
        if anyContent {
            try execution.trust.approvePath(subject.path)
        } else {
            try execution.trust.approve(subject, permissions: permissions)
        }
        cli.note("baton: approved")
        return .done
    }
}

/// The command `baton untrust`.
struct UntrustCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "untrust",
        abstract: "Take the approval of a recipe or file back."
    )

    @Argument(help: ArgumentHelp("Name of a project's recipe, or path of a file.", valueName: "recipe"))
    var recipe: String

    var isJSON: Bool { false }

    func run(in cli: CommandContext) throws -> ExitStatus {
        let execution = RecipeExecution(cli: cli)
        // A file that is gone can be taken back too.
        let path = (try? execution.load(recipe))?.path ?? cli.context.path(recipe)
        let count = try execution.trust.revoke(path: path)
        cli.note(
            count == 0
                ? CleanText(cli.context)("baton: '\(recipe)' was not approved")
                : "baton: \(count) \(count == 1 ? "approval" : "approvals") taken back"
        )
        return count == 0 ? .no : .done
    }
}

/// The command `baton trusted`.
struct TrustedCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "trusted",
        abstract: "List what was approved."
    )

    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    func run(in cli: CommandContext) throws -> ExitStatus {
        let approvals = try RecipeExecution(cli: cli).trust.list()
        try cli.answer { writer in
            writer.array { writer in
                for approval in approvals {
                    writer.object { writer in
                        writer.member("path", approval.path)
                        writer.member("sha256", approval.fingerprint)
                        writer.member("denied", approval.isDenial)
                        writer.member("time", approval.time)
                        writer.key("permissions")
                        ValueJSON.write(.texts(approval.permissions), to: &writer)
                    }
                }
            }
        }
        for approval in approvals {
            let kind =
                approval.isDenial ? "denied" : approval.fingerprint == nil ? "any content" : "this content"
            try cli.print("\(approval.time.prefix(10))  \(kind)  \(PrintableText.line(approval.path))")
        }
        return .done
    }
}
