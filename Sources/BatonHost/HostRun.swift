internal import BatonExport
public import BatonRedaction
public import BatonSessions
public import BatonSharing
public import Lua
public import Platform

/// How a run treats the person in front of it.
public struct RunOptions: Sendable {
    /// Whether acting functions are only told, not done.
    public var isDryRun = false
    /// Whether questions before something leaves are answered with yes.
    public var assumesYes = false
    /// Whether the answer is one JSON value, so that nothing else may be printed to standard output.
    public var isJSON = false

    /// The defaults: act, ask, print for people.
    public init() {}
}

/// What a call gave.
public enum HostResult {
    /// One value; `nil` for nothing.
    case one(HostValue)
    /// Several values.
    case several([HostValue])

    /// The first value, which is what a step of a recipe gets.
    public var first: HostValue {
        switch self {
        case .one(let value): value
        case .several(let values): values.first ?? .nil
        }
    }
}

/// One run of a command, recipe or script: what its functions share.
///
/// It belongs to one thread.
public final class HostRun {
    /// The surroundings.
    public let context: Context
    /// The functions that can be called.
    public let registry: HostRegistry
    /// The person's settings.
    public var configuration: Configuration
    /// How the person is treated.
    public let options: RunOptions
    /// What the script may do; a script's own declaration narrows it once it is read.
    public var permissions: PermissionSet {
        didSet { if let confinement { permissions.confinement = confinement } }
    }
    /// The only directory whose files scripts may touch, whatever a recipe declares; `nil` for no such bound.
    public var confinement: String? {
        didSet { permissions.confinement = confinement }
    }
    /// The file that runs without having been approved; `nil` for what is trusted.
    public var untrustedFile: String?
    /// The directories that count as this project.
    public let workspace: Workspace
    /// Bytes of all lines that were said, which count as a script's output.
    public private(set) var saidBytes = 0
    /// Calls that a dry run did not make.
    public private(set) var skipped: [SkippedCall] = []
    private let tell: (String) -> Void
    private var redactors: [Readership: Redactor] = [:]
    /// Packs that are on in this run, besides those of the settings.
    public var packs: Set<Pack> = [] { didSet { if packs != oldValue { redactors = [:] } } }
    private(set) var madeLinks: [String] = []
    private let objects = HostObjects()
    /// The arguments of the running call, of which the first one is looked at.
    private(set) var looked: LuaArguments?
    private var sessionParts = 0
    let effects = RunEffects()
    /// The git hook that this runs from; `nil` for a person's call.
    public var hook: HookFacts?
    /// What knows the recipes; `nil` where there are none.
    public weak var recipes: (any RecipeAccess)?
    /// When functions that wait must give up; `nil` for never.
    public var deadline: ContinuousClock.Instant?
    /// What scripts have added to the run.
    public let extensions = RunExtensions()
    /// The transcripts that are open.
    let sessionReader = SessionReader()
    /// The script that is calling; `nil` for a recipe's steps.
    public weak var script: (any ScriptAccess)?
    /// The exit status that the script asked for when it ended itself.
    public var requestedStatus: Int?

    /// A call that a dry run left out.
    public struct SkippedCall: Sendable {
        /// The function.
        public let function: String
        /// Its arguments.
        public let arguments: [String: HostValue]
    }

    /// A run; lines for the person go to `say`, or to standard error when there is none.
    public init(
        _ context: Context,
        registry: HostRegistry = .builtIn,
        configuration: Configuration,
        options: RunOptions = RunOptions(),
        permissions: PermissionSet = .all,
        say: ((String) -> Void)? = nil
    ) {
        self.context = context
        self.registry = registry
        self.configuration = configuration
        self.options = options
        self.permissions = permissions
        tell = say ?? { context.console.writeError($0 + "\n") }
        workspace = Workspace(context)
    }

    // MARK: Calls

    /// Calls a function with arguments by position, as Lua does.
    public func call(_ function: HostFunction, positional: [HostValue]) throws -> HostValue {
        try perform(function) { try ArgumentCheck.values(positional, function) }.first
    }

    /// Calls a function with named arguments, as a step of a recipe does.
    public func call(_ function: HostFunction, _ arguments: [String: HostValue]) throws -> HostValue {
        try perform(function) { try ArgumentCheck.values(arguments, function) }.first
    }

