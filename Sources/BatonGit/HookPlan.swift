internal import Platform

/// What the hooks of a repository are to do, as its own configuration file says.
///
/// It is read without git, since it is read at every commit: `baton.hook.NAME` are recipes that git waits for,
/// `baton.background.NAME` those that it does not, `baton.attach` what is attached to commits, `baton.remind` whether a
/// push is commented on, `baton.enabled` the switch for all of it.
public struct HookPlan: Sendable, Equatable {
    /// Whether hooks do anything here.
    public var isEnabled = true
    /// What is attached to commits.
    public var purposes: [HookPurpose] = []
    /// Whether a push that leaves context behind is commented on.
    public var reminds = false
    /// Recipes that git waits for, by hook.
    public var waiting: [HookName: [String]] = [:]
    /// Recipes that run when git has gone on, by hook.
    public var background: [HookName: [String]] = [:]

    /// A plan that does nothing.
    public init() {}

    /// The plan of a repository; one that does nothing when the file cannot be read.
    public init(_ repository: Repository) {
        let path = Paths.join(repository.commonDirectory, "config")
        guard let bytes = try? Files.read(path, limit: 1 << 20) else { return }
        for entry in ConfigFile.allEntries(String(decoding: bytes, as: UTF8.self))
        where entry.section == "baton" {
            read(entry)
        }
    }

    private mutating func read(_ entry: ConfigFile.Entry) {
        switch (entry.subsection, entry.name) {
        case (nil, "enabled"): isEnabled = !ConfigFile.isFalse(entry.value)
        case (nil, "remind"): reminds = ConfigFile.isTrue(entry.value)
        case (nil, "attach"):
            guard let purpose = entry.value.flatMap(HookPurpose.init), !purposes.contains(purpose) else {
                return
            }
            purposes.append(purpose)
        case ("hook", _):
            guard let hook = HookName(rawValue: entry.name), let recipe = entry.value else { return }
            waiting[hook, default: []].append(recipe)
        case ("background", _):
            guard let hook = HookName(rawValue: entry.name), let recipe = entry.value else { return }
            background[hook, default: []].append(recipe)
        default: break
        }
    }

    /// Whether something must be kept up when commits are rewritten.
    public var needsUpkeep: Bool { purposes.contains(where: \.needsUpkeep) }

    /// Whether a hook leaves work behind that is done when git has gone on.
    public func queues(_ hook: HookName) -> Bool {
        if !(background[hook] ?? []).isEmpty { return true }
        return needsUpkeep && (hook == .postCommit || hook == .postRewrite)
    }

    /// The recipes of a hook, those that git waits for first.
    public func recipes(_ hook: HookName) -> [String] { (waiting[hook] ?? []) + (background[hook] ?? []) }
}
