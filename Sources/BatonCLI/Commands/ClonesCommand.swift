internal import JSON
internal import ArgumentParser
internal import BatonHost
internal import BatonSharing
internal import Digest
internal import Platform

/// The command `baton clones`.
struct ClonesCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "clones",
        abstract: "List the sessions that were cloned to this machine."
    )

    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    func run(in cli: CommandContext) throws -> ExitStatus {
        let clones = try Cloner(cli.context, hash: BLAKE2b.hex).list()
        try cli.answer { writer in
            writer.array { writer in
                for clone in clones {
                    writer.object { writer in
                        writer.member("session_id", clone.sessionID)
                        writer.member("title", clone.title)
                        writer.member("path", clone.path)
                        writer.member("project", clone.project)
                        writer.member("messages", clone.messages)
                        writer.member("created", clone.created.iso8601)
                    }
                }
            }
        }
        for clone in clones {
            try cli.print(
                "\(clone.sessionID)  \(clone.created.date)  \(PrintableText.line(clone.project))  "
                    + PrintableText.line(clone.title ?? "(no title)")
            )
        }
        return .done
    }
}

/// The command `baton undo`.
struct UndoCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Take the last clone back."
    )

    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    func run(in cli: CommandContext) throws -> ExitStatus {
        let undone = try Cloner(cli.context, hash: BLAKE2b.hex).undoLast()
        try cli.answer { writer in
            writer.object { writer in
                writer.member("session_id", undone.sessionID)
                writer.member("project", undone.project)
                for (name, paths) in [
                    ("removed", undone.removed), ("restored", undone.restored), ("kept", undone.kept),
                ] {
                    writer.key(name)
                    ValueJSON.write(.texts(paths), to: &writer)
                }
            }
        }
        for path in undone.removed { try cli.print("removed \(path)") }
        for path in undone.restored { try cli.print("restored \(path)") }
        for path in undone.kept { cli.note("baton: kept \(path): it was changed since") }
        return .done
    }
}
