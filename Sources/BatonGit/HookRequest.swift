/// What a person wants git's hooks to do.
public struct HookRequest: Sendable, Equatable {
    /// A recipe in a hook.
    public struct Recipe: Sendable, Hashable {
        /// Its name.
        public let name: String
        /// Whether git goes on while it runs.
        public let isBackground: Bool

        /// A recipe by its name.
        public init(_ name: String, isBackground: Bool = false) {
            self.name = name
            self.isBackground = isBackground
        }
    }

    /// What is attached to commits.
    public var purposes: [HookPurpose]
    /// Recipes by hook.
    public var recipes: [HookName: [Recipe]]
    /// Whether a push that leaves context behind is commented on.
    public var reminds: Bool

    /// A request.
    public init(
        purposes: [HookPurpose] = [],
        recipes: [HookName: [Recipe]] = [:],
        reminds: Bool = false
    ) {
        self.purposes = purposes
        self.recipes = recipes
        self.reminds = reminds
    }

    /// The hooks that it takes, in git's order.
    public var hooks: [HookName] {
        HookName.allCases.filter { hook in
            recipes[hook]?.isEmpty == false || purposes.contains { $0.hooks.contains(hook) }
                || reminds && hook == .prePush
        }
    }
}

extension HookPlan {
    /// The hooks that the plan takes.
    var hooks: Set<HookName> {
        var result = Set(purposes.flatMap(\.hooks))
        if reminds { result.insert(.prePush) }
        return result.union(HookName.allCases.filter { !recipes($0).isEmpty })
    }

    /// Whether prepare-commit-msg is there for upkeep alone, which matters after a squash and a pick only.
    var isRarelyPreparing: Bool {
        recipes(.prepareCommitMsg).isEmpty
            && purposes.contains { $0.needsUpkeep && $0.hooks.contains(.prepareCommitMsg) }
    }
}
