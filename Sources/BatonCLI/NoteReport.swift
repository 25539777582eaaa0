internal import BatonHost
internal import BatonProvenance
internal import JSON
internal import Platform

/// How notes and their repair are told.
enum NoteReport {
    /// An entry of a note as JSON.
    static func write(_ entry: NoteEntry, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("session", entry.sessionID)
            writer.member("agent", entry.agent)
            writer.member("title", entry.title)
            writer.member("model", entry.model)
            writer.member("time", entry.time?.iso8601)
            if let messages = entry.messages { writer.member("messages", messages) }
            writer.key("files")
            ValueJSON.write(.texts(entry.files), to: &writer)
            if let score = entry.score {
                writer.key("score")
                writer.double(score)
            }
            writer.key("reasons")
            ValueJSON.write(.texts(entry.reasons), to: &writer)
            writer.member("commit", entry.commit)
            writer.member("text", entry.text)
        }
    }

    /// A repair as JSON.
    static func write(_ repair: NoteRepair, isDryRun: Bool, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("dry_run", isDryRun)
            writer.key("carried")
            writer.array { writer in
                for one in repair.carried {
                    writer.object { writer in
                        writer.member("commit", one.commit)
                        writer.key("from")
                        ValueJSON.write(.texts(one.sources), to: &writer)
                        writer.member("because", one.trace.rawValue)
                    }
                }
            }
            writer.key("found")
            writer.object { writer in
                for (commit, sessions) in repair.found.sorted(by: { $0.key < $1.key }) {
                    writer.key(commit)
                    ValueJSON.write(.texts(sessions), to: &writer)
                }
            }
            writer.key("cleaned")
            ValueJSON.write(.texts(repair.cleaned), to: &writer)
            writer.key("unknown")
            ValueJSON.write(.texts(repair.unknown), to: &writer)
            writer.member("is_limited", repair.isLimited)
        }
    }

    /// A repair as lines for people.
    static func lines(_ repair: NoteRepair, isDryRun: Bool) -> [String] {
        let verb = isDryRun ? "would take" : "took"
        var lines = repair.carried.map { one in
            let sources = one.sources.prefix(4).map { String($0.prefix(8)) }.joined(separator: ", ")
            let more = one.sources.count > 4 ? ", …" : ""
            return
                "\(one.commit.prefix(12))  \(verb) the sessions of \(sources)\(more): \(one.trace.rawValue)"
        }
        for (commit, sessions) in repair.found.sorted(by: { $0.key < $1.key }) {
            let names = sessions.map { PrintableText.line($0, columns: 40) }.joined(separator: ", ")
            lines.append("\(commit.prefix(12))  \(isDryRun ? "would get" : "got") \(names)")
        }
        for commit in repair.cleaned {
            lines.append("\(commit.prefix(12))  \(isDryRun ? "has" : "had") a session twice")
        }
        let count = repair.unknown.count
        if count > 0 {
            lines.append(
                "\(count) \(count == 1 ? "commit stays" : "commits stay") without a note: no session is known to have made \(count == 1 ? "it" : "them")"
            )
        }
        if lines.isEmpty { lines = ["nothing to repair"] }
        return lines
    }
}
