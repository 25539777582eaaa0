/// Calls whose results are still to come.
struct OpenCalls {
    /// What is kept of a call until its result comes.
    struct Entry {
        let title: String
        let kind: ToolKind
        /// What the call is about, on one line and cut.
        let subject: String
        let message: Int
    }

    private var entries: [String: Entry] = [:]
    private var lastMessage = 0
    private var countOfLast = 0

    /// The most calls that are kept; those of a session that answers none of its calls are not all of interest.
    private static let limit = 1 << 16

    /// Notes a call of the message with that number.
    mutating func add(_ call: ToolCall, message: Int) {
        countOfLast = message == lastMessage ? countOfLast + 1 : 1
        lastMessage = message
        guard !call.id.isEmpty, entries.count < Self.limit else { return }
        let line = (call.subject ?? call.about ?? [])[...].trimmed.prefix { $0 != 0x0a }
        let (part, isCut) = line.cut(80)
        let subject = String(decoding: TerminalText.plain(part), as: UTF8.self) + (isCut ? "…" : "")
        entries[call.id] = Entry(title: call.title, kind: call.kind, subject: subject, message: message)
    }

    /// The call that a result answers, and whether the place of the result in that message alone does not tell it.
    mutating func take(_ id: String, in message: Int) -> (call: Entry, isUnclear: Bool)? {
        guard let call = entries.removeValue(forKey: id) else { return nil }
        return (call, call.message != lastMessage || countOfLast > 1 || message > call.message + 1)
    }
}
