internal import ArgumentParser
internal import BatonHost
internal import BatonRecipes
internal import JSON
internal import Lua
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

    var isJSON: Bool { false }

    func run(in cli: CommandContext) throws -> ExitStatus {
        let execution = RecipeExecution(cli: cli)
        let source = try execution.load(recipe)
        guard let subject = execution.catalog.subject(of: source) else {
            cli.note(
                "baton: '\(source.name)' is \(source.origin == .user ? "yours" : "built in") and needs no approval"
            )
            return .done
        }
        if source.isTrusted {
            cli.note("baton: '\(source.file)' is approved already")
            return .done
        }
        let permissions = TrustView.permissions(of: source)
        TrustView.show(source, permissions, earlier: try execution.trust.lastApproval(of: subject)?.text, cli)
        // Whoever is not there cannot have looked; --yes does not exist here.
        guard cli.console.isInteractive else {
            throw CommandFailure(
                kind: "trust",
                message: "approving needs a terminal, so that a person sees the text",
                status: .notTrusted
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
                ? "baton: '\(recipe)' was not approved"
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
                        writer.member("time", approval.time)
                        writer.key("permissions")
                        ValueJSON.write(.texts(approval.permissions), to: &writer)
                    }
                }
            }
        }
        for approval in approvals {
            let kind = approval.fingerprint == nil ? "any content" : "this content"
            try cli.print("\(approval.time.prefix(10))  \(kind)  \(PrintableText.line(approval.path))")
        }
        return .done
    }
}

/// What a person looks at before approving.
enum TrustView {
    /// The permissions in words; those of a Lua file are not known without running it.
    static func permissions(of source: RecipeSource) -> [String] {
        guard source.kind == .yaml,
            let recipe = try? RecipeReader(registry: .builtIn, engine: SyntaxOnly()).read(source)
        else { return [] }
        return Permission.allCases.compactMap { permission in
            guard let names = recipe.permissions.granted[permission] else { return nil }
            return permission.about + (names.isEmpty ? "" : ": " + names.joined(separator: ", "))
        }
    }

    static func show(_ source: RecipeSource, _ permissions: [String], earlier: String?, _ cli: CommandContext)
    {
        cli.note("baton: \(source.file)")
        cli.note(PrintableText.lines(String(decoding: source.bytes, as: UTF8.self)))
        for (name, bytes) in source.scripts.sorted(by: { $0.key < $1.key }) {
            cli.note("--- \(PrintableText.line(name))")
            cli.note(PrintableText.lines(String(decoding: bytes, as: UTF8.self)))
        }
        if let earlier, earlier != String(decoding: source.bytes, as: UTF8.self) {
            cli.note("baton: it was changed since you approved it")
        }
        if source.kind == .lua {
            cli.note(
                "baton: it may do what it declares under 'permissions', and at its top level what you may"
            )
        } else if permissions.isEmpty {
            cli.note("baton: it asks for no permission")
        }
        for permission in permissions { cli.note("  may \(PrintableText.line(permission))") }
    }
}
