/// What of the sessions stands on a context page, so that it has at most so many code points.
///
/// All begins with nothing but the sessions' headings; then entries are taken in as long as there is room, those that matter
/// most first: one line each of prompts, decisions, dropped attempts, files, commands and open ends; then commands with
/// what they printed, decisions and prompts in part, prompts and decisions in full. Within a part the entries of lower
/// ranks come first, and sessions take turns, the latest first. An entry that does not fit is passed over.
struct ContextPlan {
    /// A session as the page shows it.
    struct Session {
        /// The heading and the line of facts, with a blank line behind each.
        let head: [UInt8]
        let parts: [(section: ContextSection, list: ContextList)]
        /// Per part and entry the form that is shown; -1 for none.
        fileprivate(set) var shown: [[Int]]
        /// Whether it is on the page at all.
        fileprivate(set) var isShown = true

        init(head: [UInt8], parts: [(section: ContextSection, list: ContextList)]) {
            self.head = head
            self.parts = parts
            shown = parts.map { [Int](repeating: -1, count: $0.list.entries.count) }
        }

        /// The line that says how many entries are left out by `count`; `nil` for none.
        fileprivate func leftOut(_ count: (Int) -> Int) -> String? {
            let words = parts.indices.compactMap { part in
                let count = count(part)
                return count > 0 ? HTMLText.count(count, parts[part].section.noun) : nil
            }
            return words.isEmpty ? nil : "*Left out here: \(words.joined(separator: ", ")).*\n\n"
        }

        /// The line that says what is left out now.
        var leftOut: String? {
            leftOut { part in
                parts[part].list.forgotten + shown[part].count { $0 < 0 }
            }
        }

        /// The most that the line can be: what is left out can only become less.
        ///
        /// Fewer words are shorter, but a plural can appear where there was none.
        fileprivate var leftOutCost: Int {
            (leftOut { parts[$0].list.forgotten + parts[$0].list.entries.count }?.unicodeScalars.count ?? 0)
                + parts.count
        }
    }

    private(set) var sessions: [Session]
    private var left: Int

    /// Plans for `sessions`, the earliest first, with room for `room` code points; `nil` shows all in full.
    init(_ sessions: [Session], room: Int?) {
        self.sessions = sessions
        left = room ?? .max
        guard room != nil else {
            for index in sessions.indices {
                for part in sessions[index].parts.indices {
                    self.sessions[index].shown[part] = sessions[index].parts[part].list.entries.map {
                        $0.forms.count - 1
                    }
                }
            }
            return
        }
        for index in sessions.indices.reversed() { admit(session: index) }
        for step in Step.all { take(step) }
    }

    /// How many sessions are left out.
    var omitted: Int { sessions.count { !$0.isShown } }

    /// The line that says so.
    static func omission(_ count: Int) -> String {
        "*\(HTMLText.count(count, "earlier session")) left out, for which there was no room.*\n\n"
    }

    /// The heading of a part, with a blank line behind it.
    static func heading(_ section: ContextSection) -> String { "### \(section.heading)\n\n" }

    private mutating func admit(session index: Int) {
        let cost = sessions[index].head.codePoints + sessions[index].leftOutCost
        // Those before a session that is left out are left out, too.
        let isFirst = index == sessions.count - 1
        if cost > left || !isFirst && !sessions[index + 1].isShown {
            sessions[index].isShown = false
        } else {
            left -= cost
        }
    }

    // MARK: Steps

    /// A part whose entries are raised to a form.
    private struct Step {
        let section: ContextSection
        let form: Int

        static let all =
            [.prompts, .decisions, .dropped, .files, .commands, .open].map { Step(section: $0, form: 0) }
            + [Step(section: .commands, form: 1)]
            + [1, 2].flatMap { [Step(section: .decisions, form: $0), Step(section: .prompts, form: $0)] }
    }

    private struct Candidate {
        let session: Int
        let part: Int
        let entry: Int
        let place: Int
    }

    private mutating func take(_ step: Step) {
        var candidates: [Candidate] = []
        for session in sessions.indices where sessions[session].isShown {
            guard let part = sessions[session].parts.firstIndex(where: { $0.section == step.section }) else {
                continue
            }
            let entries = sessions[session].parts[part].list.entries
            let order = entries.indices.sorted { (entries[$0].rank, $0) < (entries[$1].rank, $1) }
            for (place, entry) in order.enumerated() where entries[entry].forms.count > step.form {
                candidates.append(Candidate(session: session, part: part, entry: entry, place: place))
            }
        }
        candidates.sort { ($0.place, -$0.session, $0.entry) < ($1.place, -$1.session, $1.entry) }
        for candidate in candidates { raise(candidate, to: step.form) }
    }

    private mutating func raise(_ candidate: Candidate, to form: Int) {
        let (session, part, entry) = (candidate.session, candidate.part, candidate.entry)
        let forms = sessions[session].parts[part].list.entries[entry].forms
        let now = sessions[session].shown[part][entry]
        // What is not there in its short form has no room for a longer one.
        guard now == form - 1 else { return }
        var cost = forms[form].codePoints + 1
        if now >= 0 {
            cost -= forms[now].codePoints + 1
        } else if sessions[session].shown[part].allSatisfy({ $0 < 0 }) {
            cost += Self.heading(sessions[session].parts[part].section).unicodeScalars.count + 1
        }
        guard cost <= left else { return }
        left -= cost
        sessions[session].shown[part][entry] = form
    }
}
