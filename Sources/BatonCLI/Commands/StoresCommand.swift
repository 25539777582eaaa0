internal import JSON
internal import ArgumentParser
internal import BatonHost
internal import BatonSharing
internal import Platform

/// The command `baton stores`.
struct StoresCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stores",
        abstract: "List the stores that can be uploaded to, and try one out.",
        discussion: "Stores are configured in config.yml of the baton folder, usually ~/.config/baton.",
        subcommands: [List.self, Test.self],
        defaultSubcommand: List.self
    )

    /// The command `baton stores list`.
    struct List: BatonCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the stores with what they take, how long they keep it and who can read it."
        )

        @OptionGroup var output: OutputOptions

        var isJSON: Bool { output.json }

        func run(in cli: CommandContext) throws -> ExitStatus {
            try cli.withRun { try list(cli, $0.stores) }
        }

        private func list(_ cli: CommandContext, _ catalog: StoreCatalog) throws -> ExitStatus {
            let stores = try catalog.names.map { try catalog.store($0).description }
            try cli.answer { writer in
                writer.array { writer in
                    for store in stores {
                        writer.object { writer in
                            writer.member("name", store.name)
                            writer.member("type", store.type)
                            writer.member("place", store.place)
                            writer.member("is_default", store.name == catalog.defaultName)
                            writer.key("max_bytes")
                            if let limit = store.maxBytes { writer.int(Int64(limit)) } else { writer.null() }
                            writer.member("retention", store.retention)
                            writer.member("readers", store.readers)
                            writer.member("can_delete", store.canDelete)
                            writer.member("can_extend", store.canExtend)
                            writer.member("can_expire", store.canExpire)
                        }
                    }
                }
            }
            for store in stores {
                let mark = store.name == catalog.defaultName ? "*" : " "
                let limit = store.maxBytes.map { ", up to \(ByteCount.text($0))" } ?? ""
                let place = PrintableText.line(store.place)
                try cli.print(
                    "\(mark) \(PrintableText.line(store.name))  \(store.type)  \(place)\n"
                        + "    \(PrintableText.line(store.retention))\(limit)"
                )
            }
            return .done
        }
    }

    /// The command `baton stores test`.
    struct Test: BatonCommand {
        static let configuration = CommandConfiguration(
            abstract: "Upload a tiny encrypted file, fetch it back, delete it.",
            discussion:
                "What a store cannot delete stays until its time is over; that is said and asked before."
        )

        @Argument(help: ArgumentHelp("Name of the store; the default store unless given.", valueName: "name"))
        var name: String?

        @Flag(name: .long, help: "Do not ask before something leaves this machine.")
        var yes = false

        @OptionGroup var output: OutputOptions

        var isJSON: Bool { output.json }

        func run(in cli: CommandContext) throws -> ExitStatus { try cli.withRun { try test(cli, $0) } }

        private func test(_ cli: CommandContext, _ run: HostRun) throws -> ExitStatus {
            let store = try run.stores.store(name)
            let about = store.description
            let time = cli.context.now()
            cli.note("baton: a tiny encrypted file of random text goes to \(about.name) (\(about.place))")
            if about.canDelete {
                cli.note("       it is deleted at once")
            } else {
                let kept = store.retention(forBytes: StoreTrial.bytes, at: time, asking: nil)
                let until = kept.expires.map { " until \($0.date)" } ?? ""
                cli.note("       it cannot be deleted and stays there\(until): \(kept.words)")
                guard try cli.confirm("Upload it?", assumeYes: yes) else { return .no }
            }
            let allowsPlainHTTP = about.place.lowercased().hasPrefix("http://")
            let trial = StoreTrial(store, time: time) { link in
                try run.fetch(
                    link,
                    with: Fetcher(cli.context, allowsPlainHTTP: allowsPlainHTTP, maxBytes: 1 << 20)
                )
            }
            let outcome = try trial.run { cli.note("baton: \($0)") }
            try cli.answer { writer in
                writer.object { writer in
                    writer.member("store", about.name)
                    writer.member("bytes", outcome.bytes)
                    writer.member("opened", true)
                    writer.member("deleted", outcome.removal != nil)
                    writer.key("gone")
                    if let isGone = outcome.isGone { writer.bool(isGone) } else { writer.null() }
                    writer.member("expires", outcome.expires?.iso8601)
                }
            }
            try cli.print(
                "store '\(PrintableText.line(about.name))' works"
                    + (outcome.removal == nil ? ", and cannot delete" : "")
            )
            return .done
        }
    }
}
