internal import Platform

/// Which of two entries of one session stays in a note.
///
/// An order, so that it does not matter how often and in which order notes are put together: of entries that were written
/// for the very change that the commit makes, as before a rebase or a cherry-pick, the earliest stays, since later ones
/// may tell of work that came afterwards; any of them is better than one that was written for another change; of those
/// the newest stays.
public struct NoteChoice {
    /// Whether a commit makes the same change as the one that has the note.
    private let isSameChange: (String) -> Bool

    /// The newest one.
    public static var newest: NoteChoice { NoteChoice { _ in false } }

    /// A choice for a commit.
    public init(isSameChange: @escaping (_ commit: String) -> Bool) { self.isSameChange = isSameChange }

    /// The one that stays.
    func better(_ left: NoteEntry, _ right: NoteEntry) -> NoteEntry {
        if left == right { return left }
        let (isLeft, isRight) = (
            left.commit.map(isSameChange) ?? false, right.commit.map(isSameChange) ?? false
        )
        if isLeft != isRight { return isLeft ? left : right }
        let order = Self.rank(left).lexicographicallyPrecedes(Self.rank(right))
        if !order, !Self.rank(right).lexicographicallyPrecedes(Self.rank(left)) {
            // Alike in all that counts: any rule will do that does not ask which came first.
            return left.lines < right.lines ? left : right
        }
        return order == isLeft ? left : right
    }

    private static func rank(_ entry: NoteEntry) -> [Int64] {
        [entry.time?.milliseconds ?? 0, Int64(entry.messages ?? 0)]
    }
}
