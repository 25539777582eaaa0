internal import ArgumentParser
internal import BatonHost
internal import BatonSharing
internal import JSON
internal import Platform

/// The command `baton shares`.
struct SharesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shares",
        abstract: "List what was shared from this machine, and take it back.",
        discussion: """
            Every upload is on the list, whichever command, recipe or script made it. The list is a file that only you can \
            read; keys are not in it unless config.yml says 'remember_keys: true'. SHARE is a number of the list, an id, \
            or a link.
            """,
        subcommands: [
            ListSharesCommand.self, OpenShareCommand.self, RevokeSharesCommand.self, ExtendShareCommand.self,
            ForgetSharesCommand.self,
        ],
        defaultSubcommand: ListSharesCommand.self
    )
}

/// The command `baton shares list`.
struct ListSharesCommand: BatonCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the shares.")

    @Flag(name: .long, help: "List those, too, that are over: revoked, expired, or never arrived.")
    var all = false

    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    func run(in cli: CommandContext) throws -> ExitStatus {
        let now = cli.context.now()
        let shares = try ShareRegistry(cli.context).shares().filter { all || $0.mayBeThere(at: now) }
        try cli.answer { writer in
            writer.array { writer in for share in shares { ShareReport.write(share, now, to: &writer) } }
        }
        if shares.isEmpty, !cli.isJSON { cli.note("baton: nothing is shared") }
        for line in ShareReport.table(shares, now) { try cli.print(line) }
        return .done
    }
}

/// The command `baton shares open`.
struct OpenShareCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Print the link of a share.",
        discussion: "The key of a sealed share is part of its link only where keys are remembered."
    )

    @Argument(help: ArgumentHelp("Number, id or link.", valueName: "share"))
    var share: String

    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    func run(in cli: CommandContext) throws -> ExitStatus {
        let share = try ShareRegistry(cli.context).share(share)
        guard let link = share.link else {
            throw CommandFailure(
                kind: "sharing",
                message:
                    "no link of share \(share.number) is known: \(ShareReport.state(share, cli.context.now()))",
                status: .no
            )
        }
        let lacksKey = share.sealed == "link" && share.key == nil
        try cli.answer { writer in
            writer.object { writer in
                writer.member("number", share.number)
                writer.member("link", link)
                writer.member("has_key", !lacksKey)
            }
        }
        try cli.print(ShellText.quoted(link))
        if !share.mayBeThere(at: cli.context.now()) {
            cli.note("baton: warning: \(ShareReport.state(share, cli.context.now()))")
        }
        if lacksKey {
            cli.note(
                "baton: the key is not part of it, since keys are not remembered; without it nobody can read the file"
            )
            cli.note("hint: the link as it was printed after the upload holds the key")
        }
        return .done
    }
}

/// The command `baton shares revoke`.
struct RevokeSharesCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Ask the store to delete shares, and tell what it said.",
        discussion: "A copy that somebody made before stays with them."
    )

    @Argument(help: ArgumentHelp("Numbers, ids or links.", valueName: "share"))
    var shares: [String]

    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    func run(in cli: CommandContext) throws -> ExitStatus { try cli.withRun { try revoke(cli, $0) } }

    private func revoke(_ cli: CommandContext, _ run: HostRun) throws -> ExitStatus {
        let registry = run.shares
        // A wrong name is found before the first one is deleted.
        let shares = try self.shares.map { try registry.share($0) }
        var status = ExitStatus.done
        var outcomes: [(share: ShareRecord, result: String, message: String?)] = []
        for share in shares {
            do {
                let removal = try registry.revoke(share, in: run.stores, now: cli.context.now())
                outcomes.append((share, removal.rawValue, nil))
                try cli.print(
                    removal == .removed
                        ? "share \(share.number): store '\(share.store)' deleted it"
                        : "share \(share.number): it was not there any more"
                )
            } catch let error as SharingError {
                status = .failed
                outcomes.append((share, "kept", error.description))
                cli.note("baton: \(PrintableText.line(error.description))")
            }
        }
        try cli.answer { writer in
            writer.array { writer in
                for (share, result, message) in outcomes {
                    writer.object { writer in
                        writer.member("number", share.number)
                        writer.member("id", share.id)
                        writer.member("store", share.store)
                        writer.member("result", result)
                        writer.member("message", message)
                        writer.member("expires", result == "kept" ? share.expires?.iso8601 : nil)
                    }
                }
            }
        }
        return status
    }
}

/// The command `baton shares extend`.
struct ExtendShareCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "extend",
        abstract: "Ask the store to keep a share until another time."
    )

    @Argument(help: ArgumentHelp("Number, id or link.", valueName: "share"))
    var share: String

    @Option(name: .long, help: ArgumentHelp("A day, a time, or how long from now: 7d.", valueName: "when"))
    var expires: String

    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    func run(in cli: CommandContext) throws -> ExitStatus {
        guard let time = ExpiryTime.moment(expires, now: cli.context.now()) else {
            throw ValidationError("--expires \(ExpiryTime.words)")
        }
        return try cli.withRun { run in
            let share = try run.shares.extend(run.shares.share(share), to: time, in: run.stores)
            try cli.answer { ShareReport.write(share, cli.context.now(), to: &$0) }
            try cli.print(
                share.expires.map { "share \(share.number) is kept until \($0.date) \($0.time) UTC" }
                    ?? "share \(share.number): the store did not say until when it keeps it"
            )
            return .done
        }
    }
}

/// The command `baton shares forget`.
struct ForgetSharesCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget",
        abstract: "Take shares off the list; what a store has of them stays there."
    )

    @Argument(help: ArgumentHelp("Numbers, ids or links.", valueName: "share"))
    var shares: [String]

    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    func run(in cli: CommandContext) throws -> ExitStatus {
        let registry = ShareRegistry(cli.context)
        let shares = try self.shares.map { try registry.share($0) }
        for share in shares { try registry.forget(share) }
        try cli.answer { writer in
            writer.array { writer in for share in shares { writer.int(Int64(share.number)) } }
        }
        return .done
    }
}
