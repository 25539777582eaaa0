internal import BatonSharing
internal import Platform
internal import Synchronization

/// What those functions of a run share that act on the world outside.
final class RunEffects {
    /// Secret values that must not be shown, written or sent.
    let secrets = SecretMask()
    /// Bytes that went over the network.
    let traffic = Traffic()
    /// Clients that nobody uses right now.
    var clients: [WebClient] = []
    /// The folder of temporary files, once there is one.
    var temporary: TemporaryFolder?
    /// Bytes of the progress line that stands on the terminal.
    var hasProgress = false
    /// Told how far the requests of a store's function are, while one runs.
    var uploading: ((TransferProgress) -> Void)?
    /// Ends what waits in this run.
    var stop = StopSignal()
    /// Held by whichever of several threads runs code of the run; `nil` while there is only one.
    var turn: ManualLock?

    /// Bytes sent and received by the requests of a run, on whatever thread.
    final class Traffic: Sendable {
        /// How many bytes there may be.
        static let limit = 100 << 20
        private let bytes = Atomic<Int>(0)

        /// Counts bytes.
        func add(_ count: Int) { bytes.add(count, ordering: .relaxed) }

        /// How many more there may be.
        var left: Int { max(0, Self.limit - bytes.load(ordering: .relaxed)) }
    }
}

/// Ends waiting functions from another thread.
final class StopSignal: Sendable {
    private let raised = Atomic<Bool>(false)

    /// Whether it was raised.
    var isRaised: Bool { raised.load(ordering: .relaxed) }

    /// Ends them.
    func raise() { raised.store(true, ordering: .relaxed) }
}

/// When a function that waits must give up; it may be asked on any thread.
struct StopCondition: Sendable {
    let signal: StopSignal
    let deadline: ContinuousClock.Instant?

    /// Whether it is time to give up.
    var isMet: Bool {
        if Cancellation.isRequested || signal.isRaised { return true }
        return deadline.map { ContinuousClock.now >= $0 } ?? false
    }

    /// - Throws: `PlatformError.interrupted` when it is time to give up.
    func check() throws(PlatformError) {
        if isMet { throw .interrupted }
    }
}

extension HostRun {
    /// When a function that waits must give up.
    var stopCondition: StopCondition {
        let left = script?.secondsLeft.map { ContinuousClock.now + .seconds($0) }
        let ends = [deadline, left].compactMap { $0 }
        return StopCondition(signal: effects.stop, deadline: ends.min())
    }

    /// The seconds that a function may wait that was allowed to wait so many.
    func seconds(atMost count: Double) -> Double {
        guard let end = stopCondition.deadline else { return count }
        let left = (end - ContinuousClock.now) / .seconds(1)
        return max(0.001, min(count, left))
    }

    /// Runs what only waits, and touches nothing of the run, while other threads of the run go on.
    func waiting<Result>(_ body: () throws -> Result) rethrows -> Result {
        guard let turn = effects.turn else { return try body() }
        turn.unlock()
        defer { turn.lock() }
        return try body()
    }
}
