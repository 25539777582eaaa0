internal import JSON
public import Platform

/// What a hook leaves to be done when git has gone on.
public struct HookJob: Sendable, Equatable {
    /// A commit that took the place of another.
    public struct Rewrite: Sendable, Equatable {
        /// The commit that was.
        public let old: String
        /// The one that is.
        public let new: String

        /// A pair.
        public init(old: String, new: String) {
            self.old = old
            self.new = new
        }
    }

    /// The hook.
    public var hook: HookName
    /// When it ran.
    public var time: Timestamp
    /// Top level of the worktree that it ran in.
    public var worktree: String
    /// The commit that HEAD was at.
    public var commit: String?
    /// The branch; `nil` when HEAD was detached.
    public var branch: String?
    /// What git was doing.
    public var moment = HookMoment()
    /// The commit that must be the parent of ``commit`` if ``moment`` was seen before the commit was made.
    public var parent: String?
    /// What git gave the hook.
    public var arguments: [String] = []
    /// What post-rewrite was told.
    public var rewrites: [Rewrite] = []
    /// Variables that tell which agent made the commit; none of them a secret.
    public var environment: [String: String] = [:]
    /// The processes above the hook, the nearest first.
    public var processes: [Int32] = []
    /// How often it was begun.
    public var attempts = 0
    /// Why it failed last, on one line.
    public var failure: String?

    /// The most rewrites that one job holds; a rebase of more commits leaves the rest to a repair.
    static let mostRewrites = 20_000

    /// A job without details.
    public init(hook: HookName, time: Timestamp, worktree: String) {
        self.hook = hook
        self.time = time
        self.worktree = worktree
    }

    /// Reads the lines `OLD NEW …` that git gives post-rewrite (githooks(5)).
    public static func rewrites(_ input: [UInt8]) -> [Rewrite] {
        var result: [Rewrite] = []
        for line in input.split(separator: UInt8(ascii: "\n")).prefix(mostRewrites) {
            let words = line.split(separator: UInt8(ascii: " ")).prefix(2)
                .compactMap { Repository.id(String(decoding: $0, as: UTF8.self)) }
            if words.count == 2 { result.append(Rewrite(old: words[0], new: words[1])) }
        }
        return result
    }

    // MARK: The file

    /// The job as one line of JSON.
    var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("version", 1)
            writer.member("hook", hook.rawValue)
            writer.key("time")
            writer.int(time.milliseconds)
            writer.member("worktree", worktree)
            writer.member("commit", commit)
            writer.member("branch", branch)
            writer.member("operation", moment.operation.rawValue)
            writer.key("sources")
            writer.array { writer in for source in moment.sources { writer.string(source) } }
            writer.member("parent", parent)
            writer.key("arguments")
            writer.array { writer in for argument in arguments { writer.string(argument) } }
            writer.key("rewrites")
            writer.array { writer in
                for rewrite in rewrites { writer.string(rewrite.old + " " + rewrite.new) }
            }
            writer.key("environment")
            writer.object { writer in
                for (name, value) in environment.sorted(by: { $0.key < $1.key }) {
                    writer.member(name, value)
                }
            }
            writer.key("processes")
            writer.array { writer in for process in processes { writer.int(Int64(process)) } }
            writer.member("attempts", attempts)
            writer.member("failure", failure)
        }
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    /// Reads a file; `nil` for one that is no job.
    init?(_ bytes: [UInt8]) {
        guard let root = try? JSONParser.parse(bytes), root["version"]?.int == 1,
            let hook = root["hook"]?.string.flatMap(HookName.init), let time = root["time"]?.int,
            let worktree = root["worktree"]?.string, worktree.hasPrefix("/")
        else { return nil }
        self.init(hook: hook, time: Timestamp(milliseconds: time), worktree: worktree)
        commit = root["commit"]?.string.flatMap(Repository.id)
        branch = root["branch"]?.string.flatMap { GitNames.isRef($0) ? $0 : nil }
        moment = HookMoment(
            root["operation"]?.string.flatMap(HookMoment.Operation.init) ?? .commit,
            sources: Self.texts(root["sources"], most: 1000).compactMap(Repository.id)
        )
        parent = root["parent"]?.string.flatMap(Repository.id)
        arguments = Self.texts(root["arguments"], most: 16)
        for text in Self.texts(root["rewrites"], most: Self.mostRewrites) {
            rewrites += Self.rewrites(Array(text.utf8))
        }
        if let members = root["environment"]?.members {
            for (name, value) in members {
                guard let name = name.string, let value = value.string else { continue }
                environment[name] = value
            }
        }
        if let numbers = root["processes"]?.elements.prefix(64) {
            processes = numbers.compactMap { $0.int.flatMap { Int32(exactly: $0) } }
        }
        attempts = Int(clamping: max(0, root["attempts"]?.int ?? 0))
        failure = root["failure"]?.string
    }

    private static func texts(_ value: JSONValue?, most: Int) -> [String] {
        value.map { $0.elements.prefix(most).compactMap(\.string) } ?? []
    }
}
