internal import Platform

extension HookInstaller {
    /// Takes recipes from a hook, and the hook itself out when none is left.
    ///
    /// - Parameters:
    ///   - hook: the hook.
    ///   - recipes: names of recipes; all when `nil`.
    ///   - force: whether a shim that was changed by hand is removed too.
    /// - Returns: what was done.
    /// - Throws: ``GitError``, such as ``GitError/hookChangedByHand(path:)``.
    public func uninstall(_ hook: HookName, recipes: [String]? = nil, force: Bool = false) throws
        -> HookChange
    {
        let present = try git.localValues(Self.key(hook))
        let leaving = recipes.map { asked in present.filter(asked.contains) } ?? present
        let staying = present.filter { !leaving.contains($0) }
        var change = HookChange(hook, .unchanged)
        if staying.isEmpty {
            change = try takeOut(hook, force: force)
            if try removeConfiguration(hook) { change.outcome = .removed }
        }
        for recipe in Set(leaving) { try git.removeLocal(Self.key(hook), recipe) }
        change.recipes = leaving
        try forgetRepositoryIfUnused()
        return change
    }

    /// Takes our shim out of the folder, and puts back what it had taken the place of.
    private func takeOut(_ hook: HookName, force: Bool) throws -> HookChange {
        let place = HookPlace(hook, folder: try hooksFolder(), of: git.repository)
        var change = HookChange(hook, .unchanged, path: place.path)
        let kind = place.kind(hook)
        switch kind {
        case .changedByHand where !force: throw GitError.hookChangedByHand(path: place.path)
        case .changedByHand, .shim, nil:
            if kind == nil, !place.hasEarlier {
                let found = HookManager.find(root: git.repository.root, hooksFolder: place.folder, hook: hook)
                guard let found, callsUs(hook, file: found.file) else { return HookChange(hook, .unchanged) }
                return HookChange(
                    hook,
                    .unchanged,
                    notes: ["'\(found.file)' still has the lines that run baton"]
                )
            }
            try Self.changing(place.folder) { () throws(PlatformError) in
                if kind != nil { try Files.remove(place.path) }
                if place.hasEarlier { try Files.move(place.earlier, to: place.path) }
            }
            change.outcome = .removed
        case .callsUs, .foreign:
            // Recipes are gone, so a script that runs baton finds nothing to do.
            if kind == .callsUs {
                change.notes.append("'\(place.path)' runs baton by itself and is left as it is")
            }
            if place.hasEarlier {
                change.notes.append("'\(place.earlier)' is left, since another hook took its place")
            }
        }
        return change
    }

    /// Takes our section out of git's configuration.
    ///
    /// - Returns: whether there was one.
    private func removeConfiguration(_ hook: HookName) throws -> Bool {
        let section = HookConfiguration(hook, program: program).section
        let keys = try git.localKeys(beginning: section + ".")
        for key in keys { try git.removeLocal(key) }
        return !keys.isEmpty
    }

    /// Has git carry our notes along when a commit is amended or rebased, which it does for no ref by itself.
    func keepNotes() throws {
        let refs = try git.configValues(Self.rewriteKey)
        if refs.contains(Git.notesRef) || refs.contains("refs/notes/*") { return }
        try git.addLocal(Self.addedRewriteKey, "true")
        try git.addLocal(Self.rewriteKey, Git.notesRef)
    }

    /// Undoes what was done for all hooks together, when the last one is out.
    func forgetRepositoryIfUnused() throws {
        guard try git.localKeys(beginning: Self.section + ".").isEmpty else { return }
        if try !git.localValues(Self.addedRewriteKey).isEmpty {
            try git.removeLocal(Self.rewriteKey, Git.notesRef)
            try git.removeLocal(Self.addedRewriteKey)
        }
        if let made = try git.localValues(Self.madeFolderKey).last {
            HookPlace(.postCommit, folder: try hooksFolder(), of: git.repository).removeFolders(
                Int(made) ?? 0
            )
            try git.removeLocal(Self.madeFolderKey)
        }
    }
}
