internal import JSON
internal import ArgumentParser
internal import BatonHost
internal import BatonSharing
internal import Platform

/// The command `baton stores`.
struct StoresCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "stores",
        abstract: "List the stores that can be uploaded to.",
        discussion: "Stores are configured in config.yml of the baton folder, usually ~/.config/baton."
    )

    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    func run(in cli: CommandContext) throws -> ExitStatus { try cli.withRun { try list(cli, $0.stores) } }

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
                        writer.member("can_delete", store.canDelete)
                    }
                }
            }
        }
        for store in stores {
            let mark = store.name == catalog.defaultName ? "*" : " "
            let limit = store.maxBytes.map { ", up to \(ByteCount.text($0))" } ?? ""
            try cli.print(
                "\(mark) \(store.name)  \(store.type)  \(store.place)\n    \(store.retention)\(limit)"
            )
        }
        return .done
    }
}
