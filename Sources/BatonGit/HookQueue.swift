public import Platform

/// Jobs that hooks left, one small file each in `baton/queue` of the directory that all worktrees share.
///
/// A job is there whole or not at all. One worker at a time takes them in the order of their names, which begin with the
/// time, and removes each at its end, so that what a killed worker left is taken up by the next.
public struct HookQueue: Sendable {
    /// The most jobs that wait; what comes on top is not kept, and a repair finds it.
    public static let most = 2000
    /// The most failed jobs that are kept.
    public static let mostFailed = 50
    /// How often a job is begun before it is kept aside.
    public static let attempts = 3

    /// The directory that holds all that hooks remember.
    public let folder: String
    private let pendingFolder: String
    private let failedFolder: String

    /// The queue of a repository, which need not be there yet.
    public init(_ repository: Repository) {
        folder = Paths.join(repository.commonDirectory, "baton")
        pendingFolder = Paths.join(folder, "queue")
        failedFolder = Paths.join(folder, "failed")
    }

    // MARK: Jobs

    /// Adds a job.
    ///
    /// The disk is not waited for: what a power cut takes, a repair brings back.
    ///
    /// - Returns: whether it was added; not when too many wait.
    /// - Throws: `PlatformError` when the folder cannot be written.
    public func add(_ job: HookJob) throws(PlatformError) -> Bool {
        let waiting = try names()
        guard waiting.count < Self.most else { return false }
        if waiting.isEmpty { try Files.makeDirectory(pendingFolder, mode: 0o700) }
        let digits = String(max(0, job.time.milliseconds), radix: 16)
        let name = String(repeating: "0", count: max(0, 12 - digits.count)) + digits + "-" + UniqueID.make()
        try write(job, Paths.join(pendingFolder, name + ".json"), replacing: false)
        return true
    }

    /// The names of the jobs that wait, the oldest first.
    public func names() throws(PlatformError) -> [String] { try Self.jobs(in: pendingFolder) }

    /// The job of a name; `nil` when the file is gone, or holds none.
    public func job(_ name: String) -> HookJob? { Self.job(in: pendingFolder, name) }

    /// Writes a job anew under its name.
    public func update(_ job: HookJob, _ name: String) throws(PlatformError) {
        try write(job, Paths.join(pendingFolder, name), replacing: true)
    }

    /// Removes a job.
    public func remove(_ name: String) throws(PlatformError) {
        try Files.remove(Paths.join(pendingFolder, name))
    }

    // MARK: Failures

    /// Keeps a job aside for a person to see.
    public func setAside(_ job: HookJob, _ name: String) throws(PlatformError) {
        try Files.makeDirectory(failedFolder, mode: 0o700)
        try write(job, Paths.join(failedFolder, name), replacing: true)
        try remove(name)
        for old in try Self.jobs(in: failedFolder).dropLast(Self.mostFailed) {
            try Files.remove(Paths.join(failedFolder, old))
        }
    }

    /// The jobs that were kept aside, the oldest first.
    public func failures() -> [HookJob] {
        ((try? Self.jobs(in: failedFolder)) ?? []).compactMap { Self.job(in: failedFolder, $0) }
    }

    /// The failures since the last call, which are told once.
    public func takeNews() -> [HookJob] {
        let names = (try? Self.jobs(in: failedFolder)) ?? []
        // A failure that was told ends in `-told.json`.
        return names.compactMap { name in
            guard !name.hasSuffix("-told.json"), let job = Self.job(in: failedFolder, name) else {
                return nil
            }
            let told = String(name.dropLast(".json".count)) + "-told.json"
            let place = Paths.join(failedFolder, name)
            return (try? Files.move(place, to: Paths.join(failedFolder, told))) == nil ? nil : job
        }
    }

    /// Forgets the jobs that were kept aside.
    public func forgetFailures() throws(PlatformError) {
        for name in try Self.jobs(in: failedFolder) { try Files.remove(Paths.join(failedFolder, name)) }
    }

    // MARK: The worker

    /// The lock of the worker, if no other process has it.
    public func lock() throws(PlatformError) -> FileLock? {
        try Files.makeDirectory(folder, mode: 0o700)
        return try FileLock(ifFree: Paths.join(folder, "worker.lock"))
    }

    /// Removes what is left of writers that were killed; for the holder of the lock.
    ///
    /// A hook may be at work meanwhile, so only what is older than a minute goes.
    public func clean(now: Timestamp) {
        for folder in [pendingFolder, failedFolder] {
            for name in (try? Files.names(in: folder)) ?? [] where FileWriter.isTemporary(name) {
                let path = Paths.join(folder, name)
                guard let status = Files.linkStatus(path),
                    now.milliseconds - status.modified.milliseconds > 60_000
                else { continue }
                try? Files.remove(path)
            }
        }
    }

    /// Removes the folder with all jobs, when the last hook goes.
    public func removeAll() throws(PlatformError) {
        for place in [pendingFolder, failedFolder] {
            for name in try Files.names(in: place)
            where name.hasSuffix(".json") || FileWriter.isTemporary(name) {
                try Files.remove(Paths.join(place, name))
            }
            Files.removeEmptyDirectory(place)
        }
        for name in ["worker.lock", "pushed-notes"] { try Files.remove(Paths.join(folder, name)) }
        Files.removeEmptyDirectory(folder)
    }

    // MARK: Files

    private static func jobs(in folder: String) throws(PlatformError) -> [String] {
        try Files.names(in: folder).filter { $0.hasSuffix(".json") && !FileWriter.isTemporary($0) }
    }

    private static func job(in folder: String, _ name: String) -> HookJob? {
        let path = Paths.join(folder, name)
        // Another user's file would have this one's rights.
        guard let status = Files.linkStatus(path), status.kind == .file, status.owner == ProcessPriority.user
        else { return nil }
        return (try? Files.read(path, limit: 8 << 20)).flatMap(HookJob.init)
    }

    private func write(_ job: HookJob, _ path: String, replacing: Bool) throws(PlatformError) {
        let writer = try FileWriter(beside: path, mode: 0o600)
        let bytes = job.bytes
        try writer.append(bytes.span)
        try writer.commit(replacing: replacing, isDurable: false)
    }
}