    /// Calls a function with the arguments of a script, the handle of a method in front of them.
    public func call(_ function: HostFunction, _ arguments: LuaArguments) throws -> HostResult {
        // What asks for no permission and waits for nothing may be called by every script.
        if !permissions.isRestricted || !function.blocks, ArgumentCheck.areScalars(arguments, function) {
            let this = function.handle == nil ? HostValue.nil : try arguments[0]
            return try body(HostCall(run: self, function: function, scalars: arguments, this: this))
        }
        if function.looks { return try look(function, arguments) }
        if function.isLoopStep { return try perform(function, try arguments[0]) { ([], []) } }
        var values = try arguments.all()
        let this = function.handle == nil || values.isEmpty ? HostValue.nil : values.removeFirst()
        return try perform(function, this) { try ArgumentCheck.values(values, function) }
    }

    /// Calls a function that looks at its first argument only.
    private func look(_ function: HostFunction, _ arguments: LuaArguments) throws -> HostResult {
        looked = arguments
        defer { looked = nil }
        var values = [HostValue](repeating: .nil, count: min(arguments.count, 1))
        for index in 1..<max(arguments.count, 1) { values.append(try arguments[index]) }
        return try perform(function) { try ArgumentCheck.values(values, function) }
    }

    /// Calls a handle itself, such as an iterator for its next value.
    func call(handle value: HostValue) throws -> HostResult {
        guard case .handle(let handle) = value,
            let function = registry.handles.first(where: { $0.number == handle.type })?.call
        else { throw HostError("arg", "a \(value.typeName) cannot be called") }
        return try perform(function, value) { try ArgumentCheck.values([], function) }
    }

    /// Here, and nowhere else, arguments are checked, permissions enforced and dry runs kept from acting.
    private func perform(
        _ function: HostFunction,
        _ this: HostValue = .nil,
        _ arguments: () throws -> ArgumentCheck.Values
    ) throws -> HostResult {
        do {
            let arguments = try arguments()
            // Before the arguments are looked at: what may not be called has nothing to say of them.
            if permissions.isRestricted, !RestrictedProfile.allows(function) {
                throw HostError.notApproved(function)
            }
            if let permission = function.permission, !permissions.allows(permission) {
                throw HostError.denied(permission, function)
            }
            try ArgumentCheck.check(arguments, function)
            try SecretSearch.check(arguments, function)
            if options.isDryRun, function.acts, !function.rehearses {
                let given = zip(function.fields, arguments.values).filter { $1.isPresent }
                skipped.append(
                    SkippedCall(
                        function: function.path,
                        arguments: Dictionary(given.map { ($0.name, $1) }) { first, _ in first }
                    )
                )
                return .one(.nil)
            }
            return try body(
                HostCall(
                    run: self,
                    function: function,
                    values: arguments.values,
                    rest: arguments.rest,
                    this: this
                )
            )
        } catch let error as HostError where error.kind == "denied" {
            guard let untrustedFile else {
                guard confinement != nil, let permission = function.permission,
                    permission == .read || permission == .write,
                    permissions.granted[permission]?.isEmpty == true
                else { throw error }
                throw HostError(
                    "denied",
                    "\(function.fullName) reaches no file outside the folder of the test",
                    hint: "baton.testing.file puts files into it"
                )
            }
            throw HostError("denied.untrusted", error.message, hint: "baton trust \(untrustedFile)")
        }
    }

    private func body(_ call: HostCall) throws -> HostResult {
        try Cancellation.check()
        do {
            switch call.function.body {
            case .one(let body): return .one(try body(call))
            case .several(let body): return .several(try body(call))
            }
        } catch {
            throw masked(error)
        }
    }

    /// Tells the person a line, without a newline.
    public func say(_ line: String) {
        let line = masked(line)
        clearProgress()
        saidBytes += line.utf8.count + 1
        tell(line)
    }

    /// Counts bytes that were shown without ``say(_:)``.
    func count(said bytes: Int) { saidBytes += bytes }

    // MARK: Sessions

    /// The finder for this project.
    public var finder: SessionFinder {
        SessionFinder(context, projectDirectories: workspace.projectDirectories)
    }

    /// The value that scripts hold a session by.
    public func handle(for session: Session) -> HostValue { handle(for: SessionObject(session)) }

    /// The value that scripts hold a session, or a part of one, by.
    func handle(for object: SessionObject) -> HostValue {
        // A whole session of this machine is the same handle each time; all have names, since several engines may hold
        // one, of which none can tell when the others have let it go.
        if object.isPlain {
            return objects.handle(object, type: HostHandles.session, name: object.session.path)
        }
        sessionParts += 1
        return objects.handle(object, type: HostHandles.session, name: "\(sessionParts)")
    }

    /// The session that a handle or selector means.
    public func session(_ value: HostValue) throws -> Session { try sessionObject(value).session }

