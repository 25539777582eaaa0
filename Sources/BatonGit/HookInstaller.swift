internal import Platform

/// Puts hooks into a repository and takes them out, so that nothing else there changes.
///
/// A hook that stood there before is kept beside and run first, with the same arguments and input, and its exit
/// status counts. What the hooks do stands in the repository's configuration; see ``HookPlan``.
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

    static let section = "baton.hook"
    static let backgroundSection = "baton.background"
    static let attachKey = "baton.attach"
    static let remindKey = "baton.remind"
    static let madeFolderKey = "baton.madeHooksFolder"
    static let addedRewriteKey = "baton.addedRewriteRef"
    static let rewriteKey = "notes.rewriteRef"

    static func key(_ hook: HookName, isBackground: Bool = false) -> String {
        (isBackground ? backgroundSection : section) + "." + hook.rawValue
    }

    /// Makes hooks do what is asked, beside what they do already: all of it, or nothing.
    ///
    /// Doing so twice changes nothing.
    ///
    /// - Parameters:
    ///   - request: what they are to do.
    ///   - options: where they go and what may be touched.
    /// - Returns: what was done, hook by hook.
    /// - Throws: ``GitError``; everything is as before then.
    public func install(_ request: HookRequest, options: HookOptions = HookOptions()) throws -> [HookChange] {
        for recipe in request.recipes.values.joined() {
            let name = recipe.name
            guard !name.isEmpty, !name.hasPrefix("-"), name.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f })
            else {
                throw GitError.badArgument(kind: "name of a recipe", text: name)
            }
        }
        let undo = HookUndo()
        do {
            // What is configured without a hook does no harm, so that comes first.
            var added: [HookName: [String]] = [:]
            for hook in request.hooks {
                added[hook] = try addRecipes(request.recipes[hook] ?? [], hook, undo)
            }
            for purpose in request.purposes { try add(Self.attachKey, purpose.rawValue, undo) }
            if request.reminds { try add(Self.remindKey, "true", undo) }
            if options.keepsNotes { try keepNotes(undo) }
            let plan = HookPlan(git.repository)
            return try request.hooks.map { hook in
                var change = try place(hook, plan, options, undo)
                change.recipes = added[hook] ?? []
                return change
            }
        } catch {
            undo.undo()
            throw error
        }
    }

    /// Makes one hook run recipes that git waits for.
    ///
    /// - Throws: ``GitError``; everything is as before then.
    public func install(
        _ hook: HookName,
        recipes: [String],
        options: HookOptions = HookOptions()
    ) throws -> HookChange {
        precondition(!recipes.isEmpty, "a hook without a recipe does nothing")
        let request = HookRequest(recipes: [hook: recipes.map { HookRequest.Recipe($0) }])
        guard let change = try install(request, options: options).first else {
            preconditionFailure("one hook is one change")
        }
        return change
    }

    // MARK: Configuration

    /// - Returns: the names of the recipes that were not there.
    private func addRecipes(_ recipes: [HookRequest.Recipe], _ hook: HookName, _ undo: HookUndo) throws
        -> [String]
    {
        var added: [String] = []
        for recipe in recipes where !added.contains(recipe.name) {
            let key = Self.key(hook, isBackground: recipe.isBackground)
            if try git.localValues(key).contains(recipe.name) { continue }
            // Whether git waits may have changed since; it is in one list only.
            let other = Self.key(hook, isBackground: !recipe.isBackground)
            if try git.localValues(other).contains(recipe.name) {
                try git.removeLocal(other, recipe.name)
                undo.add { [git] in try git.addLocal(other, recipe.name) }
            }
            try git.addLocal(key, recipe.name)
            undo.add { [git] in try git.removeLocal(key, recipe.name) }
            added.append(recipe.name)
        }
        return added
    }

    private func add(_ key: String, _ value: String, _ undo: HookUndo) throws {
        guard try !git.localValues(key).contains(value) else { return }
        try git.addLocal(key, value)
        undo.add { [git] in try git.removeLocal(key, value) }
    }

    /// Has git carry our notes along when a commit is amended or rebased, which it does for no ref by itself.
    private func keepNotes(_ undo: HookUndo) throws {
        let refs = try git.configValues(Self.rewriteKey)
        if refs.contains(Git.notesRef) || refs.contains("refs/notes/*") { return }
        try add(Self.addedRewriteKey, "true", undo)
        try add(Self.rewriteKey, Git.notesRef, undo)
    }

    // MARK: The hook itself

    /// The folder that git looks in: `core.hooksPath`, or `hooks` of the common directory.
    func hooksFolder() throws -> String {
        // From the top level, because a relative core.hooksPath is printed as it stands.
        let root = git.repository.root
        let answer = try git.run(["rev-parse", "--git-path", "hooks"], in: root).text
        guard !answer.isEmpty else { throw GitError.unexpectedOutput(command: "rev-parse") }
        return Paths.normalized(Paths.join(root, answer))
    }

    func shim(_ hook: HookName, at place: HookPlace, _ plan: HookPlan) -> HookShim {
        // A path of this machine has no business in a file that may be committed.
        HookShim(
            hook,
            program: place.owner == .workingTree ? "" : program,
            isRare: plan.isRarelyPreparing
        )
    }

    private func place(_ hook: HookName, _ plan: HookPlan, _ options: HookOptions, _ undo: HookUndo) throws
        -> HookChange
    {
        let place = HookPlace(hook, folder: try hooksFolder(), of: git.repository)
        let kind = place.kind(hook)
        switch kind {
        case .shim: return try update(hook, place, plan, undo)
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
        if isConfigured { return try configure(hook, plan, undo) }
        if !options.ignoresManagers,
            let manager = HookManager.find(root: git.repository.root, hooksFolder: place.folder)
        {
            return try manage(hook, manager, options, undo)
        }
        if place.isSwitchedOff { throw GitError.hooksSwitchedOff(path: place.folder) }
        if place.owner == .others, !options.allowsSharedFolder {
            throw GitError.hooksFolderIsShared(path: place.folder)
        }
        return try put(hook, place, plan, replacing: kind != nil, undo)
    }

    private func configure(_ hook: HookName, _ plan: HookPlan, _ undo: HookUndo) throws -> HookChange {
        guard HookConfiguration.isSupported(by: version) else { throw GitError.tooOld(version: version) }
        let wanted = HookConfiguration(hook, program: program, isRare: plan.isRarelyPreparing)
        let present = try wanted.settings.map { try git.localValues($0.key) }
        if present == wanted.settings.map({ [$0.value] }) { return HookChange(hook, .unchanged) }
        for (setting, values) in zip(wanted.settings, present) where values != [setting.value] {
            if !values.isEmpty { try git.removeLocal(setting.key) }
            undo.add { [git] in for value in values { try git.addLocal(setting.key, value) } }
            try git.addLocal(setting.key, setting.value)
            undo.add { [git] in try git.removeLocal(setting.key, setting.value) }
        }
        return HookChange(hook, .configured)
    }

    private func update(_ hook: HookName, _ place: HookPlace, _ plan: HookPlan, _ undo: HookUndo) throws
        -> HookChange
    {
        let shim = shim(hook, at: place, plan)
        if place.kind(hook) == .shim(shim), place.isExecutable {
            return HookChange(hook, .unchanged, path: place.path)
        }
        let (before, mode) = (try Files.read(place.path), Files.status(place.path)?.mode ?? 0o755)
        try Self.changing(place.folder) { () throws(PlatformError) in
            try Files.write(Array(shim.text.utf8), to: place.path, mode: 0o755)
            // The mask of the process would leave a hook that others of a shared repository cannot run, and git's own are so.
            try Files.setMode(0o755, of: place.path)
        }
        undo.add {
            try Files.write(before, to: place.path, mode: mode)
            try Files.setMode(mode, of: place.path)
        }
        return HookChange(hook, .updated, path: place.path)
    }

    private func put(
        _ hook: HookName,
        _ place: HookPlace,
        _ plan: HookPlan,
        replacing: Bool,
        _ undo: HookUndo
    ) throws -> HookChange {
        if replacing, place.hasEarlier { throw GitError.earlierHookInTheWay(path: place.earlier) }
        let script = Array(shim(hook, at: place, plan).text.utf8)
        let missing = place.missingFolders
        // Noted down first, so that a folder is never made without a trace.
        if missing > 0 { try add(Self.madeFolderKey, String(missing), undo) }
        undo.add { if missing > 0 { place.removeFolders(missing) } }
        try Self.changing(place.folder) { () throws(PlatformError) in
            try Files.makeDirectory(place.folder)
            if replacing { try Files.move(place.path, to: place.earlier) }
            undo.add { if replacing { try Files.move(place.earlier, to: place.path) } }
            try Files.create(script, at: place.path, mode: 0o755)
            undo.add { try Files.remove(place.path) }
            try Files.setMode(0o755, of: place.path)
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
