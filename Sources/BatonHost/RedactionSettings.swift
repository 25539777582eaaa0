public import BatonRedaction
internal import Platform

/// For whom something is made.
public enum Readership: String, Sendable, CaseIterable {
    /// People whom the person knows: only secrets are removed.
    case `private`
    /// Everybody: all packs are on.
    case `public`
}

/// What is removed from all that leaves, as the person's settings say it.
public struct RedactionSettings: Sendable {
    /// Rules of the person's own.
    public var rules: [Rule] = []
    /// Words that a company keeps to itself.
    public var words: [String] = []
    /// Rules that are switched off.
    public var disabled: Set<String> = []
    /// Packs that are always on.
    public var packs: Set<Pack> = []
    /// Values that stay.
    public var allowed = AllowList()

    /// Nothing but what is built in.
    public init() {}

    /// Adds what another file says.
    mutating func add(_ other: RedactionSettings) {
        rules += other.rules
        words += other.words
        disabled.formUnion(other.disabled)
        packs.formUnion(other.packs)
        allowed.add(other.allowed)
    }

    /// Adds what a project says, which removes more and never less.
    mutating func add(_ project: ProjectRedaction) {
        words += project.words
        packs.formUnion(project.packs)
    }

    /// All names that no further rule may have.
    static let takenNames: Set<String> = Set(
        (RuleSet.builtIn.rules
            + Pack.allCases.flatMap {
                $0.rules(PersonalNames(fullName: "A B C", hostName: "abcd", words: ["a"]))
            })
            .map(\.id)
    )

    /// A redactor for these settings with further packs.
    ///
    /// When it is for one file only, `file` is its absolute path, of which the allow-list may say more.
    func redactor(packs: Set<Pack>, forFile file: String? = nil, _ context: Context) throws -> Redactor {
        let allowed = allowed
        let ofFile = file.map { allowed.list(forFile: $0, context) } ?? []
        var allows: Redactor.Allowance?
        if !allowed.isEmpty || !ofFile.isEmpty {
            allows = { rule, value in
                if allowed.allows(rule, value) { return true }
                return ofFile.contains { entry in
                    if let only = entry.rule, only != rule { return false }
                    return entry.hash.map { AllowList.digests(of: value).contains($0) } ?? true
                }
            }
        }
        return try Redactor(
            rules: ruleSet(packs: packs, context),
            cache: FileDatabaseCache(context),
            allows: allows
        )
    }

    /// Whether a file has entries of its own in the allow-list.
    func hasEntries(forFile file: String, _ context: Context) -> Bool {
        !allowed.list(forFile: file, context).isEmpty
    }

    /// The rules, with the packs that are on.
    func ruleSet(packs more: Set<Pack>, _ context: Context) -> RuleSet {
        var names = PersonalNames(words: words)
        let packs = self.packs.union(more)
        if packs.contains(.names) {
            let identity = context.identity()
            names.loginName =
                identity.loginName.isEmpty ? Paths.name(context.homeDirectory) : identity.loginName
            names.fullName = identity.fullName
            names.hostName = identity.hostName
        }
        let packRules = Pack.allCases.filter(packs.contains).flatMap { $0.rules(names) }
        return RuleSet(RuleSet.builtIn.rules + packRules).adding(rules).removing(
            disabled.union(allowed.rules)
        )
    }
}

/// What a project may say of redaction: more words, more packs.
public struct ProjectRedaction: Sendable {
    /// Words that the project keeps to itself.
    public var words: [String] = []
    /// Packs that are on in the project.
    public var packs: Set<Pack> = []
}
