import Synchronization

/// Tells the first of several askers, on any thread.
final class Once: Sendable {
    private let isTaken = Atomic(false)

    func isFirst() -> Bool {
        !isTaken.exchange(true, ordering: .acquiringAndReleasing)
    }
}
