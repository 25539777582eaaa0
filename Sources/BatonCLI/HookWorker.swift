internal import BatonGit
internal import BatonHost
internal import BatonRecipes
internal import Platform

/// Does what hooks left, one job after the other, until the queue is empty.
struct HookWorker {
    private let context: Context
    private let repository: Repository
    private let queue: HookQueue

    /// Seconds after which a job is told to end, and after which the process ends with it.
    private static let limits = (soft: 60.0, hard: 75.0)
    /// Milliseconds without a new job before the work begins: git may still be at what the hook was about.
    private static let calm: Int64 = 150
    /// Milliseconds that a job waits for calm at most.
    private static let longest: Int64 = 2000
    /// Seconds before a failed job is tried again.
    private static let pauses = [0.2, 1.0]

    init(_ repository: Repository, _ context: Context) {
        self.context = context
        self.repository = repository
        queue = HookQueue(repository)
    }

    /// Works until nothing waits; where another worker is at it that one is left to do it.
    func run() throws {
        ProcessPriority.lower()
        // Looked at again after the lock was given back: a hook may have added a job before, and seen the lock taken.
        while try !queue.names().isEmpty {
            guard let lock = try queue.lock() else { return }
            let isLeft = try withExtendedLifetime(lock) { try empty() }
            if isLeft || Cancellation.isRequested { return }
        }
    }

    /// Waits until no job is left, taking part in the work.
    func wait() throws {
        while try !queue.names().isEmpty {
            try run()
            // The other worker has the lock while it works.
            try Pause.seconds(0.02)
        }
    }

    /// - Returns: whether something stays that cannot be done.
    private func empty() throws -> Bool {
        queue.clean(now: context.now())
        var stuck: Set<String> = []
        while true {
            let names = try queue.names().filter { !stuck.contains($0) }
            guard let newest = names.last else { return !stuck.isEmpty }
            try settle(newest)
            for name in names {
                if Cancellation.isRequested { return true }
                guard let job = queue.job(name) else {
                    // No job of this person; a broken one of theirs says nothing to anybody.
                    try? queue.remove(name)
                    stuck.insert(name)
                    continue
                }
                try perform(job, name)
            }
        }
    }

    /// Waits until git has had a moment to finish, or long enough.
    private func settle(_ newest: String) throws {
        let start = context.now().milliseconds
        while let job = queue.job((try queue.names().last) ?? newest) {
            let now = context.now().milliseconds
            let age = now - job.time.milliseconds
            if !(0..<Self.calm).contains(age) || now - start > Self.longest { return }
            try Pause.seconds(Double(Self.calm - age) / 1000 + 0.001)
        }
    }

    private func perform(_ first: HookJob, _ name: String) throws {
        var job = first
        while true {
            guard job.attempts < HookQueue.attempts else {
                job.failure = job.failure ?? "it was cut off \(job.attempts) times"
                return try queue.setAside(job, name)
            }
            job.attempts += 1
            // Written down before it begins, so that a job that kills its worker does not come back for ever.
            try queue.update(job, name)
            do {
                try timed(job)
                return try queue.remove(name)
            } catch {
                if Cancellation.isRequested { throw error }
                job.failure = HookRun.line(error, context)
                if !Self.mayPass(error) { job.attempts = HookQueue.attempts }
            }
            if job.attempts < HookQueue.attempts { try Pause.seconds(Self.pauses[job.attempts - 1]) }
        }
    }

    private func timed(_ job: HookJob) throws {
        let watchdog = Alarm(after: Self.limits.hard) { ProcessPriority.end(1) }
        let alarm = Alarm(after: Self.limits.soft) { Cancellation.expire() }
        defer {
            watchdog.stop()
            alarm.stop()
        }
        do {
            try HookWork(job, context).perform(for: repository)
        } catch {
            guard alarm.stop(), Cancellation.isExpired else { throw error }
            Cancellation.acknowledgeExpiry()
            throw HostError("limit.wall", "it ran longer than \(Int(Self.limits.soft)) seconds")
        }
    }

    /// Whether the same could go well the next time.
    private static func mayPass(_ error: any Error) -> Bool {
        let report = ErrorReport(error)
        return
            !(report.kind.hasPrefix("recipe") || report.kind.hasPrefix("limit") || report.kind == "denied"
            || report.kind == "invalid")
    }
}
