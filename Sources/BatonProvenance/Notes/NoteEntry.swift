public import Platform

/// What one session has to do with a commit, as a note says it.
///
/// The head is lines of `Name: value` as git trailers have them, and begins with the session's id; the body is indented, so
/// that nothing in it can be taken for a head.
public struct NoteEntry: Sendable, Equatable {
    /// The agent's id of the session: ``SafeName`` in all that this program writes.
    public var sessionID: String
    /// Which agent, such as `claude-code`.
    public var agent: String?
    /// The session's title.
    public var title: String?
    /// Model of the latest answer that counts.
    public var model: String?
    /// Time of the latest message that counts.
    public var time: Timestamp?
    /// How many messages count.
    public var messages: Int?
    /// Files that both the session and the commit change, as paths from the top level; the first of them.
    public var files: [String] = []
    /// How many more files there are.
    public var moreFiles = 0
    /// How sure it is, 0 to 1.
    public var score: Double?
    /// Why, in short sentences.
    public var reasons: [String] = []
    /// The commit that it was written for, which a rewrite leaves behind.
    public var commit: String?
    /// Lines of a head that this release does not know.
    public var others: [Field] = []
    /// The text for people, without the indentation; lines end with newlines but for the last.
    public var text: String

    /// A line of a head.
    public struct Field: Sendable, Equatable {
        /// What stands before the colon.
        public var name: String
        /// What stands behind it.
        public var value: String
    }

    /// An entry of one session.
    public init(sessionID: String, agent: String? = nil, text: String = "") {
        self.sessionID = sessionID
        self.agent = agent
        self.text = text
    }
}

extension NoteEntry {
    /// Files that a head names at most, and bytes of that line.
    private static let mostFiles = (count: 40, bytes: 2000)

    /// The entry as it stands in a note, with a newline at its end; safe to be shown on a terminal.
    public var lines: String {
        var result = ""
        func line(_ name: String, _ value: String?) {
            guard let value, !value.isEmpty else { return }
            let clean = NoteText.line(value)
            if !clean.isEmpty { result += "\(name): \(clean)\n" }
        }
        line("Baton-Session", sessionID)
        line("Agent", agent)
        line("Title", title)
        line("Model", model)
        line("Time", time?.iso8601)
        line("Messages", messages.map(String.init))
        if !files.isEmpty { result += "Files: \(fileList)\n" }
        line("Score", score.map(Self.hundredths))
        line("Reasons", reasons.map { $0.replacing(";", with: ",") }.joined(separator: "; "))
        line("Commit", commit)
        for field in others { line(field.name, field.value) }
        let body = NoteText.body(text)
        if !body.isEmpty { result += "\n" + body }
        return result
    }

    private var fileList: String {
        var list = ""
        var more = moreFiles
        for (place, file) in files.enumerated() {
            let name = NoteFileNames.written(file)
            if place >= Self.mostFiles.count || list.utf8.count + name.utf8.count > Self.mostFiles.bytes {
                more += files.count - place
                break
            }
            list += (list.isEmpty ? "" : ", ") + name
        }
        if more > 0 { list += (list.isEmpty ? "" : ", ") + "+\(more)" }
        return list
    }

    private static func hundredths(_ score: Double) -> String {
        let count = Int((min(max(score.isNaN ? 0 : score, 0), 1) * 100).rounded())
        return count == 100 ? "1" : "0." + (count < 10 ? "0" : "") + String(count)
    }

    /// Takes one line of a head.
    mutating func take(_ name: String, _ value: String) {
        switch name {
        case "Agent": agent = value
        case "Title": title = value
        case "Model": model = value
        case "Time": time = Timestamp(value)
        case "Messages": messages = Int(value).flatMap { $0 >= 0 ? $0 : nil }
        case "Files": (files, moreFiles) = NoteFileNames.read(value)
        case "Score": score = Double(value).flatMap { (0...1).contains($0) ? $0 : nil }
        case "Reasons":
            reasons = value.split(separator: ";").map { part in
                String(part.drop { $0 == " " })
            }
        case "Commit": commit = value
        default: if others.count < 20 { others.append(Field(name: name, value: value)) }
        }
    }
}
