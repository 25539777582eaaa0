internal import Patterns

/// The first stage: databases with the heads of all rules, and what each head stands for.
struct HeadIndex {
    /// What to do where a pattern ends.
    enum Action {
        /// The secret begins `length` bytes before the end.
        case head(rule: Int, length: Int, hint: Int)
        /// A head of `length` bytes, for a rule with a function of its own.
        case located(rule: Int, length: Int)
        /// `isMark` tells whether it is one of ``CredentialMention/marks`` too; a word of `length` bytes, when that is not 0,
        /// must begin where the match does.
        case keyword(rule: Int, Keyword.Kind, isMark: Bool, length: Int)
        case url(rule: Int)
        case authorization(rule: Int, isBasic: Bool)
        /// A secret was here that is already redacted.
        case placeholder
        /// The input has escapes of ASCII characters that must be resolved before it is searched.
        case escapes
        /// Something in the input can cut a secret in two.
        case joints
        /// The end of a literal, `length` bytes with its quote, to which another may be added.
        case literalEnd(length: Int)
        /// The name of a credential, before which the name of a vendor may stand.
        case credential
    }

    /// Patterns that are looked for together.
    struct Table {
        private(set) var actions: [Action] = []
        private(set) var patterns: [ScanPattern] = []

        mutating func add(_ action: Action, _ pattern: ScanPattern) {
            actions.append(action)
            patterns.append(pattern)
        }
    }

    /// How many characters behind a prefix are searched for in the first stage.
    ///
    /// More make the database big and lose tokens that a line end cuts soon; fewer make false hits, and how many depends
    /// on the prefix.
    private static func headRun(_ prefix: String) -> Int {
        switch prefix.utf8.count {
        case ...3: 6
        default: 2
        }
    }

    /// What is looked for everywhere.
    private(set) var everywhere = Table()
    /// What is looked for around the names of credentials.
    private(set) var named = Table()
    let database: PatternDatabase
    let namedDatabase: PatternDatabase?

    init(_ rules: [Rule], cache: (any DatabaseCache)?) throws(RedactionError) {
        var table = Table()
        var named = Table()
        var marked: Set<String> = []
        func add(_ head: Head, rule: Int) {
            table.add(.head(rule: rule, length: head.length, hint: head.hint), head.pattern)
        }
        for (index, rule) in rules.enumerated() {
            switch rule.finder {
            case .prefixed(let prefixes, let bytes, let least):
                for prefix in prefixes {
                    add(Head(prefix, bytes, min(least, Self.headRun(prefix))), rule: index)
                }
            case .exact(let prefixes, let bytes, let count):
                for prefix in prefixes {
                    add(Head(prefix, bytes, min(count.lowerBound, Self.headRun(prefix))), rule: index)
                }
            case .shaped(let heads, _):
                for head in heads { add(head, rule: index) }
            case .assignment(let keywords):
                for keyword in keywords {
                    let isMark = CredentialMention.marks.contains(keyword.expression)
                    if isMark { marked.insert(keyword.expression) }
                    table.add(
                        .keyword(
                            rule: index,
                            keyword.kind,
                            isMark: isMark,
                            length: keyword.beginsWord ? keyword.expression.utf8.count : 0
                        ),
                        ScanPattern(keyword.expression, caseless: true)
                    )
                }
            case .privateKey:
                add(Head(PrivateKeyBlock.opening), rule: index)
            case .urlPassword:
                for marker in ["://", #":\\/\\/"#] { table.add(.url(rule: index), ScanPattern(marker)) }
            case .authorization:
                for scheme in AuthorizationHeader.schemes {
                    table.add(
                        .authorization(rule: index, isBasic: scheme.hasPrefix("basic")),
                        ScanPattern(scheme, caseless: true)
                    )
                }
            case .located(let heads, _, _):
                for head in heads { table.add(.located(rule: index, length: head.length), head.pattern) }
            case .named(let heads, _):
                for head in heads {
                    let action = Action.located(rule: index, length: head.length)
                    if head.saysItself {
                        table.add(action, head.pattern)
                    } else {
                        named.add(action, head.pattern)
                    }
                }
            case .card, .run, .account, .search: break
            }
        }
        table.add(.placeholder, Head(Placeholder.opening).pattern)
        table.add(.escapes, ScanPattern(ASCIIEscapes.marker, firstOnly: true))
        for marker in Joints.literalMarkers {
            let head = Head(marker)
            table.add(.literalEnd(length: head.length), head.pattern)
        }
        for marker in Joints.markers { table.add(.joints, ScanPattern(marker)) }
        if !named.patterns.isEmpty {
            for mark in CredentialMention.marks where !marked.contains(mark) {
                table.add(.credential, Head(mark, caseless: true).pattern)
            }
            table.add(.credential, ScanPattern(CredentialMention.shortMark, caseless: true))
        }
        everywhere = table
        self.named = named
        do {
            database = try Self.database(table.patterns, cache: cache)
            namedDatabase = named.patterns.isEmpty ? nil : try Self.database(named.patterns, cache: cache)
        } catch .invalidPattern(let index, let message) {
            throw .invalidRule(id: "built-in \(index)", message: message)
        } catch {
            throw .engine(message: error.description)
        }
    }

    /// No head is longer (bytes).
    static let longest = 64

    /// The database from the cache, or compiled and put there.
    private static func database(
        _ patterns: [ScanPattern],
        cache: (any DatabaseCache)?
    ) throws(PatternsError) -> PatternDatabase {
        guard let cache else { return try PatternDatabase(patterns, reach: longest) }
        // The entry repeats its fingerprint, so that a file under the wrong name is not believed.
        let fingerprint = fingerprint(patterns)
        let key = "redaction-\(fingerprint).hsdb"
        let mark = Array(fingerprint.utf8)
        if let stored = cache.load(key), stored.starts(with: mark),
            let database = try? PatternDatabase(
                serialized: stored.span.extracting(mark.count..<stored.count),
                reach: longest
            )
        {
            return database
        }
        let database = try PatternDatabase(patterns, reach: longest)
        if let bytes = try? database.serialized() { cache.store(key, mark + bytes) }
        return database
    }

    /// 16 hexadecimal digits that tell one set of patterns and engine from another (FNV-1a; not a defence
    /// against someone who can write into the cache).
    private static func fingerprint(_ patterns: [ScanPattern]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func mix(_ text: String) {
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            hash = (hash ^ 0xFF) &* 0x100_0000_01b3
        }
        mix(PatternDatabase.engineVersion)
        for pattern in patterns {
            mix(pattern.expression)
            mix("\(pattern.caseless) \(pattern.firstOnly) \(pattern.widened)")
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
