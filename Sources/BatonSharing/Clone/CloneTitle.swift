internal import BatonSessions
internal import Platform

/// Titles by which a person tells clones apart.
enum CloneTitle {
    /// `title`, or with " (2)" and so on behind it when another session of the project was cloned under it: a share that
    /// was changed since becomes a session of its own.
    static func free(_ title: String?, project: String, among records: [CloneRecord]) -> String? {
        guard let title else { return nil }
        var taken: Set<String> = []
        for record in records {
            guard let other = record.title, record.state == .done, record.project == project,
                Files.linkStatus(record.path)?.kind == .file
            else { continue }
            taken.insert(other)
        }
        if !taken.contains(title) { return title }
        // There are no more numbers than clones.
        for number in 2...(taken.count + 1) {
            let suffix = " (\(number))"
            let free = String(title.prefix(200 - suffix.count)) + suffix
            if !taken.contains(free) { return free }
        }
        return title
    }
}