    /// The session, or part of one, that a handle or selector means.
    func sessionObject(_ value: HostValue) throws -> SessionObject {
        if let selector = value.text {
            guard permissions.allows(.sessions, "any") else {
                throw HostError("denied", "a session by its name needs the permission 'sessions'")
            }
            return try confined(SessionObject(try finder.session(selector)))
        }
        if let object: SessionObject = object(value, type: HostHandles.session) { return object }
        throw HostError("arg", "session expected, got \(value.typeName)")
    }

    /// A session that may be read: any, unless the run is confined to a directory.
    func confined(_ object: SessionObject) throws -> SessionObject {
        guard permissions.isConfined(object.session.path, context) else {
            throw HostError("denied", "a session outside the directory of the test cannot be read")
        }
        return object
    }

    // MARK: Handles

    /// The value that scripts hold an object by.
    func handle(_ object: Any, type: Int32) -> HostValue { objects.handle(object, type: type) }

    /// The object of a handle, if it is one of that type.
    func object<Object>(_ value: HostValue, type: Int32, as _: Object.Type = Object.self) -> Object? {
        guard case .handle(let handle) = value else { return nil }
        return objects.object(handle, type: type)
    }

    /// Forgets the object of a handle that no script holds any more.
    public func release(_ handle: LuaHandle) { objects.release(handle) }

    // MARK: Redaction

    /// The redactor of this run: one secret has one placeholder in all that the run shares.
    ///
    /// What is for everybody has a redactor of its own, since more is removed from it.
    public func redactor(for readership: Readership = .private) throws -> Redactor {
        if let redactor = redactors[readership] { return redactor }
        let settings = redactionSettings
        let redactor = try settings.redactor(
            packs: readership == .public ? Set(Pack.allCases) : packs,
            context
        )
        for rule in extensions.rules { try redactor.add(rule) }
        redactors[readership] = redactor
        return redactor
    }

    /// A redactor for a file that the person names, of which the allow-list may say more; else that of the run.
    public func redactor(forFile path: String) throws -> Redactor {
        let settings = redactionSettings
        guard settings.hasEntries(forFile: path, context) else { return try redactor() }
        let redactor = try settings.redactor(packs: packs, forFile: path, context)
        for rule in extensions.rules { try redactor.add(rule) }
        return redactor
    }

    /// The redactors that there are so far.
    var madeRedactors: [Redactor] { Array(redactors.values) }

    /// What is removed: what the person's settings say, and what the project adds.
    public private(set) lazy var redactionSettings: RedactionSettings = {
        var settings = configuration.redaction
        if let project = ProjectSettings.load(context) { settings.add(project.redaction) }
        return settings
    }()

    /// Notes the link that this run has just made, which may be shown as it is.
    public func noteLink(_ link: String) { madeLinks.append(link) }

    /// A text that is to be shown or written, without secrets; links that this run made stay.
    public func redacted(_ text: String, for readership: Readership = .private) throws -> String {
        let text = masked(text)
        // One redactor for all, since only it knows the secrets that this run has met.
        let mask = LinkMask(madeLinks, in: text)
        let bytes = Array(mask.text.utf8)
        guard let redaction = try redactor(for: readership).redact(text: bytes.span) else { return text }
        return mask.restored(String(decoding: redaction.bytes, as: UTF8.self))
    }

    /// The name under which something leaves, without secrets and still fit for a file.
    public func redactedName(_ name: String, for readership: Readership = .private) throws -> String {
        let clean = try redacted(name, for: readership)
        return clean == name ? name : Slug.of(clean)
    }

    /// Content that is to be written or sent, without secrets unless the script may leave them in.
    ///
    /// - Returns: the content, and how many places were changed.
    func withoutSecrets(
        _ content: [UInt8],
        for readership: Readership = .private
    ) throws -> (bytes: [UInt8], secrets: Int) {
        let masked = effects.secrets.masked(content) ?? (content, 0)
        if permissions.allows(.unredacted) { return (masked.bytes, masked.count) }
        var redaction = TextRedaction(try redactor(for: readership))
        let bytes = try redaction.redact(masked.bytes)
        return (bytes, masked.count + redaction.findings.count)
    }

    /// The list of what was shared from this machine.
    public var shares: ShareRegistry {
        ShareRegistry(context, remembersKeys: configuration.remembersKeys)
    }

    /// What uploads to a store, and writes each share down.
    public func uploader(to store: any Store) -> Uploader {
        Uploader(store, context, registry: shares)
    }

    /// The stores that can be used.
    public var stores: StoreCatalog {
        StoreCatalog(
            configuration.stores,
            defaultName: configuration.defaultStore,
            custom: extensions.stores.mapValues { $0.store(self) },
            context
        )
    }
}

extension HostRun {
    /// Removes what the run made for itself alone, such as its temporary files.
    public func finish() { effects.temporary = nil }
}
