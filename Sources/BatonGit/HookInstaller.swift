internal import Platform

/// Puts hooks into a repository and takes them out, so that nothing else there changes.
///
/// A hook that stood there before is kept beside and run first, with the same arguments and input, and its exit
/// status counts. The recipes that a hook runs stand in the repository's configuration as `baton.hook.NAME`.
public struct HookInstaller: Sendable {
    let git: Git
    let program: String
    let version: GitVersion

    /// An installer.
    ///
    /// - Parameters:
    ///   - git: the repository.
    ///   - program: absolute path of the program that hooks call; when it has gone the `PATH` is asked. Empty for the
    ///     `PATH` alone.
    ///   - version: of the git that will run the hooks.
    public init(_ git: Git, program: String, version: GitVersion) {
        self.git = git
        self.program = program
        self.version = version
    }

    /// The recipes that a hook runs, in their order.
    ///
    /// - Throws: ``GitError``.
    public static func recipes(of hook: HookName, _ git: Git) throws -> [String] {
        try git.configValues(key(hook))
    }

    /// Makes `hook` run `recipes`, beside those that it runs already.
    ///
    /// Doing so twice changes nothing.
    ///
    /// - Parameters:
    ///   - hook: the hook.
    ///   - recipes: names of recipes, one at least.
    ///   - options: where it goes and what it may touch.
    /// - Returns: what was done.
    /// - Throws: ``GitError``; nothing is changed then.
    public func install(
        _ hook: HookName,
        recipes: [String],
        options: HookOptions = HookOptions()
    ) throws -> HookChange {
        precondition(!recipes.isEmpty, "a hook without a recipe does nothing")
        for recipe in recipes
        where recipe.hasPrefix("-") || recipe.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) {
            throw GitError.badArgument(kind: "name of a recipe", text: recipe)
        }
        let present = try git.localValues(Self.key(hook))
        var missing: [String] = []
        for recipe in recipes where !present.contains(recipe) && !missing.contains(recipe) {
            missing.append(recipe)
        }
        // A recipe without a hook does no harm, so the configuration comes first and is taken back on failure.
        for recipe in missing { try git.addLocal(Self.key(hook), recipe) }
        do {
            if options.keepsNotes { try keepNotes() }
            var change = try place(hook, options)
            change.recipes = missing
            return change
        } catch {
            for recipe in missing { try git.removeLocal(Self.key(hook), recipe) }
            try forgetRepositoryIfUnused()
            throw error
        }
    }

    static let section = "baton.hook"
    static let madeFolderKey = "baton.madeHooksFolder"
    static let addedRewriteKey = "baton.addedRewriteRef"
    static let rewriteKey = "notes.rewriteRef"

    static func key(_ hook: HookName) -> String { section + "." + hook.rawValue }

    /// The folder that git looks in: `core.hooksPath`, or `hooks` of the common directory.
    func hooksFolder() throws -> String {
        // From the top level, because a relative core.hooksPath is printed as it stands.
        let root = git.repository.root
        let answer = try git.run(["rev-parse", "--git-path", "hooks"], in: root).text
        guard !answer.isEmpty else { throw GitError.unexpectedOutput(command: "rev-parse") }
        return Paths.normalized(Paths.join(root, answer))
    }

    private func shim(_ hook: HookName, at place: HookPlace) -> HookShim {
        // A path of this machine has no business in a file that may be committed.
        HookShim(hook, program: place.owner == .workingTree ? "" : program)
    }

    private func place(_ hook: HookName, _ options: HookOptions) throws -> HookChange {
        let place = HookPlace(hook, folder: try hooksFolder(), of: git.repository)
        let kind = place.kind(hook)
        switch kind {
        case .shim: return try update(hook, place)
        case .changedByHand:
            return HookChange(
                hook,
                .unchanged,
                path: place.path,
                notes: ["the hook '\(place.path)' was changed by hand and is left as it is"]
            )
        case .callsUs:
            return HookChange(
                hook,
                .unchanged,
                path: place.path,
                notes: ["the hook '\(place.path)' runs baton already"]
            )
        case .foreign, nil: break
        }
        let isConfigured =
            options.style == .configuration
            || options.style == .automatic && HookConfiguration.isSupported(by: version)
        if isConfigured { return try configure(hook) }
        if !options.ignoresManagers,
            let found = HookManager.find(root: git.repository.root, hooksFolder: place.folder, hook: hook)
        {
            return advise(hook, found)
        }
        if place.isSwitchedOff { throw GitError.hooksSwitchedOff(path: place.folder) }
        if place.owner == .others, !options.allowsSharedFolder {
            throw GitError.hooksFolderIsShared(path: place.folder)
        }
        return try put(hook, place, replacing: kind != nil)
    }

    private func advise(_ hook: HookName, _ found: (manager: HookManager, file: String)) -> HookChange {
        if callsUs(hook, file: found.file) {
            return HookChange(hook, .unchanged, notes: ["'\(found.file)' runs baton already"])
        }
        var change = HookChange(hook, .advised)
        change.advice = HookAdvice(found.manager, file: found.file, hook: hook)
        return change
    }

    func callsUs(_ hook: HookName, file: String) -> Bool {
        guard let reader = try? FileReader(Paths.join(git.repository.root, file)), reader.size <= 1 << 20,
            let bytes = try? reader.bytes(from: 0, count: reader.size)
        else { return false }
        return HookShim.calls(String(decoding: bytes, as: UTF8.self), hook)
    }

    private func configure(_ hook: HookName) throws -> HookChange {
        let plan = HookConfiguration(hook, program: program)
        let present = try plan.settings.map { try git.localValues($0.key) }
        if present == plan.settings.map({ [$0.value] }) { return HookChange(hook, .unchanged) }
        for (setting, values) in zip(plan.settings, present) where values != [setting.value] {
            if !values.isEmpty { try git.removeLocal(setting.key) }
            try git.addLocal(setting.key, setting.value)
        }
        return HookChange(hook, .configured)
    }

    private func update(_ hook: HookName, _ place: HookPlace) throws -> HookChange {
        let shim = shim(hook, at: place)
        if place.kind(hook) == .shim(shim), place.isExecutable {
            return HookChange(hook, .unchanged, path: place.path)
        }
        try Self.changing(place.folder) { () throws(PlatformError) in
            try Files.write(Array(shim.text.utf8), to: place.path, mode: 0o755)
        }
        return HookChange(hook, .updated, path: place.path)
    }

    private func put(_ hook: HookName, _ place: HookPlace, replacing: Bool) throws -> HookChange {
        if replacing, place.hasEarlier { throw GitError.earlierHookInTheWay(path: place.earlier) }
        let script = Array(shim(hook, at: place).text.utf8)
        let missing = place.missingFolders
        // Noted down first, so that a folder is never made without a trace.
        if missing > 0 { try git.addLocal(Self.madeFolderKey, String(missing)) }
        do {
            try Self.changing(place.folder) { () throws(PlatformError) in
                try Files.makeDirectory(place.folder)
                if replacing { try Files.move(place.path, to: place.earlier) }
                do throws(PlatformError) {
                    try Files.create(script, at: place.path, mode: 0o755)
                } catch {
                    if replacing { try Files.move(place.earlier, to: place.path) }
                    throw error
                }
            }
        } catch {
            if missing > 0 {
                place.removeFolders(missing)
                try git.removeLocal(Self.madeFolderKey)
            }
            throw error
        }
        var change = HookChange(hook, .installed, path: place.path)
        if place.hasEarlier {
            change.notes.append("the hook that stood there runs first: '\(place.earlier)'")
        }
        if place.owner == .workingTree {
            change.notes.append("'\(place.path)' lies in the working tree and shows up as a change")
        }
        return change
    }

    /// Names the folder when the system refuses a change in it.
    static func changing(_ folder: String, _ body: () throws(PlatformError) -> Void) throws {
        do throws(PlatformError) {
            try body()
        } catch {
            throw GitError.hooksFolderNotWritable(path: folder, reason: error.description)
        }
    }
}
